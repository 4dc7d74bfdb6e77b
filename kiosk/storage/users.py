"""Staff and the hashes of their passwords and PINs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from kiosk.core.model import Role, User
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import insert_or_ignore

_table = schema.user


def add(tx: Tx, name: str, role: Role, password_hash: str, at: datetime) -> User | None:
    """Store a new user; None when the name is taken."""
    values = {"name": name, "role": role, "password_hash": password_hash, "added_at": at}
    row = tx.execute(insert_or_ignore(tx, _table, values).returning(*_table.c)).first()
    return user_of(row) if row else None


def all_users(tx: Tx) -> list[User]:
    """Return everybody, by name."""
    return [user_of(row) for row in tx.execute(select(_table).order_by(_table.c.name))]


def by_id(tx: Tx, user_id: int) -> User | None:
    """Return the user with this id."""
    row = tx.execute(select(_table).where(_table.c.id == user_id)).first()
    return user_of(row) if row else None


def with_password(tx: Tx, name: str) -> tuple[User, str] | None:
    """Return the user called `name`, whatever the case, and the hash of the password."""
    row = tx.execute(select(_table).where(func.lower(_table.c.name) == name.lower())).first()
    return (user_of(row), row.password_hash) if row else None


def password_hash(tx: Tx, user_id: int) -> str:
    """Return the hash of a user's password; empty where there is no such user."""
    return tx.execute(select(_table.c.password_hash).where(_table.c.id == user_id)).scalar() or ""


def secrets_of(tx: Tx, user_id: int) -> tuple[User, list[str]] | None:
    """Return a user with the hashes of what opens a door for them: their PIN, their password."""
    row = tx.execute(select(_table).where(_table.c.id == user_id)).first()
    return (user_of(row), [*filter(None, (row.pin_hash, row.password_hash))]) if row else None


def change(tx: Tx, user_id: int, **values: Any) -> None:
    """Store new values of a user's columns."""
    tx.execute(update(_table).where(_table.c.id == user_id).values(**values))


def administrators(tx: Tx) -> int:
    """Count the administrators who can log in."""
    query = select(func.count()).where(
        _table.c.role == Role.ADMINISTRATOR, _table.c.disabled_at.is_(None)
    )
    return tx.execute(query).scalar_one()


def exist(tx: Tx, *, of_demo: bool) -> bool:
    """Whether there is any user; those of the demo count where it runs."""
    query = select(_table.c.id).where(_table.c.is_demo.is_(False) | of_demo)
    return tx.execute(query.limit(1)).first() is not None


def user_of(row: Row[Any]) -> User:
    """Return the user in a row."""
    return User(row.id, row.name, Role(row.role), row.disabled_at, row.is_demo)
