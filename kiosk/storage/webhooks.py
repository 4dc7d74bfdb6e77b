"""Webhooks, up to where each was told, and what was answered last."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, or_, select, update

from kiosk.core.changes import ChangeKind
from kiosk.core.webhooks import Given, Webhook
from kiosk.storage import schema
from kiosk.storage.database import Tx

_table, _answers = schema.webhook, schema.webhook_answer
_KEPT = 20


def add(tx: Tx, hook: Webhook) -> int:
    """Store a webhook; returns its id."""
    values = {
        "name": hook.name,
        "kinds": " ".join(sorted(hook.kinds)),
        "local": hook.local,
        "computer": hook.computer,
        "sealed": hook.sealed,
        "place": hook.place,
        "made_at": hook.made_at,
        "made_by": hook.made_by,
    }
    new_id: int = tx.execute(insert(_table).values(values).returning(_table.c.id)).scalar_one()
    return new_id


def in_use(tx: Tx) -> list[Webhook]:
    """Return the webhooks that were not withdrawn, paused ones too."""
    query = select(_table).where(_table.c.withdrawn_at.is_(None)).order_by(_table.c.id)
    return [_webhook(row) for row in tx.execute(query)]


def by_id(tx: Tx, webhook_id: int) -> Webhook | None:
    """Return a webhook that was not withdrawn."""
    query = select(_table).where(_table.c.id == webhook_id, _table.c.withdrawn_at.is_(None))
    row = tx.execute(query).first()
    return _webhook(row) if row else None


def change(tx: Tx, webhook_id: int, **values: Any) -> None:
    """Store new values of a webhook's columns."""
    tx.execute(update(_table).where(_table.c.id == webhook_id).values(**values))


def claim(tx: Tx, hook: Webhook, now: datetime, until: datetime) -> bool:
    """Keep other processes from sending the same until a moment; False where one is at it."""
    free = or_(_table.c.claimed_until.is_(None), _table.c.claimed_until <= now)
    mine = _table.c.id == hook.id, _table.c.place == hook.place, free
    return tx.execute(update(_table).where(*mine).values(claimed_until=until)).rowcount == 1


def note(tx: Tx, webhook_id: int, given: Given) -> None:
    """Keep what came of telling; the last ones of each webhook are kept."""
    values = {
        "webhook_id": webhook_id,
        "at": given.at,
        "changes": given.changes,
        "status": given.status,
        "why": given.why,
        "milliseconds": given.milliseconds,
    }
    new = tx.execute(insert(_answers).values(values).returning(_answers.c.id)).scalar_one()
    theirs = select(_answers.c.id).where(_answers.c.webhook_id == webhook_id)
    kept = theirs.order_by(_answers.c.id.desc()).limit(_KEPT).scalar_subquery()
    tx.execute(
        delete(_answers).where(
            _answers.c.webhook_id == webhook_id, _answers.c.id < new, _answers.c.id.not_in(kept)
        )
    )


def answers(tx: Tx, webhook_id: int) -> list[Given]:
    """Return what came of telling, the newest first."""
    query = select(_answers).where(_answers.c.webhook_id == webhook_id)
    return [
        Given(row.at, row.changes, row.status, row.why, row.milliseconds)
        for row in tx.execute(query.order_by(_answers.c.id.desc()))
    ]


def _webhook(row: Row[Any]) -> Webhook:
    return Webhook(
        id=row.id,
        name=row.name,
        kinds=frozenset(map(ChangeKind, row.kinds.split())),
        local=row.local,
        computer=row.computer,
        sealed=row.sealed,
        place=row.place,
        made_at=row.made_at,
        made_by=row.made_by,
        tries=row.tries,
        failing_since=row.failing_since,
        next_at=row.next_at,
        paused_at=row.paused_at,
    )
