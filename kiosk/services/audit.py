"""Who did what, when, from where, to what: written in the transaction that does it."""

from dataclasses import fields
from datetime import timedelta
from enum import Enum
from hashlib import sha256
from typing import Any

from kiosk.core.audit import AuditEntry, canonical
from kiosk.core.changes import CHANGES_EPOCH
from kiosk.desk import Desk
from kiosk.storage import installation, untold
from kiosk.storage.audit import entries
from kiosk.storage.audit.entries import AuditFilter
from kiosk.storage.database import Tx

__all__ = ["AuditFilter"]

_LONGEST_VALUE = 2000
_SAME = timedelta(minutes=1)


def record(  # noqa: PLR0913, PLR0917
    tx: Tx, desk: Desk, event_id: int | None, by: str, action: str, subject: str, **detail: Any
) -> None:
    """Write down in the same transaction who did what to `subject`, such as `participant:7`."""
    entries.record(tx, event_id, AuditEntry(desk.now(), by, action, subject, detail, desk.where))


def refused(desk: Desk, by: str, what: str) -> None:
    """Write down that somebody's right did not suffice; the same within a minute counts once."""
    _note_once(desk, by, "refused_by_right", f"page:{what}"[:120])


def slowed(desk: Desk, subject: str) -> None:
    """Write down that somebody who guesses was told to wait; the same within a minute once."""
    _note_once(desk, "", "slowed", subject)


def restored(desk: Desk, file: str) -> None:
    """Write down that a backup was put in place of the database, as the first thing in it."""
    with desk.store.write() as tx:
        installation.forget(tx, CHANGES_EPOCH)
        untold.tell_anew(tx)
        record(tx, desk, None, "hadir", "restored", "backup", file=file)


def _note_once(desk: Desk, by: str, action: str, subject: str) -> None:
    since = desk.now() - _SAME
    with desk.store.read() as tx:
        if entries.was_done(tx, (by, action, subject), since):
            return
    with desk.store.write() as tx:
        record(tx, desk, None, by, action, subject)


def history(
    desk: Desk, event_id: int | None, subject: str | None = None, limit: int = 200
) -> list[AuditEntry]:
    """Return what was done, to one subject or to all, the newest first."""
    with desk.store.read() as tx:
        return entries.history(tx, event_id, subject, limit)


def look(
    desk: Desk, wanted: AuditFilter, limit: int, skip: int = 0
) -> tuple[list[AuditEntry], int]:
    """Return the entries that a filter lets through, the newest first, and how many there are."""
    with desk.store.read() as tx:
        return entries.found(tx, wanted, limit, skip), entries.count(tx, wanted)


def known_of(desk: Desk) -> tuple[list[str], list[str]]:
    """Return who did anything, and which acts there are, to be filtered by."""
    with desk.store.read() as tx:
        return entries.distinct(tx)


def changed(before: Any, after: Any) -> dict[str, list[Any]]:
    """Return the fields in which two values of a kind differ, with what was and what is."""
    pairs = {
        each.name: (getattr(before, each.name), getattr(after, each.name)) for each in fields(after)
    }
    return {name: [in_short(x), in_short(y)] for name, (x, y) in pairs.items() if x != y}


def in_short(value: Any) -> Any:
    """Return a value as it is written down; of a large one only its length and checksum."""
    plain = value if isinstance(value, dict | list | int | float | None) else _text(value)
    words = canonical(plain)
    if len(words) <= _LONGEST_VALUE:
        return plain
    return f"{len(words)} characters, SHA-256 {sha256(words.encode()).hexdigest()}"


def _text(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)
