"""What the dashboard and the wall tell of one session: gathered once for all who look."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from kiosk.core.attendance import Counts
from kiosk.core.model import Event, Session
from kiosk.core.pace import Quiet, all_in_at, pace, strange_silence
from kiosk.core.turnout import PersonExpected, SessionTurnout, Tally
from kiosk.services.attendance import TurnoutLook
from kiosk.services.sessions import session_at
from kiosk.web.dashboard.charts import NARROW, WIDE, Chart, ChartSize, Turnout, draw

MOST_MISSING = 300
"""So many missing people are listed on the live page; the reports list all."""

MOST_PARTS = 60
"""So many schools or offices, districts and groups: those where most are missing."""

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
class Part:
    """One way to divide the people: the values where most are missing, and how many more are."""

    rows: list[tuple[str, Counts]]
    more: int


@dataclass(frozen=True, slots=True)
class Board:
    """The numbers of an event with one session in front; no names are in it."""

    event: Event
    session: Session
    is_now: bool
    now: datetime
    sessions: list[tuple[Session, Counts]]
    counts: Counts
    parts: dict[str, Part]
    groups: list[tuple[str, Counts]]
    more_groups: int
    tempo: Tempo
    wide: Chart
    narrow: Chart

    @property
    def has_begun(self) -> bool:
        """Whether anybody can have come yet."""
        return self.now >= self.session.opens_at or self.counts.present > 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came, for the list of the last ones."""

    check_in_id: int
    at: datetime
    person: PersonExpected
    door: str


@dataclass(frozen=True, slots=True)
class BoardPeople:
    """The names beside the numbers: for those who are logged in."""

    last: list[Arrival]
    missing: list[PersonExpected]
    more_missing: int
    not_back: list[PersonExpected]
    more_not_back: int
    earlier: Session | None


def session_in_front(look: TurnoutLook, session_id: int | None) -> Session | None:
    """Return the session asked for, else the one now, else the one that was last, or is next."""
    parts, now = look.programme.sessions, session_at(look.programme, look.at)
    asked = next((each for each in parts if each.id == session_id), None)
    begun = [each for each in parts if each.starts_at <= look.at]
    last = begun[-1] if begun else None
    return asked or now.session or last or now.opens_next or next(iter(parts), None)


def board(look: TurnoutLook, session: Session, size: ChartSize = WIDE) -> Board:
    """Gather the numbers of a session; `size` is that of its chart where there is room."""
    here = look.turnout.of(session.id)
    tempo = _tempo(session, here, look)
    taken = session_at(look.programme, look.at).session
    drawn = Turnout(
        times=here.times,
        expected=here.counts.expected,
        starts_at=session.starts_at,
        opens_at=session.opens_at,
        ends_at=session.ends_at,
        now=look.at,
        all_in_at=tempo.all_in_at,
        zone=look.programme.event.zone,
    )
    groups = here.by["group"]
    return Board(
        event=look.programme.event,
        session=session,
        is_now=taken is not None and taken.id == session.id,
        now=look.at,
        sessions=[(each, look.turnout.of(each.id).counts) for each in look.programme.sessions],
        counts=here.counts,
        parts={name: _part(tally) for name, tally in here.by.items()},
        groups=[(name, groups.of(name)) for name in groups.names()[:MOST_PARTS]],
        more_groups=max(0, len(groups) - MOST_PARTS),
        tempo=tempo,
        wide=draw(drawn, size),
        narrow=draw(drawn, NARROW),
    )


def people(look: TurnoutLook, session: Session) -> BoardPeople:
    """Gather the names of a session: who came last, who is missing, who did not come back."""
    known, here = look.turnout, look.turnout.of(session.id)
    earlier = _earlier(look.programme.sessions, session)
    begun = look.at >= session.opens_at
    gone = known.not_back(earlier.id, session.id) if earlier and begun else []
    return BoardPeople(
        last=[
            Arrival(each.check_in_id, each.at, known.people[each.participant_id], each.door)
            for each in reversed(here.arrivals[-_LAST:])
        ],
        missing=[known.people[each[2]] for each in here.missing[:MOST_MISSING]],
        more_missing=max(0, len(here.missing) - MOST_MISSING),
        not_back=[known.people[each[2]] for each in gone[:MOST_MISSING]],
        more_not_back=max(0, len(gone) - MOST_MISSING),
        earlier=earlier if begun else None,
    )


@lru_cache(maxsize=4096)
def phone_link(phone: str) -> str:
    """Return the address that calls this number, `tel:+62812…`; empty where it is none."""
    digits = re.sub(r"[^\d+]", "", phone)
    return f"tel:{digits}" if re.fullmatch(r"\+?\d{5,15}", digits) else ""


def _part(tally: Tally) -> Part:
    return Part(list(tally.most_absent(MOST_PARTS)), max(0, len(tally) - MOST_PARTS))


def _tempo(session: Session, here: SessionTurnout, look: TurnoutLook) -> Tempo:
    now, counts = look.at, here.counts
    running = session.is_open(now)
    heard = (look.last_read_at, look.door_opened_at)
    quiet = Quiet(counts.expected, counts.missing, *heard, session.starts_at)
    return Tempo(
        pace(here.times, now) if running else 0.0,
        all_in_at(here.times, counts.missing, now) if running else None,
        strange_silence(quiet, now) if running else None,
        [
            DoorFigures(name, len(times), pace(times, now))
            for name, times in sorted(here.times_by_door.items())
        ],
    )


def _earlier(parts: Sequence[Session], session: Session) -> Session | None:
    before = [each for each in parts if each.ends_at <= session.starts_at]
    return before[-1] if before else None
