"""What other computers have yet to be told: rows that changed, in the order of their changes."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    String,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    tuple_,
)

from kiosk.core.acts import ActKind
from kiosk.storage import installation, schema
from kiosk.storage.database import Store, Tx
from kiosk.storage.engine.telling import SWITCH, note_changes, note_no_changes

_table = schema.untold
_SOURCES = (
    ("event", schema.event),
    ("session", schema.session),
    ("person", schema.participant),
    ("badge", schema.badge),
    ("merge", schema.act),
    ("scan", schema.scan),
)
_STEP = 500
_PAUSE_S = 0.01
"""Between two steps: other processes have their turn."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A row that changed: of what kind, of which event; `uid` calls one that is gone."""

    kind: str
    event_id: int | None
    row_id: int
    uid: str


@dataclass(frozen=True, slots=True)
class UntoldPart:
    """Some changes, the place behind them, and whether there are more."""

    rows: tuple[Untold, ...]
    cursor: str
    more: bool


def epoch(tx: Tx) -> str:
    """Return what is another once all has to be told anew; empty where nothing is noted."""
    value = installation.value(tx, SWITCH)
    return str(value["epoch"]) if value else ""


def begin(tx: Tx) -> str:
    """Note changes from now on, unless they are already; return the epoch."""
    return epoch(tx) or begin_anew(tx)


def begin_anew(tx: Tx) -> str:
    """Note every row as one that has yet to be told, and each change from now on."""
    note_changes(tx)
    tx.execute(delete(_table))
    for kind, source in _SOURCES:
        event_id = source.c.id if kind == "event" else source.c.event_id
        rows = select(_moment(tx), literal(kind), event_id, source.c.id)
        if kind == "merge":
            rows = rows.where(source.c.kind == ActKind.MERGED)
        names = ["moment", "kind", "event_id", "row_id"]
        tx.execute(insert(_table).from_select(names, rows.order_by(source.c.id)))
    fresh = uuid4().hex
    installation.keep(tx, SWITCH, {"epoch": fresh})
    return fresh


def tell_anew(tx: Tx) -> None:
    """Where changes are noted, tell all of it anew: this database was put back to what it was."""
    if epoch(tx):
        begin_anew(tx)


def since(tx: Tx, cursor: str, most: int) -> UntoldPart:
    """Return the changes behind a cursor, the oldest first; an empty one is the beginning."""
    query = select(_table).order_by(_table.c.moment, _table.c.seq).limit(most + 1)
    moment, _dot, seq = cursor.partition(".")
    if cursor:
        behind = tuple_(_table.c.moment, _table.c.seq) > tuple_(literal(int(moment)), int(seq))
        query = query.where(behind)
    rows = tx.execute(query.where(_is_stored(tx))).all()
    taken = rows[:most]
    return UntoldPart(
        tuple(dict.fromkeys(map(_change, taken))),
        f"{taken[-1].moment}.{taken[-1].seq}" if taken else cursor,
        len(rows) > most,
    )


def _is_stored(tx: Tx) -> ColumnElement[bool]:
    """Return which notes nothing can come before that is still being written."""
    if tx.dialect.name == "postgresql":
        return _table.c.moment < _number(func.pg_snapshot_xmin(func.pg_current_snapshot()))
    return true()


def _change(row: Row[tuple[object, ...]]) -> Untold:
    return Untold(row.kind, row.event_id, row.row_id, row.uid)


def note(tx: Tx, several: Sequence[Untold]) -> None:
    """Note rows as ones that have yet to be told."""
    for each in several:
        values = {"kind": each.kind, "event_id": each.event_id, "row_id": each.row_id}
        tx.execute(insert(_table).values(**values, moment=_moment(tx)))


def newest(tx: Tx) -> int:
    """Return the place behind all changes of this transaction and those before it."""
    return tx.execute(select(func.max(_table.c.seq))).scalar() or 0


def forget_own(tx: Tx, behind: int) -> None:
    """Let what this transaction changed behind a place be no news: another computer told it."""
    mine = _table.c.seq > behind
    if tx.dialect.name == "postgresql":
        mine &= _table.c.moment == _moment(tx)
    tx.execute(delete(_table).where(mine))


def forget_told(tx: Tx, cursor: str) -> None:
    """Forget the changes up to a cursor: they were told."""
    moment, _dot, seq = cursor.partition(".")
    told = tuple_(_table.c.moment, _table.c.seq) <= tuple_(literal(int(moment)), int(seq))
    tx.execute(delete(_table).where(told))


def end(tx: Tx) -> None:
    """Note nothing any more: nobody is there who has yet to be told."""
    note_no_changes(tx)
    tx.execute(delete(_table))
    installation.forget(tx, SWITCH)


def forget_between(store: Store) -> None:
    """Of the notes of one row forget all but the first and the last, in short steps.

    Who hears from the beginning hears of it in its place, whoever was further hears of it as it
    is now. So the notes are twice as many as the rows at most, whatever happens to them.
    """
    with store.read() as tx:
        found = _between(tx)
    for start in range(0, len(found), _STEP):
        with store.write() as tx:
            tx.execute(delete(_table).where(_table.c.seq.in_(found[start : start + _STEP])))
        time.sleep(_PAUSE_S)


def _between(tx: Tx) -> list[int]:
    of_row = (_table.c.kind, _table.c.event_id, _table.c.row_id, _table.c.uid)
    forwards = (_table.c.moment, _table.c.seq)
    backwards = (_table.c.moment.desc(), _table.c.seq.desc())
    counted = select(
        _table.c.seq,
        func.row_number().over(partition_by=of_row, order_by=forwards).label("from_first"),
        func.row_number().over(partition_by=of_row, order_by=backwards).label("from_last"),
    ).where(_is_stored(tx))
    both = counted.subquery()
    query = select(both.c.seq).where(both.c.from_first > 1, both.c.from_last > 1)
    return list(tx.execute(query.order_by(both.c.seq)).scalars())


def waiting(tx: Tx) -> int:
    """Return how many rows have yet to be told."""
    return tx.execute(select(func.count()).select_from(_table)).scalar_one()


def _moment(tx: Tx) -> ColumnElement[int]:
    if tx.dialect.name == "postgresql":
        return _number(func.pg_current_xact_id())
    return literal(0)


def _number(transaction: ColumnElement[object]) -> ColumnElement[int]:
    return cast(cast(transaction, String), BigInteger)
