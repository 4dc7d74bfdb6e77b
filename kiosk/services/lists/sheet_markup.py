"""What stands in a sheet of .xlsx (ISO/IEC 29500-1, 18.3.1) that the reader does not tell."""

import re

from kiosk.core.roster.spreadsheet import CellPlace
from kiosk.services.lists.markup import Inside, Markup

_REFERENCE = re.compile(r"([A-Za-z]{1,6})([0-9]{1,9})", re.ASCII)
_IS_TRUE = frozenset({"1", "true"})
_LONG_NUMBER = re.compile(r"[0-9]{16,20}", re.ASCII)
_NUMERIC = ("", "n")


class SheetMarkup(Markup):
    """Counts rows and columns as the reader does: a cell without a reference follows the last."""

    def __init__(self, struck_styles: frozenset[str] = frozenset()) -> None:
        self._struck_styles = struck_styles
        self._struck: set[CellPlace] = set()
        self._digits: dict[CellPlace, str] = {}
        self._in_data = self._in_cell = self._in_value = False
        self._has_content = self._has_formula = False  # the cell
        self._cell: dict[str, str] = {}
        self._value = ""
        self._row, self._column = 0, 0
        self._letters: dict[str, int] = {}
        self._row_said = ""  # as the last reference had it, where it is the row still
        self._rows = self._columns = 0
        self._unknown: set[CellPlace] = set()
        self._failed: dict[CellPlace, str] = {}
        self._hidden: set[int] = set()

    def inside(self) -> Inside:
        """Return what was found."""
        return Inside(
            self._rows,
            self._columns,
            frozenset(self._unknown),
            failed=self._failed,
            hidden_rows=frozenset(self._hidden),
            struck=frozenset(self._struck),
            digits=self._digits,
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note where a row or cell stands, and what a cell has."""
        if self._in_cell:
            self._start_in_cell(name)
        elif name == "c" and self._in_data:
            reference = attributes.get("r")
            if reference is not None:
                self._row, self._column = self._place(reference)
            self._cell, self._value = attributes, ""
            self._in_cell = True
            self._has_content = self._has_formula = False
        elif name == "row" and self._in_data:
            self._begin_row(attributes)
        elif name == "sheetData":
            self._in_data = True

    def end(self, name: str) -> None:
        """Note what a cell had."""
        if name == "c":
            if self._in_cell and (self._has_content or self._has_formula):
                self._end_cell()
            self._in_cell = False
            self._column += 1
        elif name == "v":
            self._in_value = False
        elif name == "row":
            self._row, self._column, self._row_said = self._row + 1, 0, ""
        elif name == "sheetData":
            self._in_data = False

    def text(self, data: str) -> None:
        """Keep the value of a cell."""
        if self._in_value:
            self._value += data

    def _start_in_cell(self, name: str) -> None:
        if name == "v":
            self._in_value = self._has_content = True
        elif name == "is":
            self._has_content, self._value = True, " "
        elif name == "f":
            self._has_formula = True

    def _begin_row(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._row_said = int(attributes["r"]) - 1, ""
        if attributes.get("hidden", "").lower() in _IS_TRUE:
            self._hidden.add(self._row)

    def _place(self, reference: str) -> CellPlace:
        said = self._row_said
        column = self._letters.get(reference[: -len(said)]) if reference.endswith(said) else None
        if column is not None:
            return self._row, column
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise ValueError(reference)
        letters, row = found.groups()
        column = self._letters.get(letters)
        if column is None:
            column = self._letters[letters] = _column(letters)
        self._row_said = row
        return int(row) - 1, column

    def _end_cell(self) -> None:
        if self._row >= self._rows:
            self._rows = self._row + 1
        if self._column >= self._columns:
            self._columns = self._column + 1
        kind, place = self._cell.get("t", ""), (self._row, self._column)
        if self._struck_styles and self._cell.get("s", "") in self._struck_styles:
            self._struck.add(place)
        if kind in _NUMERIC and _LONG_NUMBER.fullmatch(self._value):
            self._digits[place] = self._value
        if kind == "e" and self._value:
            self._failed[place] = self._value
        # An empty text (t="str") is a result.
        if self._has_formula and not self._value and kind != "str":
            self._unknown.add(place)


class StylesMarkup(Markup):
    """Finds the styles of cells whose text is struck through (18.8.10, 18.8.22)."""

    def __init__(self) -> None:
        self._in_fonts = self._in_cells = False
        self._fonts: list[bool] = []
        self._styles: list[int] = []

    def struck(self) -> frozenset[str]:
        """Return the styles by the numbers that cells have."""
        fonts = {number for number, is_struck in enumerate(self._fonts) if is_struck}
        return frozenset(str(number) for number, font in enumerate(self._styles) if font in fonts)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a font, or a style with its font."""
        if name in ("fonts", "cellXfs"):
            self._in_fonts, self._in_cells = name == "fonts", name == "cellXfs"
        elif self._in_fonts and name == "font":
            self._fonts.append(False)
        elif self._in_fonts and name == "strike" and self._fonts:
            self._fonts[-1] = attributes.get("val", "1") in _IS_TRUE
        elif self._in_cells and name == "xf":
            self._styles.append(int(attributes.get("fontId", "0")))

    def end(self, name: str) -> None:
        """Leave the fonts, or the styles."""
        if name in ("fonts", "cellXfs"):
            self._in_fonts = self._in_cells = False


def _column(letters: str) -> int:
    number = 0
    for each in letters.upper():
        number = number * 26 + ord(each) - ord("A") + 1
    return number - 1
