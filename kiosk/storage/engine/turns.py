"""The line of those who want to write: one at a time, in the order in which they came.

Whoever has the turn may take along the scans of others, who then need no turn of their own.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kiosk.core.errors import Busy
from kiosk.core.model import Scan, ScanOutcome


class Waiting:
    """Somebody in the line, for at most `patience` seconds."""

    def __init__(self, patience: float) -> None:
        self.until = time.monotonic() + patience
        self.wake = threading.Lock()

    def wait(self) -> bool:
        """Wait until woken; False when the patience ended before."""
        return self.wake.acquire(timeout=max(0.0, self.until - time.monotonic()))


class WaitingScans(Waiting):
    """Scans that somebody brought at once, mostly one, and what became of each."""

    def __init__(self, patience: float, scans: Sequence[Scan]) -> None:
        super().__init__(patience)
        self.scans = scans
        self.outcomes: Sequence[ScanOutcome | Exception] = ()


class Turns:
    """Who writes, and who waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._line: deque[Waiting] = deque()
        self._busy = False

    def __len__(self) -> int:
        """How many wait."""
        return len(self._line)

    @contextmanager
    def turn(self, patience: float) -> Iterator[Waiting]:
        """Wait for the turn and have it for the block. Raises Busy."""
        waiting = Waiting(patience)
        self.enter(waiting)
        try:
            yield waiting
        finally:
            self.leave()

    def enter(self, waiting: Waiting) -> bool:
        """Wait for the turn; False: the scan was taken along instead, and has its outcome.

        Raises Busy where the patience ends before: no scan was taken along then.
        """
        with self._lock:
            if not self._busy:
                self._busy = True
                return True
            waiting.wake.acquire()
            self._line.append(waiting)
        if not waiting.wait():
            self._give_up(waiting)
        return not (isinstance(waiting, WaitingScans) and waiting.outcomes)

    def take_along(self, most: int) -> list[WaitingScans]:
        """Take up to `most` scans out of the line; who brought several is parted from none.

        First those that came alone: somebody stands before a door and waits. Whoever takes them
        along gives each its outcome and wakes who brought it.
        """
        taken = []
        with self._lock:
            waiting = [each for each in self._line if isinstance(each, WaitingScans)]
            for each in sorted(waiting, key=lambda each: len(each.scans) > 1):
                if len(each.scans) <= most:
                    taken.append(each)
                    most -= len(each.scans)
                    self._line.remove(each)
        return taken

    def leave(self) -> None:
        """Give the turn to whoever stands first in the line."""
        with self._lock:
            if self._line:
                self._line.popleft().wake.release()
            else:
                self._busy = False

    def _give_up(self, waiting: Waiting) -> None:
        with self._lock:
            if waiting in self._line:
                self._line.remove(waiting)
                raise Busy("The database was busy for too long. Nothing was saved; try again.")
        # Since then it was taken along, or has the turn: it hears of that soon.
        waiting.wake.acquire()
