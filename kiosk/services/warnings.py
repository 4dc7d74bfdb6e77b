"""What staff must hear of while people come: somebody guesses codes, late scans wait for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.storage import scans
from kiosk.storage.database import Tx

GUESSED = 15
"""Different wrong codes at one station, within the time below, that are no mistake any more."""

_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Warnings:
    """Stations at which codes are guessed, by name with how many; and late scans in doubt."""

    guessing: dict[str, int]
    doubted: int


def warnings(desk: Desk, event: Event) -> Warnings:
    """Return what is to be told of an event now."""
    with desk.store.read() as tx:
        return warnings_in(tx, event.id, desk.now())


def warnings_in(tx: Tx, event_id: int, now: datetime) -> Warnings:
    """Return what is to be told of an event at a moment, as a transaction sees it."""
    wrong = scans.wrong_codes(tx, event_id, now - _WITHIN)
    doubted = scans.count_doubted(tx, event_id)
    return Warnings({name: count for name, count in wrong.items() if count >= GUESSED}, doubted)
