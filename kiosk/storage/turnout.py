"""The turnout of events as this process knows it, and what tells that it is no longer true.

New check-ins are added one by one. Whatever else changes (the roster, who is expected, a check-in
that is undone or moved, a session, a door) raises a number by trigger, whoever changes it, and the
turnout is counted anew.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    ScalarSelect,
    Select,
    bindparam,
    literal_column,
    select,
)

from kiosk.core.arrangement import Arrangement
from kiosk.core.model import Status
from kiosk.core.turnout import Entrance, EventTurnout, PersonExpected
from kiosk.storage import schema
from kiosk.storage.engine.prepared import Prepared
from kiosk.storage.stations import DOOR

_EVENTS_KNOWN = 4
_LATE_S = 60.0
"""So long a check-in is waited for that, on PostgreSQL, is committed after one with a higher id."""

_MOST_AWAITED = 500
_people = schema.participant
_check_ins = schema.check_in
_Stamp = tuple[int, ...]


def _number(row: int) -> ScalarSelect[int]:
    table = schema.turnout_revision
    return select(table.c.number).where(table.c.id == literal_column(str(row))).scalar_subquery()


def _numbers(_dialect: Dialect) -> Select[Any]:
    return select(_number(1)).add_columns(_number(2))


_NUMBERS = Prepared(_numbers)


@dataclass(slots=True)
class _KnownTurnout:
    stamp: _Stamp
    turnout: EventTurnout
    newest: int = 0
    awaited: dict[int, float] = field(default_factory=dict)


class Turnouts:
    """The turnout of each event that was asked for lately."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[int, _KnownTurnout] = {}

    @contextmanager
    def as_of(
        self, tx: Connection, arrangement: Arrangement, event_id: int
    ) -> Iterator[EventTurnout]:
        """Give the turnout that a transaction sees; it does not move while the block lasts."""
        with self._lock:
            known = _true(tx, arrangement, event_id, self._known.pop(event_id, None))
            self._known[event_id] = known
            if len(self._known) > _EVENTS_KNOWN:
                del self._known[next(iter(self._known))]
            yield known.turnout


def _true(
    tx: Connection, arrangement: Arrangement, event_id: int, known: _KnownTurnout | None
) -> _KnownTurnout:
    """Bring up what is known, or count anew, until it is what the transaction sees.

    On PostgreSQL each statement sees what was committed before it: then the stamp is another one
    afterwards, or somebody came who was not on the list when it was read.
    """
    while True:
        stamp = _stamp(tx, arrangement)
        if known is None or known.stamp != stamp:
            known = _load(tx, event_id, stamp)
        try:
            _bring_up(tx, event_id, known)
        except KeyError:
            known = None
        else:
            if _stamp(tx, arrangement) == stamp:
                return known


def _stamp(tx: Connection, arrangement: Arrangement) -> _Stamp:
    row = _NUMBERS.first(tx)
    return (arrangement.revision, *(row or ()))


def _load(tx: Connection, event_id: int, stamp: _Stamp) -> _KnownTurnout:
    people = list(_persons(tx, event_id))
    expected: dict[int, list[int]] = {}
    for participant_id, session_id in tx.execute(_expectations(event_id)):
        expected.setdefault(session_id, []).append(participant_id)
    query = _comings().where(_check_ins.c.event_id == event_id)
    came = [Entrance(*row) for row in tx.execute(query)]
    newest = max((each.check_in_id for each in came), default=0)
    return _KnownTurnout(stamp, EventTurnout(people, expected, came), newest)


def _persons(tx: Connection, event_id: int) -> Iterator[PersonExpected]:
    same: dict[str, str] = {}
    query = select(
        _people.c.id,
        _people.c.name,
        _people.c.group,
        _people.c.organization,
        _people.c.district,
        _people.c.phone,
        _people.c.walk_in,
        _people.c.status,
    ).where(_people.c.event_id == event_id)
    for person_id, name, *parts, phone, walk_in, status in tx.execute(query):
        group, organization, district = (same.setdefault(each, each) for each in parts)
        canceled = status == Status.CANCELED
        yield PersonExpected(
            person_id, name, group, organization, district, phone, walk_in, canceled
        )


def _expectations(event_id: int) -> Select[Any]:
    table = schema.expectation
    return (
        select(table.c.participant_id, table.c.session_id)
        .join(_people, _people.c.id == table.c.participant_id)
        .where(_people.c.event_id == event_id)
    )


def _bring_up(tx: Connection, event_id: int, known: _KnownTurnout) -> None:
    """Count the check-ins that were committed since the last time."""
    if known.awaited:
        late = _HERE.where(_check_ins.c.id.in_(list(known.awaited)))
        _count(known, tx.execute(late, {"event_id": event_id}).all())
    rows = _NEW.all(tx, event_id=event_id, newest=known.newest)
    if rows and tx.dialect.name == "postgresql":
        _await_between(known, [row[1] for row in rows])
    _count(known, rows)


def _comings() -> Select[Any]:
    return (
        select(
            _check_ins.c.checked_in_at,
            _check_ins.c.id,
            _check_ins.c.participant_id,
            _check_ins.c.session_id,
            DOOR,
        )
        .join(schema.station, schema.station.c.id == _check_ins.c.station_id, isouter=True)
        .where(_check_ins.c.undone_at.is_(None))
    )


# Adding 0 keeps the index by events out of it: it would lead through all check-ins.
_HERE = _comings().where(_check_ins.c.event_id + literal_column("0") == bindparam("event_id"))
_NEW = Prepared(
    lambda _dialect: _HERE.where(_check_ins.c.id > bindparam("newest")).order_by(_check_ins.c.id)
)


def _count(known: _KnownTurnout, rows: Sequence[Any]) -> None:
    for row in rows:
        known.awaited.pop(row[1], None)
        known.turnout.arrive(Entrance(*row))
        known.newest = max(known.newest, row[1])


def _await_between(known: _KnownTurnout, ids: Sequence[int]) -> None:
    """Remember the ids that are not there yet, those of the last minute."""
    now = time.monotonic()
    known.awaited = {each: at for each, at in known.awaited.items() if now - at < _LATE_S}
    first = max(known.newest + 1, ids[-1] - _MOST_AWAITED)
    known.awaited.update(dict.fromkeys(set(range(first, ids[-1])).difference(ids), now))
