"""Scans that come late: what is believed of the time that they carry.

A station that was offline sends what it kept. It says when each scan was made and when it is sent,
both by its own clock; and the server knows since when it had not heard of that station. A scan is
believed where it was made while its station could not send; the order of arrival never matters.
"""

from datetime import datetime, timedelta

from kiosk.core.model import LateDoubt, Session, Silence, Station

PROMPT = timedelta(minutes=2)
"""A scan that is younger than this is not late: it was sent, and perhaps sent again."""

LONG_OVER = timedelta(hours=12)
"""So long after its end nobody is admitted to a session by a late scan alone."""

_LONG_ENOUGH = timedelta(minutes=5)


def by_our_clock(scanned_at: datetime, sent_at: datetime | None, received_at: datetime) -> datetime:
    """Return when a scan was made by the server's clock, whatever the station's clock says."""
    if sent_at is None:
        return scanned_at
    return received_at - max(timedelta(0), sent_at - scanned_at)


def outage_of(station: Station, now: datetime) -> Silence | None:
    """Return when the station was last offline: until now, where it is heard of again just now.

    What was a short return between two outages belongs to them: it could not send all.
    """
    seen = station.last_seen_at or station.added_at
    if seen is None or now - seen <= PROMPT:
        return station.outage
    before = station.outage
    if before and seen - before.until <= PROMPT and before.until - before.since >= _LONG_ENOUGH:
        return Silence(before.since, now)
    return Silence(seen, now)


def doubt(
    scanned_at: datetime, now: datetime, outage: Silence | None, session: Session | None
) -> LateDoubt | None:
    """Return why a scan is not believed by itself; None for one that is."""
    if now - scanned_at <= PROMPT:
        return None
    if session and now - session.ends_at > LONG_OVER:
        return LateDoubt.LONG_OVER
    if outage is None or not outage.covers(scanned_at):
        return LateDoubt.WAS_ONLINE
    return None
