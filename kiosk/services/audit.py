"""Who did what, when, from where, to what: written in the transaction that does it."""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import timedelta
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any

from kiosk.core.audit import AuditEntry, Link, canonical
from kiosk.core.errors import BadInput, Refused
from kiosk.desk import Desk
from kiosk.storage.audit import chain, entries
from kiosk.storage.audit.entries import AuditFilter
from kiosk.storage.database import Tx

__all__ = ["AuditFilter"]

_LONGEST_VALUE = 2000
_COLUMNS = ("number", "at", "by", "where", "action", "subject", "event_id", "detail")
_SAME_REFUSAL = timedelta(minutes=1)


def record(  # noqa: PLR0913, PLR0917
    tx: Tx, desk: Desk, event_id: int | None, by: str, action: str, subject: str, **detail: Any
) -> None:
    """Write down in the same transaction who did what to `subject`, such as `participant:7`."""
    entries.record(tx, event_id, AuditEntry(desk.now(), by, action, subject, detail, desk.where))


def refused(desk: Desk, by: str, what: str) -> None:
    """Write down that somebody's right did not suffice; the same within a minute counts once."""
    subject = f"page:{what}"[:120]
    with desk.store.write() as tx:
        if not entries.was_done(tx, (by, "refused_by_right", subject), desk.now() - _SAME_REFUSAL):
            record(tx, desk, None, by, "refused_by_right", subject)


def restored(desk: Desk, file: str) -> None:
    """Write down that a backup was put in place of the database, as the first thing in it."""
    with desk.store.write() as tx:
        record(tx, desk, None, "hadir", "restored", "backup", file=file)


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


def export(desk: Desk, target: Path) -> int:
    """Write every entry to a file that was not there: .csv to be read, .json to be verified too.

    Returns how many there are. Raises BadInput for another ending, Refused where the file is there.
    """
    if target.suffix not in {".csv", ".json"}:
        raise BadInput("{file} must end in .csv or .json.", file=target)
    if target.exists():
        raise Refused("{file} already exists; it was not touched.", file=target)
    with desk.store.read() as tx:
        links = [link for each in chain.chains(tx) for link in chain.links(tx, each)]
    text = as_csv([each.entry for each in links]) if target.suffix == ".csv" else as_json(links)
    target.write_text(text, "utf-8")
    return len(links)


def as_json(links: list[Link]) -> str:
    """Return entries with their links: all that is needed to verify them elsewhere."""
    return json.dumps([asdict(each) for each in links], ensure_ascii=False, default=str, indent=1)


def as_csv(entries: list[AuditEntry]) -> str:
    """Return entries as a table for people."""
    return "\ufeff" + "".join(_csv_lines(entries))


def _csv_lines(entries: list[AuditEntry]) -> Iterator[str]:
    lines: list[str] = []
    writer = csv.writer(_Lines(lines))
    writer.writerow(_COLUMNS)
    for each in entries:
        detail = canonical(each.detail) if each.detail else ""
        values = (getattr(each, name) for name in _COLUMNS[:-1])
        writer.writerow([_harmless(value) for value in (*values, detail)])
    yield from lines


def _harmless(value: object) -> object:
    """Let no value be taken for a formula by a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


class _Lines:
    """What `csv` writes to."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def write(self, line: str) -> None:
        self._lines.append(line)
