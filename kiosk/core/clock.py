"""Whether the computer's clock can be right, judged by what is known besides it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

_SET_BACK = timedelta(minutes=1)
_RELEASED = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the clock may be wrong: `text` is English with `{names}` and a key of translations."""

    text: str
    values: dict[str, object] = field(default_factory=dict)
    sure: bool = False


def doubt(
    now: datetime, last_stored: datetime | None, days: Iterable[date], zone: tzinfo
) -> Doubt | None:
    """Return what speaks against `now`: the last scan lies ahead, or no session is on this day.

    `days` are those of the event's sessions. None where nothing is against it.
    """
    if now < _RELEASED:
        return Doubt("It is before this program was made. Set the date and time.", sure=True)
    if last_stored and now < last_stored - _SET_BACK:
        minutes = int((last_stored - now).total_seconds() // 60)
        text = "It is {minutes} minutes behind the last scan. Set the date and time."
        return Doubt(text, {"minutes": minutes}, sure=True)
    days, today = sorted(days), now.astimezone(zone).date()
    if not days or today in days:
        return None
    nearest = min(days, key=lambda each: abs(each - today))
    distance = (nearest - today).days
    if distance > 0:
        return Doubt("The event is in {days} days. If it is today, set the date.", _of(distance))
    return Doubt("The event was {days} days ago. If it is today, set the date.", _of(-distance))


def _of(days: int) -> dict[str, object]:
    return {"days": days}
