"""How fast people come, when all are in at this pace, and when silence is strange."""

from collections import Counter
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
    """What the alarm looks at: how many are missing of how many, and when a code was last read."""

    expected: int
    missing: int
    last_read_at: datetime | None
    starts_at: datetime


def step_for(span: timedelta, most: int = _MOST_INTERVALS) -> timedelta:
    """Return the smallest round step that cuts `span` into at most `most` intervals."""
    minutes = max(1, ceil(span / _MINUTE))
    fitting = (step for step in _STEPS if ceil(minutes / step) <= most)
    return timedelta(minutes=next(fitting, _STEPS[-1]))


def intervals(
    times: Sequence[datetime], start: datetime, end: datetime, step: timedelta
) -> list[Interval]:
    """Count `times` by step from `start` until `end`.

    Whoever came before `start` is in the totals only; whoever came later than `end` in none.
    """
    places = Counter((each - start) // step for each in times)
    total = sum(people for place, people in places.items() if place < 0)
    counted = []
    for place in range(max(1, ceil((end - start) / step))):
        total += places[place]
        counted.append(Interval(start + place * step, places[place], total))
    return counted


def pace(times: Sequence[datetime], now: datetime, window: timedelta = PACE_WINDOW) -> float:
    """Return how many people a minute came in the window before `now`.

    While the first person came within the window, it begins with that person, but is never
    shorter than a minute.
    """
    recent = [each for each in times if now - window < each <= now]
    if not recent:
        return 0.0
    earlier = any(each <= now - window for each in times)
    span = window if earlier else max(_MINUTE, now - min(recent))
    return len(recent) / (span / _MINUTE)


def pace_by_door(
    arrivals: Sequence[tuple[datetime, str]], now: datetime, window: timedelta = PACE_WINDOW
) -> dict[str, float]:
    """Return the people a minute at each door where anybody came, by its name."""
    by_door: dict[str, list[datetime]] = {}
    for at, door in arrivals:
        by_door.setdefault(door, []).append(at)
    return {door: pace(by_door[door], now, window) for door in sorted(by_door)}


def all_in_at(times: Sequence[datetime], missing: int, now: datetime) -> datetime | None:
    """Return when everybody is in if it goes on at this pace.

    None when nobody is missing, or too few came lately to say.
    """
    recent = sum(1 for each in times if now - PACE_WINDOW < each <= now)
    if missing <= 0 or recent < _ENOUGH_TO_FORECAST:
        return None
    return now + _MINUTE * (missing / pace(times, now))


def strange_silence(
    quiet: Quiet, now: datetime, longest: timedelta = timedelta(minutes=5)
) -> timedelta | None:
    """Return how long nobody was read, when that is strange; None when it is not.

    Strange is it from a quarter of an hour before the start until half an hour after it, while
    more than a fifth, and at least ten, are missing: a camera may be dead then.
    """
    around_start = timedelta(minutes=-15) <= now - quiet.starts_at <= timedelta(minutes=30)
    many = quiet.missing >= max(10, quiet.expected / 5)
    if not around_start or not many:
        return None
    doors_open_at = quiet.starts_at - timedelta(minutes=15)
    since = max(quiet.last_read_at or doors_open_at, doors_open_at)
    return now - since if now - since >= longest else None
