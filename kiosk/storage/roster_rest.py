"""What a change of many people leaves to be written after it, in short steps: terms and history.

The people are on the roster at once, whole or not at all. By which words they are found, and what
their history says, follows from what is stored: it is written step by step, so that no scan waits,
and by whoever opens the database next where somebody was cut off.
"""

import time
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select

from kiosk.core.audit import AuditEntry
from kiosk.core.model import Participant, Status
from kiosk.core.near import known_words
from kiosk.core.roster.imports import CODES, RosterImport
from kiosk.core.search import terms_of
from kiosk.storage import participants, roster, schema
from kiosk.storage.audit import entries
from kiosk.storage.database import Store, Tx
from kiosk.storage.finding import near, search

_table = schema.roster_rest
_STEP = 50
_PAUSE_S = 0.01
"""Between two steps: other processes have their turn."""

LeftRows = Sequence[Row[Any]]


def finish(store: Store) -> None:
    """Write all that is left."""
    ready: dict[tuple[Participant, str], list[str]] = {}
    while rest := _next(store):
        # Made before the lock; who has changed since then is another key, and made anew under it.
        with store.read() as tx:
            ready = {each: terms_of(*each) for each in _people(tx, rest)}
        with store.write() as tx:
            _write(tx, _taken(tx, rest), ready)
        time.sleep(_PAUSE_S)


def leave_unfound(store: Store, event_id: int, people: Sequence[int]) -> None:
    """Let nobody find these people, who are about to be removed: their words are the most of them.

    Whoever stays after all, because somebody was cut off, is found again after `finish`.
    """
    for start in range(0, len(people), _STEP):
        some = people[start : start + _STEP]
        with store.write() as tx:
            rows = [{"event_id": event_id, "participant_id": each} for each in some]
            tx.execute(insert(_table), rows)
            search.forget(tx, some)
        time.sleep(_PAUSE_S)


def leave_to_remove(tx: Tx, made: RosterImport, people: Collection[int]) -> None:
    """Take these off the list at once, whom an import brought that is taken back.

    To remove them takes far longer: `finish` does, but for those whose badge was printed.
    """
    participants.change_many(tx, people, {"status": Status.CANCELED})
    rows = [
        {"event_id": made.event_id, "participant_id": each, "import_id": made.id} for each in people
    ]
    if rows:
        tx.execute(insert(_table), rows)


def _next(store: Store) -> LeftRows:
    with store.read() as tx:
        return tx.execute(select(_table).order_by(_table.c.id).limit(_STEP)).all()


def _taken(tx: Tx, rest: LeftRows) -> LeftRows:
    """Take these off what is left; another process may have written some of them meanwhile."""
    ids = [row.id for row in rest]
    return tx.execute(delete(_table).where(_table.c.id.in_(ids)).returning(*_table.c)).all()


def _people(tx: Tx, rest: LeftRows) -> list[tuple[Participant, str]]:
    ids = {row.participant_id for row in rest}
    codes = participants.codes_of(tx, ids)
    return [(each, codes.get(each.id, "")) for each in participants.by_ids(tx, ids)]


def _write(tx: Tx, rest: LeftRows, ready: dict[tuple[Participant, str], list[str]]) -> None:
    _remove_leaving(tx, rest)
    people = _people(tx, rest)
    search.forget(tx, [row.participant_id for row in rest])
    for event_id in {person.event_id for person, _ in people}:
        here = [each for each in people if each[0].event_id == event_id]
        terms = [(each[0].id, ready.get(each) or terms_of(*each)) for each in here]
        search.store_terms(tx, event_id, terms)
        near.store_words(tx, event_id, known_words(person for person, _ in here))
    _write_history(tx, rest)


def _remove_leaving(tx: Tx, rest: LeftRows) -> None:
    """Remove whom an import brought that was taken back since: off the list, never seen."""
    for made, people in _by_import(tx, rest):
        if made.undone_at:
            roster.hold(tx, made.event_id)
            brought = {each for each in people if str(each) not in made.before["changed"]}
            known = participants.by_ids(tx, brought)
            off = {each.id for each in known if each.status is Status.CANCELED}
            kept = roster.with_printed_badge(tx, off) | roster.scanned(tx, off)
            participants.remove(tx, off - kept)


def _by_import(tx: Tx, rest: LeftRows) -> Iterator[tuple[RosterImport, list[int]]]:
    for import_id in sorted({row.import_id for row in rest if row.import_id}):
        made = roster.import_of(tx, import_id)
        if made:
            yield made, [row.participant_id for row in rest if row.import_id == import_id]


def _write_history(tx: Tx, rest: LeftRows) -> None:
    for made, people in _by_import(tx, rest):
        changed = made.before["changed"]
        for entry in _entries(made, [each for each in people if str(each) in changed]):
            entries.record(tx, made.event_id, entry)


def _entries(made: RosterImport, people: Collection[int]) -> Iterator[AuditEntry]:
    for person in people:
        changes = dict(made.before["changed"][str(person)])
        before, after = changes.pop("sessions", (None, None))
        changes.pop(CODES, None)  # They open a door: the history does not repeat them.
        told: list[tuple[str, dict[str, object]]] = []
        if changes:
            told.append(("participant_changed", {"changes": changes}))
        if before is not None:
            told.append(("expectation_changed", {"from": before, "to": after}))
        for action, detail in told:
            subject = f"participant:{person}"
            yield AuditEntry(made.imported_at, made.imported_by, action, subject, detail)
