"""A spreadsheet as the import sees it: sheets of texts, whatever file they came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

CellPlace = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of merged cells, first and last row and column; the text is in its first cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The cells of one sheet as text, and what the texts do not tell.

    `numbers` are the cells that held a number, `unknown` the formulas without a stored result;
    `hidden` is a sheet that its author put out of sight, `hidden_rows` are rows of that kind, as
    a filter leaves them, `struck` are cells whose text is struck through, `exact` numbers all of
    whose digits stand in the file; `divided` is a sheet whose lines of text were divided into
    cells at a sign, which may have stood in a text.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[CellPlace] = frozenset()
    merges: tuple[Merge, ...] = ()
    unknown: frozenset[CellPlace] = frozenset()
    hidden: bool = False
    divided: bool = False
    hidden_rows: frozenset[int] = frozenset()
    struck: frozenset[CellPlace] = frozenset()
    exact: frozenset[CellPlace] = frozenset()

    def cell(self, row: int, column: int) -> str:
        """Return the text of a cell; empty outside of the sheet."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def filled_down(self) -> dict[CellPlace, str]:
        """Return the text of the lower cells of blocks that are merged downwards."""
        return {
            (row, merge.left): self.cell(merge.top, merge.left)
            for merge in self.merges
            for row in range(merge.top + 1, min(merge.bottom + 1, len(self.rows)))
        }

    def without_covered(self) -> "Worksheet":
        """Return the sheet without what stands unseen in cells that others cover."""
        covered = {
            (row, column)
            for merge in self.merges
            for row in range(merge.top, min(merge.bottom + 1, len(self.rows)))
            for column in range(merge.left, min(merge.right + 1, len(self.rows[row])))
            if (row, column) != (merge.top, merge.left) and self.rows[row][column]
        }
        if not covered:
            return self
        rows = [list(each) for each in self.rows]
        for row, column in covered:
            rows[row][column] = ""
        return replace(self, rows=tuple(map(tuple, rows)))

    def width(self) -> int:
        """Return the number of columns."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file that was read; `encoding` says as what its letters were read, where it is a guess."""

    file_name: str
    sheets: tuple[Worksheet, ...] = field(default_factory=tuple)
    encoding: str = ""


def letter(column: int) -> str:
    """Return the name of a column as spreadsheets show it: 0 is A, 26 is AA."""
    return "".join(reversed(list(_letters(column + 1))))


def _letters(number: int) -> Iterator[str]:
    while number:
        number, rest = divmod(number - 1, 26)
        yield chr(ord("A") + rest)
