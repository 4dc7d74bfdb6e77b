"""Logins on the server: a browser holds a token, and the database its hash and what it may be."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update

from kiosk.core.logins import Login, LoginKind, Origin
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.users import user_of

_table = schema.login
_stands = _table.c.ended_at.is_(None)


def add(tx: Tx, user_id: int, token_hash: str, login: dict[str, Any]) -> int:
    """Store a new login; `login` holds the values of its other columns."""
    values = {"user_id": user_id, "token_hash": token_hash, **login}
    new_id: int = tx.execute(insert(_table).values(**values).returning(_table.c.id)).scalar_one()
    return new_id


def by_token_hash(tx: Tx, token_hash: str) -> Login | None:
    """Return the login that was not ended and has this token."""
    row = tx.execute(_select().where(_table.c.token_hash == token_hash, _stands)).first()
    return _login(row) if row else None


def ended_by_time(tx: Tx, token_hash: str) -> Login | None:
    """Return the login with this token whose absolute end was reached, not one that was ended."""
    over = (_table.c.ended_at >= _table.c.ends_at, _table.c.kind == LoginKind.STAFF)
    row = tx.execute(_select().where(_table.c.token_hash == token_hash, *over)).first()
    return _login(row) if row else None


def give_token_away(tx: Tx, login_id: int) -> None:
    """Let an ended login keep no token: another one has it from now on."""
    tx.execute(update(_table).where(_table.c.id == login_id).values(token_hash=f"-{login_id}"))


def of_user(tx: Tx, user_id: int) -> list[Login]:
    """Return the logins of a user that were not ended, the last one first."""
    query = _select().where(_table.c.user_id == user_id, _stands).order_by(_table.c.id.desc())
    return [_login(row) for row in tx.execute(query)]


def seen(tx: Tx, login_id: int, at: datetime) -> None:
    """Note that a login was seen; the time never goes back."""
    tx.execute(
        update(_table).where(_table.c.id == login_id, _table.c.seen_at < at).values(seen_at=at)
    )


def end(tx: Tx, at: datetime, *, user_id: int, login_id: int | None = None) -> int:
    """End one login of a user, or all of them; return how many stood."""
    query = update(_table).where(_table.c.user_id == user_id, _stands)
    if login_id is not None:
        query = query.where(_table.c.id == login_id)
    return tx.execute(query.values(ended_at=at)).rowcount


def end_those_due(tx: Tx, now: datetime) -> None:
    """End every login whose absolute end was reached: no clock set back revives it."""
    tx.execute(update(_table).where(_stands, _table.c.ends_at <= now).values(ended_at=now))


def forget_ended_before(tx: Tx, moment: datetime) -> None:
    """Delete logins that were ended long ago."""
    tx.execute(delete(_table).where(_table.c.ended_at < moment))


def standing(tx: Tx, login_ids: set[int], now: datetime) -> set[int]:
    """Return those of these logins that stand, and whose user may log in."""
    query = (
        select(_table.c.id)
        .join(schema.user)
        .where(
            _table.c.id.in_(login_ids),
            _stands,
            _table.c.ends_at > now,
            schema.user.c.disabled_at.is_(None),
        )
    )
    return set(tx.execute(query).scalars())


def _select() -> Select[Any]:
    login = [each.label(f"login_{each.name}") for each in _table.c]
    return select(schema.user, *login).join(_table, _table.c.user_id == schema.user.c.id)


def _login(row: Row[Any]) -> Login:
    return Login(
        id=row.login_id,
        user=user_of(row),
        kind=LoginKind(row.login_kind),
        origin=Origin(row.login_address, row.login_browser),
        began_at=row.login_began_at,
        seen_at=row.login_seen_at,
        ends_at=row.login_ends_at,
    )
