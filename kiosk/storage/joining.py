"""Keys by which phones become stations: only their hashes are kept."""

from datetime import datetime

from sqlalchemy import insert, update

from kiosk.storage.database import Tx
from kiosk.storage.schema import joining_key as _table


def add(tx: Tx, station_id: int, key_hash: str, by: str, times: tuple[datetime, datetime]) -> None:
    """Store a new key of a station, in place of those it has; `times` are its making and end."""
    end_those_of(tx, station_id, times[0])
    values = {"station_id": station_id, "key_hash": key_hash, "made_by": by}
    tx.execute(insert(_table).values(**values, made_at=times[0], ends_at=times[1]))


def end_those_of(tx: Tx, station_id: int, at: datetime) -> None:
    """End the keys of a station that still stand."""
    query = update(_table).where(_table.c.station_id == station_id, _table.c.ended_at.is_(None))
    tx.execute(query.values(ended_at=at))


def take(tx: Tx, key_hash: str, at: datetime) -> int | None:
    """End the key with this hash, and return whose it was; None for one that does not stand."""
    query = update(_table).where(
        _table.c.key_hash == key_hash, _table.c.ended_at.is_(None), _table.c.ends_at > at
    )
    return tx.execute(query.values(ended_at=at).returning(_table.c.station_id)).scalar()
