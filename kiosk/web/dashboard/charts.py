"""Where the lines and bars of the turnout lie: plain numbers that a template draws as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil
from zoneinfo import ZoneInfo

from kiosk.core.pace import Interval, intervals, step_for

_TICK_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480)
_GAP = 0.18
_MOST_VALUES = 5
_ROUND = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class ChartSize:
    """The room of a drawing, in its own units; `line` and `bars` are from top to bottom.

    `digit` is the width of a digit, for which the numbers at the left want room.
    """

    width: int
    height: int
    left: int
    right: int
    line: tuple[int, int]
    bars: tuple[int, int]
    hours: int
    name: str
    digit: float


WIDE = ChartSize(720, 318, 42, 708, (22, 196), (226, 284), 8, "wide", 7.5)
NARROW = ChartSize(360, 330, 38, 348, (22, 196), (230, 294), 4, "narrow", 7.5)
FAR = ChartSize(640, 262, 48, 628, (26, 148), (186, 230), 6, "wide", 10.5)
"""For the wall: few marks and large, to be read from five metres."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """What is drawn: who came when, in order, of how many, since when and until when."""

    times: Sequence[datetime]
    expected: int
    starts_at: datetime
    opens_at: datetime
    ends_at: datetime
    now: datetime
    all_in_at: datetime | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and the value that stands there."""

    place: float
    value: int | datetime


@dataclass(frozen=True, slots=True)
class Bar:
    """The people of one interval."""

    x: float
    y: float
    width: float
    height: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Chart:
    """The turnout against the clock: above the total as a line, below the arrivals as bars.

    `line`, `area` and `forecast` are lists of points as SVG writes them; places are in the
    units of `size`. `forecast` is empty where there is none.
    """

    size: ChartSize
    step: timedelta
    intervals: list[Interval]
    line: str
    area: str
    forecast: str
    bars: list[Bar]
    hours: tuple[Tick, ...]
    people: tuple[Tick, ...]
    most: Tick
    expected: Tick
    starts: float | None
    now: float | None

    @property
    def minutes(self) -> int:
        """How long an interval is."""
        return self.step // timedelta(minutes=1)

    @property
    def axes(self) -> "ChartAxes":
        """What stands around the line and the bars."""
        return ChartAxes(
            self.size,
            self.people,
            self.hours,
            self.expected,
            self.starts,
            self.minutes,
        )


@dataclass(frozen=True, slots=True)
class ChartAxes:
    """What stands around the line and the bars, and seldom changes."""

    size: ChartSize
    people: tuple[Tick, ...]
    hours: tuple[Tick, ...]
    expected: Tick
    starts: float | None
    minutes: int


def draw(turnout: Turnout, size: ChartSize = WIDE) -> Chart:
    """Place everything in a drawing of this size."""
    start, end = _span(turnout)
    step = step_for(end - start)
    counted = intervals(turnout.times, start, end, step)
    size = _with_room(size, _top(turnout))
    most = _round_up(max(each.people for each in counted))
    axes = _Axes(size, start, end, _top(turnout), most)
    points = _without_flat(_line(axes, turnout, counted))
    base = size.line[1]
    area = [(points[0][0], base), *points, (points[-1][0], base)]
    return Chart(
        size=size,
        step=step,
        intervals=counted,
        line=_points(points),
        area=_points(area),
        forecast=_points(_forecast(axes, turnout, points[-1])),
        bars=[_bar(axes, each, step) for each in counted if each.people],
        hours=_hours(axes, turnout.zone),
        people=tuple(Tick(axes.y(value), value) for value in _round_values(axes.top)),
        most=Tick(size.bars[0], axes.most),
        expected=Tick(axes.y(turnout.expected), turnout.expected),
        starts=_within(axes, turnout.starts_at),
        now=_within(axes, turnout.now),
    )


