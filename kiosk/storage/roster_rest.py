"""What a change of many people leaves to be written after it, in short steps: terms and history.

The people are on the roster at once, whole or not at all. By which words they are found, and what
their history says, follows from what is stored: it is written step by step, so that no scan waits,
and by whoever opens the database next where somebody was cut off. So are those removed whom an
import brought that was taken back, and changed back whom it changed.
"""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from sqlalchemy import Row, delete, insert, literal, select

from kiosk.core.acts import Act, ActKind
from kiosk.core.audit import AuditEntry
from kiosk.core.model import Participant, Status
from kiosk.core.near import known_words
from kiosk.core.roster.imports import CODES, RosterImport
from kiosk.core.search import terms_of
from kiosk.storage import acts, badges, participants, roster, schema
from kiosk.storage.among import among
from kiosk.storage.audit import entries
from kiosk.storage.database import Store, Tx
from kiosk.storage.finding import near, search

_table = schema.roster_rest
_STEP = 50
_LIGHT_STEP = 250
"""So many at once of whom only the history is to be written, or whose words are to go."""

_PAUSE_S = 0.01
"""Between two steps: other processes have their turn."""

_SESSIONS = "sessions"

LeftRows = Sequence[Row[Any]]


@dataclass(slots=True)
class _Counters:
    """Before the lock: which imports and acts left something, and the words of a step's people.

    Who has changed since then is another key of `terms`, and their words are made anew.
    """

    imports: dict[int, RosterImport | None] = field(default_factory=dict)
    acts: dict[int, Act | None] = field(default_factory=dict)
    terms: dict[tuple[Participant, str], list[str]] = field(default_factory=dict)

    def look(self, tx: Tx, rest: LeftRows) -> None:
        for each in {row.import_id for row in rest if row.import_id} - self.imports.keys():
            self.imports[each] = roster.import_of(tx, each)
        for each in {row.act_id for row in rest if row.act_id} - self.acts.keys():
            self.acts[each] = acts.with_id(tx, each)
        self.terms = {each: terms_of(*each) for each in _people(tx, _unfound(rest))}


def finish(store: Store) -> None:
    """Write all that is left."""
    made = _Counters()
    while rest := _next(store):
        with store.read() as tx:
            made.look(tx, rest)
        with store.write() as tx:
            _write(tx, _taken(tx, rest), made)
        time.sleep(_PAUSE_S)


def leave_unfound(store: Store, people: Sequence[int]) -> None:
    """Let nobody find these people until `finish`, which writes anew by which words they are."""

    def leave(tx: Tx, some: Sequence[int]) -> None:
        _leave(tx, some)
        search.forget(tx, some)

    _in_steps(store, people, leave)


def leave_to_find(tx: Tx, people: Collection[int]) -> None:
    """Leave it to `finish` to write by which words these people are found now."""
    _leave(tx, people)


def remove(store: Store, people: Sequence[int]) -> None:
    """Remove people with all that is known of them."""
    _in_steps(store, people, participants.remove)


def _in_steps(
    store: Store, people: Sequence[int], act: Callable[[Tx, Sequence[int]], None]
) -> None:
    for start in range(0, len(people), _LIGHT_STEP):
        with store.write() as tx:
            act(tx, people[start : start + _LIGHT_STEP])
        time.sleep(_PAUSE_S)


def leave_to_take_back(tx: Tx, made: RosterImport, brought: Collection[int]) -> None:
    """Take off the list at once whom an import brought that is taken back.

    To remove them, and to change back whom it changed, takes far longer: `finish` does; who has a
    printed badge stays, off the list.
    """
    participants.change_many(tx, brought, {"status": Status.CANCELED})
    concerned = [*brought, *map(int, made.before["changed"])]
    _leave(tx, concerned, import_id=made.id, taken_back=True)


def leave_history(
    tx: Tx, act: Act, people: Collection[int], where: str, *, taken_back: bool = False
) -> None:
    """Leave it to `finish` to write an act, or its taking back, into the history of these."""
    _leave(tx, people, act_id=act.id, where=where, taken_back=taken_back)


def _leave(tx: Tx, people: Collection[int], **values: Any) -> None:
    table, these = schema.participant, among(tx, schema.participant.c.id, people)
    said = [literal(value, _table.c[name].type) for name, value in values.items()]
    rows = select(table.c.event_id, table.c.id, *said).where(these).order_by(table.c.id)
    tx.execute(insert(_table).from_select(["event_id", "participant_id", *values], rows))


def _next(store: Store) -> LeftRows:
    with store.read() as tx:
        rest = tx.execute(select(_table).order_by(_table.c.id).limit(_LIGHT_STEP)).all()
    return list(takewhile(lambda row: row.act_id, rest)) or rest[:_STEP]


def _unfound(rest: LeftRows) -> LeftRows:
    """Return those whose words are to be written too: an act changes none."""
    return [row for row in rest if not row.act_id]


def _taken(tx: Tx, rest: LeftRows) -> LeftRows:
    """Take these off what is left; another process may have written some of them meanwhile."""
    these = among(tx, _table.c.id, [row.id for row in rest])
    return tx.execute(delete(_table).where(these).returning(*_table.c)).all()


