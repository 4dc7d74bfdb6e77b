"""Links to the wall screen: only the hash of their token is kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, select, update

from kiosk.core.walls import WallLink
from kiosk.storage import schema
from kiosk.storage.database import Tx

_table = schema.wall_link


def _stands(now: datetime) -> ColumnElement[bool]:
    return and_(_table.c.withdrawn_at.is_(None), _table.c.ends_at > now)


def add(
    tx: Tx, event_id: int, token_hash: str, by: str, times: tuple[datetime, datetime]
) -> WallLink:
    """Store a new link; `times` are its making and its end."""
    values = {"event_id": event_id, "token_hash": token_hash, "made_by": by}
    values |= {"made_at": times[0], "ends_at": times[1]}
    return _link(tx.execute(insert(_table).values(**values).returning(*_table.c)).one())


def standing(tx: Tx, event_id: int, now: datetime) -> list[WallLink]:
    """Return the links of an event that are neither withdrawn nor over, the newest first."""
    query = select(_table).where(_table.c.event_id == event_id, _stands(now))
    return [_link(row) for row in tx.execute(query.order_by(_table.c.id.desc()))]


def by_id(tx: Tx, link_id: int, now: datetime) -> WallLink | None:
    """Return the link with this id, if it stands."""
    row = tx.execute(select(_table).where(_table.c.id == link_id, _stands(now))).first()
    return _link(row) if row else None


def by_token_hash(tx: Tx, token_hash: str, now: datetime) -> WallLink | None:
    """Return the link that stands and whose token has this hash."""
    query = select(_table).where(_table.c.token_hash == token_hash, _stands(now))
    row = tx.execute(query).first()
    return _link(row) if row else None


def withdraw(tx: Tx, link_id: int, event_id: int, at: datetime) -> bool:
    """Mark a link of the event as withdrawn; False when there is none that stands."""
    query = update(_table).where(_table.c.id == link_id, _table.c.event_id == event_id, _stands(at))
    return tx.execute(query.values(withdrawn_at=at)).rowcount == 1


def _link(row: Row[Any]) -> WallLink:
    return WallLink(row.id, row.event_id, row.made_at, row.made_by, row.withdrawn_at, row.ends_at)
