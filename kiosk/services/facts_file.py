"""A file of facts: who wrote it, a fact a line, and what proves that nobody has changed it.

The last line holds SHA-256 (FIPS 180-4) over all before it, signed by the key of the computer
(Ed25519, RFC 8032) by which its audit is signed too. Nothing of a file is read before that holds.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from kiosk.core.audit import in_groups
from kiosk.core.errors import BadInput, Refused
from kiosk.core.facts import Fact, moment, told, understood
from kiosk.storage.audit.signing import AuditSigner, is_signed

_FORM = "hadir-facts-1"
_LONGEST_LINE = 100_000


@dataclass(frozen=True, slots=True)
class FactsHead:
    """Which computer wrote a file, when by its own clock, and of which event."""

    computer: str
    written_at: datetime
    event_uid: str
    event: str
    facts: int = 0

    @property
    def fingerprint(self) -> str:
        """The key of the computer as people compare it."""
        return in_groups(self.computer)


def write(target: Path, head: FactsHead, facts: Iterable[Fact], signer: AuditSigner) -> int:
    """Write a file that was not there, in one step; return how many facts it holds.

    Raises Refused where it is there, BadInput where it cannot be written.
    """
    if target.exists():
        raise Refused("{file} already exists; it was not touched.", file=target)
    partial = target.with_name(f"{target.name}.part")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            count = _write(out, head, facts, signer)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
    except OSError as error:
        raise BadInput(
            "{file} cannot be written: {why}.", file=target, why=error.strerror
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink()
    return count


def _write(out: BinaryIO, head: FactsHead, facts: Iterable[Fact], signer: AuditSigner) -> int:
    digest, count = sha256(), 0

    def line(value: object) -> None:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        written = f"{text}\n".encode(errors="surrogatepass")
        digest.update(written)
        out.write(written)

    line(
        {
            _FORM: head.written_at.isoformat(), "computer": head.computer,
            "event_uid": head.event_uid, "event": head.event,
        }
    )  # fmt: skip
    for each in facts:
        line(told(each))
        count += 1
    whole = digest.hexdigest()
    line({"facts": count, "sha256": whole, "signature": signer.sign(_signed(whole))})
    return count


def opened(path: Path) -> FactsHead:
    """Return who wrote a file. Raises BadInput where it is none, is not whole, or was changed."""
    first, last, whole = _around(path)
    end, head = _object(last), _object(first)
    try:
        written_at = moment(head[_FORM])
        computer, uid, event = (str(head[name]) for name in ("computer", "event_uid", "event"))
    except (KeyError, ValueError, TypeError) as error:
        raise BadInput("{file} is no file of scans that Hadir wrote.", file=path.name) from error
    if "signature" not in end:
        raise BadInput("{file} is not whole. Copy it once more.", file=path.name)
    signature = str(end["signature"])
    if end.get("sha256") != whole or not is_signed(computer, _signed(whole), signature):
        raise BadInput(
            "{file} was changed after it was written. Nothing was taken from it.", file=path.name
        )
    return FactsHead(computer, written_at, uid, event, int(end.get("facts", 0)))


def facts_in(path: Path) -> Iterator[Fact]:
    """Yield the facts of a file that `opened` has accepted. Raises BadInput."""
    with path.open("rb") as file:
        file.readline(_LONGEST_LINE)
        for line in file:
            value = _object(line)
            if "signature" in value:
                return
            yield understood(value)


def _around(path: Path) -> tuple[bytes, bytes, str]:
    """Return the first line, the last one, and the sum over all but the last."""
    digest, first, last = sha256(), b"", b""
    try:
        with path.open("rb") as file:
            while line := file.readline(_LONGEST_LINE):
                digest.update(last)
                first, last = first or line, line
    except OSError as error:
        raise BadInput("{file} cannot be read: {why}.", file=path, why=error.strerror) from error
    return first, last, digest.hexdigest()


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _signed(whole: str) -> bytes:
    return f"{_FORM}\n{whole}".encode()