def _people(tx: Tx, rest: LeftRows) -> list[tuple[Participant, str]]:
    ids = {row.participant_id for row in rest}
    codes = participants.codes_of(tx, ids)
    return [(each, codes.get(each.id, "")) for each in participants.by_ids(tx, ids)]


def _write(tx: Tx, rest: LeftRows, made: _Counters) -> None:
    for undone, people in _by_import(rest, made, taken_back=True):
        _take_back(tx, undone, people)
    _write_terms(tx, _unfound(rest), made)
    for entry in (*_of_imports(rest, made), *_of_acts(rest, made)):
        entries.record(tx, entry.event_id, entry)


def _write_terms(tx: Tx, rest: LeftRows, made: _Counters) -> None:
    people = _people(tx, rest)
    search.forget(tx, [row.participant_id for row in rest])
    for event_id in {person.event_id for person, _ in people}:
        here = [each for each in people if each[0].event_id == event_id]
        terms = [(each[0].id, made.terms.get(each) or terms_of(*each)) for each in here]
        search.store_terms(tx, event_id, terms)
        near.store_words(tx, event_id, known_words(person for person, _ in here))


def _by_import(
    rest: LeftRows, made: _Counters, *, taken_back: bool
) -> Iterator[tuple[RosterImport, list[int]]]:
    of_imports = [row for row in rest if row.import_id and row.taken_back == taken_back]
    for import_id in sorted({row.import_id for row in of_imports}):
        known = made.imports[import_id]
        if known:
            yield known, [row.participant_id for row in of_imports if row.import_id == import_id]


def _take_back(tx: Tx, made: RosterImport, people: Collection[int]) -> None:
    """Remove whom an import brought, off the list and never seen; change back whom it changed."""
    roster.hold(tx, made.event_id)
    changed = {each for each in people if str(each) in made.before["changed"]}
    known = participants.by_ids(tx, set(people) - changed)
    off = {each.id for each in known if each.status is Status.CANCELED}
    kept = roster.with_printed_badge(tx, off) | roster.scanned(tx, off)
    participants.remove(tx, off - kept)
    expected = participants.expected_sessions(tx, changed)
    for person in participants.by_ids(tx, changed):
        _change_back(
            tx, person, sorted(expected[person.id]), made.before["changed"][str(person.id)]
        )


def _change_back(
    tx: Tx, person: Participant, expected: list[int], changes: dict[str, list[Any]]
) -> None:
    """Restore what was, but for what somebody changed by hand since then."""
    badges.let_go(tx, person.id, changes.get(CODES, ("", ""))[1].splitlines())
    now = {**{each: getattr(person, each, "") for each in changes}, _SESSIONS: expected}
    back = {
        name: before
        for name, (before, after) in changes.items()
        if name != CODES and now[name] == after
    }
    if participants.by_nip(tx, person.event_id, back.get("nip") or ""):
        back.pop("nip", None)  # Somebody else has it since.
    if _SESSIONS in back:
        participants.expect(tx, {person.id: back.pop(_SESSIONS)})
    if back:
        participants.change(tx, person.id, back)


def _of_imports(rest: LeftRows, made: _Counters) -> Iterator[AuditEntry]:
    for known, people in _by_import(rest, made, taken_back=False):
        changed = known.before["changed"]
        for entry in _entries(known, [each for each in people if str(each) in changed]):
            yield replace(entry, event_id=known.event_id)


def _of_acts(rest: LeftRows, made: _Counters) -> Iterator[AuditEntry]:
    for row in rest:
        act = made.acts[row.act_id] if row.act_id else None
        if act:
            yield _entry(act, row)


def _entry(act: Act, row: Row[Any]) -> AuditEntry:
    subject, done = f"participant:{row.participant_id}", act.before.get(str(row.participant_id), {})
    at, by, action, detail = act.done_at, act.done_by, f"participant_{act.kind}", {"changes": done}
    if act.kind is ActKind.EXPECTED:
        (before, after) = done[_SESSIONS]
        action, detail = "expectation_changed", {"from": before, "to": after}
    if row.taken_back and act.undone_at:
        at, by, action, detail = (
            act.undone_at, act.undone_by, f"{act.kind}_taken_back", {"act": act.id},
        )  # fmt: skip
    return AuditEntry(at, by, action, subject, detail, row.where, act.event_id)


def _entries(made: RosterImport, people: Collection[int]) -> Iterator[AuditEntry]:
    for person in people:
        changes = dict(made.before["changed"][str(person)])
        before, after = changes.pop(_SESSIONS, (None, None))
        changes.pop(CODES, None)  # They open a door: the history does not repeat them.
        told: list[tuple[str, dict[str, object]]] = []
        if changes:
            told.append(("participant_changed", {"changes": changes}))
        if before is not None:
            told.append(("expectation_changed", {"from": before, "to": after}))
        for action, detail in told:
            subject = f"participant:{person}"
            yield AuditEntry(made.imported_at, made.imported_by, action, subject, detail)
