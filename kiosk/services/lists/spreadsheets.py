"""Reading spreadsheet files: xlsx, xls, ods and csv become sheets of texts; formulas stay text."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path, PurePath

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from kiosk.core.errors import BadInput
from kiosk.core.roster.columns import says_name
from kiosk.core.roster.spreadsheet import CellPlace, Merge, Spreadsheet, Worksheet
from kiosk.services.lists.archives import BadArchive, Protected, TooLarge, look_inside
from kiosk.services.lists.markup import Inside
from kiosk.services.lists.texts import check_lines, check_texts, shared, too_long
from kiosk.services.lists.xls import is_protected, look_inside_xls

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 256

_HEADER_ROOM = 1000
_SURE = 2**53
_DELIMITERS = ";,\t|"
_SIGNS = re.compile("[;,\t|]")
_FIELD_LIMIT = "field larger than field limit"  # as csv says it
_NO_SIGN = "\x1f"
_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
_BLANK, _MARKUP, _XML = b"\xef\xbb\xbf \r\n\t", b"<", b"<?xml"
_VISIBLE = SheetVisibleEnum.Visible
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_Value = int | float | str | bool | time | date | datetime | timedelta


def read_file(file_name: str, content: bytes | Path) -> Spreadsheet:
    """Read a spreadsheet of at most 5 MB. `content` is what it holds, or where it lies.

    Raises BadInput with one sentence for what is not a spreadsheet, is empty or too large.
    """
    name = PurePath(file_name).name
    data = _content(name, content)
    if data.startswith((_ZIP, _OLE)):
        sheets = _workbook(name, data)
    elif data.lstrip(_BLANK).startswith(_XML):
        raise _another_kind(name)
    elif data.lstrip(_BLANK).startswith(_MARKUP):
        raise _web_page(name)
    elif PurePath(name).suffix.lower() in (".csv", ".tsv", ".txt", "") or _looks_like_text(data):
        sheets = (_csv(name, data),)
    else:
        raise _not_a_spreadsheet(name)
    if not any(_is_filled(sheet) for sheet in sheets):
        raise BadInput("{file} is empty. Choose the file with the list.", file=name)
    check_texts(name, sheets)
    return Spreadsheet(name, sheets)


def _content(name: str, content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        size, data = len(content), content
    else:
        try:
            size = content.stat().st_size
            data = content.read_bytes() if size <= MAX_BYTES else b""
        except OSError as error:
            why = error.strerror or str(error)
            raise BadInput("{file} cannot be read ({why}).", file=name, why=why) from error
    if size > MAX_BYTES:
        text = "{file} has {size:.1f} MB; at most 5 MB can be read. Save the list alone in a file."
        raise BadInput(text, file=name, size=size / 1e6)
    if not data.strip(b"\0 \r\n\t"):
        raise BadInput("{file} is empty. Choose the file with the list.", file=name)
    return data


def _not_a_spreadsheet(name: str) -> BadInput:
    text = "{file} is not a spreadsheet. Save the list as .xlsx, .xls, .ods or .csv."
    return BadInput(text, file=name)


def _protected(name: str) -> BadInput:
    return BadInput("{file} is protected by a password. Save it without one.", file=name)


def _another_kind(name: str) -> BadInput:
    text = (
        "{file} is of a kind that cannot be read here. "
        "Open it in Excel or LibreOffice and save it as .xlsx."
    )
    return BadInput(text, file=name)


def _web_page(name: str) -> BadInput:
    text = (
        "{file} is a web page, whatever its name says. "
        "Open it in Excel or LibreOffice and save it as .xlsx."
    )
    return BadInput(text, file=name)


def _workbook(name: str, data: bytes) -> tuple[Worksheet, ...]:
    inside = _inside(name, data)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            hidden = {each.name for each in book.sheets_metadata if each.visible != _VISIBLE}
            sheets = (
                _sheet(
                    name, book.get_sheet_by_name(each), inside.get(each) or inside.get(str(place))
                )
                for place, each in enumerate(book.sheet_names)
            )
            return tuple(replace(each, hidden=each.name in hidden) for each in sheets)
    except PasswordError as error:
        raise _protected(name) from error
    except (CalamineError, ValueError, OSError) as error:
        raise _not_a_spreadsheet(name) from error
    except BaseException as error:
        # So the reader ends where a file is cut off: no Exception, though nothing else is hurt.
        if type(error).__name__ != "PanicException":
            raise
        raise _not_a_spreadsheet(name) from error


def _inside(name: str, data: bytes) -> dict[str, Inside]:
    if is_protected(data):
        raise _protected(name)
    inside = _looked_into(name, data)
    for sheet, each in inside.items():
        # Asked before the cells are made: a sheet may claim a million rows.
        _check_size(name, sheet, each.rows, each.columns)
    return inside


def _looked_into(name: str, data: bytes) -> dict[str, Inside]:
    try:
        return look_inside(data) if data.startswith(_ZIP) else look_inside_xls(data)
    except TooLarge as error:
        text = (
            "{file} unpacks to {size:.0f} MB, far more than a list. Save the list alone in a file."
        )
        raise BadInput(text, file=name, size=error.size / 1e6) from error
    except Protected as error:
        raise _protected(name) from error
    except BadArchive as error:
        raise _not_a_spreadsheet(name) from error


def _sheet(file: str, sheet: CalamineSheet, inside: Inside | None) -> Worksheet:
    if sheet.end:
        _check_size(file, sheet.name, sheet.end[0] + 1, sheet.end[1] + 1)
    numbers: set[CellPlace] = set()
    failed = inside.failed if inside else {}
    rows: list[tuple[str, ...]] = []
    for index, values in enumerate(sheet.to_python(skip_empty_area=False)):
        texts = (_text(value) for value in values)
        if failed:
            # The reader gives a formula that failed as an empty cell.
            texts = (text or failed.get((index, place), "") for place, text in enumerate(texts))
        rows.append(tuple(texts))
        numbers.update(
            (index, column) for column, value in enumerate(values) if type(value) in (int, float)
        )
    unknown = inside.unknown if inside else frozenset()
    # The reader leaves out rows at the end in which nothing but such formulas stands.
    last = max((row for row, _column in unknown), default=-1)
    rows += [()] * (last + 1 - len(rows))
    return Worksheet(
        sheet.name,
        shared(rows),
        frozenset(numbers),
        _merges(sheet, inside),
        unknown,
        hidden_rows=inside.hidden_rows if inside else frozenset(),
    )


def _merges(sheet: CalamineSheet, inside: Inside | None) -> tuple[Merge, ...]:
    known = sheet.merged_cell_ranges
    if known is None:
        return inside.merges if inside else ()
    return tuple(Merge(*first, *last) for first, last in known)


def _check_size(file: str, sheet: str, rows: int, columns: int) -> None:
    values = {"file": file, "sheet": sheet, "rows": rows, "columns": columns}
    if columns > MAX_COLUMNS:
        raise BadInput(
            "{file}, sheet {sheet}, has {columns} columns; at most 256 can be read. "
            "Delete the columns to the right of the list.",
            **values,
        )
    if rows > MAX_ROWS + _HEADER_ROOM:
        raise BadInput(
            "{file}, sheet {sheet}, has {rows} rows; at most 20,000 can be read. "
            "Delete the rows below the list, or divide it.",
            **values,
        )


def _text(value: _Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    """Return a number as typed where all its digits are sure, else as spreadsheets show it."""
    if not value.is_integer():
        return repr(value)
    if abs(value) < _SURE:
        return str(int(value))
    return f"{value:.14E}"


def _csv(name: str, data: bytes) -> Worksheet:
    # Excel for Macintosh ends the lines of its own kind of CSV with \r alone.
    text = _decoded(name, data).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.strip().lower().strip('"').startswith("sep="):
        delimiter, text = first.strip().strip('"')[4:5] or "\t", rest
    check_lines(name, text)
    lines = _lines(name, text, delimiter or _delimiter(text))
    rows = shared(islice(lines, MAX_ROWS + _HEADER_ROOM + 1))
    columns = max((len(row) for row in rows), default=0)
    several = len(rows) > MAX_ROWS + _HEADER_ROOM
    _check_size(name, "1", text.count("\n") if several else len(rows), columns)
    offset = ((),) if delimiter else ()
    return Worksheet(PurePath(name).stem, (*offset, *rows), divided=True)


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
            raise _not_a_spreadsheet(name) from error
        raise _unpaired_quotes(name, begin + 1) from error


def _unpaired_quotes(name: str, line: int) -> BadInput:
    text = (
        "{file}, line {line}: quotation marks do not go in pairs here. "
        "Write each twice that belongs to a text, or save the list as .xlsx."
    )
    return BadInput(text, file=name, line=line)


def _decoded(name: str, data: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(name, data, encoding)
    if b"\0" in data:
        # UTF-16 without a mark: Latin letters have a zero before or after them.
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return _strictly(name, data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Lists that were put together have lines of both kinds.
        return "".join(map(_line_decoded, data.splitlines(keepends=True)))


def _line_decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_a_spreadsheet(name) from error


def _looks_like_text(data: bytes) -> bool:
    return data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data[:4096]


def _delimiter(text: str) -> str:
    """Return the sign that divides the first lines into most columns, and evenly."""
    lines = _sample(text)
    if any(says_name(line) and not _SIGNS.search(line) for line in lines):
        # One column of names, whose titles stand behind commas.
        return _NO_SIGN
    counts = {sign: _columns(lines, sign) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: _evenness(counts[sign]))


def _sample(text: str) -> list[str]:
    return [line for line in text.split("\n")[:60] if line.strip()]


def _columns(lines: Sequence[str], sign: str) -> list[int]:
    return [len(row) for row in csv.reader(StringIO("\n".join(lines)), delimiter=sign) if row]


def _evenness(counts: Iterable[int]) -> tuple[int, int]:
    several = [count for count in counts if count > 1]
    if not several:
        return (0, 0)
    usual = max(set(several), key=lambda count: (several.count(count), count))
    return (several.count(usual), usual)


def _is_filled(sheet: Worksheet) -> bool:
    return any(text.strip() for row in sheet.rows for text in row)
