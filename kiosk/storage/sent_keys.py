"""Keys by which a write that is sent twice is known again; what was sent is kept as its hash."""

from datetime import datetime

from sqlalchemy import delete, select

from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import insert_or_ignore

_table = schema.sent_key


def take(tx: Tx, key_hash: str, body_hash: str, at: datetime) -> bool:
    """Store a key with what came with it; False where something else came with it before."""
    values = {"key_hash": key_hash, "body_hash": body_hash, "sent_at": at}
    tx.execute(insert_or_ignore(tx, _table, values))
    query = select(_table.c.body_hash).where(_table.c.key_hash == key_hash)
    return bool(tx.execute(query).scalar_one() == body_hash)


def forget(tx: Tx, before: datetime) -> None:
    """Delete the keys that came before a moment."""
    tx.execute(delete(_table).where(_table.c.sent_at < before))
