"""Events: adding, choosing, changing; their settings, their history, and rehearsals."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import AuditEntry, Event, Session
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.storage import events, rehearsals, sessions
from kiosk.storage.database import Tx

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session as it is announced: local times of the event's day; past midnight may end it."""

    name: str
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event as it is announced."""

    name: str
    date: date
    timezone: str = "Asia/Pontianak"
    place: str = ""
    sessions: tuple[NewSession, ...] = field(default_factory=tuple)


def add_event(desk: Desk, new: NewEvent, by: str = "") -> Event:
    """Add an event with its sessions and make it the current one.

    Raises BadInput for a name, zone or session that cannot be, and leaves nothing then.
    """
    _check(new)
    with desk.store.write() as tx:
        event = _with_free_slug(tx, new, desk.now())
        for each in new.sessions:
            sessions.add(tx, session_on(event, each))
        record(tx, desk, event.id, by, "event_added", f"event:{event.id}", name=event.name)
    desk.updates.publish(Update(Topic.SESSION, event.id))
    return event


def current_event(desk: Desk) -> Event:
    """Return the event that is taken now. Raises NotFound when there is none yet."""
    with desk.store.read() as tx:
        return current_in(tx)


def current_in(tx: Tx) -> Event:
    """Return the event that is taken now, within a transaction."""
    event = events.current(tx)
    if event is None:
        raise NotFound("There is no event yet. Add one first: hadir event add.")
    return event


def find_event(desk: Desk, slug: str | None) -> Event:
    """Return the event called `slug`; without a slug the only one there is.

    Raises NotFound naming the known events.
    """
    with desk.store.read() as tx:
        known = events.all_events(tx)
        found = events.by_slug(tx, slug) if slug else None
    if found:
        return found
    if not known:
        raise NotFound("There is no event yet. Add one first: hadir event add.")
    if slug is None and len(known) == 1:
        return known[0]
    names = ", ".join(each.slug for each in known)
    if slug is None:
        raise NotFound("There are several events; say which with --event: {known}.", known=names)
    raise NotFound("There is no event {slug}. Known are: {known}.", slug=slug, known=names)


def all_events(desk: Desk) -> list[Event]:
    """Return the real events, the newest first."""
    with desk.store.read() as tx:
        return events.all_events(tx)


def change_event(desk: Desk, event: Event, by: str) -> None:
    """Store name, date, zone and place of an event."""
    _check(NewEvent(event.name, event.date, event.timezone, event.place))
    with desk.store.write() as tx:
        events.change(tx, event)
        record(tx, desk, event.id, by, "event_changed", f"event:{event.id}", name=event.name)
    desk.updates.publish(Update(Topic.SESSION, event.id))


def choose_event(desk: Desk, event_id: int, by: str) -> Event:
    """Make an event the current one."""
    with desk.store.write() as tx:
        event = events.by_id(tx, event_id)
        if event is None:
            raise NotFound("There is no such event.")
        events.choose(tx, event_id, desk.now())
        record(tx, desk, event_id, by, "event_chosen", f"event:{event_id}")
    desk.updates.publish(Update(Topic.SESSION, event_id))
    return event


def setting(desk: Desk, event_id: int, name: str) -> Any:
    """Return what the event keeps under this name, a JSON value, or None."""
    with desk.store.read() as tx:
        return events.setting(tx, event_id, name)


def store_setting(desk: Desk, event_id: int, name: str, value: Any, by: str) -> None:
    """Keep a JSON value for the event."""
    with desk.store.write() as tx:
        events.store_setting(tx, event_id, name, value)
        record(tx, desk, event_id, by, "setting_changed", f"setting:{name}")


def record(  # noqa: PLR0913, PLR0917
    tx: Tx, desk: Desk, event_id: int | None, by: str, action: str, subject: str, **detail: Any
) -> None:
    """Write down in the same transaction who did what to `subject`, such as `participant:7`."""
    events.record(tx, event_id, AuditEntry(desk.now(), by, action, subject, detail))


def history(
    desk: Desk, event_id: int | None, subject: str | None = None, limit: int = 200
) -> list[AuditEntry]:
    """Return what was done, to one subject or to all, the newest first."""
    with desk.store.read() as tx:
        return events.history(tx, event_id, subject, limit)


def start_rehearsal(desk: Desk, by: str) -> Event:
    """Copy the current event, people and codes included, and make the copy the current one.

    Its first session is taken whatever the clock says. Nothing in it counts.
    """
    with desk.store.write() as tx:
        event = current_in(tx)
        if event.is_rehearsal:
            raise Refused("A rehearsal is running already. End it first.")
        copy = rehearsals.copy_event(tx, event, desk.now())
        first = next(iter(sessions.of_event(tx, copy.id)), None)
        if first:
            sessions.choose(tx, first, desk.now(), by)
        record(tx, desk, event.id, by, "rehearsal_started", f"event:{event.id}")
    desk.updates.publish(Update(Topic.SESSION, copy.id))
    return copy


def end_rehearsal(desk: Desk, by: str) -> Event:
    """Throw the rehearsal away with all that happened in it, and return to the real event."""
    with desk.store.write() as tx:
        rehearsal = current_in(tx)
        if rehearsal.rehearsal_of is None:
            raise Refused("No rehearsal is running.")
        real = events.by_id(tx, rehearsal.rehearsal_of)
        rehearsals.remove(tx, rehearsal.id)
        record(tx, desk, rehearsal.rehearsal_of, by, "rehearsal_ended", f"event:{rehearsal.id}")
    desk.updates.publish(Update(Topic.SESSION, rehearsal.rehearsal_of))
    assert real is not None  # noqa: S101  the foreign key says so
    return real


def session_on(event: Event, new: NewSession) -> Session:
    """Return the session with its times on the day of the event; past midnight it ends next day."""
    starts_at = _moment(event, new.starts)
    ends_at = _moment(event, new.ends)
    if ends_at <= starts_at:
        ends_at += timedelta(days=1)
    return Session(0, event.id, new.name.strip(), starts_at, ends_at)


def _moment(event: Event, at: time) -> datetime:
    return datetime.combine(event.date, at, tzinfo=event.zone)


def _check(new: NewEvent) -> None:
    if not new.name.strip():
        raise BadInput("The event needs a name.")
    if not _FIRST_YEAR <= new.date.year <= _LAST_YEAR:
        raise BadInput("{date} is too long ago or too far ahead for an event.", date=new.date)
    try:
        ZoneInfo(new.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            "There is no time zone {zone}. Indonesia has Asia/Pontianak or Asia/Jakarta (WIB), "
            "Asia/Makassar (WITA) and Asia/Jayapura (WIT).",
            zone=new.timezone,
        ) from error
    names = [each.name.strip().casefold() for each in new.sessions]
    if "" in names:
        raise BadInput("Each session needs a name.")
    if len(set(names)) < len(names):
        raise BadInput("Two sessions have the same name; give each its own.")
    if any(each.starts == each.ends for each in new.sessions):
        raise BadInput("A session must end after it starts.")


def _with_free_slug(tx: Tx, new: NewEvent, now: datetime) -> Event:
    base = slug_of(new.name)
    for attempt in range(1, 1000):
        slug = base if attempt == 1 else f"{base}-{attempt}"
        event = Event(0, slug, new.name.strip(), new.date, new.timezone, new.place.strip())
        if stored := events.add(tx, event, now):
            return stored
    raise Refused("There are too many events of this name.")


def slug_of(name: str) -> str:
    """Return a short name for addresses: lower case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "event"
