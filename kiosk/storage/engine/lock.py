"""One server a data folder: a lock that its process holds, and that dies with it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.core.errors import Refused

_NAME = "hadir.lock"
_PAUSE_S = 0.05


@contextmanager
def held(folder: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the folder for as long as the block lasts. Raises Refused where another one does.

    A process that was just killed may take a moment to let go: `wait_s` is how long to wait.
    """
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait_s
    while (file := _taken(folder)) is None:
        if time.monotonic() >= until:
            raise Refused(
                "Hadir is already running with the data in {folder}. Stop it first, or use "
                "another folder: --data.",
                folder=folder,
            )
        time.sleep(_PAUSE_S)
    try:
        yield
    finally:
        os.close(file)


def is_held(folder: Path) -> bool:
    """Whether a server works with this folder now."""
    if not (folder / _NAME).exists():
        return False
    file = _taken(folder)
    if file is None:
        return True
    os.close(file)
    return False


def _taken(folder: Path) -> int | None:
    """Return the open lock file, or None where somebody else has it."""
    file = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(file)
    except OSError:
        os.close(file)
        return None
    return file


try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:
    from msvcrt import LK_NBLCK, locking  # type: ignore[attr-defined]

    def _lock(file: int) -> None:
        locking(file, LK_NBLCK, 1)
else:

    def _lock(file: int) -> None:
        flock(file, LOCK_EX | LOCK_NB)
