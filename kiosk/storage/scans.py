"""Scans: every one is kept, refusals too; `scan_id` makes a repeated one the same one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from kiosk.core.model import LONGEST_CODE, Answer, Means, Reason, Scan, ScanResult
from kiosk.storage import check_ins, participants, schema, sessions
from kiosk.storage.database import Tx
from kiosk.storage.upsert import insert_or_ignore

_table = schema.scan


def answered(tx: Tx, scan_id: str) -> Answer | None:
    """Return the answer that was given to this scan, if it came in before."""
    query = (
        select(_table, schema.station.c.name.label("station"), schema.station.c.door)
        .join(schema.station, schema.station.c.id == _table.c.station_id, isouter=True)
        .where(_table.c.scan_id == scan_id)
    )
    row = tx.execute(query).first()
    return _answer(tx, row) if row else None


def add(tx: Tx, scan: Scan, event_id: int, result: ScanResult, received_at: datetime) -> int | None:
    """Store a scan with its answer; None when the same scan was stored meanwhile."""
    values = {
        "scan_id": scan.scan_id,
        "event_id": event_id,
        "session_id": result.session.id if result.session else None,
        "participant_id": result.participant.id if result.participant else None,
        "station_id": scan.station_id,
        # PostgreSQL stores no NUL in a text.
        "code": scan.code.replace("\0", "")[:LONGEST_CODE],
        "means": scan.means,
        "read_how": scan.reading.how,
        "read_score": scan.reading.score,
        "reason": result.reason,
        "answered_check_in_id": result.standing.id if result.standing else None,
        "opens_next_id": result.opens_next.id if result.opens_next else None,
        "by": scan.by,
        "scanned_at": scan.scanned_at,
        "received_at": received_at,
    }
    return tx.execute(insert_or_ignore(tx, _table, values).returning(_table.c.id)).scalar()


def answer_with(tx: Tx, scan_row_id: int, reason: Reason, check_in_id: int | None) -> None:
    """Correct the answer of a scan once the database has settled who was first."""
    tx.execute(
        update(_table)
        .where(_table.c.id == scan_row_id)
        .values(reason=reason, answered_check_in_id=check_in_id)
    )


def last_received(tx: Tx) -> datetime | None:
    """Return when the newest scan came in, whatever its event: the highest time that was seen."""
    newest = select(_table.c.received_at).order_by(_table.c.id.desc()).limit(50).subquery()
    return tx.execute(select(func.max(newest.c.received_at))).scalar()


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
    )


def _first(tx: Tx, row: Row[Any]) -> tuple[datetime | None, str]:
    """Return when and at which door the answer said that the person was admitted."""
    if row.reason == Reason.OK:
        return row.scanned_at, row.door or row.station or ""
    found = check_ins.by_id(tx, row.answered_check_in_id) if row.answered_check_in_id else None
    return (found.checked_in_at, found.station) if found else (None, "")
