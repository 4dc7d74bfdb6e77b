"""A fault of the database, told to the log once when it begins and once when it ends."""

import logging
import threading
import time
from dataclasses import dataclass

from kiosk.core.errors import Damaged, StorageError
from kiosk.storage.engine.troubles import said_by_driver

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Spell:
    error: StorageError
    kind: str
    began: float
    of_writing: bool
    count: int = 1


class StoreOutage:
    """Whether the database fails now, since when, and how often it did.

    Where `damage_stays`, nothing that works in between ends it, and no other fault hides it.
    """

    def __init__(self, *, damage_stays: bool = False) -> None:
        self._damage_stays = damage_stays
        self._lock = threading.Lock()
        self._fault: _Spell | None = None
        self._stored_at = float("-inf")

    @property
    def kind(self) -> str:
        """Return the name of the error that lasts, or an empty text."""
        fault = self._fault
        return fault.kind if fault else ""

    @property
    def error(self) -> StorageError | None:
        """Return the error that lasts."""
        fault = self._fault
        return fault.error if fault else None

    @property
    def began_at(self) -> float:
        """Return when what lasts began, by the monotonic clock; where nothing does, long ago."""
        fault = self._fault
        return fault.began if fault else float("-inf")

    def silent_for(self) -> float:
        """Return for how many seconds nothing was stored."""
        return time.monotonic() - self._stored_at

    def failed(self, error: StorageError, *, writing: bool, examined: bool = False) -> None:
        """Take note of a failure; only the first of a row is told.

        What a scan met may be named better by whoever `examined` it: the same fault goes on.
        """
        kind = type(error).__name__
        with self._lock:
            fault = self._fault
            if fault is None:
                self._fault = _Spell(error, kind, time.monotonic(), writing)
            else:
                fault.count += 1
                fault.of_writing |= writing
                is_better = examined or kind == Damaged.__name__
                if not is_better or fault.kind == kind or self._stays(fault):
                    return
                fault.error, fault.kind = error, kind
        _log.error("The database fails (%s): %s", kind, said_by_driver(error.__cause__) or error)

    def worked(self, *, writing: bool) -> None:
        """Take note that it worked: a fault of writing is over when writing works again."""
        if writing:
            self._stored_at = time.monotonic()
        fault = self._fault
        if fault and not self._stays(fault) and (writing or not fault.of_writing):
            with self._lock:
                self._end()

    def healed(self) -> None:
        """Take note that all was looked through, and nothing is damaged."""
        with self._lock:
            self._end()

    def _stays(self, fault: _Spell) -> bool:
        return self._damage_stays and fault.kind == Damaged.__name__

    def _end(self) -> None:
        if self._fault:
            lasted = time.monotonic() - self._fault.began
            kind, count = self._fault.kind, self._fault.count
            _log.warning("The database works again (%s): %.1f s, %d times", kind, lasted, count)
            self._fault = None
