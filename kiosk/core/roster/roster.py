"""The roster: deciding what the import of a list does to it, before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kiosk.core.model import Participant, Status
from kiosk.core.names import fold, name_key, place_key
from kiosk.core.own_fields import OWN, own_merged
from kiosk.core.people import NewParticipant
from kiosk.core.roster.cells import Severity
from kiosk.core.roster.entries import ProblemKind, RosterRow
from kiosk.core.roster.held_codes import HeldCodes
from kiosk.core.roster.namesakes import NearNames, contacts, contradict
from kiosk.core.roster.plan import (
    EVERYBODY_AS_SAID,
    Action,
    Change,
    Coming,
    Existing,
    PlannedRow,
    Question,
    RosterPlan,
    SameOrNew,
)
from kiosk.core.roster.problems import Problem
from kiosk.core.roster.same_person import newest_rows

__all__ = ["NewParticipant", "plan"]

_NOT_COMING = '{name} is left out: the list says "{said}".'
_STILL_EXPECTED = (
    "Number {number}, {name}, is on the roster already and stays expected: take them off there."
)
_STAYS = {
    Status.CANCELED: "Number {number} is canceled on the roster, and stays so.",
    Status.BLOCKED: "Number {number} is blocked on the roster, and stays so.",
}


def plan(
    rows: Sequence[RosterRow],
    existing: Sequence[Existing],
    answers: Mapping[int, SameOrNew] | None = None,
    coming: Coming = EVERYBODY_AS_SAID,
) -> RosterPlan:
    """Return what the import of these rows would do to the roster.

    Somebody is known by NIP, else NUPTK, else by name and organization after a question.
    `answers` to the questions go by row number; `coming` is what was decided about those of whom
    the list says that they wait, or do not come.
    """
    planner = _Planner(existing, answers or {})
    people = [row for row in rows if row.kind is ProblemKind.PERSON]
    readable = [row for row in people if not row.has_error]
    answered = [row for row in readable if coming.comes(row) or coming.took_back(row)]
    kept, settled = newest_rows(answered)
    settled |= {
        row.number: _left_out(row, planner.on_roster(row.entry))
        for row in people
        if row.number not in settled and not coming.comes(row)
    }
    planner.claim_by_identifiers([row for row in kept if row.number not in settled])
    held = HeldCodes(existing)
    return RosterPlan(
        tuple(settled.get(row.number) or held.checked(planner.planned(row)) for row in rows)
    )


def _left_out(row: RosterRow, known: Participant | None) -> PlannedRow:
    values: dict[str, object] = {"name": row.entry.name, "said": row.said}
    problems = [Problem(Severity.WARNING, row.number, _NOT_COMING, values=values)]
    if known and known.status is Status.ACTIVE:
        number = {"number": known.number, "name": known.name}
        problems.append(Problem(Severity.WARNING, row.number, _STILL_EXPECTED, values=number))
    return PlannedRow(row, Action.LEFT_OUT, problems=tuple(problems))


class _Planner:
    """Decides row after row and remembers who was met already."""

    def __init__(self, existing: Sequence[Existing], answers: Mapping[int, SameOrNew]) -> None:
        people = [each.participant for each in existing]
        self._answers = answers
        self._expected = {each.participant.id: each.expected for each in existing}
        self._by_nip = {each.nip: each for each in people if each.nip}
        self._by_nuptk = {each.nuptk: each for each in people if each.nuptk}
        self._by_name: dict[str, list[Participant]] = {}
        for each in people:
            self._by_name.setdefault(name_key(each.name), []).append(each)
        self._claimed: dict[int, int] = {}
        self._seen: dict[str, RosterRow] = {}
        self._seen_names: dict[str, list[RosterRow]] = {}
        self._near: NearNames[Participant] = NearNames()
        for each in people:
            self._near.add(each, each)
        self._seen_near: NearNames[RosterRow] = NearNames()

    def claim_by_identifiers(self, rows: Sequence[RosterRow]) -> None:
        """Note whom the identifiers name, so that nobody else is taken for them by name."""
        for row in rows:
            known = self._by_nip.get(row.entry.nip) or self._by_nuptk.get(row.entry.nuptk)
            if known:
                self._claimed.setdefault(known.id, row.number)

    def on_roster(self, entry: NewParticipant) -> Participant | None:
        """Return who this surely is: by an identifier, or by name and place or contact."""
        known = self._by_nip.get(entry.nip) or self._by_nuptk.get(entry.nuptk)
        namesakes = self._by_name.get(name_key(entry.name), [])
        same = (each for each in namesakes if _likely_answer(entry, each) is SameOrNew.SAME)
        return known or next(same, None)

    def planned(self, row: RosterRow) -> PlannedRow:
        """Return what would be done with a row."""
        if row.kind is ProblemKind.NOTE:
            return PlannedRow(row, Action.NOTE)
        if row.has_error:
            return PlannedRow(row, Action.ERROR, problems=row.problems)
        twin = self._twin(row)
        if twin:
            return PlannedRow(row, Action.DUPLICATE, problems=(*row.problems, twin))
        self._seen.update(dict.fromkeys(_identifiers(row.entry), row))
        return self._identified(row) or self._named(row)

    def _twin(self, row: RosterRow) -> Problem | None:
        """Return what is to be said where an identifier of this row stands in an earlier one."""
        for identifier in _identifiers(row.entry):
            earlier = self._seen.get(identifier)
            if earlier and (earlier.entry, earlier.sessions) == (row.entry, row.sessions):
                text = "{name} stands in row {other} with the same details; this row is not needed."
                values = {"name": row.entry.name, "other": earlier.number}
                return Problem(Severity.WARNING, row.number, text, values=values)
            if earlier:
                text = (
                    "{identifier} stands in row {other} too ({name}). Remove one of the two rows, "
                    "or correct the number."
                )
                values = {"identifier": identifier, "other": earlier.number}
                return _error(row, text, **values, name=earlier.entry.name)
        return None

    def _identified(self, row: RosterRow) -> PlannedRow | None:
        by_nip = self._by_nip.get(row.entry.nip)
        by_nuptk = self._by_nuptk.get(row.entry.nuptk)
        known = by_nip or by_nuptk
        if known is None:
            return None
        if by_nip and by_nuptk and by_nip.id != by_nuptk.id:
            text = (
                "The NIP belongs to number {one} on the roster and the NUPTK to number {other}. "
                "Correct one of the two."
            )
            problem = _error(row, text, one=by_nip.number, other=by_nuptk.number)
            return PlannedRow(row, Action.ERROR, problems=(*row.problems, problem))
        if self._claimed.get(known.id) != row.number:
            text = "Row {other} is number {number} on the roster too. Remove one of the two rows."
            problem = _error(row, text, other=self._claimed[known.id], number=known.number)
            return PlannedRow(row, Action.DUPLICATE, problems=(*row.problems, problem))
        return self._compared(row, known)

    def _named(self, row: RosterRow) -> PlannedRow:
        key = name_key(row.entry.name)
        earlier = self._seen_names.get(key, [])
        self._seen_names[key] = [*earlier, row]
        known = self._best_namesake(row, self._by_name.get(key, []))
        if known:
            return self._asked_about(row, known)
        look_alike = next((each for each in earlier if _look_alike(row.entry, each.entry)), None)
        if look_alike:
            return self._asked_about_row(row, look_alike)
        return self._spelt_alike(row) or PlannedRow(row, Action.NEW, problems=row.problems)

    def _spelt_alike(self, row: RosterRow) -> PlannedRow | None:
        """Return the question about somebody whose name is spelt nearly so, where there is one."""
        free = (each for each in self._near.near(row.entry) if each.id not in self._claimed)
        known = next(free, None)
        earlier = next(self._seen_near.near(row.entry), None)
        self._seen_near.add(row.entry, row)
        if known:
            return self._asked_about(row, known, SameOrNew.NEW)
        return self._asked_about_row(row, earlier) if earlier else None

    def _best_namesake(self, row: RosterRow, namesakes: list[Participant]) -> Participant | None:
        free = [each for each in namesakes if each.id not in self._claimed]
        alike = [each for each in free if _look_alike(row.entry, each)]
        exact = [each for each in alike if fold(each.name) == fold(row.entry.name)]
        return next(iter(exact or alike), None)

    def _asked_about(
        self, row: RosterRow, known: Participant, likely: SameOrNew | None = None
    ) -> PlannedRow:
        likely = likely or _likely_answer(row.entry, known)
        given = self._answers.get(row.number)
        answer = given or likely
        question = Question(known.name, known.organization, number=known.number, answer=answer)
        if answer is SameOrNew.SAME:
            self._claimed[known.id] = row.number
            found = self._compared(row, known)
            is_known = found.action is Action.UNCHANGED and _is_surely(row.entry, known)
            return found if is_known and not given else replace(found, question=question)
        action = Action.NEW if answer else Action.QUESTION
        return PlannedRow(row, action, problems=row.problems, question=question)

    def _asked_about_row(self, row: RosterRow, earlier: RosterRow) -> PlannedRow:
        answer = self._answers.get(row.number, SameOrNew.NEW)
        entry = earlier.entry
        question = Question(entry.name, entry.organization, row=earlier.number, answer=answer)
        action = Action.DUPLICATE if answer is SameOrNew.SAME else Action.NEW
        return PlannedRow(row, action, problems=row.problems, question=question)

    def _compared(self, row: RosterRow, known: Participant) -> PlannedRow:
        changes = self._changes(row, known)
        action = Action.CHANGED if changes else Action.UNCHANGED
        problems = (*row.problems, *_remarks(row, known))
        return PlannedRow(row, action, known, changes, problems)

    def _changes(self, row: RosterRow, known: Participant) -> tuple[Change, ...]:
        # An empty cell says nothing: it never erases what is known.
        changed = [
            Change(name, getattr(known, name), value)
            for name, value in _said(row.entry, known)
            if value and value != getattr(known, name)
        ]
        expected = self._expected[known.id]
        if row.sessions is not None and row.sessions != expected:
            changed.append(Change("sessions", expected, row.sessions))
        return tuple(changed)


def _said(entry: NewParticipant, known: Participant) -> Iterator[tuple[str, str]]:
    for name, value in entry.details().items():
        yield name, own_merged(known.own, value) if name == OWN else value


def _identifiers(entry: NewParticipant) -> list[str]:
    pairs = (("NIP", entry.nip), ("NUPTK", entry.nuptk))
    return [f"{name} {value}" for name, value in pairs if value]


def _error(row: RosterRow, text: str, **values: object) -> Problem:
    return Problem(Severity.ERROR, row.number, text, values=values)


def _look_alike(entry: NewParticipant, other: NewParticipant | Participant) -> bool:
    """Whether two of the same name, titles and case aside, may be one: the same place or none.

    Two different NIPs or NUPTKs may still be one person if all else is the same: a slip of the pen.
    """
    mine, theirs = place_key(entry.organization), place_key(other.organization)
    if contradict(entry, other):
        return bool(mine) and mine == theirs
    return mine == theirs or not mine or not theirs


def _likely_answer(entry: NewParticipant, known: Participant) -> SameOrNew | None:
    """Return what is taken until somebody answers; None where nothing but the name speaks."""
    if contradict(entry, known):
        return SameOrNew.NEW
    same_name = fold(entry.name) == fold(known.name)
    in_common = _same_place(entry, known) or bool(_shared(entry, known))
    return SameOrNew.SAME if same_name and in_common else None


def _is_surely(entry: NewParticipant, known: Participant) -> bool:
    """Whether two of one name are of one place, and are reached by the same."""
    mine, theirs = contacts(entry), contacts(known)
    return _same_place(entry, known) and bool(mine) and mine == theirs


def _same_place(entry: NewParticipant, known: Participant) -> bool:
    mine = place_key(entry.organization)
    return bool(mine) and mine == place_key(known.organization)


def _shared(entry: NewParticipant, known: Participant) -> set[str]:
    return set(contacts(entry)) & set(contacts(known))


def _remarks(row: RosterRow, known: Participant) -> list[Problem]:
    values: dict[str, object] = {"number": known.number, "name": known.name}
    remarks = []
    if name_key(row.entry.name) != name_key(known.name):
        text = "Number {number} is called {name} on the roster. Check that this is one person."
        remarks.append(Problem(Severity.WARNING, row.number, text, values=values))
    if known.status is not Status.ACTIVE:
        text = _STAYS[known.status]
        remarks.append(Problem(Severity.WARNING, row.number, text, values=values))
    return remarks
