"""Events and their settings."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from kiosk.core.model import Event
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import insert_or_ignore, upsert

_UNSEEN = {"uid", "chosen_at", "roster_revision"}
_COLUMNS = [column for column in schema.event.c if column.name not in _UNSEEN]
_BY_CHOICE = select(*_COLUMNS).order_by(schema.event.c.chosen_at.desc(), schema.event.c.id.desc())


def add(tx: Tx, event: Event, chosen_at: datetime) -> Event | None:
    """Store a new event; its id is given by the database. None when the slug is taken."""
    values = {
        **_never_used(tx),
        "slug": event.slug,
        "name": event.name,
        "date": event.date,
        "timezone": event.timezone,
        "place": event.place,
        "rehearsal_of": event.rehearsal_of,
        "chosen_at": chosen_at,
    }
    row = tx.execute(insert_or_ignore(tx, schema.event, values).returning(*_COLUMNS)).first()
    return _event(row) if row else None


def _never_used(tx: Tx) -> dict[str, int]:
    """Return an id that no event had: SQLite would give that of a rehearsal that is gone again."""
    if tx.dialect.name != "sqlite":
        return {}
    used = (schema.event.c.id, schema.audit_entry.c.event_id)
    newest = (tx.execute(select(func.max(each))).scalar() or 0 for each in used)
    return {"id": max(newest) + 1}


def all_events(tx: Tx) -> list[Event]:
    """Return the real events, the newest first."""
    query = select(*_COLUMNS).where(schema.event.c.rehearsal_of.is_(None))
    return [_event(row) for row in tx.execute(query.order_by(schema.event.c.date.desc()))]


def by_choice(tx: Tx) -> list[Event]:
    """Return every event, rehearsals too, the one that was chosen last first."""
    return [_event(row) for row in tx.execute(_BY_CHOICE)]


def current(tx: Tx) -> Event | None:
    """Return the event that was chosen last; a rehearsal that runs is one."""
    row = tx.execute(_BY_CHOICE.limit(1)).first()
    return _event(row) if row else None


def uid(tx: Tx, event_id: int) -> str:
    """Return what every computer calls an event."""
    return str(tx.execute(select(schema.event.c.uid).where(schema.event.c.id == event_id)).scalar())


def by_uid(tx: Tx, called: str) -> Event | None:
    """Return the event that every computer calls so."""
    row = tx.execute(select(*_COLUMNS).where(schema.event.c.uid == called)).first()
    return _event(row) if row else None


def by_id(tx: Tx, event_id: int) -> Event | None:
    """Return the event with this id."""
    row = tx.execute(select(*_COLUMNS).where(schema.event.c.id == event_id)).first()
    return _event(row) if row else None


def by_slug(tx: Tx, slug: str) -> Event | None:
    """Return the event with this slug."""
    row = tx.execute(select(*_COLUMNS).where(schema.event.c.slug == slug)).first()
    return _event(row) if row else None


def choose(tx: Tx, event_id: int, chosen_at: datetime) -> None:
    """Make this the current event."""
    tx.execute(
        update(schema.event).where(schema.event.c.id == event_id).values(chosen_at=chosen_at)
    )


def change(tx: Tx, event: Event) -> None:
    """Store name, date, zone and place of an event."""
    tx.execute(
        update(schema.event)
        .where(schema.event.c.id == event.id)
        .values(name=event.name, date=event.date, timezone=event.timezone, place=event.place)
    )


def setting(tx: Tx, event_id: int, name: str) -> Any:
    """Return the JSON value stored under this name, or None."""
    table = schema.event_setting
    query = select(table.c.value).where(table.c.event_id == event_id, table.c.name == name)
    return tx.execute(query).scalar()


def store_setting(tx: Tx, event_id: int, name: str, value: Any) -> None:
    """Store a JSON value under this name."""
    values = {"event_id": event_id, "name": name, "value": value}
    tx.execute(upsert(tx, schema.event_setting, values, key=["event_id", "name"]))


def _event(row: Row[Any]) -> Event:
    return Event(
        id=row.id,
        slug=row.slug,
        name=row.name,
        date=row.date,
        timezone=row.timezone,
        place=row.place,
        rehearsal_of=row.rehearsal_of,
    )
