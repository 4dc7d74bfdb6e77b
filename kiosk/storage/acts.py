"""What staff did to people on the list, kept so that it can be taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from kiosk.core.acts import Act, ActKind
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine import undone

_table = schema.act


def add(
    tx: Tx, event_id: int, kind: ActKind, before: Mapping[str, Any], done: tuple[datetime, str]
) -> Act:
    """Store an act; `before` has a value for everybody concerned, `done` is when and by whom."""
    at, by = done
    values = {
        "event_id": event_id,
        "kind": kind,
        "people": len(before),
        "done_at": at,
        "done_by": by,
        "before": dict(before),
    }
    return _act(tx.execute(insert(_table).values(values).returning(*_table.c)).one())


def by_id(tx: Tx, event_id: int, act_id: int) -> Act | None:
    """Return an act of the event, also one that was taken back."""
    row = tx.execute(
        select(_table).where(_table.c.event_id == event_id, _table.c.id == act_id)
    ).first()
    return _act(row) if row else None


def recent(tx: Tx, event_id: int, limit: int) -> list[Act]:
    """Return the acts of the event, the newest first."""
    query = select(_table).where(_table.c.event_id == event_id).order_by(_table.c.id.desc())
    return [_act(row) for row in tx.execute(query.limit(limit))]


def mark_undone(tx: Tx, act_id: int, at: datetime, by: str) -> bool:
    """Store that an act was taken back; False when it was already."""
    return undone.mark_undone(tx, _table, act_id, at, by)


def _act(row: Row[*tuple[Any, ...]]) -> Act:
    return Act(
        id=row.id,
        event_id=row.event_id,
        kind=ActKind(row.kind),
        people=row.people,
        done_at=row.done_at,
        done_by=row.done_by,
        before=row.before,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
