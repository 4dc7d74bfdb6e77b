"""Attendance: the numbers of the screens and the lists of the reports, from the same rows."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.core.attendance import Arrival, Attendance, Counts, ScanRow
from kiosk.core.days import days_of, sessions_on
from kiosk.core.model import Event, Participant, Session
from kiosk.desk import Desk
from kiosk.services.sessions import sessions_of
from kiosk.storage import attendance as stored
from kiosk.storage import sessions
from kiosk.storage.attendance import BY

__all__ = ["BY", "Arrival", "ScanRow", "Tallies"]


@dataclass(frozen=True, slots=True)
class Tallies:
    """The numbers of an event: per session, and per session by group, organization, district."""

    sessions: tuple[Session, ...]
    whole: dict[int, Counts]
    by: dict[str, dict[int, dict[str, Counts]]]

    def of(self, session_id: int) -> Counts:
        """Return the numbers of one session."""
        return self.whole.get(session_id, Counts())


def days(desk: Desk, event: Event) -> dict[date, Counts]:
    """Count each day of an event of several days, each person once a day; nothing for one day."""
    parts = sessions_of(desk, event.id)
    known = days_of(event, parts)
    if len(known) == 1:
        return {}
    with desk.store.read() as tx:
        return {
            day: stored.of_sessions(tx, [each.id for each in sessions_on(event, parts, day)])
            for day in known
        }


def tallies(desk: Desk, event_id: int, by: tuple[str, ...] = BY) -> Tallies:
    """Count the event: one query, and one more for each field of `by`."""
    with desk.store.read() as tx:
        parts = tuple(sessions.of_event(tx, event_id))
        whole = stored.counts_by(tx, event_id, None)
        split = {field: stored.counts_by(tx, event_id, field) for field in by}
    return Tallies(
        parts,
        {session_id: counts for (session_id, _), counts in whole.items()},
        {field: _nested(counts) for field, counts in split.items()},
    )


def attendance(desk: Desk, event: Event) -> Attendance:
    """Return everybody with their expectations and check-ins, as of one moment."""
    with desk.store.read() as tx:
        parts = tuple(sessions.of_event(tx, event.id))
        return Attendance(event, parts, tuple(stored.records(tx, event.id)))


def scans_of(desk: Desk, event_id: int) -> list[ScanRow]:
    """Return every scan of the event, refusals too, in the order of scanning."""
    with desk.store.read() as tx:
        return list(stored.scans(tx, event_id))


def last_arrivals(
    desk: Desk, event_id: int, session_id: int | None = None, limit: int = 10
) -> list[Arrival]:
    """Return those who came last, the newest first."""
    with desk.store.read() as tx:
        return stored.last_arrivals(tx, event_id, session_id, limit)


def times(desk: Desk, session_id: int) -> list[tuple[datetime, str]]:
    """Return when and at which door people came to a session, in order."""
    with desk.store.read() as tx:
        return stored.times(tx, session_id)


def last_scan_at(desk: Desk, event_id: int) -> datetime | None:
    """Return when a camera or scanner last read anything."""
    with desk.store.read() as tx:
        return stored.last_scan_at(tx, event_id)


def per_door(desk: Desk, event_id: int, session_id: int) -> dict[str, int]:
    """Count those who came to a session by door."""
    with desk.store.read() as tx:
        return stored.by_door(tx, event_id, session_id)


def missing(desk: Desk, session: Session, limit: int = 100_000) -> list[Participant]:
    """Return those expected in a session who have not come, by organization and name."""
    with desk.store.read() as tx:
        return stored.missing(tx, session, limit)


def not_back(desk: Desk, first: Session, second: Session) -> list[Participant]:
    """Return those who came to the first session and are missing in the second."""
    with desk.store.read() as tx:
        return stored.not_back(tx, first, second)


def _nested(counts: dict[tuple[int, str], Counts]) -> dict[int, dict[str, Counts]]:
    nested: dict[int, dict[str, Counts]] = {}
    for (session_id, value), each in sorted(counts.items()):
        nested.setdefault(session_id, {})[value] = each
    return nested
