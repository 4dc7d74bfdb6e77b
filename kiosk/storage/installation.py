"""Values of the installation itself, by name."""

from typing import Any

from sqlalchemy import delete, func, select

from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import upsert


def value(tx: Tx, name: str) -> Any:
    """Return the JSON value under this name, or None."""
    table = schema.installation
    return tx.execute(select(table.c.value).where(table.c.name == name)).scalar()


def value_alone(tx: Tx, name: str) -> Any:
    """Return the value as `value` does; nobody else reads it so until this transaction ends."""
    table = schema.installation
    return tx.execute(select(table.c.value).where(table.c.name == name).with_for_update()).scalar()


def keep(tx: Tx, name: str, new: Any) -> None:
    """Store a JSON value under this name, in place of the one that was there."""
    tx.execute(upsert(tx, schema.installation, {"name": name, "value": new}, key=["name"]))


def forget(tx: Tx, name: str) -> None:
    """Remove the value under this name."""
    tx.execute(delete(schema.installation).where(schema.installation.c.name == name))


def newest_rows(tx: Tx) -> tuple[int, ...]:
    """Return numbers that are others after every scan, act of staff and import."""
    counted = (schema.scan, schema.audit_entry, schema.participant, schema.check_in)
    newest = (tx.execute(select(func.max(each.c.id))).scalar() for each in counted)
    return tuple(each or 0 for each in newest)
