"""Scans under a seal: what was received is summed up, so that a scan changed afterwards shows."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from kiosk.core.audit import SCANS_SEALED, canonical
from kiosk.storage import schema
from kiosk.storage.database import Tx

_scan, _audit, _check_in = schema.scan, schema.audit_entry, schema.check_in

_SEALED = (
    "id", "scan_id", "event_id", "session_id", "participant_id", "station_id", "code", "means",
    "read_how", "read_score", "reason", "answered_check_in_id", "opens_next_id", "by",
    "scanned_at", "received_at", "doubt",
)  # fmt: skip
"""The columns under the seal; one that is added later is under no seal made before."""

_COLUMNS = [_scan.c[name] for name in _SEALED]


def events_with_scans(tx: Tx) -> list[int]:
    """Return the real events that somebody was scanned in."""
    real = select(schema.event.c.id).where(schema.event.c.rehearsal_of.is_(None))
    return [
        each
        for each in tx.execute(real.order_by(schema.event.c.id)).scalars()
        if tx.execute(select(_scan.c.id).where(_scan.c.event_id == each).limit(1)).first()
    ]


def last_sealed(tx: Tx, event_id: int) -> int:
    """Return the row of the last scan of the event that is under a seal, 0 where none is."""
    query = select(_audit.c.detail).where(
        _audit.c.event_id == event_id,
        _audit.c.subject == f"scans:{event_id}",
        _audit.c.action == SCANS_SEALED,
    )
    detail = tx.execute(query.order_by(_audit.c.id.desc()).limit(1)).scalar()
    return int(detail.get("last", 0)) if detail else 0


def unsealed(tx: Tx, event_id: int, before: datetime | None = None) -> tuple[int, int]:
    """Return first and last row of the scans under no seal yet, up to a moment; (0, 0) for none.

    In the order of their rows: a clock that was set back puts no scan behind a seal.
    """
    rows = select(_scan.c.id).where(
        _scan.c.event_id == event_id, _scan.c.id > last_sealed(tx, event_id)
    )
    if before:
        later = rows.where(_scan.c.received_at >= before)
        first_later = tx.execute(select(func.min(later.subquery().c.id))).scalar()
        if first_later:
            rows = rows.where(_scan.c.id < first_later)
    span = rows.subquery()
    first, last = tx.execute(select(func.min(span.c.id), func.max(span.c.id))).one()
    return first or 0, last or 0


def seal(tx: Tx, event_id: int, first: int, last: int) -> dict[str, Any]:
    """Return the seal over the scans of an event from one row to another."""
    digest, count, times = hashlib.sha256(), 0, []
    for row in _rows(tx, event_id, first, last):
        values = [_plain(each) for each in row]
        digest.update(f"{canonical(values)}\n".encode())
        times.append(row.received_at)
        count += 1
    span = {"from": min(times).isoformat(), "until": max(times).isoformat()} if times else {}
    return {"first": first, "last": last, "count": count, "hash": digest.hexdigest(), **span}


def received(tx: Tx, event_id: int) -> list[tuple[int, datetime]]:
    """Return every scan of an event, by its row, with the moment of its receipt."""
    query = select(_scan.c.id, _scan.c.received_at).where(_scan.c.event_id == event_id)
    return [(row.id, row.received_at) for row in tx.execute(query.order_by(_scan.c.id))]


def _rows(tx: Tx, event_id: int, first: int, last: int) -> Iterator[Row[Any]]:
    query = select(*_COLUMNS).where(_scan.c.event_id == event_id, _scan.c.id.between(first, last))
    yield from tx.execute(query.order_by(_scan.c.id))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def astray(tx: Tx, event_id: int) -> list[int]:
    """Return the check-ins of an event that say something else than the scan that made them."""
    query = (
        select(_check_in.c.id)
        .join(_scan, _scan.c.id == _check_in.c.scan_row_id)
        .where(_check_in.c.event_id == event_id)
        .where(
            (_check_in.c.session_id != _scan.c.session_id)
            | (_check_in.c.checked_in_at != _scan.c.scanned_at)
            | (_check_in.c.event_id != _scan.c.event_id)
            | _scan.c.reason.in_(["invalid", "revoked", "canceled"])
        )
    )
    return list(tx.execute(query.order_by(_check_in.c.id)).scalars())
