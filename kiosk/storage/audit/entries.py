"""The audit: entries are added and read, never changed; their values may be purged."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from kiosk.core.audit import AuditEntry
from kiosk.storage import schema
from kiosk.storage.audit.chain import entry_of, note
from kiosk.storage.database import Tx

_table = schema.audit_entry
_BY, _ACTION = _table.c.by, _table.c.action


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are meant: who, what, when; `of_events` leaves out what concerns no event."""

    by: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    of_events: bool = False


def record(tx: Tx, event_id: int | None, entry: AuditEntry) -> None:
    """Write down who did what: it is stored when this transaction ends."""
    note(tx, replace(entry, event_id=event_id))


def history(tx: Tx, event_id: int | None, subject: str | None, limit: int) -> list[AuditEntry]:
    """Return what was done, to one subject or to all, the newest first."""
    query = select(_table).where(_table.c.event_id == event_id).order_by(_table.c.id.desc())
    if subject is not None:
        query = query.where(_table.c.subject == subject)
    return [entry_of(row) for row in tx.execute(query.limit(limit))]


def found(tx: Tx, wanted: AuditFilter, limit: int, skip: int = 0) -> list[AuditEntry]:
    """Return the entries that a filter lets through, the newest first."""
    query = select(_table).where(_where(wanted)).order_by(_table.c.id.desc())
    return [entry_of(row) for row in tx.execute(query.limit(limit).offset(skip))]


def count(tx: Tx, wanted: AuditFilter) -> int:
    """Count the entries that a filter lets through."""
    return tx.execute(select(func.count()).select_from(_table).where(_where(wanted))).scalar_one()


def distinct(tx: Tx) -> tuple[list[str], list[str]]:
    """Return every name and every act that the audit knows."""
    by, action = (tx.execute(select(each).distinct()).scalars() for each in (_BY, _ACTION))
    return sorted(filter(None, by)), sorted(action)


def was_done(tx: Tx, what: tuple[str, str, str], since: datetime) -> bool:
    """Whether somebody (by, action, subject) did the same since a moment."""
    by, action, subject = what
    query = select(_table.c.id).where(
        _table.c.subject == subject,
        _table.c.action == action,
        _table.c.by == by,
        _table.c.at >= since,
    )
    return tx.execute(query.limit(1)).first() is not None


def _where(wanted: AuditFilter) -> ColumnElement[bool]:
    return and_(True, *_conditions(wanted))


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.by:
        yield _table.c.by == wanted.by
    if wanted.action:
        yield _table.c.action == wanted.action
    if wanted.subject:
        yield _table.c.subject == wanted.subject
    if wanted.since:
        yield _table.c.at >= wanted.since
    if wanted.until:
        yield _table.c.at < wanted.until
    if wanted.of_events:
        yield _table.c.event_id.is_not(None)
