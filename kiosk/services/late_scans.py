"""Scans as stations send them: the time by our clock, and whether a late one is believed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.core.admission import ask
from kiosk.core.errors import HadirError
from kiosk.core.lateness import PROMPT, by_our_clock, doubt, outage_of
from kiosk.core.model import Answer, Scan, Silence
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in_all
from kiosk.storage import stations


@dataclass(frozen=True, slots=True)
class SentScan:
    """A scan as its station sent it.

    `sent_at` is when it was sent, by the clock that also gave `scanned_at`.
    """

    scan: Scan
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What a station sent at once, and when it came; what is wrong with a scan stands for it."""

    station_id: int
    received_at: datetime
    sent: Sequence[SentScan | HadirError]


def answers(desk: Desk, batch: Batch) -> list[Answer | HadirError]:
    """Answer a batch, each scan by itself; what is wrong with one concerns it alone."""
    outage = _outage(desk, batch)
    judged = [_judged(desk, batch, each, outage) for each in batch.sent]
    scans = [each for each in judged if isinstance(each, Scan)]
    given = iter(check_in_all(desk, batch.station_id, scans))
    return [next(given) if isinstance(each, Scan) else each for each in judged]


def _outage(desk: Desk, batch: Batch) -> Silence | None:
    """Return when the station was offline, as far as we know; nobody asks for prompt scans."""
    if not any(_is_late(each, batch.received_at) for each in _whole(batch.sent)):
        return None
    with desk.store.read() as tx:
        station = stations.by_id(tx, batch.station_id)
    return outage_of(station, batch.received_at) if station else None


def _whole(sent: Iterable[SentScan | HadirError]) -> Iterable[SentScan]:
    return (each for each in sent if isinstance(each, SentScan))


def _judged(
    desk: Desk, batch: Batch, sent: SentScan | HadirError, outage: Silence | None
) -> Scan | HadirError:
    """Return a scan with its time by our clock; with its doubt where it came late."""
    if isinstance(sent, HadirError):
        return sent
    now = batch.received_at
    scan = replace(sent.scan, scanned_at=_scanned_at(sent, now))
    if sent.sent_at:
        scan = replace(scan, clock_ahead=sent.sent_at - now)
        desk.clocks.note(scan.by, sent.sent_at, now)
    if not _is_late(sent, now):
        return scan
    try:
        session = ask(scan, desk.arrangement().programme(scan.event_id)).session
    except HadirError as error:
        return error
    return replace(scan, doubt=doubt(scan.scanned_at, now, outage, session))


def _is_late(sent: SentScan, now: datetime) -> bool:
    return now - _scanned_at(sent, now) > PROMPT


def _scanned_at(sent: SentScan, now: datetime) -> datetime:
    return by_our_clock(sent.scan.scanned_at, sent.sent_at, now)
