"""Files that were brought and are looked at before anything is done: kept here, never in a cookie.

Each lies in a folder of its own with a random name in the data folder, is seen only by the one
who brought it, and is removed when it was used or is two hours old.
"""

import json
import re
import secrets
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.core.errors import NotFound

KEPT_FOR = 2 * 3600.0
"""Seconds after which an upload is removed: it holds names."""

_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was brought: its name as it was, and where its parts lie."""

    token: str
    name: str
    folder: Path

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.folder / "content"

    def notes(self) -> dict[str, Any]:
        """Return what was decided about the file so far."""
        path = self.folder / "notes.json"
        notes: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return notes

    def note(self, **notes: Any) -> None:
        """Keep what was decided, beside what was decided before."""
        (self.folder / "notes.json").write_text(json.dumps({**self.notes(), **notes}), "utf-8")


@dataclass(frozen=True, slots=True)
class Uploads:
    """The uploads of one member of staff for one event."""

    root: Path
    owner: int
    event_id: int

    def keep(self, name: str, content: bytes) -> Upload:
        """Keep a file; those too old are removed on the way."""
        _forget_old(self.root)
        token = secrets.token_hex(16)
        folder = self.root / token
        folder.mkdir(parents=True)
        folder.chmod(0o700)
        (folder / "content").write_bytes(content)
        known = {"name": name, "owner": self.owner, "event": self.event_id}
        (folder / "upload.json").write_text(json.dumps(known), "utf-8")
        return Upload(token, name, folder)

    def find(self, token: str) -> Upload:
        """Return an upload. Raises NotFound for what is gone, and for those of others."""
        folder = self.root / token
        path = folder / "upload.json"
        if _TOKEN.fullmatch(token) and path.exists():
            known: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
            if (known["owner"], known["event"]) == (self.owner, self.event_id):
                return Upload(token, known["name"], folder)
        raise NotFound("This file is no longer kept here. Choose it once more.")


def remove(upload: Upload) -> None:
    """Remove an upload with all that was noted about it."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def _forget_old(root: Path) -> None:
    oldest = time.time() - KEPT_FOR
    for folder in root.glob("*"):
        if _TOKEN.fullmatch(folder.name) and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
