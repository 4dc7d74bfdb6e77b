"""How far an event has come, for the start page."""

from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.storage import overview as stored
from kiosk.storage.overview import Overview

__all__ = ["Overview", "overview"]


def overview(desk: Desk, event: Event) -> Overview:
    """Count the people on the list, their badges, those printed, and the check-ins."""
    with desk.store.read() as tx:
        return stored.overview(tx, event.id)
