"""Computers that follow this one: only hashes of their keys and tokens are kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from kiosk.core.computers import SecondComputer
from kiosk.storage.database import Tx
from kiosk.storage.schema import second_computer as _table


def add(tx: Tx, name: str, key_hash: str, by: str, times: tuple[datetime, datetime]) -> int:
    """Store a key for a computer of this name; `times` are its making and its end."""
    values = {"name": name, "key_hash": key_hash, "made_by": by}
    made = insert(_table).values(**values, made_at=times[0], key_ends_at=times[1])
    new_id: int = tx.execute(made.returning(_table.c.id)).scalar_one()
    return new_id


def all_of_them(tx: Tx) -> list[SecondComputer]:
    """Return every computer that has a key or has joined, the newest first."""
    return [_computer(row) for row in tx.execute(select(_table).order_by(_table.c.id.desc()))]


def by_key(tx: Tx, key_hash: str) -> SecondComputer | None:
    """Return the computer that a key was made for."""
    row = tx.execute(select(_table).where(_table.c.key_hash == key_hash)).first()
    return _computer(row) if row else None


def by_token(tx: Tx, token_hash: str) -> SecondComputer | None:
    """Return the computer with this token, also one that was withdrawn."""
    row = tx.execute(select(_table).where(_table.c.token_hash == token_hash)).first()
    return _computer(row) if row else None


def join(tx: Tx, computer_id: int, computer: str, token_hash: str, at: datetime) -> bool:
    """Let a key be used, once; False where it was. The same computer is in the list once."""
    once = update(_table).where(
        _table.c.id == computer_id, _table.c.joined_at.is_(None), _table.c.withdrawn_at.is_(None)
    )
    values = {"computer": computer, "token_hash": token_hash, "joined_at": at, "seen_at": at}
    if tx.execute(once.values(**values)).rowcount != 1:
        return False
    before = update(_table).where(
        _table.c.computer == computer, _table.c.id != computer_id, _table.c.withdrawn_at.is_(None)
    )
    tx.execute(before.values(withdrawn_at=at))
    return True


def change(tx: Tx, computer_id: int, **values: Any) -> None:
    """Store new values of a computer's columns."""
    tx.execute(update(_table).where(_table.c.id == computer_id).values(**values))


def _computer(row: Row[Any]) -> SecondComputer:
    return SecondComputer(
        id=row.id,
        name=row.name,
        made_at=row.made_at,
        made_by=row.made_by,
        key_ends_at=row.key_ends_at,
        computer=row.computer,
        joined_at=row.joined_at,
        seen_at=row.seen_at,
        waiting=row.waiting,
        withdrawn_at=row.withdrawn_at,
    )
