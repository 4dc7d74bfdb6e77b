"""The arrival curve: how many came in each span of time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.core.attendance import Attendance

_STEPS = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 15, 30, 60, 180, 720, 1440))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """Arrivals from `start` on, for one step: a count for each session that was asked for."""

    start: datetime
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Arrivals without gaps from the first to the last, in equal steps."""

    step: timedelta
    spans: tuple[Span, ...]

    @property
    def highest(self) -> int:
        """The largest count of any session in any span."""
        return max((max(each.counts) for each in self.spans), default=0)


def curve(attendance: Attendance, session_ids: Sequence[int], most: int = 120) -> Curve:
    """Count arrivals in steps of five minutes, or longer ones so that there are `most` spans."""
    times = {each: _times(attendance, each) for each in session_ids}
    everything = [time for each in times.values() for time in each]
    if not everything:
        return Curve(_STEPS[0], ())
    first, last = min(everything), max(everything)
    step = next((each for each in _STEPS if (last - first) / each < most - 1), _STEPS[-1])
    counts = {each: Counter(_floor(time, step) for time in times[each]) for each in session_ids}
    start, spans = _floor(first, step), []
    while start <= last:
        spans.append(Span(start, tuple(counts[each][start] for each in session_ids)))
        start += step
    return Curve(step, tuple(spans))


def _times(attendance: Attendance, session_id: int) -> list[datetime]:
    return [
        record.check_ins[session_id].checked_in_at
        for record in attendance.records
        if record.is_present(session_id)
    ]


def _floor(time: datetime, step: timedelta) -> datetime:
    return time - (time - _EPOCH) % step
