"""The audit as a file: for people as CSV, and as JSON with all that verifying it needs."""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.core.audit import AuditEntry, Commitment, Link, canonical
from kiosk.core.errors import BadInput, Refused
from kiosk.desk import Desk
from kiosk.storage.audit import chain

_COLUMNS = ("number", "at", "by", "where", "action", "subject", "event_id", "detail")


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


def links_in(file: Path) -> list[Link]:
    """Return the entries of a file that `as_json` wrote. Raises BadInput for every other."""
    try:
        return [_link(each) for each in json.loads(file.read_text("utf-8"))]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadInput(
            "{file} is no audit that can be verified: hadir audit export FILE.json writes one.",
            file=file,
        ) from error


def _link(told: dict[str, Any]) -> Link:
    entry = told["entry"]
    made = AuditEntry(**{**entry, "at": datetime.fromisoformat(entry["at"])})
    beside = {name: Commitment(**told[name]) for name in ("who", "detail")}
    link = Link(**{**told, **beside, "entry": made})
    _check_kinds(link)
    return link


def _check_kinds(link: Link) -> None:
    """Raise TypeError where a value is of another kind: a file is anybody's."""
    entry, beside = link.entry, (link.who, link.detail)
    texts = [link.chain, link.hash, link.signature, entry.by, entry.action, entry.subject]
    texts += [entry.where, *(each.hash for each in beside)]
    are_texts = all(isinstance(each, str) for each in texts)
    have_salts = all(isinstance(each.salt, str | None) for each in beside)
    are_numbers = isinstance(link.number, int) and isinstance(link.row, int)
    if not (are_texts and have_salts and are_numbers and isinstance(entry.detail, dict)):
        raise TypeError


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
