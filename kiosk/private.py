"""Files and folders that belong to the user who runs Hadir, and to nobody else."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

_FOLDER, _FILE = 0o700, 0o600


def keep_to_ourselves() -> None:
    """Let whatever this process writes be readable by its user alone; Windows has its own way."""
    os.umask(0o077)


def private_folder(path: Path) -> None:
    """Make a folder of ours, and close it and the files in it where they were open to others."""
    path.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    for each, mode in ((path, _FOLDER), *((file, _FILE) for file in path.glob("hadir.*"))):
        # What belongs to somebody else is theirs to close.
        with suppress(OSError):
            each.chmod(mode)


def keep_private(path: Path, content: bytes) -> None:
    """Write a file of ours whole or not at all, in place of the one that is there."""
    path.parent.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    _draft(path, content).replace(path)


def secret_in(path: Path) -> str:
    """Return the secret kept in a file; made once, the same for every process that asks."""
    if not path.exists():
        draft = _draft(path, secrets.token_urlsafe(48).encode())
        # Whole or not at all, and never in place of one that another process made meanwhile.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text("utf-8")


def _draft(path: Path, content: bytes) -> Path:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return draft
