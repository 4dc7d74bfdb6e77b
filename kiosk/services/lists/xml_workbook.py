"""Workbooks in one XML file, as Excel 2002 and many programs wrote them (SpreadsheetML 2003)."""

from kiosk.core.roster.spreadsheet import CellPlace, Merge, Worksheet
from kiosk.services.lists.markup import Markup
from kiosk.services.lists.texts import shared

_NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_MOST_ROWS, _MOST_COLUMNS = 21_001, 257


class TooManyCells(ValueError):
    """A row or cell stands further away than any list goes."""


def is_xml_workbook(data: bytes) -> bool:
    """Whether the file says that it is such a workbook."""
    return _NAMESPACE in data[:4096]


class WorkbookMarkup(Markup):
    """Gathers the sheets; rows and cells may say at which place they stand."""

    def __init__(self) -> None:
        self.sheets: list[Worksheet] = []
        self._name = ""
        self._begin_sheet("")
        self._in_data = False
        self._kind = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a sheet, row, cell or its text."""
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            self._begin_sheet(given.get("Name", ""))
        elif name == "Row":
            self._begin_row(given)
        elif name == "Cell":
            self._begin_cell(given)
        elif name == "Data":
            self._in_data, self._kind = True, given.get("Type", "")

    def end(self, name: str) -> None:
        """End a sheet or a text."""
        if name == "Data":
            self._in_data = False
        elif name == "Worksheet":
            self._end_sheet()

    def text(self, data: str) -> None:
        """Take the text of a cell."""
        if self._in_data and self._rows:
            row, column = self._place
            self._rows[row][column] += data
            if self._kind == "Number":
                self._numbers.add(self._place)

    def _begin_sheet(self, name: str) -> None:
        self._name, self._place = name, (0, 0)
        self._rows: list[list[str]] = []
        self._numbers: set[CellPlace] = set()
        self._merges: list[Merge] = []
        self._hidden: set[int] = set()

    def _begin_row(self, given: dict[str, str]) -> None:
        place = int(given.get("Index", len(self._rows) + 1))
        if place > _MOST_ROWS:
            raise TooManyCells
        self._rows += [[] for _ in range(place - 1 - len(self._rows))]
        if given.get("Hidden") == "1":
            self._hidden.add(len(self._rows))
        self._rows.append([])

    def _begin_cell(self, given: dict[str, str]) -> None:
        if not self._rows:
            self._rows.append([])
        cells = self._rows[-1]
        right, down = int(given.get("MergeAcross", 0)), int(given.get("MergeDown", 0))
        place = int(given.get("Index", len(cells) + 1))
        if place + right > _MOST_COLUMNS or down > _MOST_ROWS:
            raise TooManyCells
        cells += [""] * (place - 1 - len(cells))
        row, column = len(self._rows) - 1, len(cells)
        if right or down:
            self._merges.append(Merge(row, column, row + down, column + right))
        cells += ["", *[""] * right]
        self._place = (row, column)

    def _end_sheet(self) -> None:
        self.sheets.append(
            Worksheet(
                self._name,
                shared(map(tuple, self._rows)),
                frozenset(self._numbers),
                tuple(self._merges),
                hidden_rows=frozenset(self._hidden),
            )
        )
