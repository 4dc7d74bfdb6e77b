"""Attendance as the database counts it: the numbers of every page come from these queries."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from kiosk.core.attendance import AttendanceRecord, Counts, ScanRow
from kiosk.core.model import CheckIn, Means, Reason, Status
from kiosk.storage import check_ins, participants, schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.prepared import Prepared

_people = schema.participant
_stands = schema.check_in.c.undone_at.is_(None)


def counts_by(tx: Tx, event_id: int, field: str | None) -> dict[tuple[int, str], Counts]:
    """Count each session of the event in one query, split by a field of the participant or whole.

    The key is (session id, value of the field), the value empty where not split.
    """
    key: ColumnElement[Any] = _people.c[field] if field else literal_column("''")
    keys = [key] if field else []
    expected = (
        select(schema.expectation.c.session_id, key.label("key"), *_numbers(expected=True))
        .join(_people, _people.c.id == schema.expectation.c.participant_id)
        .where(_people.c.event_id == event_id, _people.c.status != Status.CANCELED)
        .group_by(schema.expectation.c.session_id, *keys)
    )
    present = (
        select(schema.check_in.c.session_id, key.label("key"), *_numbers(expected=False))
        .join(_people, _people.c.id == schema.check_in.c.participant_id)
        .join(schema.expectation, _same_person_and_session(), isouter=True)
        .where(schema.check_in.c.event_id == event_id, _stands)
        .group_by(schema.check_in.c.session_id, *keys)
    )
    found: dict[tuple[int, str], Counts] = {}
    for row in tx.execute(union_all(expected, present)):
        counts = Counts(row.expected, row.present, row.present_expected, row.walk_ins)
        found[row.session_id, row.key] = found.get((row.session_id, row.key), Counts()) + counts
    return found


def _numbers(*, expected: bool) -> list[ColumnElement[Any]]:
    if expected:
        zero = func.sum(0)
        return [
            func.count().label("expected"),
            zero.label("present"),
            zero.label("present_expected"),
            zero.label("walk_ins"),
        ]
    was_expected = and_(
        schema.expectation.c.session_id.is_not(None), _people.c.status != Status.CANCELED
    )
    return [
        func.sum(0).label("expected"),
        func.count().label("present"),
        func.sum(case((was_expected, 1), else_=0)).label("present_expected"),
        func.sum(case((_people.c.walk_in, 1), else_=0)).label("walk_ins"),
    ]


def of_sessions(tx: Tx, session_ids: Collection[int]) -> Counts:
    """Count the people of several sessions together, each person once."""
    expectation, check_in = schema.expectation.c, schema.check_in.c
    expected = (
        select(expectation.participant_id)
        .join(_people, _people.c.id == expectation.participant_id)
        .where(expectation.session_id.in_(session_ids), _people.c.status != Status.CANCELED)
    )
    present = select(check_in.participant_id).where(check_in.session_id.in_(session_ids), _stands)
    is_present = _people.c.id.in_(present)
    query = select(
        func.count(case((_people.c.id.in_(expected), 1))),
        func.count(case((is_present, 1))),
        func.count(case((and_(is_present, _people.c.id.in_(expected)), 1))),
        func.count(case((and_(is_present, _people.c.walk_in), 1))),
    ).where(or_(_people.c.id.in_(expected), is_present))
    return Counts(*tx.execute(query).one())


def _same_person_and_session() -> ColumnElement[bool]:
    return and_(
        schema.expectation.c.participant_id == schema.check_in.c.participant_id,
        schema.expectation.c.session_id == schema.check_in.c.session_id,
    )


def last_scan_at(tx: Tx, event_id: int) -> datetime | None:
    """Return when the last code of a person was read by a camera or scanner."""
    row = _LAST_SCAN.first(tx, event_id=event_id)
    return row[0] if row else None


def _last_scan(_dialect: Dialect) -> Select[Any]:
    table = schema.scan
    read = table.c.means.in_([literal_column(f"'{each}'") for each in _READ])
    # Where phones alone scan, the search for a camera's must not lead through all their scans.
    newest = select(func.max(table.c.id)).scalar_subquery()
    return (
        select(table.c.received_at)
        .where(table.c.id > newest - literal_column(str(_LOOKED_THROUGH)))
        .where(table.c.event_id + literal_column("0") == bindparam("event_id"), read)
        .order_by(table.c.id.desc())
        .limit(literal_column("1"))
    )


_LOOKED_THROUGH = 1000
_READ = (Means.CAMERA, Means.HAND_SCANNER)
_LAST_SCAN = Prepared(_last_scan)


def records(tx: Tx, event_id: int) -> list[AttendanceRecord]:
    """Return everybody with where they are expected and the check-ins that stand, by number."""
    expected: dict[int, set[int]] = {}
    query = (
        select(schema.expectation.c.participant_id, schema.expectation.c.session_id)
        .join(_people, _people.c.id == schema.expectation.c.participant_id)
        .where(_people.c.event_id == event_id)
    )
    for participant_id, session_id in tx.execute(query):
        expected.setdefault(participant_id, set()).add(session_id)
    present: dict[int, dict[int, CheckIn]] = {}
    for each in check_ins.all_standing(tx, event_id):
        present.setdefault(each.participant_id, {})[each.session_id] = each
    return [
        AttendanceRecord(person, frozenset(expected.get(person.id, ())), present.get(person.id, {}))
        for person in participants.all_of_event(tx, event_id).values()
    ]


def refusals(tx: Tx, event_id: int, start: datetime, end: datetime) -> dict[Reason, int]:
    """Count the scans that were refused from `start` until before `end`, by their reasons."""
    table = schema.scan
    query = (
        select(table.c.reason, func.count())
        .where(table.c.event_id == event_id, table.c.scanned_at >= start, table.c.scanned_at < end)
        # As the index says it: only then it is used.
        .where(table.c.reason.not_in(["ok", "already_checked_in", "error"]))
        .group_by(table.c.reason)
    )
    return {Reason(reason): count for reason, count in tx.execute(query)}


def scans(tx: Tx, event_id: int) -> Iterator[ScanRow]:
    """Yield every scan of the event, refusals too, in the order of scanning."""
    table = schema.scan
    query = (
        select(
            table,
            schema.session.c.name.label("session"),
            schema.station.c.name.label("station"),
            schema.station.c.door,
            _people.c.number,
            _people.c.name,
        )
        .join(schema.session, schema.session.c.id == table.c.session_id, isouter=True)
        .join(schema.station, schema.station.c.id == table.c.station_id, isouter=True)
        .join(_people, _people.c.id == table.c.participant_id, isouter=True)
        .where(table.c.event_id == event_id)
        .order_by(table.c.scanned_at, table.c.id)
    )
    for row in tx.execute(query):
        yield ScanRow(
            scanned_at=row.scanned_at,
            received_at=row.received_at,
            reason=Reason(row.reason),
            code=row.code,
            means=Means(row.means),
            read_how=row.read_how,
            session=row.session or "",
            station=row.station or "",
            door=row.door or "",
            number=row.number,
            name=row.name or "",
            by=row.by,
            clock_ahead=timedelta(seconds=row.clock_ahead_seconds or 0),
        )
