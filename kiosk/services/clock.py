"""The computer's clock, compared with what is stored."""

from kiosk.core.clock import ClockDoubt, doubt, doubt_of_setting
from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.storage import scans, sessions


def clock_doubt(desk: Desk, event: Event) -> ClockDoubt | None:
    """Return why the clock may be wrong, by scans, other clocks and the days."""
    with desk.store.read() as tx:
        last = scans.last_received(tx)
        parts = sessions.of_event(tx, event.id)
    days = [each.starts_at.astimezone(event.zone).date() for each in parts]
    now, days = desk.now(), days or [event.date]
    found = doubt(now, last, days, event.zone, desk.clocks.ahead(now))
    return found or doubt_of_setting(now - desk.steady_now())
