"""What other computers have yet to be told: rows that changed, in the order of their changes."""

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
    tuple_,
)

from kiosk.core.acts import ActKind
from kiosk.storage import installation, schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.telling import SWITCH, note_changes

_table = schema.untold
_SOURCES = (
    ("event", schema.event),
    ("session", schema.session),
    ("person", schema.participant),
    ("badge", schema.badge),
    ("merge", schema.act),
    ("scan", schema.scan),
)


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
    if tx.dialect.name == "postgresql":
        # What is still being written may come before what was written already.
        query = query.where(
            _table.c.moment < _number(func.pg_snapshot_xmin(func.pg_current_snapshot()))
        )
    rows = tx.execute(query).all()
    taken = rows[:most]
    return UntoldPart(
        tuple(dict.fromkeys(map(_change, taken))),
        f"{taken[-1].moment}.{taken[-1].seq}" if taken else cursor,
        len(rows) > most,
    )


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


def waiting(tx: Tx) -> int:
    """Return how many rows have yet to be told."""
    return tx.execute(select(func.count()).select_from(_table)).scalar_one()


def _moment(tx: Tx) -> ColumnElement[int]:
    if tx.dialect.name == "postgresql":
        return _number(func.pg_current_xact_id())
    return literal(0)


def _number(transaction: ColumnElement[object]) -> ColumnElement[int]:
    return cast(cast(transaction, String), BigInteger)
