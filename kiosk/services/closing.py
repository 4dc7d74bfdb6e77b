"""The end of a day: one true number, when it was fullest, who was missed, what is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kiosk.core.attendance import Attendance, Counts
from kiosk.core.days import days_of
from kiosk.core.model import Event, Reason, Session
from kiosk.core.pace import Rush, rush
from kiosk.desk import Desk
from kiosk.reports.turnout.values import Absence, absences, people
from kiosk.services import audit
from kiosk.services.attendance import attendance, days
from kiosk.services.backups.backup import last_backup
from kiosk.services.certificates import issued
from kiosk.services.warnings import warnings
from kiosk.storage import attendance as stored

_LOOKED_THROUGH = 500
_PAPERS = "document_made"


@dataclass(frozen=True, slots=True)
class SessionClosing:
    """A session in the end: its numbers, and the five minutes in which most people came."""

    session: Session
    counts: Counts
    rush: Rush | None


@dataclass(frozen=True, slots=True)
class Closing:
    """A day of an event. `counts` has each person once, whatever the number of sessions.

    `is_backed_up` says that nobody came since the last backup; `handed_in_at` when a document was
    last made after the end. `days` has each day of an event of several, nothing for one day;
    `next_day` is the first that is still to come.
    """

    day: date
    days: dict[date, Counts]
    next_day: date | None
    is_over: bool
    counts: Counts
    sessions: list[SessionClosing]
    refusals: list[tuple[Reason, int]]
    absences: list[Absence]
    is_backed_up: bool
    handed_in_at: datetime | None
    certificates: int
    doubted: int


def closing(desk: Desk, event: Event) -> Closing:
    """Tell the last day that has begun; before the first, the first."""
    whole = attendance(desk, event)
    day = _day(event, whole.sessions, desk.now())
    here = whole.on(day)
    found = people(here)
    came = _times(here)
    return Closing(
        day=day,
        days=days(desk, event),
        next_day=next((each for each in days_of(event, whole.sessions) if each > day), None),
        is_over=bool(here.sessions) and here.is_over,
        counts=Counts(found.expected, found.came + found.off_the_list, found.came),
        sessions=[
            SessionClosing(each, here.counts(each.id), rush(_times(here, each)))
            for each in here.sessions
        ],
        refusals=_refusals(desk, event, whole.sessions),
        absences=absences(here),
        is_backed_up=_is_backed_up(desk, came),
        handed_in_at=_handed_in(desk, event, here),
        certificates=len(issued(desk, event)),
        doubted=warnings(desk, event).doubted,
    )


def _day(event: Event, parts: Sequence[Session], now: datetime) -> date:
    known = days_of(event, parts) or [event.date]
    today = now.astimezone(event.zone).date()
    return max((each for each in known if each <= today), default=known[0])


def _times(here: Attendance, session: Session | None = None) -> list[datetime]:
    """Return when people came, in order."""
    wanted = {session.id} if session else {each.id for each in here.sessions}
    return sorted(
        mark.checked_in_at
        for record in here.records
        for session_id, mark in record.check_ins.items()
        if session_id in wanted
    )


def _refusals(desk: Desk, event: Event, parts: Sequence[Session]) -> list[tuple[Reason, int]]:
    day = datetime.combine(_day(event, parts, desk.now()), time(), event.zone).astimezone(UTC)
    with desk.store.read() as tx:
        found = stored.refusals(tx, event.id, day, day + timedelta(days=1))
    return sorted(found.items(), key=lambda each: -each[1])


def _is_backed_up(desk: Desk, came: Sequence[datetime]) -> bool:
    made = last_backup(desk)
    return made is not None and (not came or made >= came[-1])


def _handed_in(desk: Desk, event: Event, here: Attendance) -> datetime | None:
    ended = max((each.ends_at for each in here.sessions), default=None)
    made = (
        x.at for x in audit.history(desk, event.id, limit=_LOOKED_THROUGH) if x.action == _PAPERS
    )
    return next((at for at in made if ended and at >= ended), None)
