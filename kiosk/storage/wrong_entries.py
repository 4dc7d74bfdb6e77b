"""Wrong passwords, PINs and codes: counted by a key that says nothing to whoever reads it."""

from datetime import datetime

from sqlalchemy import delete, select, update

from kiosk.core.throttling import Failures
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import upsert

_table = schema.wrong_entry


def of(tx: Tx, key: str) -> Failures:
    """Return the wrong entries under this key; nobody else changes them in this transaction."""
    query = select(_table).where(_table.c.key == key).with_for_update()
    row = tx.execute(query).mappings().first()
    return Failures(row["count"], row["last_at"]) if row else Failures()


def store(tx: Tx, key: str, count: int, at: datetime) -> None:
    """Store how many there are now, and when the last one was made."""
    values = {"key": key, "count": count, "last_at": at}
    tx.execute(upsert(tx, _table, values, key=["key"]))


def take_back(tx: Tx, key: str) -> None:
    """Count one less: the entry was right."""
    fewer = update(_table).where(_table.c.key == key, _table.c.count > 0)
    tx.execute(fewer.values(count=_table.c.count - 1))


def forget(tx: Tx, key: str) -> bool:
    """Forget all under this key; False where there was nothing."""
    return tx.execute(delete(_table).where(_table.c.key == key)).rowcount > 0


def forget_before(tx: Tx, moment: datetime) -> None:
    """Forget what is older than this moment."""
    tx.execute(delete(_table).where(_table.c.last_at < moment))
