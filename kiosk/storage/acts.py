"""What staff did to people on the list, kept so that it can be taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, literal, select, update

from kiosk.core import law
from kiosk.core.acts import Act, ActKind
from kiosk.core.facts import MergeFact
from kiosk.core.law import Undo
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine import undone

_table = schema.act


def add(  # noqa: PLR0913
    tx: Tx,
    event_id: int,
    kind: ActKind,
    before: Mapping[str, Any],
    done: tuple[datetime, str],
    *,
    people: int | None = None,
) -> Act:
    """Store an act; `done` is when and by whom.

    `before` has a value for everybody concerned; where it says it otherwise, `people` counts them.
    """
    at, by = done
    kept = dict(before)
    values = {
        "event_id": event_id,
        "kind": kind,
        "people": len(before) if people is None else people,
        "done_at": at,
        "done_by": by,
        "before": kept,
    }
    act_id = tx.execute(insert(_table).values(values).returning(_table.c.id)).scalar_one()
    return Act(act_id, event_id, kind, len(before), at, by, kept)


def by_id(tx: Tx, event_id: int, act_id: int) -> Act | None:
    """Return an act of the event, also one that was taken back."""
    row = tx.execute(
        select(_table).where(_table.c.event_id == event_id, _table.c.id == act_id)
    ).first()
    return _act(row) if row else None


def with_id(tx: Tx, act_id: int) -> Act | None:
    """Return an act of whatever event, also one that was taken back."""
    row = tx.execute(select(_table).where(_table.c.id == act_id)).first()
    return _act(row) if row else None


def recent(tx: Tx, event_id: int, limit: int) -> list[Act]:
    """Return the acts of the event, the newest first, without what was before: it can be long."""
    columns = [each for each in _table.c if each is not _table.c.before]
    query = select(*columns, literal({}, _table.c.before.type).label("before"))
    query = query.where(_table.c.event_id == event_id).order_by(_table.c.id.desc())
    return [_act(row) for row in tx.execute(query.limit(limit))]


def merges(tx: Tx, event_id: int) -> list[Act]:
    """Return by which acts entries of the event are one now."""
    query = select(_table).where(
        _table.c.event_id == event_id,
        _table.c.kind == ActKind.MERGED,
        _table.c.undone_at.is_(None),
    )
    return [_act(row) for row in tx.execute(query.order_by(_table.c.id))]


def take(tx: Tx, event_id: int, told: MergeFact, both: tuple[int, int]) -> None:
    """Store a merge that another computer tells of, or that it was taken back."""
    kept, gone = both
    same = and_(_table.c.event_id == event_id, _table.c.uid == told.uid)
    known = tx.execute(select(_table.c.undone_at, _table.c.undone_by).where(same)).first()
    if known is None:
        values = {
            "uid": told.uid, "event_id": event_id, "kind": ActKind.MERGED, "people": 2,
            "done_at": told.at, "done_by": told.by, "undone_at": told.undone_at,
            "undone_by": told.undone_by, "before": {str(kept): {"badges": None}, str(gone): {}},
        }  # fmt: skip
        tx.execute(insert(_table).values(**values))
        return
    ours = Undo(known.undone_at, known.undone_by) if known.undone_at else None
    theirs = Undo(told.undone_at, told.undone_by) if told.undone_at else None
    ended = law.undone(ours, theirs)
    if ended and ended != ours:
        tx.execute(update(_table).where(same).values(undone_at=ended.at, undone_by=ended.by))


def rewrite(tx: Tx, act_id: int, before: Mapping[str, Any]) -> None:
    """Store what is needed now to take an act back."""
    tx.execute(update(_table).where(_table.c.id == act_id).values(before=dict(before)))


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
        uid=row.uid,
    )
