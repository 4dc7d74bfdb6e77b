"""Rehearsals: a copy of the event to practise on, thrown away afterwards."""

import time

from kiosk.core.errors import Refused
from kiosk.core.model import Event
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.services.events import current_in
from kiosk.services.led import on_the_first
from kiosk.storage import events, participants, rehearsals, roster_rest, sessions
from kiosk.storage.database import Tx

_RUNNING = "A rehearsal is already running. End it first."
_STEP = 1000
_PAUSE_S = 0.01
"""Between two steps: other processes have their turn."""


@on_the_first
def start_rehearsal(desk: Desk, by: str) -> Event:
    """Copy the current event, people and codes included, and make the copy the current one.

    Its first session is taken whatever the clock says. Nothing in it counts. Its people come some
    at a time, so that scans go on; until all are there, the real event is the current one.
    """
    with desk.store.read() as tx:
        event = _real(tx)
        numbers = rehearsals.numbers(tx, event.id)
    clear_unbegun(desk, event.id)
    with desk.store.write() as tx:
        copy = rehearsals.add_copy(tx, _real(tx), desk.now())
    for start in range(0, len(numbers), _STEP):
        some = numbers[start : start + _STEP]
        with desk.store.write() as tx:
            _still_made(tx, copy)
            rehearsals.copy_people(tx, event.id, copy.id, (some[0], some[-1]))
        time.sleep(_PAUSE_S)
    with desk.store.write() as tx:
        _still_made(tx, copy)
        events.choose(tx, copy.id, desk.now())
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


def clear_unbegun(desk: Desk, event_id: int) -> None:
    """Throw away what is there of a rehearsal that never began: somebody was cut off making it."""
    with desk.store.read() as tx:
        left = {
            each: participants.ids_of_event(tx, each) for each in rehearsals.unbegun(tx, event_id)
        }
    for copy, people in left.items():
        roster_rest.remove(desk.store, people)
        with desk.store.write() as tx:
            rehearsals.remove(tx, copy)


def _real(tx: Tx) -> Event:
    event = current_in(tx)
    if event.is_rehearsal:
        raise Refused(_RUNNING)
    return event


def _still_made(tx: Tx, copy: Event) -> None:
    """See to it that nobody else has begun one meanwhile, and thrown this one away."""
    _real(tx)
    if events.by_id(tx, copy.id) is None:
        raise Refused(_RUNNING)


def _running(tx: Tx) -> tuple[Event, Event]:
    """Return the rehearsal that runs, and the real event."""
    rehearsal = current_in(tx)
    if rehearsal.rehearsal_of is None:
        raise Refused("No rehearsal is running.")
    real = events.by_id(tx, rehearsal.rehearsal_of)
    assert real is not None  # noqa: S101  the foreign key says so
    return rehearsal, real
