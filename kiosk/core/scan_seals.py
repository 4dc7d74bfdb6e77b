"""Which scans were put into the database after their minute had been sealed."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SETTLED_AFTER = timedelta(minutes=1)
"""By then every scan of a minute is stored, also one that waited for its turn."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal over the scans of an event from one row to another.

    `closed` is the moment before which nothing was received any more when it was put; None where
    a clock was set back since, so that nothing can be told by times.
    """

    first: int
    last: int
    closed: datetime | None


def settled(now: datetime) -> datetime:
    """Return the moment before which all that was received is stored."""
    return now.replace(second=0, microsecond=0) - SETTLED_AFTER


def slipped_in(scans: Iterable[tuple[int, datetime]], seals: Sequence[Seal]) -> list[int]:
    """Return the rows of scans that were not there when they should have been sealed.

    `scans` are rows with the moment of receipt. One that lies between the rows of two seals is
    under neither; one after the last row of a seal was received after it was put.
    """
    ordered = sorted(seals, key=lambda each: each.last)
    lasts = [each.last for each in ordered]
    found = []
    for row, received_at in scans:
        place = bisect_left(lasts, row)
        is_between = place < len(ordered) and row < ordered[place].first
        closed = ordered[place - 1].closed if place else None
        if is_between or (closed and received_at < closed):
            found.append(row)
    return found
