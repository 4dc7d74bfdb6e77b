"""Scans that are being stored now: the same one, sent again meanwhile, waits for the first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.core.errors import Unsure


class InHand:
    """By their numbers. A second sending must never be called not stored while the first may be."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._numbers: set[str] = set()

    @contextmanager
    def alone(self, scan_id: str, patience: float) -> Iterator[None]:
        """Have this scan in hand for the block. Raises Unsure where somebody else has for long."""
        with self._news:
            if not self._news.wait_for(lambda: scan_id not in self._numbers, patience):
                raise unsure()
            self._numbers.add(scan_id)
        try:
            yield
        finally:
            with self._news:
                self._numbers.discard(scan_id)
                self._news.notify_all()


def unsure() -> Unsure:
    """Return the error of a scan whose storing was begun and not answered."""
    return Unsure("Whether it was stored is not known yet. Ask again with the same number.")
