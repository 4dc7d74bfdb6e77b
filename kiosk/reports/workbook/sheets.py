"""Sheets of a workbook: a heading in row 1, typed columns, filters, frozen panes, print setup.

Texts are always written as texts: nothing that people typed becomes a formula, link or number.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from inspect import unwrap
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | bool | datetime | None

_A4 = 9
_MOST_IN_A_NAME = 31
_FORBIDDEN_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HEADING = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": "#0B5563",
    "border": 1,
    "border_color": "#BFC6CC",
    "text_wrap": True,
    "valign": "vcenter",
}


class CellKind(Enum):
    """What stands in a column."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    FLAG = "flag"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: heading, kind, and width in characters."""

    heading: str
    kind: CellKind = CellKind.TEXT
    width: float = 14


class WorkbookValues:
    """A workbook that grows sheet by sheet; `finish` gives its bytes."""

    def __init__(self, title: str, footer: str) -> None:
        self._buffer = BytesIO()
        self._names: set[str] = set()
        self._footer = footer
        self.workbook = Workbook(self._buffer, _OPTIONS)
        self.workbook.set_properties({"title": title, "author": "Hadir"})
        self.formats = {kind: self._format(kind) for kind in CellKind}
        self.heading = self.workbook.add_format(_HEADING)

    def add_plain(self, name: str) -> Worksheet:
        """Add a sheet without a table, set up to be printed on A4."""
        sheet = self.workbook.add_worksheet(self._free_name(name))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        sheet.set_footer(f"&L&8{self._footer}&R&8&A  &P / &N")
        return sheet

    def add_table(
        self, name: str, fields: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]]
    ) -> tuple[str, int]:
        """Add a sheet with a heading and rows; return the sheet's name and the number of rows."""
        sheet = self.add_plain(name)
        for index, field in enumerate(fields):
            sheet.set_column(index, index, field.width)
            sheet.write_string(0, index, unmarked(field.heading), self.heading)
        count = self._write(sheet, fields, rows)
        sheet.set_row(0, 30)
        sheet.freeze_panes(1, min(2, len(fields) - 1))
        sheet.repeat_rows(0)
        sheet.hide_gridlines(0)  # which prints them, so that a row can be followed
        sheet.autofilter(0, 0, max(count, 1), len(fields) - 1)
        return sheet.get_name(), count

    def finish(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.workbook.close()
        return self._buffer.getvalue()

    def _write(
        self, sheet: Worksheet, fields: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]]
    ) -> int:
        writers = [
            (index, _WRITERS[field.kind], self.formats[field.kind])
            for index, field in enumerate(fields)
        ]
        count = 0
        for count, row in enumerate(rows, 1):
            for (index, write, style), value in zip(writers, row, strict=True):
                if value is not None and value != "":
                    write(sheet, count, index, value, style)
        return count

    def _format(self, kind: CellKind) -> Format:
        shapes: dict[CellKind, dict[str, object]] = {
            CellKind.TEXT: {"num_format": "@"},
            CellKind.NUMBER: {"num_format": "0", "align": "center"},
            CellKind.TIME: {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"},
            CellKind.FLAG: {},
            CellKind.PERCENT: {"num_format": "0.0%"},
        }
        return self.workbook.add_format({"valign": "top", **shapes[kind]})

    def _free_name(self, wanted: str) -> str:
        """Return a name that Excel takes: short, without brackets and slashes, used once."""
        base = " ".join(wanted.translate(_FORBIDDEN_IN_A_NAME).split()).strip("'") or "-"
        name, attempt = base[:_MOST_IN_A_NAME], 1
        while name.casefold() in self._names | {"history"}:
            attempt += 1
            tail = f" ({attempt})"
            name = base[: _MOST_IN_A_NAME - len(tail)] + tail
        self._names.add(name.casefold())
        return name


def unmarked(text: str) -> str:
    """Return the text so that XlsxWriter does not take ``<r>…</r>`` for markup of its own."""
    return f"{text} " if text.startswith("<r>") else text


_write_string = unwrap(Worksheet.write_string)


def _write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    _write_string(sheet, row, column, unmarked(text) if text[0] == "<" else text, style)


# Unwrapped: our cells have numbers, and are not to be searched for addresses such as A1.
_WRITERS: dict[CellKind, Callable[[Worksheet, int, int, Any, Format], object]] = {
    CellKind.TEXT: _write_text,
    CellKind.NUMBER: unwrap(Worksheet.write_number),
    CellKind.PERCENT: unwrap(Worksheet.write_number),
    CellKind.TIME: unwrap(Worksheet.write_datetime),
    CellKind.FLAG: unwrap(Worksheet.write_boolean),
}
