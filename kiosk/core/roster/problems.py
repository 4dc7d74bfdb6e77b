"""What is to be said about a row of a list."""

from dataclasses import dataclass, field

from kiosk.core.roster.cells import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to be said about a row: `text` is a key of the translations, filled from `values`.

    `row` counts from 1 as spreadsheets do, `column` is its letter or empty.
    """

    severity: Severity
    row: int
    text: str
    column: str = ""
    values: dict[str, object] = field(default_factory=dict)
    droppable: bool = False
