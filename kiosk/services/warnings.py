"""What staff must hear of while people come: somebody guesses codes, late scans wait for them."""

from dataclasses import dataclass
from datetime import timedelta

from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.storage import scans

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
        wrong = scans.wrong_codes(tx, event.id, desk.now() - _WITHIN)
        doubted = scans.count_doubted(tx, event.id)
    return Warnings({name: count for name, count in wrong.items() if count >= GUESSED}, doubted)
