"""The audit: entries are added and read, never changed."""

from sqlalchemy import insert, select

from kiosk.core.model import AuditEntry
from kiosk.storage import schema
from kiosk.storage.database import Tx


def record(tx: Tx, event_id: int | None, entry: AuditEntry) -> None:
    """Write down who did what."""
    tx.execute(
        insert(schema.audit_entry).values(
            event_id=event_id,
            at=entry.at,
            by=entry.by,
            action=entry.action,
            subject=entry.subject,
            detail=entry.detail,
        )
    )


def history(tx: Tx, event_id: int | None, subject: str | None, limit: int) -> list[AuditEntry]:
    """Return what was done, to one subject or to all, the newest first."""
    table = schema.audit_entry
    query = select(table).where(table.c.event_id == event_id).order_by(table.c.id.desc())
    if subject is not None:
        query = query.where(table.c.subject == subject)
    return [
        AuditEntry(row.at, row.by, row.action, row.subject, row.detail)
        for row in tx.execute(query.limit(limit))
    ]
