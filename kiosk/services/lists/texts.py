"""How much text a spreadsheet may hold: what is read here is kept in memory, cell by cell."""

from collections.abc import Iterable, Sequence

from kiosk.core.errors import BadInput
from kiosk.core.roster.spreadsheet import Worksheet

MAX_ROWS = 20_000
MAX_COLUMNS = 256
MOST_SHEETS = 256
HEADER_ROOM = 1000
"""So many rows may stand above and below the people."""

LONGEST_TEXT = 32_767
"""Letters in a cell, the most that Excel takes."""

LONGEST_LINE = 131_072
"""Letters in a line of a CSV, and in a quoted text of several lines."""

MOST_CELLS = 2_000_000
MOST_MERGED_ROWS = 1_000_000
MOST_LETTERS = 30_000_000


def check_size(file: str, sheet: str, rows: int, columns: int) -> None:
    """Raise BadInput where a sheet has more rows or columns than a list."""
    values = {"file": file, "sheet": sheet, "rows": rows, "columns": columns}
    if columns > MAX_COLUMNS:
        raise BadInput(
            "{file}, sheet {sheet}, has {columns} columns; at most 256 can be read. "
            "Delete the columns to the right of the list.",
            **values,
        )
    if rows > MAX_ROWS + HEADER_ROOM:
        raise BadInput(
            "{file}, sheet {sheet}, has {rows} rows; at most 20,000 can be read. "
            "Delete the rows below the list, or divide it.",
            **values,
        )


def check_texts(file: str, sheets: Sequence[Worksheet]) -> None:
    """Raise BadInput where a cell, or all of them together, hold more than any list does."""
    cells = letters = 0
    for sheet in sheets:
        check_merges(file, sheet)
        for number, row in enumerate(sheet.rows, 1):
            lengths = [len(text) for text in row if text]
            if max(lengths, default=0) > LONGEST_TEXT:
                raise too_long(file, sheet.name, number)
            cells, letters = cells + len(lengths), letters + sum(lengths)
    if cells > MOST_CELLS or letters > MOST_LETTERS:
        raise BadInput(
            "{file} holds {cells} filled cells with {letters} letters, far more than a list. "
            "Save the list alone in a file.",
            file=file,
            cells=cells,
            letters=letters,
        )


def check_merges(file: str, sheet: Worksheet) -> None:
    """Raise BadInput where merged cells cover more rows, counted one by one, than any list has."""
    last = len(sheet.rows) - 1
    if sum(min(each.bottom, last) - each.top for each in sheet.merges) > MOST_MERGED_ROWS:
        raise BadInput(
            "{file}, sheet {sheet}, has more merged cells than any list. "
            "Save the list alone in a file.",
            file=file,
            sheet=sheet.name,
        )


def check_lines(file: str, text: str) -> None:
    """Raise BadInput where a line of a CSV is longer than any of a list."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise BadInput(
                "{file}, line {line}, has {letters} letters: no line of a list is as long. "
                "Save the list as .xlsx.",
                file=file,
                line=number,
                letters=len(line),
            )


def too_long(file: str, sheet: str, row: int) -> BadInput:
    """Return the refusal of a cell that is longer than any spreadsheet's."""
    return BadInput(
        "{file}, sheet {sheet}, row {row}: a cell holds more than 32,767 letters. "
        "Shorten it, or save the list alone in a file.",
        file=file,
        sheet=sheet,
        row=row,
    )


def shared(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows with equal texts as one object: a group, say, stands in every row."""
    known: dict[str, str] = {}
    keep = known.setdefault
    return tuple(tuple(keep(text, text) for text in row) for row in rows)
