"""The log of what changed: check-ins, people, sessions, each with its place in one order.

Triggers write it, whoever changes what (`engine/triggers`). On PostgreSQL several transactions
are stored at once, and a later number may be seen before an earlier one: there they write it into
a table of its own, and whoever reads puts what was stored in order first.

A line says no time. Where the log stood is marked once a day, and what was there before an old
mark is forgotten.
"""

import time
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, text

from kiosk.core.changes import LoggedChange, LoggedKind, LogMark
from kiosk.storage import installation, schema
from kiosk.storage.among import among
from kiosk.storage.database import Store, Tx

_table, _waiting, _person = schema.change, schema.change_waiting, schema.participant

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
    table = _table if tx.dialect.name == "sqlite" else _waiting
    rows = select(literal(LoggedKind.PERSON.value), _person.c.event_id, _person.c.id)
    these = rows.where(among(tx, _person.c.id, people)).order_by(_person.c.id)
    tx.execute(insert(table).from_select(["kind", "event_id", "about"], these))
