"""Check-ins: at most one that stands for a participant and a session; the database sees to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update

from kiosk.core.model import CheckIn, Means, Participant, Reason, Scan, ScanResult
from kiosk.storage import participants, schema
from kiosk.storage.database import Tx
from kiosk.storage.engine import undone
from kiosk.storage.engine.upsert import prepared_insert
from kiosk.storage.stations import DOOR

_table = schema.check_in
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
            "admitted_despite": result.despite,
            **_how(scan_row_id, scan),
        }
        for scan_row_id, scan, result in admitted
        if result.participant and result.session
    ]
    return [row[0] if row else None for row in _ADMIT.each(tx, values)]


def move_earlier(tx: Tx, check_in_id: int, scan_row_id: int, scan: Scan) -> None:
    """Let another scan be the one that admitted, unless one still earlier has become it."""
    tx.execute(
        update(_table)
        .where(_table.c.id == check_in_id, _table.c.checked_in_at > scan.scanned_at)
        .values(**_how(scan_row_id, scan))
    )


def _how(scan_row_id: int, scan: Scan) -> dict[str, object]:
    return {
        "scan_row_id": scan_row_id,
        "station_id": scan.station_id,
        "means": scan.means,
        "by": scan.by,
        "checked_in_at": scan.scanned_at,
    }


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


def of_participant(tx: Tx, participant_id: int) -> list[CheckIn]:
    """Return every check-in of a participant, undone ones too, the oldest first."""
    query = _select().where(_table.c.participant_id == participant_id)
    return [check_in_of(row) for row in tx.execute(query.order_by(_table.c.checked_in_at))]


def all_standing(tx: Tx, event_id: int) -> list[CheckIn]:
    """Return the check-ins that stand in the event."""
    query = _select().where(_table.c.event_id == event_id, _table.c.undone_at.is_(None))
    return [check_in_of(row) for row in tx.execute(query)]


def give_to(tx: Tx, check_in_id: int, participant_id: int) -> None:
    """Let a check-in be another entry's: of the same person."""
    statement = update(_table).where(_table.c.id == check_in_id)
    tx.execute(statement.values(participant_id=participant_id))


def stand_again(tx: Tx, check_in_id: int) -> None:
    """Let a check-in stand again that was marked as taken back."""
    statement = update(_table).where(_table.c.id == check_in_id)
    tx.execute(statement.values(undone_at=None, undone_by=""))


def undo(tx: Tx, check_in_id: int, at: datetime, by: str) -> bool:
    """Mark a check-in as taken back; False when it was already."""
    return undone.mark_undone(tx, _table, check_in_id, at, by)


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
