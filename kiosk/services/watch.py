"""Watches whether a scan could be stored, and tells the doors when that ends or begins again."""

import threading

from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk

_LOOK_EVERY_S = 0.3
_STORE_EVERY_S = 2.0


class StorageWatch:
    """A thread that looks at the file all the time, and stores something small often.

    Where scans are stored meanwhile, they are proof enough of that.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stopping = threading.Event()
        self._told = ""

    def start(self) -> None:
        """Begin to watch."""
        threading.Thread(target=self._watch, name="storage", daemon=True).start()

    def stop(self) -> None:
        """Watch no longer."""
        self._stopping.set()

    def look(self) -> None:
        """Find out once, and tell the doors of a change."""
        store = self._desk.store
        store.look_through()
        if store.outage.kind or store.outage.silent_for() > _STORE_EVERY_S:
            store.trouble()
        else:
            store.look_at_place()
        if store.outage.kind != self._told:
            self._told = store.outage.kind
            self._desk.updates.deliver(Update(Topic.STORAGE, 0))

    def _watch(self) -> None:
        while not self._stopping.wait(_LOOK_EVERY_S):
            self.look()
