"""Check-ins: at most one that stands for a participant and a session; the database sees to it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    exists,
    insert,
    literal,
    or_,
    select,
    update,
)

from kiosk.core.law import ADMITTING
from kiosk.core.model import CheckIn, Means, Participant, Reason, Scan, ScanResult
from kiosk.storage import participants, schema
from kiosk.storage.among import among
from kiosk.storage.database import Tx
from kiosk.storage.engine import undone
from kiosk.storage.engine.columns import UtcTime
from kiosk.storage.engine.upsert import prepared_insert
from kiosk.storage.stations import DOOR

_table = schema.check_in
_scan, _undo, _person = schema.scan, schema.scan_undo, schema.participant
_BY_STAFF = (Means.BY_HAND, Means.PAPER)
COLUMNS = [*_table.c, DOOR.label("door")]
"""A check-in, and where it was made; the station must be joined."""

_ADMIT = prepared_insert(_table)


def admit(tx: Tx, admitted: Sequence[tuple[int, Scan, ScanResult]]) -> list[int | None]:
    """Store that people were admitted: the row of the scan, the scan, its result.

    Returns the check-ins' ids, None where a check-in stands already.
    """
    values = [
        {
            "event_id": result.participant.event_id,
            "session_id": result.session.id,
            "participant_id": result.participant.id,
            **_how(scan_row_id, scan, result.despite),
        }
        for scan_row_id, scan, result in admitted
        if result.participant and result.session
    ]
    return [row[0] if row else None for row in _ADMIT.each(tx, values)]


def move_earlier(
    tx: Tx, check_in_id: int, scan_row_id: int, scan: Scan, despite: Reason | None
) -> bool:
    """Let another scan be the one that admitted, unless one still earlier has become it."""
    earlier = _table.c.checked_in_at > scan.scanned_at
    if _number_of(tx, check_in_id) > scan.scan_id:
        earlier = _table.c.checked_in_at >= scan.scanned_at
    moved = update(_table).where(_table.c.id == check_in_id, earlier)
    return tx.execute(moved.values(**_how(scan_row_id, scan, despite))).rowcount == 1


def _number_of(tx: Tx, check_in_id: int) -> str:
    """Return the number of the scan by which somebody was admitted."""
    query = select(_scan.c.scan_id).join(_table, _table.c.scan_row_id == _scan.c.id)
    return tx.execute(query.where(_table.c.id == check_in_id)).scalar() or ""


def _how(scan_row_id: int, scan: Scan, despite: Reason | None) -> dict[str, object]:
    return {
        "scan_row_id": scan_row_id,
        "station_id": scan.station_id,
        "means": scan.means,
        "by": scan.by,
        "checked_in_at": scan.scanned_at,
        "admitted_despite": despite,
    }


def admits() -> ColumnElement[bool]:
    """Return which scans admit somebody: the earliest of them that no undo names stands."""
    return and_(_scan.c.reason.in_(ADMITTING), _scan.c.doubt.is_(None))


def standing(tx: Tx, participant_id: int, session_id: int) -> CheckIn | None:
    """Return the check-in that stands for this participant and session."""
    query = _select().where(
        _table.c.participant_id == participant_id,
        _table.c.session_id == session_id,
        _table.c.undone_at.is_(None),
    )
    row = tx.execute(query).first()
    return check_in_of(row) if row else None


def by_id(tx: Tx, check_in_id: int) -> CheckIn | None:
    """Return a check-in, also one that was undone."""
    row = tx.execute(_select().where(_table.c.id == check_in_id)).first()
    return check_in_of(row) if row else None


def by_ids(tx: Tx, check_in_ids: Collection[int]) -> list[CheckIn]:
    """Return those of these check-ins that are there, also those that were undone."""
    query = _select().where(among(tx, _table.c.id, check_in_ids))
    return [check_in_of(row) for row in tx.execute(query)]


def of_participant(tx: Tx, participant_id: int) -> list[CheckIn]:
    """Return every check-in of a participant, undone ones too, the oldest first."""
    query = _select().where(_table.c.participant_id == participant_id)
    return [check_in_of(row) for row in tx.execute(query.order_by(_table.c.checked_in_at))]


def all_standing(tx: Tx, event_id: int) -> list[CheckIn]:
    """Return the check-ins that stand in the event."""
    query = _select().where(_table.c.event_id == event_id, _table.c.undone_at.is_(None))
    return [check_in_of(row) for row in tx.execute(query)]


def kept_despite(tx: Tx, event_id: int) -> list[CheckIn]:
    """Return the check-ins that stand and that who had known all would have refused."""
    query = _select().where(
        _table.c.event_id == event_id,
        _table.c.undone_at.is_(None),
        _table.c.kept_despite.is_not(None),
    )
    return [check_in_of(row) for row in tx.execute(query.order_by(_table.c.checked_in_at))]


def undo(tx: Tx, check_in_id: int, at: datetime, by: str) -> bool:
    """Mark a check-in as taken back, and every scan that admits the same; False when it was."""
    if not undone.mark_undone(tx, _table, check_in_id, at, by):
        return False
    this = _table.c.id == check_in_id
    # That an earlier undo did not know of it says nothing any more.
    crossed = _table.c.kept_despite == Reason.ALREADY_CHECKED_IN
    tx.execute(update(_table).where(this, crossed).values(kept_despite=None))
    query = select(_table.c.participant_id, _table.c.session_id)
    row = tx.execute(query.where(this)).one()
    theirs = select(_person.c.id).where(
        or_(_person.c.id == row.participant_id, _person.c.merged_into == row.participant_id)
    )
    scans = select(_scan.c.id, literal(at, UtcTime), literal(by)).where(
        _scan.c.participant_id.in_(theirs),
        _scan.c.session_id == row.session_id,
        admits(),
        ~exists().where(_undo.c.scan_row_id == _scan.c.id),
    )
    names = ["scan_row_id", "undone_at", "undone_by"]
    tx.execute(insert(_undo).from_select(names, scans))
    return True


def _select() -> Select[Any]:
    return select(*COLUMNS).join_from(
        _table, schema.station, schema.station.c.id == _table.c.station_id, isouter=True
    )


def check_in_of(row: Row[Any]) -> CheckIn:
    """Return the check-in in a row that also carries the door."""
    return CheckIn(
        id=row.id,
        event_id=row.event_id,
        session_id=row.session_id,
        participant_id=row.participant_id,
        checked_in_at=row.checked_in_at,
        means=Means(row.means),
        station=row.door,
        by=row.by,
        admitted_despite=Reason(row.admitted_despite) if row.admitted_despite else None,
        kept_despite=Reason(row.kept_despite) if row.kept_despite else None,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )


def done_by(tx: Tx, event_id: int, by: str, limit: int) -> list[tuple[CheckIn, Participant]]:
    """Return the check-ins that this member of staff made by hand and that stand, newest first."""
    table = schema.check_in
    query = (
        select(table.c.id)
        .where(table.c.event_id == event_id, table.c.by == by, table.c.means.in_(_BY_STAFF))
        .where(table.c.undone_at.is_(None))
        .order_by(table.c.id.desc())
    )
    found = []
    for check_in_id in tx.execute(query.limit(limit)).scalars().all():
        made = by_id(tx, check_in_id)
        person = participants.by_id(tx, made.participant_id) if made else None
        if made and person:
            found.append((made, person))
    return found
