"""How far an event has come, for the start page."""

from kiosk.core.model import Event
from kiosk.core.overview import Overview
from kiosk.desk import Desk
from kiosk.storage import overview as stored


def overview(desk: Desk, event: Event) -> Overview:
    """Count the people on the list, their badges, those printed, and the check-ins."""
    with desk.store.read() as tx:
        return stored.overview(tx, event.id)
