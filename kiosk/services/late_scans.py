"""Scans as stations send them: the time by our clock, and whether a late one is believed."""

from dataclasses import replace
from datetime import datetime

from kiosk.core.admission import ask
from kiosk.core.lateness import PROMPT, by_our_clock, doubt, outage_of
from kiosk.core.model import Scan
from kiosk.desk import Desk
from kiosk.storage import stations


def judged(desk: Desk, scan: Scan, sent_at: datetime | None) -> Scan:
    """Return a station's scan with its time by our clock; with its doubt where it came late.

    `sent_at` is when it was sent, by the clock that also gave `scanned_at`. NotFound for a
    session that is none of the event's.
    """
    now = desk.now()
    scan = replace(scan, scanned_at=by_our_clock(scan.scanned_at, sent_at, now))
    if sent_at:
        scan = replace(scan, clock_ahead=sent_at - now)
        desk.clocks.note(scan.by, sent_at, now)
    if scan.station_id is None or now - scan.scanned_at <= PROMPT:
        return scan
    with desk.store.read() as tx:
        station = stations.by_id(tx, scan.station_id)
    outage = outage_of(station, now) if station else None
    session = ask(scan, desk.arrangement().programme(scan.event_id)).session
    return replace(scan, doubt=doubt(scan.scanned_at, now, outage, session))
