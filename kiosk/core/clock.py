"""Whether the computer's clock can be right, judged by what is known besides it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

_SET_BACK = timedelta(minutes=1)
_RELEASED = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """Why the clock may be wrong: `text` is English with `{names}` and a key of translations."""

    text: str
    values: dict[str, object] = field(default_factory=dict)
    sure: bool = False


def doubt(
    now: datetime, last_stored: datetime | None, days: Iterable[date], zone: tzinfo
) -> ClockDoubt | None:
    """Return what speaks against `now`: the last scan lies ahead, or no session is on this day.

    `days` are those of the event's sessions. None where nothing is against it.
    """
    if now < _RELEASED:
        return ClockDoubt("It is before this program was made. Set the date and time.", sure=True)
    if last_stored and now < last_stored - _SET_BACK:
        minutes = int((last_stored - now).total_seconds() // 60)
        text = "It is {minutes} minutes behind the last scan. Set the date and time."
        return ClockDoubt(text, {"minutes": minutes}, sure=True)
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
