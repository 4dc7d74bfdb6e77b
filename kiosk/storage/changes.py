"""The log of what changed: check-ins, people, sessions, each with its place in one order.

Triggers write it, whoever changes what (`engine/change_log`), from when somebody first asked: it
begins with what is there then. On PostgreSQL several transactions
are stored at once, and a later number may be seen before an earlier one: there they write it into
a table of its own, and whoever reads puts what was stored in order first.

A line says no time. Where the log stood is marked once a day, and what was there before an old
mark is forgotten.
"""

import time
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, insert, literal, select, text, true

from kiosk.core.changes import CHANGES_EPOCH, LoggedChange, LoggedKind, LogMark
from kiosk.storage import installation, schema
from kiosk.storage.among import among
from kiosk.storage.database import Store, Tx
from kiosk.storage.engine.change_log import is_logging, log_changes

_table, _waiting, _person = schema.change, schema.change_waiting, schema.participant
_check_in, _choice = schema.check_in, schema.session_choice

_ORDERED = text(
    "WITH stored AS (DELETE FROM change_waiting RETURNING id, kind, event_id, about) "
    "INSERT INTO change (kind, event_id, about) "
    "SELECT kind, event_id, about FROM stored ORDER BY id"
)
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(48)")
_MARKS, _GONE = "changes_marks", "changes_gone"
_STEP = 500
_PAUSE_S = 0.01
"""Between two steps: other processes have their turn."""

_COLUMNS = ["kind", "event_id", "about"]
_WALK_IN = case((_person.c.walk_in, LoggedKind.WALK_IN.value), else_=LoggedKind.PERSON.value)
_THERE = (
    (schema.session, literal(LoggedKind.SESSION.value), true()),
    (_person, _WALK_IN, true()),
    (_check_in, literal(LoggedKind.CHECK_IN.value), true()),
    (_check_in, literal(LoggedKind.UNDO.value), _check_in.c.undone_at.is_not(None)),
    (_choice, literal(LoggedKind.CHOSEN.value), true()),
    (_choice, literal(LoggedKind.CHOICE_ENDED.value), _choice.c.ended_at.is_not(None)),
)
"""What is there when the log begins, as if it had been written down when it came."""


def begin(store: Store, epoch: str) -> str:
    """Begin the log with what is there, unless somebody did; return the epoch that it has.

    It is written before what is there is read, so that nothing falls in between: of what happens
    meanwhile it may tell twice.
    """
    with store.write() as tx:
        if known := _known_alone(tx):
            return known
        log_changes(tx)
        for each in (_table, _waiting):
            tx.execute(delete(each))
        for name in (_MARKS, _GONE):
            installation.forget(tx, name)
    with store.write() as tx:
        if known := _known_alone(tx):
            return known
        for source, kind, which in _THERE:
            rows = select(kind, source.c.event_id, source.c.id).where(which).order_by(source.c.id)
            tx.execute(insert(_table).from_select(_COLUMNS, rows))
        installation.keep(tx, CHANGES_EPOCH, epoch)
        return epoch


def _known_alone(tx: Tx) -> str | None:
    """Return the epoch; no other process begins the log until this transaction ends."""
    if tx.dialect.name == "postgresql":
        tx.execute(_ONE_AT_A_TIME)
    known: str | None = installation.value(tx, CHANGES_EPOCH)
    return known


def put_in_order(store: Store) -> None:
    """Give each change that was stored its place; on SQLite it has it from the beginning."""
    if store.is_sqlite:
        return
    with store.read() as tx:
        waiting = tx.execute(select(_waiting.c.id).limit(1)).first()
    if waiting:
        with store.write() as tx:
            tx.execute(_ONE_AT_A_TIME)
            tx.execute(_ORDERED)


def since(tx: Tx, number: int, limit: int) -> list[LoggedChange]:
    """Return the changes that follow one, the oldest first."""
    query = select(_table).where(_table.c.id > number).order_by(_table.c.id).limit(limit)
    return [
        LoggedChange(row.id, LoggedKind(row.kind), row.event_id, row.about)
        for row in tx.execute(query)
    ]


def gone(tx: Tx) -> int:
    """Return up to which number the log was forgotten, 0 where it is whole."""
    return int(installation.value(tx, _GONE) or 0)


def marks(tx: Tx) -> list[LogMark]:
    """Return where the log stood when, the oldest first."""
    told: list[dict[str, Any]] = installation.value(tx, _MARKS) or []
    return [LogMark(each["number"], datetime.fromisoformat(each["at"])) for each in told]


def keep_marks(tx: Tx, several: Sequence[LogMark]) -> None:
    """Keep where the log stood when."""
    told = [{"number": each.number, "at": each.at.isoformat()} for each in several]
    installation.keep(tx, _MARKS, told)


def forget(store: Store, until: int) -> None:
    """Forget the log up to a number, in short steps; whoever asks for that is told so first."""
    with store.write() as tx:
        # SQLite would give the number of the newest line once more if that went.
        until = min(until, newest(tx) - 1)
        if until <= gone(tx):
            return
        installation.keep(tx, _GONE, until)
    old = select(_table.c.id).where(_table.c.id <= until).order_by(_table.c.id).limit(_STEP)
    while True:
        with store.write() as tx:
            if not tx.execute(delete(_table).where(_table.c.id.in_(old))).rowcount:
                return
        time.sleep(_PAUSE_S)


def newest(tx: Tx) -> int:
    """Return the number of the newest change, 0 where there is none."""
    return tx.execute(select(func.max(_table.c.id))).scalar() or 0


def note_people(tx: Tx, people: Collection[int]) -> None:
    """Write down that something changed about people that does not stand in their own row."""
    if not is_logging(tx):
        return
    table = _table if tx.dialect.name == "sqlite" else _waiting
    rows = select(literal(LoggedKind.PERSON.value), _person.c.event_id, _person.c.id)
    these = rows.where(among(tx, _person.c.id, people)).order_by(_person.c.id)
    tx.execute(insert(table).from_select(_COLUMNS, these))
