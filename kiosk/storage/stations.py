"""Stations and the hashes of their tokens."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from kiosk.core.lateness import outage_of
from kiosk.core.model import Scope, Silence, Station
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import insert_or_ignore

_table = schema.station

DOOR = func.coalesce(func.nullif(schema.station.c.door, ""), schema.station.c.name, "")
"""Where a scan was made: the door, or the name of the station where it stands at none."""


def add(tx: Tx, name: str, door: str, token_hash: str | None, at: datetime) -> Station | None:
    """Store a new station; None when the name is taken."""
    known = {"name": name, "door": door, "token_hash": token_hash, "added_at": at}
    values: dict[str, Any] = {**known, "settings": {}}
    row = tx.execute(insert_or_ignore(tx, _table, values).returning(*_table.c)).first()
    return _station(row) if row else None


def all_stations(tx: Tx) -> list[Station]:
    """Return every station, those in use first."""
    order = (_table.c.withdrawn_at.is_not(None), _table.c.id)
    return [_station(row) for row in tx.execute(select(_table).order_by(*order))]


def by_id(tx: Tx, station_id: int) -> Station | None:
    """Return the station with this id."""
    row = tx.execute(select(_table).where(_table.c.id == station_id)).first()
    return _station(row) if row else None


def by_name(tx: Tx, name: str) -> Station | None:
    """Return the station with this name."""
    row = tx.execute(select(_table).where(_table.c.name == name)).first()
    return _station(row) if row else None


def tokens(tx: Tx) -> dict[str, int]:
    """Return the station of each token that is taken: ids by the hash of the token."""
    query = select(_table.c.token_hash, _table.c.id).where(
        _table.c.token_hash.is_not(None), _table.c.withdrawn_at.is_(None)
    )
    return {row.token_hash: row.id for row in tx.execute(query)}


def seen(tx: Tx, station_id: int, now: datetime) -> None:
    """Store that a station was heard of, and since when it had not been."""
    station = by_id(tx, station_id)
    if station is None:
        return
    outage = outage_of(station, now)
    change(
        tx,
        station_id,
        last_seen_at=now,
        offline_from=outage.since if outage else None,
        offline_until=outage.until if outage else None,
    )


def change(tx: Tx, station_id: int, **values: Any) -> None:
    """Store new values of a station's columns."""
    tx.execute(update(_table).where(_table.c.id == station_id).values(**values))


def _station(row: Row[Any]) -> Station:
    return Station(
        id=row.id,
        name=row.name,
        door=row.door,
        settings=row.settings,
        withdrawn_at=row.withdrawn_at,
        last_seen_at=row.last_seen_at,
        added_at=row.added_at,
        outage=Silence(row.offline_from, row.offline_until) if row.offline_from else None,
        scopes=frozenset(map(Scope, row.scope.split())),
        ends_at=row.ends_at,
    )
