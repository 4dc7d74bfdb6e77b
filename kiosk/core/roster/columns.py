"""Finding the sheet, the header row and the meaning of each column by known words."""

import re
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kiosk.core.names import fold
from kiosk.core.roster.expected import SessionNames, is_ticked
from kiosk.core.roster.fields import ALLOWED_IN_NAME, PASSED_OVER, PHRASES, Field
from kiosk.core.roster.spreadsheet import CellPlace, Spreadsheet, Worksheet, letter

_SEARCHED_ROWS = 30
_SAMPLES = 3
_BRACKETS = re.compile(r"\([^()]*+\)|\[[^\[\]]*+\]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")

_TICKS_TO_SLIPS = 5
_NUMERAL = re.compile(r"\(?\d{1,2}\)?\.?")
_SPACED = 2  # L/P is no word
NO_SESSIONS = SessionNames([])

RememberedColumns = Dictionary[str, str]
"""What columns meant before: the value of a Field by normalised header, "" where passed over."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which sheet (counted from 0) and header row, and what the columns mean, by their place."""

    sheet: int
    header_row: int
    fields: dict[int, Field]

    def column_of(self, field: Field) -> int | None:
        """Return the column that holds a field."""
        return next((column for column, each in self.fields.items() if each is field), None)


@dataclass(frozen=True, slots=True)
class Known:
    """What helps to find the meaning of a column beside its words."""

    remembered: RememberedColumns
    sessions: SessionNames


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list with its first values; without a field it is passed over."""

    index: int
    letter: str
    header: str
    field: Field | None
    samples: tuple[str, ...]


def suggest(
    book: Spreadsheet,
    remembered: RememberedColumns | None = None,
    sessions: SessionNames = NO_SESSIONS,
) -> ColumnMapping | None:
    """Return the likeliest sheet, header row and meaning of the columns; None without names.

    A hidden sheet is taken only where no other has names.
    """
    known = Known(remembered or {}, sessions)
    candidates = [
        (
            (not sheet.hidden, len(fields), -sheet_index, -row),
            ColumnMapping(sheet_index, row, fields),
        )
        for sheet_index, sheet in enumerate(book.sheets)
        for row, fields in _header_rows(sheet, known)
    ]
    return max(candidates, key=lambda each: each[0])[1] if candidates else None


def other_lists(book: Spreadsheet, mapping: ColumnMapping) -> tuple[str, ...]:
    """Return the names of the sheets in sight that have a column of names too, but are not read."""
    return tuple(
        sheet.name
        for index, sheet in enumerate(book.sheets)
        if index != mapping.sheet and not sheet.hidden and _is_list(sheet)
    )


def _is_list(sheet: Worksheet) -> bool:
    """Whether names stand below a heading that says so."""
    columns = {
        (row, column)
        for row, fields in _header_rows(sheet, Known({}, NO_SESSIONS))
        for column, field in fields.items()
        if field is Field.NAME
    }
    return any(bool(sheet.cell(row + 1, column).strip()) for row, column in columns)


def fields_of(
    sheet: Worksheet, header_row: int, sessions: SessionNames = NO_SESSIONS
) -> dict[int, Field]:
    """Return what the columns mean by the words of this header row, by their place."""
    return _fields_of(sheet, header_row, headers(sheet, header_row), Known({}, sessions))


def says_name(header: str) -> bool:
    """Whether a heading is one of names."""
    meaning = _known_meaning(normalized(header))
    return meaning is not None and meaning[0] is Field.NAME


def other_names(seen: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns that are called like one of names, but passed over: lists side by side."""
    return tuple(each for each in seen if each.field is None and says_name(each.header))


def columns(book: Spreadsheet, mapping: ColumnMapping) -> tuple[Column, ...]:
    """Return the columns that have a header or a meaning, with samples."""
    sheet = book.sheets[mapping.sheet]
    return tuple(
        Column(
            index,
            letter(index),
            " ".join(header.split()),
            mapping.fields.get(index),
            _samples(sheet, mapping.header_row, index),
        )
        for index, header in enumerate(headers(sheet, mapping.header_row))
        if header.strip() or index in mapping.fields
    )


def to_remember(book: Spreadsheet, mapping: ColumnMapping) -> dict[str, str]:
    """Return what is worth remembering of a mapping, for the next list of the event."""
    return {
        normalized(column.header): column.field.value if column.field else ""
        for column in columns(book, mapping)
        if column.header
    }


def normalized(header: str) -> str:
    """Return a header without case, brackets, line breaks and signs; `N I P` is `nip`."""
    whole = fold(header)
    words = _WORD.findall(_BRACKETS.sub(" ", whole)) or _WORD.findall(whole)
    is_spaced = len(words) > _SPACED and all(len(word) == 1 for word in words)
    return ("" if is_spaced else " ").join(words)


def _header_rows(sheet: Worksheet, known: Known) -> list[tuple[int, dict[int, Field]]]:
    below, width = sheet.filled_down(), sheet.width()
    rows = range(min(_SEARCHED_ROWS, len(sheet.rows)))
    headings = ((row, _headers(sheet, row, below, width)) for row in rows)
    found = [(row, _fields_of(sheet, row, each, known)) for row, each in headings]
    return [(row, fields) for row, fields in found if Field.NAME in fields.values()]


