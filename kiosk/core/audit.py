"""The audit as a chain: each entry is bound to the one before it, and the last one is signed.

An entry has three parts. Its facts (when, what was done, to what) stand in the link itself. Who did
it and from where, and the values before and after, stand beside: the link holds a commitment to
each, SHA-256 (FIPS 180-4) over a random salt and the values. Where values are deleted with their
salt, nothing of them can be guessed from the commitment, and the chain holds.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

PURGED = "purged"
"""The act that deletes values: its entry names the entries whose values went."""

SCANS_SEALED = "scans_sealed"

# Encoders made once: for each of ten thousand entries, to make one takes longer than to use it.
_STORED = json.JSONEncoder(ensure_ascii=False).encode
_WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what, when, from where, to what; `detail` holds no secrets."""

    at: datetime
    by: str
    action: str
    subject: str
    detail: dict[str, Any]
    where: str = ""
    event_id: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A salted hash of values that stand beside the chain; the salt goes when they are purged."""

    salt: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class Link:
    """An entry in its chain, as it is stored: `chain` is the public key that signs it, in hex."""

    row: int
    chain: str
    number: int
    entry: AuditEntry
    who: Commitment
    detail: Commitment
    hash: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a chain at some moment, signed; written down outside the database."""

    chain: str
    number: int
    hash: str
    signature: str
    at: datetime

    @property
    def fingerprint(self) -> str:
        """Its hash as it is printed: the first 20 digits, in groups of four."""
        return in_groups(self.hash)

    def __str__(self) -> str:
        """Return the head in one word, as it is printed and asked for: `812:1A2B-…`."""
        return f"{self.number}:{self.fingerprint}"


def in_groups(digits: str) -> str:
    """Return the first 20 digits of a hash in groups of four."""
    shown = digits[:20].upper()
    return "-".join(shown[each : each + 4] for each in range(0, len(shown), 4))


@dataclass(frozen=True, slots=True)
class Chained:
    """A link that is about to be stored, without its row."""

    number: int
    entry: AuditEntry
    who: Commitment
    detail: Commitment
    hash: str


def chained(chain: str, last: tuple[int, str], entries: Sequence[AuditEntry]) -> list[Chained]:
    """Return entries as links that follow `last`, a number and its hash; (0, "") where none is."""
    number, previous = last
    made = []
    for each in entries:
        number += 1
        who, detail = _committed(_who(each)), _committed(each.detail)
        previous = link_hash(previous, chain, number, each, (who.hash, detail.hash))
        made.append(Chained(number, each, who, detail, previous))
    return made


def _committed(values: Any) -> Commitment:
    salt = secrets.token_hex(16)
    return Commitment(salt, commitment(salt, values))


def commitment(salt: str, values: Any) -> str:
    """Return the salted hash of values, the same before they are stored and after."""
    return _sha256(f"{salt}\n{canonical(values)}")


def link_hash(
    previous: str, chain: str, number: int, entry: AuditEntry, beside: tuple[str, str]
) -> str:
    """Return the hash that binds an entry to the one before it."""
    at = entry.at.astimezone(UTC).isoformat()
    facts = [previous, chain, number, at, entry.event_id, entry.action, entry.subject, *beside]
    return _sha256(_WRITTEN(facts))


def signed_words(chain: str, number: int, link: str) -> bytes:
    """Return what is signed of the last link."""
    return f"hadir-audit-1\n{chain}\n{number}\n{link}".encode()


def canonical(value: Any) -> str:
    """Return a JSON value as one text: keys in order, as they come back from a database."""
    return _WRITTEN(json.loads(_STORED(value)))


def holds_who(link: Link) -> bool:
    """Whether name and place are as they were written, or were purged."""
    return _holds(link.who, _who(link.entry), empty=not (link.entry.by or link.entry.where))


def holds_detail(link: Link) -> bool:
    """Whether the values are as they were written, or were purged."""
    return _holds(link.detail, link.entry.detail, empty=not link.entry.detail)


def _holds(kept: Commitment, values: Any, *, empty: bool) -> bool:
    if kept.salt is None:
        return empty
    return commitment(kept.salt, values) == kept.hash


def _who(entry: AuditEntry) -> list[str]:
    return [entry.by, entry.where]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Ranges:
    """Numbers as they are named: `1-40,43`."""

    numbers: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, text: str) -> "Ranges":
        """Return the numbers in a text that `str` gave."""
        found: set[int] = set()
        for part in filter(None, text.split(",")):
            first, _, last = part.partition("-")
            found.update(range(int(first), int(last or first) + 1))
        return cls(frozenset(found))

    def __str__(self) -> str:
        parts: list[list[int]] = []
        for each in sorted(self.numbers):
            if parts and each == parts[-1][1] + 1:
                parts[-1][1] = each
            else:
                parts.append([each, each])
        return ",".join(f"{a}" if a == b else f"{a}-{b}" for a, b in parts)
