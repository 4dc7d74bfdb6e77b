"""Links to the wall screen: only the hash of their token is kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from kiosk.core.walls import WallLink
from kiosk.storage import schema
from kiosk.storage.database import Tx

_table = schema.wall_link
_stands = _table.c.withdrawn_at.is_(None)


def add(tx: Tx, event_id: int, token_hash: str, at: datetime, by: str) -> WallLink:
    """Store a new link."""
    values = {"event_id": event_id, "token_hash": token_hash, "made_at": at, "made_by": by}
    return _link(tx.execute(insert(_table).values(**values).returning(*_table.c)).one())


def standing(tx: Tx, event_id: int) -> list[WallLink]:
    """Return the links of an event that are not withdrawn, the newest first."""
    query = select(_table).where(_table.c.event_id == event_id, _stands)
    return [_link(row) for row in tx.execute(query.order_by(_table.c.id.desc()))]


def by_id(tx: Tx, link_id: int) -> WallLink | None:
    """Return the link with this id, if it stands."""
    row = tx.execute(select(_table).where(_table.c.id == link_id, _stands)).first()
    return _link(row) if row else None


def by_token_hash(tx: Tx, token_hash: str) -> WallLink | None:
    """Return the link that stands and whose token has this hash."""
    query = select(_table).where(_table.c.token_hash == token_hash, _stands)
    row = tx.execute(query).first()
    return _link(row) if row else None


def withdraw(tx: Tx, link_id: int, event_id: int, at: datetime) -> bool:
    """Mark a link of the event as withdrawn; False when there is none that stands."""
    query = update(_table).where(_table.c.id == link_id, _table.c.event_id == event_id, _stands)
    return tx.execute(query.values(withdrawn_at=at)).rowcount == 1


def _link(row: Row[Any]) -> WallLink:
    return WallLink(row.id, row.event_id, row.made_at, row.made_by, row.withdrawn_at)
