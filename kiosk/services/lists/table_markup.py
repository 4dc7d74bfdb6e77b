"""What stands in the tables of .ods (ODF 1.3 part 3, 9.1) that the reader does not tell."""

from kiosk.core.roster.spreadsheet import CellPlace, Merge
from kiosk.services.lists.markup import Inside, Markup

_CELLS = frozenset({"table-cell", "covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
_FIRST = 1


class TablesMarkup(Markup):
    """Counts the filled rows and columns of each table, with what is repeated."""

    def __init__(self) -> None:
        self.found: list[Inside] = []
        self._style = ""
        self._struck_styles: set[str] = set()
        self._tables = 0  # how deep: a table may stand in a cell of another
        self._in_cell = self._in_error = False
        self._begin_table()
        self._begin_row({})

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a table, row or cell, and whether a cell holds anything."""
        if name == "table":
            self._tables += 1
            if self._tables == _FIRST:
                self._begin_table()
        elif self._tables != _FIRST:
            self._note_style(name, attributes)
        elif name == "table-row":
            self._begin_row(attributes)
        elif name in _CELLS:
            self._begin_cell(attributes)
        elif self._in_cell:
            self._is_filled = True

    def _note_style(self, name: str, attributes: dict[str, str]) -> None:
        """Note a style of struck text (ODF 1.3 part 3, 20.379)."""
        if name == "style":
            self._style = attributes.get("style:name", "")
        elif attributes.get("style:text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    def end(self, name: str) -> None:
        """Add up a cell, row or table."""
        if name == "table":
            if self._tables == _FIRST:
                self.found.append(self._inside())
            self._tables -= 1
        elif self._tables != _FIRST:
            return
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()

    def text(self, data: str) -> None:
        """Keep what a formula that failed shows."""
        if self._in_error and self._is_filled:
            self._shown += data

    def _begin_table(self) -> None:
        self._height = self._rows = self._columns = 0
        self._merges: list[Merge] = []
        self._failed: dict[CellPlace, str] = {}
        self._hidden: set[int] = set()
        self._struck: set[CellPlace] = set()

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = attributes
        self._place = self._width = 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._in_cell, self._cell, self._shown = True, attributes, ""
        self._is_filled = any(name.startswith("office:") for name in attributes)
        self._in_error = attributes.get("calcext:value-type") == "error"

    def _end_cell(self) -> None:
        down = _number(self._cell, "table:number-rows-spanned")
        right = _number(self._cell, "table:number-columns-spanned")
        if down * right > 1:
            last = (self._height + down - 1, self._place + right - 1)
            self._merges.append(Merge(self._height, self._place, *last))
        if self._in_error:
            self._failed[self._height, self._place] = self._shown
        if self._is_filled and self._cell.get("table:style-name") in self._struck_styles:
            self._struck.add((self._height, self._place))
        self._place += _number(self._cell, "table:number-columns-repeated")
        if self._is_filled:
            self._width = self._place
        self._in_cell = self._in_error = False

    def _end_row(self) -> None:
        if self._width and self._row.get("table:visibility") in _HIDDEN:
            self._hidden.add(self._height)
        self._height += _number(self._row, "table:number-rows-repeated")
        if self._width:
            self._rows = self._height
            self._columns = max(self._columns, self._width)

    def _inside(self) -> Inside:
        return Inside(
            self._rows,
            self._columns,
            merges=tuple(self._merges),
            failed=self._failed,
            hidden_rows=frozenset(self._hidden),
            struck=frozenset(self._struck),
        )


def _number(attributes: dict[str, str], name: str) -> int:
    return int(attributes.get(name, "1"))
