"""Scans that are being stored now: the same one, sent again meanwhile, waits for the first."""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from kiosk.core.errors import Unsure


class InHand:
    """By their numbers. A second sending must never be called not stored while the first may be."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._numbers: set[str] = set()

    @contextmanager
    def alone(self, scan_ids: Collection[str], patience: float) -> Iterator[None]:
        """Have these scans in hand for the block; Unsure where somebody else has one for long."""
        with self._news:
            # All or none: two who wait for one another's would wait in vain.
            if not self._news.wait_for(lambda: self._numbers.isdisjoint(scan_ids), patience):
                raise unsure()
            self._numbers.update(scan_ids)
        try:
            yield
        finally:
            with self._news:
                self._numbers.difference_update(scan_ids)
                self._news.notify_all()


def unsure() -> Unsure:
    """Return the error of a scan whose storing was begun and not answered."""
    return Unsure("Whether it was stored is not known yet. Ask again with the same number.")
