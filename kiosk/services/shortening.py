"""What is written down for others is forgotten once nobody needs it, off the way of every scan."""

import logging
import threading

from kiosk.core.errors import HadirError
from kiosk.desk import Desk
from kiosk.services import changes
from kiosk.storage import untold

_LOOK_EVERY_S = 600.0

_log = logging.getLogger(__name__)


def shorten(desk: Desk) -> None:
    """Forget what is old in the log of changes, and what says nothing new to other computers."""
    changes.shorten(desk)
    untold.forget_between(desk.store)


class Shortening:
    """The thread that does it now and then."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._keep, name="shortening", daemon=True).start()

    def stop(self) -> None:
        """Forget nothing more."""
        self._stopping.set()

    def _keep(self) -> None:
        while not self._stopping.wait(_LOOK_EVERY_S):
            try:
                shorten(self._desk)
            except HadirError as error:
                _log.debug("Nothing was forgotten: %s", error)
            except Exception:  # noqa: BLE001  a thread that ends would forget nothing more
                _log.exception("The log of changes could not be shortened")
