"""The chain of the audit: what a transaction recorded is linked and stored at its end, in one step.

The chain of a computer is held from there to the commit, no longer: on PostgreSQL several
processes lengthen it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text, update

from kiosk.core.audit import AuditEntry, Chained, Commitment, Head, Link, chained, signed_words
from kiosk.storage.audit.signing import AuditSigner
from kiosk.storage.schema import audit_entry as _table

_RECORDED = "hadir_audit"
_STEP = 1000


@contextmanager
def recording(tx: Connection, signer: AuditSigner | None) -> Iterator[None]:
    """Take what is recorded in this transaction, and store it where the block ends well."""
    entries: list[AuditEntry] = []
    tx.info[_RECORDED] = entries
    try:
        yield
        if entries:
            append(tx, entries, signer)
    finally:
        tx.info.pop(_RECORDED, None)


def note(tx: Connection, entry: AuditEntry) -> None:
    """Let an entry be stored at the end of this transaction, which must be one that writes."""
    tx.info[_RECORDED].append(entry)


def append(tx: Connection, entries: Sequence[AuditEntry], signer: AuditSigner | None) -> None:
    """Store entries as the next links of this computer's chain; the last one is signed."""
    if signer is None:
        message = "the audit was about to be written without a key"
        raise RuntimeError(message)
    _hold(tx, signer.chain)
    last = _last(tx, signer.chain)
    if last is None:
        last = _take_in(tx, signer)
    links = chained(signer.chain, last, entries)
    rows = [{**_values_of(each.entry), **_linked(signer, each)} for each in links]
    rows[-1]["signature"] = _signature(signer, links[-1])
    for start in range(0, len(rows), _STEP):
        tx.execute(insert(_table), rows[start : start + _STEP])


def _hold(tx: Connection, chain: str) -> None:
    if tx.dialect.name == "postgresql":
        key = int(chain[:15], 16)
        tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _last(tx: Connection, chain: str) -> tuple[int, str] | None:
    query = select(_table.c.number, _table.c.link).where(_table.c.chain == chain)
    row = tx.execute(query.order_by(_table.c.number.desc()).limit(1)).first()
    return (row.number, row.link) if row else None


def _take_in(tx: Connection, signer: AuditSigner) -> tuple[int, str]:
    """Begin the chain with the entries of a version that knew none; return its last link.

    Only where no chain is there at all: later, an entry without a link was not written by us.
    """
    if tx.execute(select(_table.c.id).where(_table.c.chain.is_not(None)).limit(1)).first():
        return 0, ""
    rows = tx.execute(select(_table).order_by(_table.c.id)).all()
    links = chained(signer.chain, (0, ""), [entry_of(row) for row in rows])
    if not links:
        return 0, ""
    for row, each in zip(rows, links, strict=True):
        values = _linked(signer, each)
        if each is links[-1]:
            values["signature"] = _signature(signer, each)
        tx.execute(update(_table).where(_table.c.id == row.id).values(**values))
    return links[-1].number, links[-1].hash


def _values_of(entry: AuditEntry) -> dict[str, Any]:
    return {
        "event_id": entry.event_id,
        "at": entry.at,
        "by": entry.by,
        "where": entry.where,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
    }


def _linked(signer: AuditSigner, made: Chained) -> dict[str, Any]:
    return {
        "chain": signer.chain,
        "number": made.number,
        "who_salt": made.who.salt,
        "who_hash": made.who.hash,
        "detail_salt": made.detail.salt,
        "detail_hash": made.detail.hash,
        "link": made.hash,
        "signature": "",
    }


def _signature(signer: AuditSigner, made: Chained) -> str:
    return signer.sign(signed_words(signer.chain, made.number, made.hash))


def entry_of(row: Row[Any]) -> AuditEntry:
    """Return the entry in a row."""
    return AuditEntry(
        row.at, row.by, row.action, row.subject, row.detail, row.where, row.event_id, row.number
    )


def links(tx: Connection, chain: str) -> list[Link]:
    """Return a chain in the order of its numbers."""
    query = select(_table).where(_table.c.chain == chain).order_by(_table.c.number, _table.c.id)
    return [_link(row) for row in tx.execute(query)]


def links_of_action(tx: Connection, chain: str, action: str) -> list[Link]:
    """Return those links of a chain that are of one kind, in the order of their numbers."""
    query = select(_table).where(_table.c.chain == chain, _table.c.action == action)
    return [_link(row) for row in tx.execute(query.order_by(_table.c.number))]


def moments(tx: Connection, chain: str) -> list[tuple[int, datetime]]:
    """Return number and time of every link of a chain, in the order of their numbers."""
    query = select(_table.c.number, _table.c.at).where(_table.c.chain == chain)
    return [(row.number, row.at) for row in tx.execute(query.order_by(_table.c.number))]


def chains(tx: Connection) -> dict[str, int]:
    """Return every chain with the number of its entries, the oldest first."""
    query = select(_table.c.chain, func.count()).where(_table.c.chain.is_not(None))
    grouped = query.group_by(_table.c.chain).order_by(func.min(_table.c.id))
    return {row[0]: row[1] for row in tx.execute(grouped)}


def first(tx: Connection) -> str | None:
    """Return the chain of the computer that wrote the first entry, None where none did."""
    query = select(_table.c.chain).where(_table.c.chain.is_not(None)).order_by(_table.c.id)
    found: str | None = tx.execute(query.limit(1)).scalar()
    return found


def unlinked(tx: Connection) -> list[int]:
    """Return the rows that stand in no chain."""
    return list(tx.execute(select(_table.c.id).where(_table.c.chain.is_(None))).scalars())


def _link(row: Row[Any]) -> Link:
    return Link(
        row=row.id,
        chain=row.chain,
        number=row.number,
        entry=entry_of(row),
        who=Commitment(row.who_salt, row.who_hash or ""),
        detail=Commitment(row.detail_salt, row.detail_hash or ""),
        hash=row.link or "",
        signature=row.signature,
    )


def head(tx: Connection, chain: str, at: datetime) -> Head | None:
    """Return the last link of a chain as it is signed, None where the chain has none."""
    query = select(_table.c.number, _table.c.link, _table.c.signature)
    newest = query.where(_table.c.chain == chain).order_by(_table.c.number.desc()).limit(1)
    row = tx.execute(newest).first()
    return Head(chain, row.number, row.link, row.signature, at) if row else None