def headers(sheet: Worksheet, row: int) -> list[str]:
    """Return the headings of the columns, where merged cells or two rows make up one heading."""
    return _headers(sheet, row, sheet.filled_down(), sheet.width())


def _headers(sheet: Worksheet, row: int, below: dict[CellPlace, str], width: int) -> list[str]:
    own = [sheet.cell(row, column) or below.get((row, column), "") for column in range(width)]
    upper = [sheet.cell(row - 1, column) if row else "" for column in range(len(own))]
    if not _completes(own, upper):
        return own
    return [text or above for text, above in zip(own, upper, strict=True)]


def _completes(own: Sequence[str], upper: Sequence[str]) -> bool:
    """Whether this row divides headings of the row above, as `Number` into `NIP` and `NUPTK`.

    Then nothing stands below the name, and under each heading that goes over several columns
    every column is named.
    """
    if not any(
        says_name(above) and not text.strip() for text, above in zip(own, upper, strict=True)
    ):
        return False
    filled = [column for column, text in enumerate(own) if text.strip()]
    divided = {column for column in filled if not upper[column].strip()}
    begun = {column - 1 for column in divided}
    return bool(divided) and all(
        column in divided | begun and not _DIGIT.search(own[column]) for column in filled
    )


def _fields_of(sheet: Worksheet, row: int, headers: list[str], known: Known) -> dict[int, Field]:
    fields = _fields(headers, known.remembered)
    for column, header in enumerate(headers):
        if fields.get(column, Field.SESSIONS) is Field.SESSIONS and _is_of_session(header, known):
            fields.pop(column, None)
            said = known.remembered.get(normalized(header))
            if said == Field.TICK or (said is None and _is_ticked(sheet, row, column)):
                fields[column] = Field.TICK
    return fields


def _is_of_session(header: str, known: Known) -> bool:
    """Whether a heading names one session, and is not what a column of session names is called."""
    word = normalized(header)
    if word in PHRASES[Field.SESSIONS] or known.remembered.get(word) == Field.SESSIONS:
        return False
    return known.sessions.of_heading(header) is not None


def _is_ticked(sheet: Worksheet, header_row: int, column: int) -> bool:
    """Whether the cells of a column are ticks, a slip aside, as they are in no list to be signed.

    The heading and the numbers of the columns may stand on every page.
    """
    rows = range(header_row + 1, len(sheet.rows))
    texts = [sheet.cell(row, column).strip() for row in rows]
    ticks = sum(is_ticked(text) is True for text in texts)
    slips = {text for text in texts if is_ticked(text) is None and not text.isdecimal()}
    slips.discard(sheet.cell(header_row, column).strip())
    return ticks > 0 and len(slips) <= max(1, ticks // _TICKS_TO_SLIPS)


def _fields(headers: list[str], remembered: RememberedColumns) -> dict[int, Field]:
    best: dict[Field, tuple[tuple[int, int, int, int], int]] = {}
    for column, header in enumerate(headers):
        meaning = _meaning(normalized(header), remembered)
        if meaning is None:
            continue
        field, fit = meaning
        length, exact, place = fit
        rank = (exact, place, length, -column)
        if field not in best or rank > best[field][0]:
            best[field] = (rank, column)
    return dict(sorted((column, field) for field, (_, column) in best.items()))


def _meaning(
    header: str, remembered: RememberedColumns
) -> tuple[Field, tuple[int, int, int]] | None:
    if header in remembered:
        value = remembered[header]
        return (Field(value), (1, 2, 0)) if value in set(Field) - {Field.TICK} else None
    return _known_meaning(header)


@lru_cache(maxsize=4096)
def _known_meaning(header: str) -> tuple[Field, tuple[int, int, int]] | None:
    """Return the field whose phrase is the longest in the header, with how well it fits."""
    words = header.split()
    if not words:
        return None
    if {"nip", "nuptk"} <= set(words):
        return Field.NIP_OR_NUPTK, (2, 1, 0)
    if _is_name(words) and header not in PASSED_OVER:
        return Field.NAME, (1, int(len(words) == 1), 0)
    padded = f" {header} "
    fits = [
        ((len(phrase.split()), int(phrase == header), -place), field)
        for field, phrases in (*PHRASES.items(), (None, PASSED_OVER))
        for place, phrase in enumerate(phrases)
        if f" {phrase} " in padded
    ]
    if not fits:
        return None
    fit, field = max(fits, key=lambda each: each[0])
    return (field, fit) if field else None


def numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row below the headings is their numbers: (1), (2), (3)."""
    filled = 0
    for text in filter(None, map(str.strip, cells)):
        if not _NUMERAL.fullmatch(text):
            return False
        filled += 1
    return filled > 1


def _is_name(words: list[str]) -> bool:
    return bool({"nama", "name"} & set(words)) and set(words) <= ALLOWED_IN_NAME


def _samples(sheet: Worksheet, header_row: int, column: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in range(header_row + 1, min(len(sheet.rows), header_row + 1 + _SEARCHED_ROWS)):
        text = sheet.cell(row, column).strip()
        if text and text not in found and not numbers_columns(sheet.rows[row]):
            found.append(text)
    return tuple(found[:_SAMPLES])
