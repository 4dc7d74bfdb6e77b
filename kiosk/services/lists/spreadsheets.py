"""Reading spreadsheet files: xlsx, xls, ods and csv become sheets of texts; formulas stay text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path, PurePath
from xml.parsers.expat import ExpatError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from kiosk.core.errors import BadInput
from kiosk.core.roster.spreadsheet import CellPlace, Merge, Spreadsheet, Worksheet
from kiosk.services.lists.archives import BadArchive, Protected, TooLarge, look_inside
from kiosk.services.lists.code_pages import PAGES, page_called
from kiosk.services.lists.json_tables import json_table
from kiosk.services.lists.kinds import another_kind, not_a_spreadsheet, refuse_other_kinds
from kiosk.services.lists.lines import (
    NoLines,
    divided_again,
    looks_like_text,
    sheet_of_lines,
    text_of,
)
from kiosk.services.lists.markup import Inside, parse
from kiosk.services.lists.texts import MOST_SHEETS, check_size, check_texts, shared
from kiosk.services.lists.web_tables import is_archived_page, web_tables
from kiosk.services.lists.xls import is_protected, look_inside_xls
from kiosk.services.lists.xml_workbook import WorkbookMarkup, is_xml_workbook

MAX_BYTES = 5_000_000

_OF_LINES = (".csv", ".tsv", ".txt", "")
_SURE = 2**53
_MARKUP, _XML = b"<", b"<?xml"
_BEFORE = b"\xef\xbb\xbf\xff\xfe \r\n\t"  # marks of Unicode, and blanks
_VISIBLE = SheetVisibleEnum.Visible
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_Value = int | float | str | bool | time | date | datetime | timedelta


def read_file(file_name: str, content: bytes | Path, encoding: str = "") -> Spreadsheet:
    """Read a list of at most 5 MB. `content` is what the file holds, or where it lies.

    `encoding` is the code page of a text, where somebody knows it. Raises BadInput with one
    sentence for what is not a spreadsheet, is empty or too large.
    """
    name = PurePath(file_name).name
    data = _content(name, content)
    refuse_other_kinds(name, data)
    sheets, page = _sheets(name, data, _page(encoding))
    if not any(_is_filled(sheet) for sheet in sheets):
        raise BadInput("{file} is empty. Choose the file with the list.", file=name)
    if len(sheets) > MOST_SHEETS:
        text = "{file} has {sheets} sheets; at most 256 can be read. Save the list alone in a file."
        raise BadInput(text, file=name, sheets=len(sheets))
    for sheet in sheets:
        columns = max((len(row) for row in sheet.rows), default=0)
        check_size(name, sheet.name, len(sheet.rows), columns)
    check_texts(name, sheets)
    whole = (divided_again(each.without_covered()) for each in sheets)
    return Spreadsheet(name, tuple(whole), page)


def _page(encoding: str) -> str:
    page = page_called(encoding) if encoding else ""
    if page is None:
        text = "There is no encoding {encoding}. Known are: {known}."
        raise BadInput(text, encoding=encoding, known=", ".join(PAGES))
    return page


def _sheets(name: str, data: bytes, said: str) -> tuple[tuple[Worksheet, ...], str]:
    """Return the sheets of a file, and the code page of its letters where that was a guess."""
    begin = _beginning(data)
    if data.startswith((_ZIP, _OLE)):
        return _workbook(name, data), ""
    if begin.startswith(_XML) and is_xml_workbook(data):
        return _xml_workbook(name, data), ""
    if begin.startswith(_MARKUP) or is_archived_page(data):
        return _web_page_tables(name, data, said)
    if PurePath(name).suffix.lower() in _OF_LINES or looks_like_text(data):
        return _text_sheets(name, data, said)
    raise not_a_spreadsheet(name)


def _beginning(data: bytes) -> bytes:
    """Return what a file begins with, whether it is written in UTF-8 or UTF-16."""
    return data[:128].replace(b"\0", b"").lstrip(_BEFORE)


def _xml_workbook(name: str, data: bytes) -> tuple[Worksheet, ...]:
    book = WorkbookMarkup()
    try:
        parse(data, book)
    except (ExpatError, ValueError) as error:
        raise not_a_spreadsheet(name) from error
    return tuple(book.sheets)


def _web_page_tables(name: str, data: bytes, said: str) -> tuple[tuple[Worksheet, ...], str]:
    try:
        sheets, page = web_tables(data, said)
    except NoLines as error:
        raise _in_another(name, said) from error
    if not sheets:
        raise another_kind(name) if _beginning(data).startswith(_XML) else _web_page(name)
    return sheets, page


def _text_sheets(name: str, data: bytes, said: str) -> tuple[tuple[Worksheet, ...], str]:
    try:
        read = text_of(data, said)
        table = json_table(name, read.text) if read.text.lstrip()[:1] in ("[", "{") else None
        return (table or sheet_of_lines(name, read.text),), read.page
    except NoLines as error:
        raise (_in_another(name, said) if said else not_a_spreadsheet(name)) from error


def _in_another(name: str, said: str) -> BadInput:
    return BadInput("{file} is not written in {encoding}.", file=name, encoding=said)


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


def _protected(name: str) -> BadInput:
    return BadInput("{file} is protected by a password. Save it without one.", file=name)


def _web_page(name: str) -> BadInput:
    text = (
        "{file} is a web page without a table, of a login maybe. "
        "Download the list anew, and look at it before you choose it."
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
        raise not_a_spreadsheet(name) from error
    except BaseException as error:
        # So the reader ends where a file is cut off: no Exception, though nothing else is hurt.
        if type(error).__name__ != "PanicException":
            raise
        raise not_a_spreadsheet(name) from error


def _inside(name: str, data: bytes) -> dict[str, Inside]:
    if is_protected(data):
        raise _protected(name)
    inside = _looked_into(name, data)
    for sheet, each in inside.items():
        # Asked before the cells are made: a sheet may claim a million rows.
        check_size(name, sheet, each.rows, each.columns)
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
        raise not_a_spreadsheet(name) from error


def _sheet(file: str, sheet: CalamineSheet, inside: Inside | None) -> Worksheet:
    if sheet.end:
        check_size(file, sheet.name, sheet.end[0] + 1, sheet.end[1] + 1)
    values = sheet.to_python(skip_empty_area=False)
    # The reader gives a formula that failed as an empty cell, and a long number as a near one.
    better = {**inside.failed, **inside.digits} if inside else {}
    unknown = inside.unknown if inside else frozenset()
    # The reader leaves out rows at the end in which nothing but such formulas stands.
    missing = max((row for row, _column in unknown), default=-1) + 1 - len(values)
    return Worksheet(
        sheet.name,
        (*shared(_rows(values, better)), *[()] * missing),
        frozenset(_numbers(values)),
        _merges(sheet, inside),
        unknown,
        hidden_rows=inside.hidden_rows if inside else frozenset(),
        struck=inside.struck if inside else frozenset(),
        exact=frozenset(inside.digits) if inside else frozenset(),
    )


def _rows(
    values: Sequence[Sequence[_Value]], better: Mapping[CellPlace, str]
) -> Iterator[tuple[str, ...]]:
    """Yield the texts of each row; `better` are those that were read otherwise."""
    for index, row in enumerate(values):
        texts: Iterable[str] = map(_text, row)
        if better:
            texts = (better.get((index, place), text) for place, text in enumerate(texts))
        yield tuple(texts)


def _numbers(values: Sequence[Sequence[_Value]]) -> Iterator[CellPlace]:
    for index, row in enumerate(values):
        for column, value in enumerate(row):
            if type(value) in (int, float):
                yield index, column


def _merges(sheet: CalamineSheet, inside: Inside | None) -> tuple[Merge, ...]:
    known = sheet.merged_cell_ranges
    if known is None:
        return inside.merges if inside else ()
    return tuple(Merge(*first, *last) for first, last in known)


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


def _is_filled(sheet: Worksheet) -> bool:
    return any(text.strip() for row in sheet.rows for text in row)
