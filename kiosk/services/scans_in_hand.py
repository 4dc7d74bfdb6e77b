"""The scans of this computer's camera that wait for their answer, each in a thread of its own."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from kiosk.core.errors import HadirError, StorageError, Unsure
from kiosk.core.model import Scan
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in

_AT_ONCE = 8
_TOO_LONG_S = 1.6
"""The door says after two seconds that it waits; this leaves it the time to say so."""

_ASK_AGAIN_S = 1.0

_log = logging.getLogger(__name__)


class ScansInHand:
    """Answers scans side by side: one that hangs in the disk holds up nobody behind it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="scan")
        self._since: dict[str, float] = {}
        self._stopping = threading.Event()

    @property
    def unanswered(self) -> bool:
        """Whether one of them has waited for too long."""
        now = time.monotonic()
        return any(now - since > _TOO_LONG_S for since in tuple(self._since.values()))

    def answer(self, scan: Scan) -> None:
        """Have a scan answered; the door's page hears of it, also where it was not stored."""
        self._since[scan.scan_id] = time.monotonic()
        self._pool.submit(self._answer, scan)

    def close(self) -> None:
        """Take no further scans, and return once those in hand have their answers."""
        self._stopping.set()
        self._pool.shutdown(wait=True)

    def _answer(self, scan: Scan) -> None:
        try:
            if time.monotonic() - self._since[scan.scan_id] < _TOO_LONG_S:
                self._ask_until_known(scan)
            else:
                # Whoever held this badge was told nothing for too long, and has gone on.
                self._not_stored(scan)
        except HadirError:
            self._not_stored(scan)
        except Exception:  # noqa: BLE001  the next person must get an answer
            _log.exception("A scan could not be answered; the door goes on")
            self._not_stored(scan)
        finally:
            self._since.pop(scan.scan_id, None)

    def _ask_until_known(self, scan: Scan) -> None:
        """Check in; once it may have been stored, nothing but an answer ends the asking."""
        was_begun = False
        while not self._stopping.is_set():
            try:
                check_in(self._desk, scan)
            except StorageError as error:
                was_begun = was_begun or isinstance(error, Unsure)
                if not was_begun:
                    raise
                self._stopping.wait(_ASK_AGAIN_S)
            else:
                return

    def _not_stored(self, scan: Scan) -> None:
        self._desk.updates.deliver(Update(Topic.NOT_STORED, 0, scan.station_id, scan.scan_id))
