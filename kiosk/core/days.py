"""The days of an event: which session is on which, and which day somebody came."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from kiosk.core.model import Event, Session


def day_of(event: Event, session: Session) -> date:
    """Return the day on which a session begins, on the clocks of the event."""
    return session.starts_at.astimezone(event.zone).date()


def days_of(event: Event, sessions: Iterable[Session]) -> tuple[date, ...]:
    """Return the days of an event in their order; its own where it has no session yet."""
    found = {day_of(event, each) for each in sessions}
    return tuple(sorted(found)) or (event.date,)


def sessions_on(event: Event, sessions: Iterable[Session], day: date) -> tuple[Session, ...]:
    """Return the sessions of a day."""
    return tuple(each for each in sessions if day_of(event, each) == day)


def is_of_today(session: Session, now: datetime, zone: tzinfo) -> bool:
    """Whether it is the day of a session, or one of both where it goes past midnight."""
    first, last = (each.astimezone(zone).date() for each in (session.starts_at, session.ends_at))
    return first <= now.astimezone(zone).date() <= last
