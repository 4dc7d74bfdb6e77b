"""Scans: every one is kept, refusals too; `scan_id` makes a repeated one the same one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, Integer, Row, Select, and_, bindparam, func, select, update

from kiosk.core.admission import Asked
from kiosk.core.model import Answer, Holding, LateDoubt, Means, Reason, ScanResult
from kiosk.storage import badges, check_ins, participants, schema, sessions
from kiosk.storage.database import Tx
from kiosk.storage.engine.prepared import Prepared, by_name
from kiosk.storage.engine.upsert import prepared_insert

_table = schema.scan
_badge, _person, _expected = schema.badge, schema.participant, schema.expectation
_check_in, _station = schema.check_in, schema.station

_BADGE = by_name(badges.COLUMNS)
_PERSON = by_name(participants.COLUMNS)
_CHECK_IN = by_name(check_ins.COLUMNS)
_PERSON_FROM = len(badges.COLUMNS)
_CHECK_IN_FROM = _PERSON_FROM + len(participants.COLUMNS)


def _select_holding(_dialect: Dialect) -> Select[Any]:
    session = bindparam("session", type_=Integer)
    stands = and_(_check_in.c.participant_id == _person.c.id, _check_in.c.undone_at.is_(None))
    return (
        select(*badges.COLUMNS, *participants.COLUMNS, *check_ins.COLUMNS, _expected.c.session_id)
        .join_from(_badge, _person, _person.c.id == _badge.c.participant_id, isouter=True)
        .join(_check_in, and_(stands, _check_in.c.session_id == session), isouter=True)
        .join(_station, _station.c.id == _check_in.c.station_id, isouter=True)
        .join(
            _expected,
            and_(_expected.c.participant_id == _person.c.id, _expected.c.session_id == session),
            isouter=True,
        )
        .where(_badge.c.event_id == bindparam("event"), _badge.c.code == bindparam("code"))
    )


_LOOK = Prepared(_select_holding)
_ADD = prepared_insert(_table)
_SETTLE = Prepared(
    lambda _dialect: (
        update(_table)
        .where(_table.c.id == bindparam("row"))
        .values(reason=bindparam("new_reason"), answered_check_in_id=bindparam("check_in"))
    )
)


def answered(tx: Tx, scan_id: str) -> Answer | None:
    """Return the answer that was given to this scan, if it came in before."""
    query = (
        select(_table, schema.station.c.name.label("station"), schema.station.c.door)
        .join(schema.station, schema.station.c.id == _table.c.station_id, isouter=True)
        .where(_table.c.scan_id == scan_id)
    )
    row = tx.execute(query).first()
    return _answer(tx, row) if row else None


def look(tx: Tx, asked: Sequence[Asked]) -> list[Holding | None]:
    """Return for each scan whose badge it is and where they stand; None: not one of ours."""
    values = [
        {
            "event": each.programme.event.id,
            "code": each.scan.code,
            "session": each.session.id if each.session else None,
        }
        for each in asked
    ]
    return [_holding(row) if row else None for row in _LOOK.each(tx, values)]


def add(
    tx: Tx, decided: Sequence[tuple[Asked, ScanResult]], received_at: datetime
) -> list[int | None]:
    """Store scans with their answers; return their rows, None for one that was stored before."""
    values = [_values(asked, result, received_at) for asked, result in decided]
    return [row[0] if row else None for row in _ADD.each(tx, values)]


def settle(tx: Tx, answers: Sequence[tuple[int, ScanResult]]) -> None:
    """Correct the answers of scans, by their rows, once the database has said who was first."""
    values = [
        {
            "row": row,
            "new_reason": result.reason,
            "check_in": result.standing.id if result.standing else None,
        }
        for row, result in answers
    ]
    _SETTLE.each(tx, values)


def _values(asked: Asked, result: ScanResult, received_at: datetime) -> dict[str, object]:
    scan, session, ahead = asked.scan, asked.session, asked.scan.clock_ahead
    return {
        "scan_id": scan.scan_id,
        "event_id": asked.programme.event.id,
        "session_id": session.id if session else None,
        "participant_id": result.participant.id if result.participant else None,
        "station_id": scan.station_id,
        "code": scan.code,
        "means": scan.means,
        "read_how": scan.reading.how,
        "read_score": scan.reading.score,
        "reason": result.reason,
        "despite": result.despite,
        "answered_check_in_id": result.standing.id if result.standing else None,
        "opens_next_id": result.opens_next.id if result.opens_next else None,
        "by": scan.by,
        "scanned_at": scan.scanned_at,
        "received_at": received_at,
        "doubt": scan.doubt,
        "clock_ahead_seconds": None if ahead is None else round(ahead.total_seconds()),
    }


def _holding(row: Sequence[Any]) -> Holding:
    badge = badges.badge_of(_BADGE(row[:_PERSON_FROM]))
    if badge.participant_id is None:
        return Holding(badge, None)
    person = participants.participant_of(_PERSON(row[_PERSON_FROM:_CHECK_IN_FROM]))
    found, expected = _CHECK_IN(row[_CHECK_IN_FROM:-1]), row[-1]
    return Holding(
        badge,
        person,
        frozenset() if expected is None else frozenset({expected}),
        None if found.id is None else check_ins.check_in_of(found),
    )


def wrong_codes(tx: Tx, event_id: int, since: datetime) -> dict[str, int]:
    """Count the different wrong codes at each station since a moment, by the station's name."""
    return {row[0]: row[1] for row in _WRONG_CODES.all(tx, event=event_id, since=since)}


