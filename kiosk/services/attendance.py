"""Attendance: the numbers of the screens and the lists of the reports, from the same rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from kiosk.core.arrangement import Programme
from kiosk.core.attendance import Attendance, Counts, ScanRow
from kiosk.core.days import days_of, sessions_on
from kiosk.core.model import Event, Session
from kiosk.core.turnout import BY, EventTurnout
from kiosk.desk import Desk
from kiosk.services.sessions import sessions_of
from kiosk.services.warnings import Warnings, warnings_in
from kiosk.storage import attendance as stored
from kiosk.storage import sessions
from kiosk.storage.database import Tx

__all__ = ["BY", "ScanRow", "Tallies"]


@dataclass(frozen=True, slots=True)
class Tallies:
    """The numbers of an event: per session, and per session by group, organization, district."""

    sessions: tuple[Session, ...]
    whole: dict[int, Counts]
    by: dict[str, dict[int, dict[str, Counts]]]

    def of(self, session_id: int) -> Counts:
        """Return the numbers of one session."""
        return self.whole.get(session_id, Counts())


@dataclass(frozen=True, slots=True)
class TurnoutLook:
    """An event at one moment: what is arranged, who came, what staff must hear of.

    And when one was last read, and a door first opened.
    """

    at: datetime
    programme: Programme
    turnout: EventTurnout
    last_read_at: datetime | None
    door_opened_at: datetime | None
    warnings: Warnings


def days(desk: Desk, event: Event) -> dict[date, Counts]:
    """Count each day of an event of several days, each person once a day; nothing for one day."""
    parts = sessions_of(desk, event.id)
    known = days_of(event, parts)
    if len(known) == 1:
        return {}
    with desk.store.read() as tx:
        return {day: _of_day(tx, sessions_on(event, parts, day), desk.now()) for day in known}


def _of_day(tx: Tx, parts: Sequence[Session], now: datetime) -> Counts:
    counts = stored.of_sessions(tx, [each.id for each in parts])
    return replace(counts, has_begun=any(each.starts_at <= now for each in parts))


def tallies(desk: Desk, event_id: int, by: tuple[str, ...] = BY) -> Tallies:
    """Count the event: one query, and one more for each field of `by`."""
    with desk.store.read() as tx:
        parts = tuple(sessions.of_event(tx, event_id))
        whole = stored.counts_by(tx, event_id, None)
        split = {field: stored.counts_by(tx, event_id, field) for field in by}
    begun = {each.id for each in parts if each.starts_at <= desk.now()}
    return Tallies(
        parts,
        {
            session_id: replace(counts, has_begun=session_id in begun)
            for (session_id, _), counts in whole.items()
        },
        {field: _nested(counts) for field, counts in split.items()},
    )


def attendance(desk: Desk, event: Event) -> Attendance:
    """Return everybody with their expectations and check-ins, as of one moment."""
    with desk.store.read() as tx:
        parts = tuple(sessions.of_event(tx, event.id))
        return Attendance(event, parts, tuple(stored.records(tx, event.id)), desk.now())


def scans_of(desk: Desk, event_id: int) -> list[ScanRow]:
    """Return every scan of the event, refusals too, in the order of scanning."""
    with desk.store.read() as tx:
        return list(stored.scans(tx, event_id))


@contextmanager
def look_at(desk: Desk, event_id: int | None = None) -> Iterator[TurnoutLook]:
    """Give the turnout of an event, or of the current one, as it is at this moment.

    It stands still in the block. Raises NotFound where there is no such event.
    """
    with desk.store.read() as tx:
        arrangement = desk.memory.as_of(tx)
        programme = arrangement.programme(event_id)
        event_id = programme.event.id
        with desk.turnouts.as_of(tx, arrangement, event_id) as known:
            now, opened_at = desk.now(), desk.doors_opened.first_at
            heard, told = stored.last_scan_at(tx, event_id), warnings_in(tx, event_id, now)
            yield TurnoutLook(now, programme, known, heard, opened_at, told)


def _nested(counts: dict[tuple[int, str], Counts]) -> dict[int, dict[str, Counts]]:
    nested: dict[int, dict[str, Counts]] = {}
    for (session_id, value), each in sorted(counts.items()):
        nested.setdefault(session_id, {})[value] = each
    return nested
