"""Lists in lines of text, whose cells are divided by a sign: CSV of every make."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from itertools import islice
from pathlib import PurePath

from kiosk.core.errors import BadInput
from kiosk.core.roster.columns import says_name
from kiosk.core.roster.spreadsheet import Worksheet
from kiosk.services.lists.code_pages import Decoded, decoded
from kiosk.services.lists.texts import (
    HEADER_ROOM,
    MAX_ROWS,
    check_lines,
    check_size,
    shared,
    too_long,
)

_DELIMITERS = ";,\t|"
_SIGNS = re.compile("[;,\t|]")
_FIELD_LIMIT = "field larger than field limit"  # as csv says it
_NO_SIGN = "\x1f"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_KEPT = re.compile(r"'++[=+@\t\r-]")  # as our own CSV writes them, and the careful of others
_SAMPLED = 60
_TWICE_WRAPPED = 3


class NoLines(ValueError):
    """The bytes are no text."""


def looks_like_text(data: bytes) -> bool:
    """Whether the file may be lines of text."""
    return data.startswith(tuple(mark for mark, _ in _MARKS)) or b"\0" not in data[:4096]


def text_of(data: bytes, page: str = "") -> Decoded:
    """Return the text of a file, with the code page where that was a guess; else as it was said.

    Raises NoLines.
    """
    if page:
        return _strictly(data, page)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        # UTF-16 without a mark: Latin letters have a zero before or after them.
        return _strictly(data, "utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    return decoded(data)


def sheet_of_lines(name: str, text: str) -> Worksheet:
    """Return the sheet that the lines of a text make. Raises BadInput, NoLines."""
    # Excel for Macintosh ends the lines of its own kind of CSV with \r alone.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.strip().lower().strip('"').startswith("sep="):
        delimiter, text = first.strip().strip('"')[4:5] or "\t", rest
    else:
        text = _unwrapped(text)
    check_lines(name, text)
    lines = _lines(name, text, delimiter or _delimiter(text))
    rows = shared(map(_as_typed, islice(lines, MAX_ROWS + HEADER_ROOM + 1)))
    columns = max((len(row) for row in rows), default=0)
    are_more = len(rows) > MAX_ROWS + HEADER_ROOM
    check_size(name, "1", text.count("\n") if are_more else len(rows), columns)
    offset = ((),) if delimiter else ()
    return Worksheet(PurePath(name).stem, (*offset, *rows), divided=True)


def divided_again(sheet: Worksheet) -> Worksheet:
    """Return the sheet with its lines divided, where each stands whole in one cell.

    So a CSV looks that was opened in a spreadsheet and saved from there.
    """
    filled = [[text for text in row if text.strip()] for row in sheet.rows]
    used = [row for row in filled if row]
    if len(used) < 2 or any(len(row) > 1 for row in used):  # noqa: PLR2004  no list
        return sheet
    lines = [row[0].replace("\n", " ") if row else "" for row in filled]
    sign = _delimiter("\n".join(lines))
    if sign == _NO_SIGN or _evenness(_columns(lines[:_SAMPLED], sign))[0] < len(used[:_SAMPLED]):
        return sheet
    rows = tuple(map(_as_typed, csv.reader(lines, delimiter=sign)))
    return replace(sheet, rows=rows, divided=True, numbers=frozenset(), merges=())


def _unwrapped(text: str) -> str:
    """Return the lines that stand in quotation marks as a whole, as often as they do."""
    for _ in range(_TWICE_WRAPPED):
        inner = _inner_lines(text)
        if inner is None:
            return text
        text = inner
    return text


def _inner_lines(text: str) -> str | None:
    sample = _sample(text)
    wrapped = [line for line in sample if _is_wrapped(line)]
    if len(wrapped) * 2 < len(sample):
        return None
    try:
        cells = list(csv.reader(StringIO(text), delimiter=_NO_SIGN, strict=True))
    except csv.Error:
        return None
    inner = "\n".join(row[0] if row else "" for row in cells)
    before = _evenness(_columns(sample, _delimiter(text)))
    return inner if _evenness(_columns(_sample(inner), _delimiter(inner))) > before else None


def _is_wrapped(line: str) -> bool:
    """Whether a line is one quoted cell in which signs divide others."""
    line = line.strip()
    inside = line[1:-1]
    if not (line.startswith('"') and line.endswith('"') and _SIGNS.search(inside)):
        return False
    return '"' not in inside.replace('""', "")


def _lines(name: str, text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each line, which may go over several lines of the file.

    Raises BadInput where quotation marks do not go in pairs: the rest would be one large cell.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 0
    try:
        for line in reader:
            yield tuple(line)
            begin = reader.line_num
    except csv.Error as error:
        if _FIELD_LIMIT in str(error):
            raise too_long(name, PurePath(name).stem, begin + 1) from error
        if '"' not in text:
            raise NoLines from error
        raise _unpaired_quotes(name, begin + 1) from error


def _as_typed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without the sign that keeps spreadsheets from taking them for a formula."""
    return tuple(text[1:] if text[:1] == "'" and _KEPT.match(text) else text for text in cells)


def _unpaired_quotes(name: str, line: int) -> BadInput:
    text = (
        "{file}, line {line}: quotation marks do not go in pairs here. "
        "Write each twice that belongs to a text, or save the list as .xlsx."
    )
    return BadInput(text, file=name, line=line)


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise NoLines from error


def _delimiter(text: str) -> str:
    """Return the sign that divides the first lines into most columns, and evenly."""
    lines = _sample(text)
    if any(says_name(line) and not _SIGNS.search(line) for line in lines):
        # One column of names, whose titles stand behind commas.
        return _NO_SIGN
    counts = {sign: _columns(lines, sign) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: _evenness(counts[sign]))


def _sample(text: str) -> list[str]:
    return [line for line in text.split("\n")[:_SAMPLED] if line.strip()]


def _columns(lines: Sequence[str], sign: str) -> list[int]:
    return [len(row) for row in csv.reader(StringIO("\n".join(lines)), delimiter=sign) if row]


def _evenness(counts: Iterable[int]) -> tuple[int, int]:
    several = [count for count in counts if count > 1]
    if not several:
        return (0, 0)
    usual = max(set(several), key=lambda count: (several.count(count), count))
    return (several.count(usual), usual)
