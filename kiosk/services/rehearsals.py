"""Rehearsals: a copy of the event to practise on, thrown away afterwards."""

from kiosk.core.errors import Refused
from kiosk.core.model import Event
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.services.events import current_in
from kiosk.services.led import on_the_first
from kiosk.storage import events, participants, rehearsals, roster_rest, sessions
from kiosk.storage.database import Tx


@on_the_first
def start_rehearsal(desk: Desk, by: str) -> Event:
    """Copy the current event, people and codes included, and make the copy the current one.

    Its first session is taken whatever the clock says. Nothing in it counts.
    """
    with desk.store.write() as tx:
        event = current_in(tx)
        if event.is_rehearsal:
            raise Refused("A rehearsal is already running. End it first.")
        copy = rehearsals.copy_event(tx, event, desk.now())
        first = next(iter(sessions.of_event(tx, copy.id)), None)
        if first:
            sessions.choose(tx, first, desk.now(), by)
        record(tx, desk, event.id, by, "rehearsal_started", f"event:{event.id}")
    roster_rest.finish(desk.store)
    desk.updates.publish(Update(Topic.SESSION, copy.id))
    return copy


def end_rehearsal(desk: Desk, by: str) -> Event:
    """Throw the rehearsal away with all that happened in it, and return to the real event.

    Its people go some at a time, so that scans go on; cut off there, it can be ended again.
    """
    with desk.store.read() as tx:
        rehearsal, _real = _running(tx)
        people = participants.ids_of_event(tx, rehearsal.id)
    roster_rest.remove(desk.store, people)
    with desk.store.write() as tx:
        rehearsal, real = _running(tx)
        rehearsals.remove(tx, rehearsal.id)
        record(tx, desk, real.id, by, "rehearsal_ended", f"event:{rehearsal.id}")
    desk.updates.publish(Update(Topic.SESSION, real.id))
    return real


def _running(tx: Tx) -> tuple[Event, Event]:
    """Return the rehearsal that runs, and the real event."""
    rehearsal = current_in(tx)
    if rehearsal.rehearsal_of is None:
        raise Refused("No rehearsal is running.")
    real = events.by_id(tx, rehearsal.rehearsal_of)
    assert real is not None  # noqa: S101  the foreign key says so
    return rehearsal, real
