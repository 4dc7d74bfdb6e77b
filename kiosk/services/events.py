"""Events: adding, choosing, changing; their settings."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.core.errors import BadInput, NoEvent, NotFound, Refused
from kiosk.core.model import Event
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.audit import changed, in_short, record
from kiosk.services.led import on_the_first
from kiosk.services.sessions import NewSession, session_on
from kiosk.storage import events, sessions
from kiosk.storage.database import Tx

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event as it is announced."""

    name: str
    date: date
    timezone: str = "Asia/Pontianak"
    place: str = ""
    sessions: tuple[NewSession, ...] = field(default_factory=tuple)


@on_the_first
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
    """Return the event that is taken now. Raises NoEvent when there is none yet."""
    current = desk.arrangement().current
    if current is None:
        raise _no_event()
    return current.event


def current_in(tx: Tx) -> Event:
    """Return the event that is taken now, within a transaction."""
    event = events.current(tx)
    if event is None:
        raise _no_event()
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
        raise _no_event()
    if slug is None and len(known) == 1:
        return known[0]
    names = ", ".join(each.slug for each in known)
    if slug is None:
        raise NotFound("There are several events; say which with --event: {known}.", known=names)
    raise NotFound("There is no event {slug}. Known are: {known}.", slug=slug, known=names)


def event_scanned(desk: Desk, slug: str | None) -> Event:
    """Return the event that scans go to and papers tell of: without a slug a rehearsal that runs.

    Raises NotFound as `find_event` does.
    """
    current = desk.arrangement().current
    if slug is None and current and current.event.is_rehearsal:
        return current.event
    return find_event(desk, slug)


def all_events(desk: Desk) -> list[Event]:
    """Return the real events, the newest first."""
    with desk.store.read() as tx:
        return events.all_events(tx)


@on_the_first
def change_event(desk: Desk, event: Event, by: str) -> None:
    """Store name, date, zone and place of an event."""
    _check(NewEvent(event.name, event.date, event.timezone, event.place))
    with desk.store.write() as tx:
        before = events.by_id(tx, event.id)
        events.change(tx, event)
        changes = changed(before, event) if before else {}
        record(tx, desk, event.id, by, "event_changed", f"event:{event.id}", changes=changes)
    desk.updates.publish(Update(Topic.SESSION, event.id))


@on_the_first
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


@on_the_first
def store_setting(desk: Desk, event_id: int, name: str, value: Any, by: str) -> None:
    """Keep a JSON value for the event."""
    with desk.store.write() as tx:
        keep_setting(tx, desk, event_id, (name, value), by)


def keep_setting(tx: Tx, desk: Desk, event_id: int, setting: tuple[str, object], by: str) -> None:
    """Keep a JSON value for the event under its name, within a transaction."""
    name, value = setting
    change = {"before": in_short(events.setting(tx, event_id, name)), "after": in_short(value)}
    events.store_setting(tx, event_id, name, value)
    record(tx, desk, event_id, by, "setting_changed", f"setting:{name}", **change)


def _no_event() -> NoEvent:
    return NoEvent("There is no event yet. Add one first: hadir event add.")


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
    if any(each.starts == each.ends and not each.until_next_day for each in new.sessions):
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
