"""The roster as a whole: holding it while it changes, and the imports that were made."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from kiosk.core.roster.imports import RosterImport
from kiosk.storage import schema
from kiosk.storage.among import among
from kiosk.storage.database import Done, Store, Tx
from kiosk.storage.engine import undone

_table = schema.roster_import


def revision(tx: Tx, event_id: int) -> int:
    """Return the number of the roster's state: whoever changes the roster raises it."""
    query = select(schema.event.c.roster_revision).where(schema.event.c.id == event_id)
    return tx.execute(query).scalar() or 0


def hold(tx: Tx, event_id: int, known: int | None = None) -> bool:
    """Keep others from changing the roster until the end of the transaction; raise its revision.

    False where the revision is no longer the `known` one, and nothing is held then. Check-ins go
    on: they ask for a weaker lock on the event.
    """
    table = schema.event
    raised = update(table).where(table.c.id == event_id)
    if known is not None:
        raised = raised.where(table.c.roster_revision == known)
    held = tx.execute(raised.values(roster_revision=table.c.roster_revision + 1))
    return held.rowcount == 1


def decided(store: Store, event_id: int, decide: Callable[[Tx], Callable[[Tx], Done]]) -> Done:
    """Look and decide before the lock, and write under it; look anew if the roster changed since.

    `decide` returns what writes. However many are concerned, scans wait for the writing only.
    """
    while True:
        with store.read() as tx:
            known = revision(tx, event_id)
            write = decide(tx)
        with store.write() as tx:
            if hold(tx, event_id, known):
                return write(tx)


def add_import(tx: Tx, made: RosterImport) -> int:
    """Store that an import was made; returns its id."""
    values = {
        "event_id": made.event_id,
        "file_name": made.file_name[:300],
        "imported_at": made.imported_at,
        "imported_by": made.imported_by,
        "report": made.report,
        "before": made.before,
    }
    new_id: int = tx.execute(insert(_table).values(values).returning(_table.c.id)).scalar_one()
    return new_id


def last_import(tx: Tx, event_id: int) -> RosterImport | None:
    """Return the last import of the event, also one that was undone."""
    query = select(_table).where(_table.c.event_id == event_id).order_by(_table.c.id.desc())
    row = tx.execute(query.limit(1)).first()
    return _import(row) if row else None


def import_of(tx: Tx, import_id: int) -> RosterImport | None:
    """Return the import with this id."""
    row = tx.execute(select(_table).where(_table.c.id == import_id)).first()
    return _import(row) if row else None


def added_by(tx: Tx, made: RosterImport) -> list[int]:
    """Return whom an import has added: the ids of those who are still there."""
    if "added" in made.before:
        return [int(each) for each in made.before["added"]]
    table, (first, last) = schema.participant, made.before["numbers"]
    query = select(table.c.id).where(
        table.c.event_id == made.event_id, table.c.number.between(first, last)
    )
    return list(tx.execute(query).scalars())


def mark_undone(tx: Tx, import_id: int, at: datetime, by: str) -> bool:
    """Store that an import was undone; False when it was already."""
    return undone.mark_undone(tx, _table, import_id, at, by)


def have_scans(tx: Tx, participant_ids: Collection[int]) -> bool:
    """Whether anybody of these was ever scanned or checked in, undone check-ins included."""
    table = schema.scan
    query = select(table.c.id).where(among(tx, table.c.participant_id, participant_ids))
    return tx.execute(query.limit(1)).first() is not None


def scanned(tx: Tx, participant_ids: Collection[int]) -> set[int]:
    """Return who of these was ever scanned."""
    table = schema.scan
    query = select(table.c.participant_id).where(among(tx, table.c.participant_id, participant_ids))
    return set(tx.execute(query.distinct()).scalars())


def with_printed_badge(tx: Tx, participant_ids: Collection[int]) -> set[int]:
    """Return who of these has a badge that was printed."""
    badge, printed = schema.badge, schema.badge_print
    query = (
        select(badge.c.participant_id)
        .join(printed, printed.c.badge_id == badge.c.id)
        .where(among(tx, badge.c.participant_id, participant_ids))
    )
    return set(tx.execute(query).scalars())


def _import(row: Row[Any]) -> RosterImport:
    return RosterImport(
        id=row.id,
        event_id=row.event_id,
        file_name=row.file_name,
        imported_at=row.imported_at,
        imported_by=row.imported_by,
        report=row.report,
        before=row.before,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
