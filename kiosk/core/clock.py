"""Whether the computer's clock can be right, judged by what is known besides it."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

APART = timedelta(minutes=1)
"""Clocks that differ by less agree: people read minutes."""

_MOST_HEARD = 500
_COUNTS_SLEEP = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
"""On Linux the first, on macOS the second goes on while the computer sleeps; Windows needs none."""

_RELEASED = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """Why the clock may be wrong: `text` is English with `{names}` and a key of translations."""

    text: str
    values: dict[str, object] = field(default_factory=dict)
    sure: bool = False


class SteadyClock:
    """Tells the time by what has passed since it was right, however the computer's clock is set.

    `zero` is the moment at which nothing had passed, in seconds, as `zero_of` returns it.
    """

    def __init__(self, zero: float) -> None:
        self._zero = zero

    def __call__(self) -> datetime:
        """Return the present moment."""
        return datetime.fromtimestamp(self._zero + _passed_s(), UTC)


class SharedClock:
    """The clock of this computer, corrected so that two computers that speak have one time.

    `ahead` is by how much the computer's own is before it.
    """

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC) - self.ahead


def zero_of(now: datetime) -> float:
    """Return when nothing had passed; other processes of this computer may go on from there."""
    return now.timestamp() - _passed_s()


def _passed_s() -> float:
    """Return the seconds since this computer was started, those of its sleep too."""
    for name in _COUNTS_SLEEP:
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


def minutes_of(ahead: timedelta) -> int:
    """Return by how many whole minutes a clock is ahead; negative where it is behind."""
    return int(ahead / APART)


class OtherClocks:
    """How far the clocks of stations and screens were ahead of ours when they were last heard."""

    def __init__(self) -> None:
        self._heard: dict[str, _Heard] = {}

    def note(self, name: str, shows: datetime, now: datetime) -> None:
        """Take note of what a clock shows while ours shows `now`."""
        if name in self._heard or len(self._heard) < _MOST_HEARD:
            self._heard[name] = _Heard(shows - now, now, time.monotonic())

    def ahead(self, now: datetime) -> dict[str, timedelta]:
        """Return by name what is still true: ours was not set since, and did not sleep."""
        passed = time.monotonic()
        return {
            name: each.ahead
            for name, each in tuple(self._heard.items())
            if abs((now - each.at).total_seconds() - (passed - each.passed)) < APART.total_seconds()
        }


@dataclass(frozen=True, slots=True)
class _Heard:
    ahead: timedelta
    at: datetime
    passed: float


def is_skipped(local: datetime) -> bool:
    """Whether clocks are put forward over this local time, so that none shows it (PEP 495)."""
    shown = local.astimezone(UTC).astimezone(local.tzinfo)
    return shown.replace(tzinfo=None) != local.replace(tzinfo=None)


def doubt(
    now: datetime,
    last_stored: datetime | None,
    days: Iterable[date],
    zone: tzinfo,
    others: Mapping[str, timedelta],
) -> ClockDoubt | None:
    """Return what speaks against `now`; None where nothing does.

    The last scan lies ahead, `others` (by name, how far they are ahead) show another time, or no
    session is on this day: `days` are those of the event's sessions.
    """
    if now < _RELEASED:
        return ClockDoubt(
            "It shows a time from before this program was made. Set the date and time.", sure=True
        )
    if last_stored and now < last_stored - APART:
        minutes = int((last_stored - now).total_seconds() // 60)
        text = "It is {minutes} minutes behind the last scan. Set the date and time."
        return ClockDoubt(text, {"minutes": minutes}, sure=True)
    return _against_others(others) or _of_another_day(now, days, zone)


def doubt_of_setting(by: timedelta) -> ClockDoubt | None:
    """Return what speaks against a clock that was set by so much while it ran."""
    if abs(by) < APART:
        return None
    text = "The clock was put {minutes} minutes forward while Hadir ran. Set it back if wrong."
    if by < timedelta():
        text = "The clock was put {minutes} minutes back while Hadir ran. Set it again if wrong."
    return ClockDoubt(text, {"minutes": round(abs(by) / APART)})


def _against_others(others: Mapping[str, timedelta]) -> ClockDoubt | None:
    """Return which clocks show another time; where most agree on one, ours is the wrong one."""
    apart = {name: ahead for name, ahead in others.items() if abs(ahead) >= APART}
    if not apart:
        return None
    name, most = max(apart.items(), key=lambda each: abs(each[1]))
    agreeing = sum(abs(ahead - most) < APART for ahead in apart.values())
    values: dict[str, object] = {"minutes": abs(minutes_of(most)), "count": agreeing}
    if agreeing > 1 and agreeing > len(others) - agreeing:
        text = "{count} other clocks agree that it is {minutes} minutes behind. Set the time."
        if most < timedelta():
            text = "{count} other clocks agree that it is {minutes} minutes ahead. Set the time."
        return ClockDoubt(text, values, sure=True)
    text = "The clock of {name} is {minutes} minutes ahead of it. Set the wrong one."
    if most < timedelta():
        text = "The clock of {name} is {minutes} minutes behind it. Set the wrong one."
    return ClockDoubt(text, {**values, "name": name})


def _of_another_day(now: datetime, days: Iterable[date], zone: tzinfo) -> ClockDoubt | None:
    days, today = sorted(days), now.astimezone(zone).date()
    if not days or today in days:
        return None
    nearest = min(days, key=lambda each: abs(each - today))
    distance = (nearest - today).days
    if distance > 0:
        text = "The event is in {days} days. If it is today, set the date."
        return ClockDoubt(text, {"days": distance})
    text = "The event was {days} days ago. If it is today, set the date."
    return ClockDoubt(text, {"days": -distance})
