"""Many people at once: laid ready in temporary tables, then taken over in one statement a table.

While SQLite writes, every scan waits. So what is slow, handing over each row, is done before on a
connection of its own; the statements that take the rows over run without a word of Python.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    delete,
    insert,
    literal,
    select,
    update,
)

from kiosk.core.model import Status
from kiosk.core.people import DETAILS, NewParticipant
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.columns import UtcTime, new_uid

_people, _badges, _expected = schema.participant, schema.badge, schema.expectation
_rest = schema.roster_rest
_metadata = MetaData()


def _laid_ready(name: str, *columns: Column[Any]) -> Table:
    return Table(name, _metadata, *columns, prefixes=["TEMPORARY"])


def _details() -> list[Column[Any]]:
    return [Column(name, _people.c[name].type) for name in DETAILS]


_newcomer = _laid_ready(
    "newcomer",
    Column("place", Integer, primary_key=True),
    Column("uid", String),
    Column("code", String),
    Column("status", _people.c.status.type),
    *_details(),
)
_newcomer_session = _laid_ready(
    "newcomer_session", Column("place", Integer), Column("session_id", Integer)
)
_newcomer_code = _laid_ready(
    "newcomer_code", Column("place", Integer), Column("code", _badges.c.code.type)
)
_changed_code = _laid_ready(
    "changed_code", Column("id", Integer), Column("code", _badges.c.code.type)
)
_changed = _laid_ready(
    "changed", Column("id", Integer, primary_key=True), Column("moves", Boolean), *_details()
)
_changed_session = _laid_ready(
    "changed_session", Column("id", Integer), Column("session_id", Integer)
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who comes onto the roster, with a code, and where they are expected.

    `held` are codes that they hold already.
    """

    details: NewParticipant
    code: str
    sessions: frozenset[int]
    status: Status = Status.ACTIVE
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """All details of somebody as they shall be; `sessions` None: expected where they were."""

    id: int
    details: Mapping[str, Any]
    sessions: frozenset[int] | None
    held: tuple[str, ...] = ()


def lay_ready(own: Connection, new: Sequence[Newcomer], changed: Sequence[Changed]) -> None:
    """Put people into temporary tables of this connection, in place of those before."""
    if own.dialect.name == "sqlite":
        _hasten(own)
    with own.begin():
        for table in _metadata.sorted_tables:
            own.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
        _metadata.create_all(own, checkfirst=False)
        _put(own, _newcomer, _newcomer_rows(new))
        _put(own, _newcomer_session, _pairs("place", enumerate(each.sessions for each in new)))
        _put(own, _newcomer_code, _codes("place", enumerate(each.held for each in new)))
        _put(own, _changed, _changed_rows(changed))
        _put(own, _changed_code, _codes("id", ((each.id, each.held) for each in changed)))
        moved = ((each.id, each.sessions) for each in changed if each.sessions is not None)
        _put(own, _changed_session, _pairs("id", moved))


def _hasten(own: Connection) -> None:
    # Who holds the roster knows that event and sessions are there: they are not looked up again
    # for each row. SQLite takes this outside of transactions only. That the file takes over what
    # was written is left to `settle`.
    for pragma in ("foreign_keys = OFF", "cache_size = -65536", "wal_autocheckpoint = 0"):
        _say(own, pragma)


def settle(own: Connection) -> None:
    """Let the file take over what was written, while others write already."""
    if own.dialect.name == "sqlite":
        _say(own, "wal_checkpoint(PASSIVE)")


def _say(own: Connection, pragma: str) -> None:
    driver: Any = own.connection.dbapi_connection
    driver.execute(f"PRAGMA {pragma}").fetchall()


def come_in(tx: Tx, event_id: int, first: int, at: datetime) -> None:
    """Take the newcomers onto the roster, numbered from `first`, with badges and expectations.

    The caller holds the roster (`roster.hold`), so that nobody else takes the numbers.
    """
    new, number = _newcomer, _newcomer.c.place + first
    details = [_newcomer.c[name] for name in DETAILS]
    common = {
        "uid": _newcomer.c.uid,
        "event_id": literal(event_id),
        "number": number,
        "added_at": literal(at, UtcTime),
        "status": _newcomer.c.status,
    }
    _take_over(tx, _people, {**common, **dict(zip(DETAILS, details, strict=True))}, new)
    arrived = and_(_people.c.event_id == event_id, _people.c.number == number)
    badge = {
        "event_id": literal(event_id),
        "code": new.c.code,
        "participant_id": _people.c.id,
        "issued_at": literal(at, UtcTime),
    }
    _take_over(tx, _badges, badge, new.join(_people, arrived))
    theirs = and_(
        _people.c.event_id == event_id, _people.c.number == _newcomer_code.c.place + first
    )
    held = {**badge, "code": _newcomer_code.c.code, "merged_from": _people.c.id}
    _take_over(tx, _badges, held, _newcomer_code.join(_people, theirs))
    here = and_(
        _people.c.event_id == event_id, _people.c.number == _newcomer_session.c.place + first
    )
    expected = {"participant_id": _people.c.id, "session_id": _newcomer_session.c.session_id}
    _take_over(tx, _expected, expected, _newcomer_session.join(_people, here))
    rest = {"event_id": literal(event_id), "participant_id": _people.c.id}
    _take_over(tx, _rest, rest, new.join(_people, arrived))


def change(tx: Tx, event_id: int, import_id: int, at: datetime) -> None:
    """Store the details that were laid ready, further codes, and expectations that are new."""
    tx.execute(
        update(_people)
        .where(_people.c.id == _changed.c.id)
        .values({name: _changed.c[name] for name in DETAILS})
    )
    moved = select(_changed.c.id).where(_changed.c.moves)
    tx.execute(delete(_expected).where(_expected.c.participant_id.in_(moved)))
    expected = {
        "participant_id": _changed_session.c.id,
        "session_id": _changed_session.c.session_id,
    }
    _take_over(tx, _expected, expected, _changed_session)
    held = {
        "event_id": literal(event_id),
        "code": _changed_code.c.code,
        "participant_id": _changed_code.c.id,
        "merged_from": _changed_code.c.id,
        "issued_at": literal(at, UtcTime),
    }
    _take_over(tx, _badges, held, _changed_code)
    rest = {
        "event_id": literal(event_id),
        "participant_id": _changed.c.id,
        "import_id": literal(import_id),
    }
    _take_over(tx, _rest, rest, _changed)


def _take_over(tx: Tx, table: Table, values: Mapping[str, Any], source: FromClause) -> None:
    rows = select(*values.values()).select_from(source)
    tx.execute(insert(table).from_select(list(values), rows))


def _newcomer_rows(new: Sequence[Newcomer]) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "uid": new_uid(),
            "code": each.code,
            "status": each.status,
            **each.details.details(),
        }
        for place, each in enumerate(new)
    ]


def _changed_rows(changed: Sequence[Changed]) -> list[dict[str, Any]]:
    return [{"id": each.id, "moves": each.sessions is not None, **each.details} for each in changed]


def _pairs(key: str, several: Iterable[tuple[int, frozenset[int] | None]]) -> list[dict[str, Any]]:
    return [
        {key: whose, "session_id": session}
        for whose, sessions in several
        for session in sorted(sessions or ())
    ]


def _codes(key: str, several: Iterable[tuple[int, tuple[str, ...]]]) -> list[dict[str, Any]]:
    return [{key: whose, "code": code} for whose, codes in several for code in codes]


def _put(own: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        own.execute(insert(table), rows)
