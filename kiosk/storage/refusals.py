"""Scans that a door refused, and which of them staff have settled."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select

from kiosk.core.model import Means, Reason
from kiosk.core.refusals import REFUSED, DoorRefusal
from kiosk.storage import participants, schema, sessions
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import insert_or_ignore
from kiosk.storage.stations import DOOR

_scan, _settled = schema.scan, schema.refusal_settled
_AT_A_DOOR = (Means.CAMERA, Means.HAND_SCANNER, Means.PHONE)
_MOST = 300


def since(tx: Tx, event_id: int, at: datetime) -> list[DoorRefusal]:
    """Return the refusals at the doors of the event since then, at most the 300 newest."""
    query = (
        _select()
        .where(_scan.c.event_id == event_id, _scan.c.scanned_at >= at)
        # As the index says it: only then it is used.
        .where(_scan.c.reason.not_in(["ok", "already_checked_in", "error"]))
        .where(_scan.c.means.in_(_AT_A_DOOR))
        .order_by(_scan.c.scanned_at.desc(), _scan.c.id.desc())
    )
    rows = tx.execute(query.limit(_MOST)).all()
    people = participants.by_ids(tx, {row.participant_id for row in rows if row.participant_id})
    known = {each.id: each for each in people}
    parts = {each.id: each for each in sessions.of_event(tx, event_id)}
    return [_refusal(row, known, parts) for row in rows]


def by_scan(tx: Tx, event_id: int, scan_id: str) -> DoorRefusal | None:
    """Return the refusal of a scan of the event; None where it was admitted, or is not known."""
    query = _select().where(_scan.c.event_id == event_id, _scan.c.scan_id == scan_id)
    row = tx.execute(query).first()
    if row is None or Reason(row.reason) not in REFUSED:
        return None
    people = participants.by_ids(tx, [row.participant_id] if row.participant_id else [])
    parts = {each.id: each for each in sessions.of_event(tx, event_id)}
    return _refusal(row, {each.id: each for each in people}, parts)


def settle(tx: Tx, scan_row_id: int, at: datetime, by: str) -> None:
    """Store that somebody was helped."""
    values = {"scan_row_id": scan_row_id, "settled_at": at, "settled_by": by}
    tx.execute(insert_or_ignore(tx, _settled, values))


def reopen(tx: Tx, scan_row_id: int) -> None:
    """Store that somebody waits for help again."""
    tx.execute(delete(_settled).where(_settled.c.scan_row_id == scan_row_id))


def _select() -> Select[Any]:
    return (
        select(_scan, DOOR.label("door"), _settled.c.settled_at, _settled.c.settled_by)
        .join(schema.station, schema.station.c.id == _scan.c.station_id, isouter=True)
        .join(_settled, _settled.c.scan_row_id == _scan.c.id, isouter=True)
    )


def _refusal(row: Row[Any], people: dict[int, Any], parts: dict[int, Any]) -> DoorRefusal:
    return DoorRefusal(
        row_id=row.id,
        scan_id=row.scan_id,
        reason=Reason(row.reason),
        code=row.code,
        scanned_at=row.scanned_at,
        door=row.door,
        participant=people.get(row.participant_id),
        session=parts.get(row.session_id),
        settled_at=row.settled_at,
        settled_by=row.settled_by or "",
    )
