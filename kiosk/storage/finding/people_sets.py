"""Sets of people as the bits of whole numbers: whom two common words have in common takes no time.

A set is looked up once, and known until the roster changes or by which words somebody is found:
both raise a number, whoever changes them. Who has come is known but for the newest check-ins.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import JSON, Dialect, Select, func, literal_column, select, update

from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.prepared import Prepared

_MOST = 200
"""So many sets are kept of an event: of a hundred thousand people, 13 kB each."""

_SURE = 500
"""On PostgreSQL a check-in may be stored after one with a higher id; not after so many."""

_MOST_NEW = 5000
_PEOPLE, _CHECK_INS, _TERMS = 1, 2, 3
_EVENTS = 4
_table = schema.turnout_revision
_check_ins = schema.check_in


def _numbers(_dialect: Dialect) -> Select[tuple[int, int]]:
    return select(_table.c.id, _table.c.number)


_NUMBERS = Prepared(_numbers)


def terms_changed(tx: Tx) -> None:
    """Say that from now on people are found by other words."""
    raised = update(_table).where(_table.c.id == _TERMS)
    tx.execute(raised.values(number=_table.c.number + 1))


@dataclass(frozen=True, slots=True)
class _Arrived:
    """Who has come by check-ins up to an id, as of a number that rises where one is undone."""

    number: int
    last: int
    bits: int


@dataclass(frozen=True, slots=True)
class SetsOfEvent:
    """The sets of an event's people as one transaction sees them: bit 7 is participant 7."""

    stamp: tuple[int, int]
    undone: int = 0
    _bits: dict[Hashable, int] = field(default_factory=dict)
    _orders: dict[Hashable, list[int]] = field(default_factory=dict)
    _arrived: dict[int | None, _Arrived] = field(default_factory=dict)

    def bits(self, tx: Tx, key: Hashable, ids: Select[tuple[int]]) -> int:
        """Return the set that a query of ids gives, known by its key."""
        if key not in self._bits:
            if len(self._bits) >= _MOST:
                self._bits.clear()
            self._bits[key] = bits_of(ids_of(tx, ids))
        return self._bits[key]

    def has(self, keys: Iterable[Hashable]) -> bool:
        """Whether all of these sets are known."""
        return all(each in self._bits for each in keys)

    def order(self, tx: Tx, key: Hashable, ids: Select[tuple[int]]) -> list[int]:
        """Return all people in the order of a query, known by its key."""
        if key not in self._orders:
            self._orders[key] = ids_of(tx, ids)
        return self._orders[key]

    def arrived(self, tx: Tx, event_id: int, session_id: int | None) -> int:
        """Return the set of those who have come to a session, or at all."""
        newest = tx.execute(select(func.max(_check_ins.c.id))).scalar() or 0
        standing = _standing(event_id, session_id)
        known = self._arrived.get(session_id)
        if known is None or known.number != self.undone or newest - known.last > _MOST_NEW:
            last = newest - _SURE
            ids = ids_of(tx, standing.where(_check_ins.c.id <= last))
            known = self._arrived[session_id] = _Arrived(self.undone, last, bits_of(ids))
        return known.bits | bits_of(ids_of(tx, standing.where(_check_ins.c.id > known.last)))


def _standing(event_id: int, session_id: int | None) -> Select[tuple[int]]:
    # Adding 0 keeps the other indexes out of it: they would lead through all check-ins.
    column, value = _check_ins.c.event_id, event_id
    if session_id:
        column, value = _check_ins.c.session_id, session_id
    return select(_check_ins.c.participant_id).where(
        column + literal_column("0") == value, _check_ins.c.undone_at.is_(None)
    )


class PeopleSets:
    """The sets of those events that were asked for lately."""

    def __init__(self) -> None:
        self._known: dict[int, SetsOfEvent] = {}

    def of(self, tx: Tx, event_id: int) -> SetsOfEvent:
        """Return the sets of an event as a transaction sees them, which has changed nothing."""
        numbers = {row[0]: row[1] for row in _NUMBERS.all(tx)}
        stamp = numbers[_PEOPLE], numbers[_TERMS]
        known = self._known.get(event_id)
        if known is None or known.stamp != stamp:
            known = SetsOfEvent(stamp)
            if len(self._known) >= _EVENTS:
                self._known.clear()
            self._known[event_id] = known
        return replace(known, undone=numbers[_CHECK_INS])


def ids_of(tx: Tx, ids: Select[tuple[int]]) -> list[int]:
    """Return the ids that a query gives, in its order; handed over as one value."""
    [column] = ids.subquery().c
    is_postgresql = tx.dialect.name == "postgresql"
    gather = func.array_agg(column) if is_postgresql else func.json_group_array(column, type_=JSON)
    return tx.execute(select(gather)).scalar() or []


def bits_of(ids: Iterable[int]) -> int:
    """Return the set of these ids."""
    several = list(ids)
    marks = bytearray(b"0") * (max(several, default=0) + 1)
    for each in several:
        marks[each] = 49  # the digit 1
    marks.reverse()
    return int(marks, 2)


def within(order: Iterable[int], bits: int) -> list[int]:
    """Return those of an order who are in a set."""
    marks = f"{bits:b}"[::-1]
    return [each for each in order if each < len(marks) and marks[each] == "1"]


def ids_in(bits: int, most: int) -> list[int]:
    """Return so many ids of a set, the lowest first."""
    marks, found = f"{bits:b}"[::-1], [-1]
    while len(found) <= most and (place := marks.find("1", found[-1] + 1)) >= 0:
        found.append(place)
    return found[1:]