@dataclass(frozen=True, slots=True)
class _Axes:
    size: ChartSize
    start: datetime
    end: datetime
    top: int
    most: int

    def x(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return round(self.size.left + share * (self.size.right - self.size.left), 1)

    def y(self, people: float) -> float:
        high, low = self.size.line
        return round(low - people / self.top * (low - high), 1)


def _span(turnout: Turnout) -> tuple[datetime, datetime]:
    """Return the part of the day in which something happens, in whole five minutes."""
    half_hour, ten = timedelta(minutes=30), timedelta(minutes=10)
    first, last = (turnout.times[0], turnout.times[-1]) if turnout.times else _begin(turnout)
    start = max(turnout.opens_at, min(first - ten / 2, turnout.starts_at - half_hour))
    settled = min(turnout.now, max(last + ten, turnout.starts_at + half_hour))
    end = max(settled, last, turnout.starts_at + ten, *_soon(turnout))
    return _floor(min(start, first)), _floor(end) + timedelta(minutes=5)


def _begin(turnout: Turnout) -> tuple[datetime, datetime]:
    return turnout.starts_at, turnout.starts_at


def _soon(turnout: Turnout) -> list[datetime]:
    at = turnout.all_in_at
    latest = max(turnout.starts_at, turnout.now) + timedelta(hours=1)
    if at is None or at > latest:
        return []
    # In quarters of an hour: otherwise each arrival would move the end, and all that is drawn.
    quarter = at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
    return [quarter + timedelta(minutes=14)]


def _floor(at: datetime) -> datetime:
    return at.replace(minute=at.minute - at.minute % 5, second=0, microsecond=0)


def _with_room(size: ChartSize, top: int) -> ChartSize:
    """Return the size with so much room at the left that the largest number stands in it."""
    return replace(size, left=max(size.left, ceil(10 + size.digit * len(f"{top:,}"))))


def _top(turnout: Turnout) -> int:
    return max(1, turnout.expected, len(turnout.times))


def _line(axes: _Axes, turnout: Turnout, counted: list[Interval]) -> list[tuple[float, float]]:
    before = counted[0].total - counted[0].people
    points = [(axes.x(axes.start), axes.y(before))]
    ends = [after.start for _, after in pairwise(counted)] + [axes.end]
    for each, end in zip(counted, ends, strict=True):
        if each.start <= turnout.now:
            points.append((axes.x(min(end, turnout.now)), axes.y(each.total)))
    return points


def _without_flat(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out what lies between two points of the same height."""
    inner = [
        here
        for before, here, after in zip(points, points[1:], points[2:], strict=False)
        if not before[1] == here[1] == after[1]
    ]
    return [points[0], *inner, *points[-1:]]


def _forecast(
    axes: _Axes, turnout: Turnout, last: tuple[float, float]
) -> list[tuple[float, float]]:
    at = turnout.all_in_at
    if at is None or at > axes.end:
        return []
    return [last, (axes.x(at), axes.y(turnout.expected))]


def _bar(axes: _Axes, interval: Interval, step: timedelta) -> Bar:
    high, low = axes.size.bars
    left, right = axes.x(interval.start), axes.x(min(interval.start + step, axes.end))
    gap = (right - left) * _GAP
    height = round(interval.people / axes.most * (low - high), 1)
    return Bar(
        round(left + gap / 2, 1), low - height, round(right - left - gap, 1), height, interval
    )


def _hours(axes: _Axes, zone: ZoneInfo) -> tuple[Tick, ...]:
    minutes = (axes.end - axes.start) / timedelta(minutes=1)
    step = next((each for each in _TICK_MINUTES if minutes / each <= axes.size.hours), 480)
    local = axes.start.astimezone(zone)
    midnight = local.replace(hour=0, minute=0)
    place = ceil((local - midnight) / timedelta(minutes=step))
    ticks = []
    while (at := midnight + place * timedelta(minutes=step)) <= axes.end:
        ticks.append(Tick(axes.x(at), at))
        place += 1
    return tuple(ticks)


def _round_up(most: int) -> int:
    """Return a number that stays when one more comes, most of the time: bars need not move."""
    power = 10 ** max(0, len(str(most)) - 2)
    return next((each * power for each in _ROUND if each * power >= most), most)


def _round_values(top: int) -> list[int]:
    """Return three to five round numbers from 0 to `top`."""
    power = 10 ** (len(str(top)) - 1)
    steps = (power // 10, power // 5, power // 4, power // 2, power, power * 2, power * 5)
    size = next(each for each in steps if each and top / each < _MOST_VALUES)
    return list(range(0, top + 1, size))


def _within(axes: _Axes, at: datetime) -> float | None:
    return axes.x(at) if axes.start <= at <= axes.end else None


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
