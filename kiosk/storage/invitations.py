"""Invitations: only the hash of their token is kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from kiosk.core.invitations import Invitation
from kiosk.core.model import Role
from kiosk.storage.database import Tx
from kiosk.storage.staff_tables import invitation as _table


def add(
    tx: Tx, token_hash: str, invited: tuple[str, Role], by: str, times: tuple[datetime, datetime]
) -> Invitation:
    """Store a new invitation of a name as a role; `times` are its making and its end."""
    name, role = invited
    values = {"token_hash": token_hash, "name": name, "role": role, "made_by": by}
    statement = insert(_table).values(**values, made_at=times[0], ends_at=times[1])
    return _invitation(tx.execute(statement.returning(*_table.c)).one())


def standing(tx: Tx, now: datetime) -> list[Invitation]:
    """Return those that were not taken, not withdrawn and are not over, the newest first."""
    query = select(_table).where(_table.c.ended_at.is_(None), _table.c.ends_at > now)
    return [_invitation(row) for row in tx.execute(query.order_by(_table.c.id.desc()))]


def by_token_hash(tx: Tx, token_hash: str, now: datetime) -> Invitation | None:
    """Return the invitation that stands and has this token."""
    query = select(_table).where(
        _table.c.token_hash == token_hash, _table.c.ended_at.is_(None), _table.c.ends_at > now
    )
    row = tx.execute(query).first()
    return _invitation(row) if row else None


def end(tx: Tx, invitation_id: int, at: datetime) -> bool:
    """End an invitation, taken or withdrawn; False where it ended before."""
    query = update(_table).where(_table.c.id == invitation_id, _table.c.ended_at.is_(None))
    return tx.execute(query.values(ended_at=at)).rowcount == 1


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.id, row.name, Role(row.role), row.made_by, row.ends_at)
