"""What the dashboard and the wall tell of one session: gathered once for all who look."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from kiosk.core.attendance import Arrival, Counts
from kiosk.core.model import Event, Participant, Session
from kiosk.core.pace import Quiet, all_in_at, pace, pace_by_door, strange_silence
from kiosk.desk import Desk
from kiosk.services import attendance, sessions
from kiosk.services.attendance import Tallies
from kiosk.web.dashboard.charts import NARROW, WIDE, Chart, ChartSize, Turnout, draw

MOST_MISSING = 300
"""So many missing people are listed on the live page; the reports list all."""

_LAST = 9


@dataclass(frozen=True, slots=True)
class DoorFigures:
    """A door: who came through it, and how many a minute lately."""

    name: str
    people: int
    pace: float


@dataclass(frozen=True, slots=True)
class Tempo:
    """How it goes: people a minute, when all are in, and a silence that is strange."""

    pace: float
    all_in_at: datetime | None
    silence: timedelta | None
    doors: list[DoorFigures]


@dataclass(frozen=True, slots=True)
class Board:
    """The numbers of an event with one session in front; no names are in it."""

    event: Event
    session: Session
    is_now: bool
    now: datetime
    tallies: Tallies
    counts: Counts
    tempo: Tempo
    wide: Chart
    narrow: Chart

    @property
    def has_begun(self) -> bool:
        """Whether anybody can have come yet."""
        return self.now >= self.session.opens_at or self.counts.present > 0


@dataclass(frozen=True, slots=True)
class School:
    """Those of one organization who are missing."""

    name: str
    people: list[Participant]


@dataclass(frozen=True, slots=True)
class BoardPeople:
    """The names beside the numbers: for those who are logged in."""

    last: list[Arrival]
    missing: list[School]
    more_missing: int
    not_back: list[School]
    earlier: Session | None


def session_in_front(desk: Desk, event: Event, session_id: int | None) -> Session | None:
    """Return the session asked for, else the one now, else the one that was last, or is next."""
    parts = sessions.sessions_of(desk, event.id)
    asked = next((each for each in parts if each.id == session_id), None)
    now = sessions.session_now(desk, event.id)
    begun = [each for each in parts if each.starts_at <= desk.now()]
    last = begun[-1] if begun else None
    return asked or now.session or last or now.opens_next or next(iter(parts), None)


def board(desk: Desk, event: Event, session: Session, size: ChartSize = WIDE) -> Board:
    """Gather the numbers of a session; `size` is that of its chart where there is room."""
    now = desk.now()
    tallies = attendance.tallies(desk, event.id)
    counts = tallies.of(session.id)
    arrivals = attendance.times(desk, session.id)
    tempo = _tempo(desk, session, counts, arrivals)
    turnout = Turnout(
        times=[at for at, _door in arrivals],
        expected=counts.expected,
        starts_at=session.starts_at,
        opens_at=session.opens_at,
        ends_at=session.ends_at,
        now=now,
        all_in_at=tempo.all_in_at,
        zone=event.zone,
    )
    taken = sessions.session_now(desk, event.id).session
    is_now = taken is not None and taken.id == session.id
    wide, narrow = draw(turnout, size), draw(turnout, NARROW)
    return Board(event, session, is_now, now, tallies, counts, tempo, wide, narrow)


def people(desk: Desk, event: Event, session: Session) -> BoardPeople:
    """Gather the names of a session: who came last, who is missing, who did not come back."""
    missing = attendance.missing(desk, session)
    earlier = _earlier(sessions.sessions_of(desk, event.id), session)
    begun = desk.now() >= session.opens_at
    gone = attendance.not_back(desk, earlier, session) if earlier and begun else []
    return BoardPeople(
        last=attendance.last_arrivals(desk, event.id, session.id, _LAST),
        missing=_schools(missing[:MOST_MISSING]),
        more_missing=max(0, len(missing) - MOST_MISSING),
        not_back=_schools(gone[:MOST_MISSING]),
        earlier=earlier if begun else None,
    )


def phone_link(phone: str) -> str:
    """Return the address that calls this number, `tel:+62812…`; empty where it is none."""
    digits = re.sub(r"[^\d+]", "", phone)
    return f"tel:{digits}" if re.fullmatch(r"\+?\d{5,15}", digits) else ""


def _tempo(
    desk: Desk, session: Session, counts: Counts, arrivals: Sequence[tuple[datetime, str]]
) -> Tempo:
    now, times = desk.now(), [at for at, _door in arrivals]
    running = session.is_open(now)
    quiet = Quiet(
        counts.expected,
        counts.absent,
        attendance.last_scan_at(desk, session.event_id),
        session.starts_at,
    )
    paces = pace_by_door(arrivals, now)
    doors = attendance.per_door(desk, session.event_id, session.id)
    return Tempo(
        pace(times, now) if running else 0.0,
        all_in_at(times, counts.absent, now) if running else None,
        strange_silence(quiet, now) if running else None,
        [DoorFigures(name, count, paces.get(name, 0.0)) for name, count in sorted(doors.items())],
    )


def _earlier(parts: Sequence[Session], session: Session) -> Session | None:
    before = [each for each in parts if each.ends_at <= session.starts_at]
    return before[-1] if before else None


def _schools(missing: Sequence[Participant]) -> list[School]:
    by_name = groupby(missing, key=lambda each: each.organization)
    return [School(name, list(those)) for name, those in by_name]
