"""The computer's clock, compared with what is stored."""

from kiosk.core.clock import ClockDoubt, doubt
from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.storage import scans, sessions


def clock_doubt(desk: Desk, event: Event) -> ClockDoubt | None:
    """Return why the clock may be wrong, by scans, other clocks and the days."""
    with desk.store.read() as tx:
        last = scans.last_received(tx)
        parts = sessions.of_event(tx, event.id)
    days = [each.starts_at.astimezone(event.zone).date() for each in parts]
    return doubt(desk.now(), last, days or [event.date], event.zone, desk.clocks.ahead(desk.now()))
