"""Staff and the hashes of their passwords and PINs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from kiosk.core.model import Role, User
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.upsert import insert_or_ignore

_table = schema.user


def add(tx: Tx, name: str, role: Role, password_hash: str, at: datetime) -> User | None:
    """Store a new user; None when the name is taken."""
    values = {"name": name, "role": role, "password_hash": password_hash, "added_at": at}
    row = tx.execute(insert_or_ignore(tx, _table, values).returning(*_table.c)).first()
    return _user(row) if row else None


def all_users(tx: Tx) -> list[User]:
    """Return everybody, by name."""
    return [_user(row) for row in tx.execute(select(_table).order_by(_table.c.name))]


def by_id(tx: Tx, user_id: int) -> User | None:
    """Return the user with this id."""
    row = tx.execute(select(_table).where(_table.c.id == user_id)).first()
    return _user(row) if row else None


def with_password(tx: Tx, name: str) -> tuple[User, str] | None:
    """Return the user called `name`, whatever the case, and the hash of the password."""
    row = tx.execute(select(_table).where(func.lower(_table.c.name) == name.lower())).first()
    return (_user(row), row.password_hash) if row else None


def password_hash(tx: Tx, user_id: int) -> str:
    """Return the hash of a user's password; empty where there is no such user."""
    return tx.execute(select(_table.c.password_hash).where(_table.c.id == user_id)).scalar() or ""


def pin_hashes(tx: Tx) -> list[tuple[User, str]]:
    """Return those who have a PIN and may use it, with its hash."""
    query = select(_table).where(_table.c.pin_hash.is_not(None), _table.c.disabled_at.is_(None))
    return [(_user(row), row.pin_hash) for row in tx.execute(query)]


def change(tx: Tx, user_id: int, **values: Any) -> None:
    """Store new values of a user's columns."""
    tx.execute(update(_table).where(_table.c.id == user_id).values(**values))


def administrators(tx: Tx) -> int:
    """Count the administrators who can log in."""
    query = select(func.count()).where(
        _table.c.role == Role.ADMINISTRATOR, _table.c.disabled_at.is_(None)
    )
    return tx.execute(query).scalar_one()


def exist(tx: Tx) -> bool:
    """Whether there is any user."""
    return tx.execute(select(_table.c.id).limit(1)).first() is not None


def _user(row: Row[Any]) -> User:
    return User(id=row.id, name=row.name, role=Role(row.role), disabled_at=row.disabled_at)
