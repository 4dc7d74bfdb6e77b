"""Equal messages about many rows, gathered to one."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.core.roster.cells import LOST_ZERO, Severity
from kiosk.core.roster.plan import PlannedRow, Translate, problem_text, sentence
from kiosk.core.roster.problems import Problem

_MANY = 4
_SHOWN = 12
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Gathered:
    """One message about one row, or about many with the first as an example.

    `remedy` names the choice that would settle all of them: `without_spoilt`, `add_zero` or none.
    """

    first: Problem
    rows: tuple[int, ...]
    names: tuple[str, ...] = ()

    @property
    def shown_names(self) -> str:
        """The names of the people concerned, the first of them."""
        named = [each for each in self.names if each]
        more = " \u2026" if len(named) > _NAMED else ""
        return ", ".join(named[:_NAMED]) + more or "\u2013"

    @property
    def severity(self) -> Severity:
        """How much is wrong."""
        return self.first.severity

    @property
    def remedy(self) -> str:
        """The choice that would settle this."""
        if self.first.text == LOST_ZERO:
            return "add_zero"
        return "without_spoilt" if self.first.droppable and self.severity is Severity.ERROR else ""

    def sentence(self, translate: Translate = str) -> str:
        """Return the message as a sentence that names its rows."""
        if len(self.rows) == 1:
            return sentence(self.first, translate)
        where = "{count} rows ({rows}), column {column}; in row {row}: "
        if not self.first.column:
            where = "{count} rows ({rows}); in row {row}: "
        begin = translate(where).format(
            count=len(self.rows),
            rows=rows_in_words(self.rows),
            column=self.first.column,
            row=self.first.row,
        )
        return begin + problem_text(self.first, translate)


def gathered(rows: Sequence[PlannedRow]) -> list[Gathered]:
    """Return what is to be said about the rows; what is said of many is said once."""
    said: dict[tuple[object, ...], list[tuple[Problem, str]]] = {}
    for planned in rows:
        for problem in planned.problems:
            key = (problem.severity, problem.text, problem.column, problem.droppable)
            said.setdefault(key, []).append((problem, planned.row.entry.name))
    found = [each for many in said.values() for each in _together(many)]
    return sorted(found, key=lambda each: each.rows[0])


def rows_in_words(rows: Sequence[int]) -> str:
    """Return row numbers in order, neighbours together: 2-4, 7; the rest by their count."""
    spans: list[list[int]] = []
    for row in sorted(rows):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = [str(first) if first == last else f"{first}\u2013{last}" for first, last in spans]
    return ", ".join(shown[:_SHOWN]) + (" \u2026" if len(shown) > _SHOWN else "")


def _together(many: list[tuple[Problem, str]]) -> list[Gathered]:
    if len(many) < _MANY:
        return [Gathered(problem, (problem.row,), (name,)) for problem, name in many]
    rows = tuple(problem.row for problem, _ in many)
    return [Gathered(many[0][0], rows, tuple(name for _, name in many))]
