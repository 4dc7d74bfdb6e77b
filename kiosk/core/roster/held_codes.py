"""Codes that people hold already, as a list brings them: each is one person's of the event."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.core.roster.cells import Severity
from kiosk.core.roster.entries import RosterRow
from kiosk.core.roster.imports import CODES
from kiosk.core.roster.plan import Action, Change, Existing, PlannedRow
from kiosk.core.roster.problems import Problem


class HeldCodes:
    """Knows whose each code is, and what earlier rows of the list brought."""

    def __init__(self, existing: Sequence[Existing]) -> None:
        self._holders = {code: each.participant for each in existing for code in each.codes}
        self._rows: dict[str, int] = {}

    def checked(self, planned: PlannedRow) -> PlannedRow:
        """Return the row with the codes that come in, or in error where one is another's."""
        if not planned.row.codes or planned.action not in _COMES_IN:
            return planned
        problem = next(
            filter(None, (self._problem(each, planned) for each in planned.row.codes)), None
        )
        self._rows.update(dict.fromkeys(planned.row.codes, planned.number))
        if problem:
            return replace(planned, action=Action.ERROR, problems=(*planned.problems, problem))
        return self._with_new(planned)

    def _problem(self, code: str, planned: PlannedRow) -> Problem | None:
        holder, me = self._holders.get(code), planned.participant
        values: dict[str, object] = {"value": code}
        if code in self._rows:
            text = "The code {value} stands in row {other} too. A code is one person's."
            values["other"] = self._rows[code]
        elif holder and (me is None or holder.id != me.id):
            text = "The code {value} is number {number}'s on the roster. A code is one person's."
            values["number"] = holder.number
        else:
            return None
        return Problem(Severity.ERROR, planned.number, text, values=values)

    def _with_new(self, planned: PlannedRow) -> PlannedRow:
        new = [each for each in planned.row.codes if each not in self._holders]
        if planned.participant is None or not new:
            return planned
        change = Change(CODES, "", "\n".join(new))
        return replace(planned, action=Action.CHANGED, changes=(*planned.changes, change))


_COMES_IN = frozenset({Action.NEW, Action.CHANGED, Action.UNCHANGED})


def written_alike(rows: Sequence[RosterRow], written: dict[str, str]) -> tuple[RosterRow, ...]:
    """Return the rows with their codes as they are looked up: each once."""
    return tuple(
        replace(row, codes=tuple(dict.fromkeys(written[each] for each in row.codes)))
        if row.codes
        else row
        for row in rows
    )
