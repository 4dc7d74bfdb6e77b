"""Names that stand in parts: which columns make up a name, and how the parts are joined."""

import re
from collections.abc import Callable, Sequence

from kiosk.core.names import fold
from kiosk.core.roster.evidence import Profile
from kiosk.core.roster.fields import Field
from kiosk.core.roster.headings import Heading

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LEADING = re.compile(
    r"(?:(?:prof|dr|drs|dra|drg|ir|hj|h|kh|ust|ustz|ustadz|ustadzah|apt|ns|tgk|dipl\.?-?ing)\.?[\s,.]*)+",
    re.IGNORECASE,
)
_FULL = 0.99
_MOSTLY = 0.5
_OF_SOMEBODY = 0.5
_FIRST_AND_LAST = (Field.FIRST_NAME, Field.LAST_NAME)
_SIDE_PARTS = (Field.MIDDLE_NAME, Field.SECOND_LAST_NAME)
_PARTS = (Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME, Field.SECOND_LAST_NAME)


def which_names(
    fields: dict[int, Field],
    profiles: Sequence[Profile],
    headings: Sequence[Heading],
    cells: Callable[[int], Sequence[str]],
) -> dict[int, Field]:
    """Return the meanings with the name whole or in parts, not both.

    `Name` beside `Surname` is the first name, beside `Vorname` the last; where a whole name holds
    the parts, or is called a full one, the parts are passed over. `cells` are those of a column,
    row by row.
    """
    at = {field: column for column, field in fields.items()}
    name, parts = at.get(Field.NAME), [at[each] for each in _FIRST_AND_LAST if each in at]
    if name is not None or len(parts) == len(_FIRST_AND_LAST):
        fields = _without(fields, (Field.NAME_AND_NIP,))
    if not parts:
        return _without(fields, _SIDE_PARTS)
    if name is None:
        return fields if len(parts) == len(_FIRST_AND_LAST) else _alone(fields)
    if _is_whole(cells(name), [cells(each) for each in parts]):
        return _without(fields, _PARTS)
    if len(parts) == len(_FIRST_AND_LAST):
        is_full = headings[name].fit(Field.NAME) >= _FULL and profiles[name].filled > _MOSTLY
        return _without(fields, _PARTS if is_full else (Field.NAME,))
    if headings[name].fit(Field.NAME) < _OF_SOMEBODY:  # what friends or a shop call them
        return _alone(_without(fields, (Field.NAME,)))
    return {**fields, name: next(each for each in _FIRST_AND_LAST if each not in at)}


def join_name(parts: dict[Field, str]) -> str:
    """Return the name that the texts of its columns make up, titles before and behind it."""
    first, middle, last, second = (parts.get(each, "") for each in _PARTS)
    names = [each for each in (first, middle, last, second) if each]
    name = _joined(names, last, [each for each in (first, middle) if each])
    before, behind = parts.get(Field.TITLE_BEFORE, ""), parts.get(Field.TITLE_BEHIND, "")
    if behind and not before and _LEADING.fullmatch(behind):
        before, behind = behind, ""
    return with_titles(parts.get(Field.NAME, "") or name, before, behind)


def with_titles(name: str, before: str, behind: str) -> str:
    """Return a name with its titles, each once, though the name may bring them itself."""
    if not name:
        return ""
    if before and not _begins(name, before):
        name = f"{before} {name}"
    if behind and not _ends(name, behind):
        name = f"{name.rstrip(', ')}, {behind.lstrip(', ')}"
    return name


def split_name_and_number(text: str) -> tuple[str, str]:
    """Return the name and the digits that stand in one cell, as `Rina / 1985…` or `NIP. 1985…`."""
    found = re.search(r"\d[\d\s.'-]{7,30}\d", text)
    if not found:
        return text.strip(), ""
    name = text[: found.start()] + " " + text[found.end() :]
    name = re.sub(r"\b(?:NIP|NUPTK|NIPPPK)\b\s?[.:]{0,2}", " ", name, flags=re.IGNORECASE)
    return " ".join(name.split()).strip(" /|;:-(),"), found[0].strip()


def _joined(names: list[str], last: str, others: list[str]) -> str:
    if last and names and all(_WIDE.fullmatch(each) for each in names):
        return last + "".join(others)
    if last and _CYRILLIC.search(last):
        return " ".join([last, *others])
    return " ".join(names)


def _without(fields: dict[int, Field], left_out: Sequence[Field]) -> dict[int, Field]:
    return {column: field for column, field in fields.items() if field not in left_out}


def _alone(fields: dict[int, Field]) -> dict[int, Field]:
    """Take the one part that there is for the name; other names beside it are the other part."""
    there = set(fields.values())
    other = Field.LAST_NAME if Field.FIRST_NAME in there else Field.FIRST_NAME
    if Field.MIDDLE_NAME in there:
        return {c: other if each is Field.MIDDLE_NAME else each for c, each in fields.items()}
    return {
        column: Field.NAME if field in (Field.FIRST_NAME, Field.LAST_NAME) else field
        for column, field in fields.items()
        if field not in _SIDE_PARTS
    }


def _is_whole(names: Sequence[str], parts: Sequence[Sequence[str]]) -> bool:
    """Whether the texts of the name hold those of its parts, row by row, and stand in all."""
    rows = [
        (fold(text), [fold(part) for part in row if _says(part)])
        for text, *row in zip(names, *parts, strict=True)
    ]
    if any(row and not _says(text) for text, row in rows):
        return False
    held = [all(part in text for part in row) for text, row in rows if _says(text)]
    longer = any(len(text) > len("".join(row[:1])) for text, row in rows)
    return bool(held) and longer and sum(held) >= len(held) * _MOSTLY


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))


def _begins(name: str, title: str) -> bool:
    return _bare(name).startswith(_bare(title))


def _ends(name: str, title: str) -> bool:
    return _bare(name).endswith(_bare(title))


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", fold(text))
