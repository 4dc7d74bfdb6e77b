"""How fast people come, when all are in at this pace, and when silence is strange."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

PACE_WINDOW = timedelta(minutes=5)
"""Over how long people a minute are counted: long enough to be calm, short enough to be now."""

_MINUTE = timedelta(minutes=1)
_ENOUGH_TO_FORECAST = 4
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120)
_MOST_INTERVALS = 48


@dataclass(frozen=True, slots=True)
class Interval:
    """Those who came from `start` on for one step; `total` counts everybody up to its end."""

    start: datetime
    people: int
    total: int


@dataclass(frozen=True, slots=True)
class Quiet:
    """What the alarm looks at: how many are missing of how many, and since when one could tell.

    `last_read_at` is when a code was last read, `opened_at` when a door was first opened.
    """

    expected: int
    missing: int
    last_read_at: datetime | None
    opened_at: datetime | None
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Rush:
    """The stretch in which most people came."""

    start: datetime
    end: datetime
    people: int

    @property
    def pace(self) -> float:
        """People a minute."""
        return round(self.people / ((self.end - self.start) / _MINUTE), 1)


def rush(times: Sequence[datetime], window: timedelta = PACE_WINDOW) -> Rush | None:
    """Return the window in which most of `times`, which are in order, lie; the first of several."""
    best = None
    for place, start in enumerate(times):
        people = bisect_left(times, start + window) - place
        if best is None or people > best.people:
            best = Rush(start, start + window, people)
    return best


def step_for(span: timedelta, most: int = _MOST_INTERVALS) -> timedelta:
    """Return the smallest round step that cuts `span` into at most `most` intervals."""
    minutes = max(1, ceil(span / _MINUTE))
    fitting = (step for step in _STEPS if ceil(minutes / step) <= most)
    return timedelta(minutes=next(fitting, _STEPS[-1]))


def intervals(
    times: Sequence[datetime], start: datetime, end: datetime, step: timedelta
) -> list[Interval]:
    """Count `times`, which are in order, by step from `start` until `end`.

    Whoever came before `start` is in the totals only; whoever came later than `end` in none.
    """
    before = bisect_left(times, start)
    counted = []
    for place in range(max(1, ceil((end - start) / step))):
        begin = start + place * step
        total = bisect_left(times, begin + step)
        counted.append(Interval(begin, total - before, total))
        before = total
    return counted


def pace(times: Sequence[datetime], now: datetime, window: timedelta = PACE_WINDOW) -> float:
    """Return how many people a minute came in the window before `now`; `times` are in order.

    While the first person came within the window, it begins with that person, but is never
    shorter than a minute.
    """
    first, people = _recent(times, now, window)
    if not people:
        return 0.0
    span = window if first else max(_MINUTE, now - times[0])
    return people / (span / _MINUTE)


def all_in_at(times: Sequence[datetime], missing: int, now: datetime) -> datetime | None:
    """Return when everybody is in if it goes on at this pace; `times` are in order.

    None when nobody is missing, or too few came lately to say.
    """
    _first, people = _recent(times, now, PACE_WINDOW)
    if missing <= 0 or people < _ENOUGH_TO_FORECAST:
        return None
    return now + _MINUTE * (missing / pace(times, now))


def _recent(times: Sequence[datetime], now: datetime, window: timedelta) -> tuple[int, int]:
    """Return how many came before the window, and how many within it."""
    first = bisect_right(times, now - window)
    return first, bisect_right(times, now) - first


def strange_silence(
    quiet: Quiet, now: datetime, longest: timedelta = timedelta(minutes=5)
) -> timedelta | None:
    """Return how long nobody was read, when that is strange; None when it is not.

    Strange is it from a quarter of an hour before the start until half an hour after it, while
    more than a fifth, and at least ten, are missing: a camera may be dead then. Before a door was
    opened it is not: nobody could be read.
    """
    around_start = timedelta(minutes=-15) <= now - quiet.starts_at <= timedelta(minutes=30)
    many = quiet.missing >= max(10, quiet.expected / 5)
    could_read_at = quiet.last_read_at or quiet.opened_at
    if not around_start or not many or could_read_at is None:
        return None
    since = max(could_read_at, quiet.starts_at - timedelta(minutes=15))
    return now - since if now - since >= longest else None
