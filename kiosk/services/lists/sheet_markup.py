"""What stands in a sheet of .xlsx (ISO/IEC 29500-1, 18.3.1) that the reader does not tell."""

import re

from kiosk.core.roster.spreadsheet import CellPlace
from kiosk.services.lists.markup import Inside, Markup

_REFERENCE = re.compile(r"([A-Za-z]{1,6})([0-9]{1,9})", re.ASCII)
_IS_TRUE = frozenset({"1", "true"})
_CONTENT = frozenset({"v", "f", "is"})


class SheetMarkup(Markup):
    """Counts rows and columns as the reader does: a cell without a reference follows the last."""

    def __init__(self) -> None:
        self._in_data = self._in_cell = self._in_value = False
        self._row, self._column = 0, 0  # of the next cell
        self._letters: dict[str, int] = {}
        self._begin("")
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
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note where a row or cell stands, and what a cell has."""
        if name == "c":
            self._place(attributes.get("r"))
            self._begin(attributes.get("t", ""))
            self._in_cell = self._in_data
        elif self._in_cell and name in _CONTENT:
            self._has.add(name)
            self._in_value = name == "v"
        elif name == "row" and self._in_data:
            self._begin_row(attributes)
        elif name == "sheetData":
            self._in_data = True

    def end(self, name: str) -> None:
        """Note what a cell had."""
        if name == "v":
            self._in_value = False
        elif name == "c" and self._in_cell:
            self._in_cell = False
            self._end_cell()
            self._column += 1
        elif name == "row":
            self._row, self._column = self._row + 1, 0
        elif name == "sheetData":
            self._in_data = False

    def text(self, data: str) -> None:
        """Keep the value of a cell."""
        if self._in_value:
            self._value += data

    def _begin_row(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row = int(attributes["r"]) - 1
        if attributes.get("hidden", "").lower() in _IS_TRUE:
            self._hidden.add(self._row)

    def _place(self, reference: str | None) -> None:
        if reference is None:
            return
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise ValueError(reference)
        letters, row = found.groups()
        self._row = int(row) - 1
        if letters not in self._letters:
            self._letters[letters] = _column(letters)
        self._column = self._letters[letters]

    def _begin(self, kind: str) -> None:
        self._kind, self._value = kind, ""
        self._has: set[str] = set()

    def _end_cell(self) -> None:
        if not self._has:
            return
        place = (self._row, self._column)
        self._rows = max(self._rows, self._row + 1)
        self._columns = max(self._columns, self._column + 1)
        if self._kind == "e" and self._value:
            self._failed[place] = self._value
        # An empty text (t="str") is a result.
        if "f" in self._has and not self._value and self._kind != "str" and "is" not in self._has:
            self._unknown.add(place)


def _column(letters: str) -> int:
    number = 0
    for each in letters.upper():
        number = number * 26 + ord(each) - ord("A") + 1
    return number - 1
