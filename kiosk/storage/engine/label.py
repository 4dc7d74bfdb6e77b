"""The label at the end of a backup: what it holds, and a checksum over all of it (SHA-256).

SQLite reads as many pages as its header names and nothing behind them, so that a labelled file is
a database still. FIPS 180-4 defines the checksum.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kiosk.core.backups import Contents

_MAGIC = b"\nHADIR-BACKUP "
_LONGEST = 4096
_DIGEST = 64
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says; `length` is where the database ends, `whole` whether the checksum fits."""

    contents: Contents
    length: int
    whole: bool


def put_label(path: Path, contents: Contents) -> None:
    """Append the label and wait until the disk has it."""
    values = {**asdict(contents), "made_at": contents.made_at.isoformat()}
    words = _MAGIC + json.dumps(values).encode() + b" "
    with path.open("rb+") as file:
        digest = hashlib.file_digest(file, "sha256")
        digest.update(words)
        file.seek(0, os.SEEK_END)
        file.write(words + digest.hexdigest().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_label(path: Path) -> Label | None:
    """Return the label of a file with its checksum compared; None where it has none."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _LONGEST))
        end = file.read()
    at = end.rfind(_MAGIC)
    words, _, digest = end[at:].rstrip(b"\n").rpartition(b" ")
    if at < 0 or len(digest) != _DIGEST:
        return None
    length = size - len(end) + at
    try:
        contents = _contents(words)
    except (ValueError, KeyError, TypeError):
        return None
    whole = _sum(path, length + len(words) + 1).encode() == digest
    return Label(contents, length, whole)


def _contents(words: bytes) -> Contents:
    values = json.loads(words.removeprefix(_MAGIC))
    return Contents(**{**values, "made_at": datetime.fromisoformat(values["made_at"])})


def _sum(path: Path, length: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while length > 0 and (part := file.read(min(_CHUNK, length))):
            digest.update(part)
            length -= len(part)
    return digest.hexdigest()
