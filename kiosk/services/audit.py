"""Who did what, when, to what: written in the transaction that does it."""

from typing import Any

from kiosk.core.model import AuditEntry
from kiosk.desk import Desk
from kiosk.storage import audit
from kiosk.storage.database import Tx


def record(  # noqa: PLR0913, PLR0917
    tx: Tx, desk: Desk, event_id: int | None, by: str, action: str, subject: str, **detail: Any
) -> None:
    """Write down in the same transaction who did what to `subject`, such as `participant:7`."""
    audit.record(tx, event_id, AuditEntry(desk.now(), by, action, subject, detail))


def history(
    desk: Desk, event_id: int | None, subject: str | None = None, limit: int = 200
) -> list[AuditEntry]:
    """Return what was done, to one subject or to all, the newest first."""
    with desk.store.read() as tx:
        return audit.history(tx, event_id, subject, limit)