def count_doubted(tx: Tx, event_id: int) -> int:
    """Count the late scans that were kept and admitted nobody, who is not admitted since."""
    row = _DOUBTED.first(tx, event=event_id)
    return row[0] if row else 0


def _select_wrong_codes(_dialect: Dialect) -> Select[Any]:
    return (
        select(_station.c.name, func.count(_table.c.code.distinct()))
        .join(_station, _station.c.id == _table.c.station_id)
        .where(
            _table.c.event_id == bindparam("event"),
            _table.c.scanned_at >= bindparam("since"),
            _table.c.reason == Reason.INVALID.value,
            schema.refused,  # By these words the index of the refused is found.
        )
        .group_by(_station.c.name)
    )


def _select_doubted(_dialect: Dialect) -> Select[Any]:
    admitted = (
        select(_check_in.c.id)
        .where(
            _check_in.c.participant_id == _table.c.participant_id,
            _check_in.c.session_id == _table.c.session_id,
            _check_in.c.undone_at.is_(None),
        )
        .exists()
    )
    doubted = (_table.c.event_id == bindparam("event"), _table.c.doubt.is_not(None))
    refused = _table.c.reason == Reason.INVALID_TIME.value
    return select(func.count()).where(*doubted, refused, ~admitted)


# Every look of a dashboard asks for these.
_WRONG_CODES = Prepared(_select_wrong_codes)
_DOUBTED = Prepared(_select_doubted)


def last_received(tx: Tx) -> datetime | None:
    """Return when the newest scan came in, whatever its event: the highest time that was seen."""
    newest = select(_table.c.received_at).order_by(_table.c.id.desc()).limit(50).subquery()
    return tx.execute(select(func.max(newest.c.received_at))).scalar()


def received_at_station(tx: Tx, station_id: int, since: datetime) -> list[str]:
    """Return the ids of the scans that came from a station since a moment, the oldest first."""
    columns = _table.c.scan_id, _table.c.station_id, _table.c.received_at, _table.c.id
    newest = select(*columns).order_by(_table.c.id.desc()).limit(50).subquery()
    query = select(newest.c.scan_id).where(
        newest.c.station_id == station_id, newest.c.received_at >= since
    )
    return list(tx.execute(query.order_by(newest.c.id)).scalars())


def _answer(tx: Tx, row: Row[Any]) -> Answer:
    checked_in_at, first_door = _first(tx, row)
    return Answer(
        scan_id=row.scan_id,
        reason=Reason(row.reason),
        code=row.code,
        scanned_at=row.scanned_at,
        participant=participants.by_id(tx, row.participant_id) if row.participant_id else None,
        session=sessions.by_id(tx, row.session_id) if row.session_id else None,
        checked_in_at=checked_in_at,
        station=row.station or "",
        first_door=first_door,
        opens_next=sessions.by_id(tx, row.opens_next_id) if row.opens_next_id else None,
        means=Means(row.means),
        check_in_id=row.answered_check_in_id,
        doubt=LateDoubt(row.doubt) if row.doubt else None,
    )


def _first(tx: Tx, row: Row[Any]) -> tuple[datetime | None, str]:
    """Return when and at which door the answer said that the person was admitted."""
    if row.reason == Reason.OK:
        return row.scanned_at, row.door or row.station or ""
    found = check_ins.by_id(tx, row.answered_check_in_id) if row.answered_check_in_id else None
    return (found.checked_in_at, found.station) if found else (None, "")
