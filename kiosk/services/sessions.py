"""Sessions: which one is taken now, and their times."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kiosk.core.acts import ActKind, kept_session
from kiosk.core.admission import choose_session as by_clock
from kiosk.core.admission import opens_next
from kiosk.core.arrangement import Programme
from kiosk.core.clock import is_skipped
from kiosk.core.errors import BadInput, EndsBeforeStart, NotFound, Refused
from kiosk.core.model import Event, Session, SessionChoice
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.audit import changed, record
from kiosk.services.led import on_the_first
from kiosk.storage import acts, roster, sessions
from kiosk.storage.database import Tx

_LONGEST_OPENING = timedelta(hours=24)
_LONGEST_SESSION = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session as it is announced, in local times: `day` None is the event's own.

    `until_next_day` says that it ends after midnight.
    """

    name: str
    starts: time
    ends: time
    day: date | None = None
    until_next_day: bool = False


@dataclass(frozen=True, slots=True)
class SessionNow:
    """What is taken now, by whose choice, and what opens next where nothing is."""

    session: Session | None
    choice: SessionChoice | None
    opens_next: Session | None


def sessions_of(desk: Desk, event_id: int) -> list[Session]:
    """Return the sessions of the event in the order of their beginning."""
    return list(desk.arrangement().programme(event_id).sessions)


def session_now(desk: Desk, event_id: int) -> SessionNow:
    """Return the session that is taken now, by the clock or by choice."""
    return session_at(desk.arrangement().programme(event_id), desk.now())


def session_at(programme: Programme, at: datetime) -> SessionNow:
    """Return the session of a programme that is taken at a moment."""
    parts, choice = programme.sessions, programme.choice
    return SessionNow(by_clock(parts, choice, at), choice, opens_next(parts, at))


def session_named(desk: Desk, event: Event, name: str) -> Session:
    """Return the session called `name`, whatever the case. NotFound names the known ones."""
    known = sessions_of(desk, event.id)
    for each in known:
        if each.name.casefold() == name.strip().casefold():
            return each
    names = ", ".join(each.name for each in known) or "-"
    raise NotFound("There is no session {name}. Known are: {known}.", name=name, known=names)


@on_the_first
def add_session(desk: Desk, event: Event, new: NewSession, by: str) -> Session:
    """Add a session; everybody on the roster is expected in it."""
    session = session_on(event, new)
    _check(session)
    with desk.store.write() as tx:
        stored = sessions.add(tx, session)
        if stored is None:
            raise Refused("There is already a session called {name}.", name=new.name)
        roster.hold(tx, event.id)
        sessions.expect_everybody(tx, stored)
        record(tx, desk, event.id, by, "session_added", f"session:{stored.id}", name=new.name)
    desk.updates.publish(Update(Topic.SESSION, event.id))
    return stored


@on_the_first
def change_session(desk: Desk, session: Session, by: str) -> None:
    """Store name, times and opening of a session."""
    _check(session)
    with desk.store.write() as tx:
        before = _known(tx, session.id)
        names = {each.name.casefold() for each in sessions.of_event(tx, before.event_id)}
        if session.name.casefold() in names - {before.name.casefold()}:
            raise Refused("There is already a session called {name}.", name=session.name)
        sessions.change(tx, replace(session, event_id=before.event_id))
        subject, changes = f"session:{session.id}", changed(before, session)
        record(tx, desk, before.event_id, by, "session_changed", subject, changes=changes)
    desk.updates.publish(Update(Topic.SESSION, before.event_id))


@on_the_first
def remove_session(desk: Desk, session_id: int, by: str) -> None:
    """Remove a session that nobody was scanned in; it can be put back, with who was expected."""
    with desk.store.write() as tx:
        session = _known(tx, session_id)
        if sessions.has_scans(tx, session_id):
            raise Refused(
                "People were scanned in {name}; it stays, so that the numbers stay true.",
                name=session.name,
            )
        roster.hold(tx, session.event_id)
        expected = sessions.expected_in(tx, session_id)
        before = {"session": kept_session(session), "expected": expected}
        done, kind = (desk.now(), by), ActKind.SESSION_REMOVED
        acts.add(tx, session.event_id, kind, before, done, people=len(expected))
        sessions.remove(tx, session_id)
        subject = f"session:{session_id}"
        record(tx, desk, session.event_id, by, "session_removed", subject, name=session.name)
    desk.updates.publish(Update(Topic.SESSION, session.event_id))


def choose_session(desk: Desk, session_id: int, by: str) -> Session:
    """Set the clock aside: this session is taken until the choice is ended."""
    with desk.store.write() as tx:
        session = _known(tx, session_id)
        sessions.choose(tx, session, desk.now(), by)
        record(tx, desk, session.event_id, by, "session_chosen", f"session:{session_id}")
    desk.updates.publish(Update(Topic.SESSION, session.event_id))
    return session


def end_choice(desk: Desk, event_id: int, by: str) -> None:
    """Let the clock decide again."""
    with desk.store.write() as tx:
        sessions.end_choice(tx, event_id, desk.now(), by)
        record(tx, desk, event_id, by, "session_choice_ended", f"event:{event_id}")
    desk.updates.publish(Update(Topic.SESSION, event_id))


def _known(tx: Tx, session_id: int) -> Session:
    session = sessions.by_id(tx, session_id)
    if session is None:
        raise NotFound("There is no such session.")
    return session


def _check(session: Session) -> None:
    if not session.name:
        raise BadInput("Each session needs a name.")
    if session.ends_at <= session.starts_at:
        raise BadInput("A session must end after it starts.")
    if not timedelta() <= session.opens_before <= _LONGEST_OPENING:
        raise BadInput("A session may open up to 24 hours before its start.")


def session_on(event: Event, new: NewSession) -> Session:
    """Return the session with its times, on its day or on that of the event.

    Raises EndsBeforeStart where it would end before it starts, and it was not said that it goes
    on until the next day; BadInput for a time over which the clocks are put forward.
    """
    day = new.day or event.date
    ends_on = day + timedelta(days=1) if new.until_next_day else day
    starts_at = datetime.combine(day, new.starts, tzinfo=event.zone)
    ends_at = datetime.combine(ends_on, new.ends, tzinfo=event.zone)
    for each in (starts_at, ends_at):
        if is_skipped(each):
            raise BadInput(
                "{name}: on {day} the clocks are put forward, and none shows {time}. "
                "Take another time.",
                name=new.name.strip(),
                day=each.date(),
                time=f"{each:%H:%M}",
            )
    if ends_at < starts_at:
        raise EndsBeforeStart(
            "{name} ends at {ends}, before it starts at {starts}. Until the next day?",
            name=new.name.strip(),
            starts=f"{new.starts:%H:%M}",
            ends=f"{new.ends:%H:%M}",
        )
    if ends_at - starts_at > _LONGEST_SESSION:
        raise BadInput("A session is at most 24 hours long.")
    return Session(0, event.id, new.name.strip(), starts_at, ends_at)
