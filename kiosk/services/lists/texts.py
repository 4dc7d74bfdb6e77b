"""How much text a spreadsheet may hold: what is read here is kept in memory, cell by cell."""

from collections.abc import Iterable, Sequence

from kiosk.core.errors import BadInput
from kiosk.core.roster.spreadsheet import Worksheet

LONGEST_TEXT = 32_767
"""Letters in a cell, the most that Excel takes."""

MOST_CELLS = 2_000_000
MOST_LETTERS = 30_000_000


def check_texts(file: str, sheets: Sequence[Worksheet]) -> None:
    """Raise BadInput where a cell, or all of them together, hold more than any list does."""
    cells = letters = 0
    for sheet in sheets:
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
