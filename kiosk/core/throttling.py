"""How those who guess are slowed: delays that rise with wrong entries, and never a wall."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many wrong entries cost nothing, and the longest that one more has to wait."""

    free: int
    longest: timedelta
    forgotten_after: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong entries so far, and when the last one was made."""

    count: int = 0
    last_at: datetime | None = None


CODES = Allowance(free=20, longest=timedelta(seconds=30), forgotten_after=timedelta(minutes=10))
"""At a door nobody holds out twenty different wrong codes, one after the other, by mistake."""


class WrongCodes:
    """Different wrong codes in a row, by station; in memory, for a restart may forgive."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_station: dict[int, tuple[Failures, str]] = {}

    def to_wait(self, station_id: int, now: datetime) -> timedelta:
        """Return how long a station has to wait before its next code is looked at."""
        with self._lock:
            failures, _code = self._by_station.get(station_id, (Failures(), ""))
        return still_to_wait(failures, CODES, now)

    def free(self, station_id: int, now: datetime) -> int:
        """Return how many wrong codes of a station still cost nothing."""
        with self._lock:
            failures, _code = self._by_station.get(station_id, (Failures(), ""))
        return max(0, CODES.free - standing(failures, CODES, now))

    def note(self, station_id: int, code: str, now: datetime, *, is_wrong: bool) -> None:
        """Count a wrong code that is another than the one before; a right one ends the row."""
        with self._lock:
            failures, last = self._by_station.get(station_id, (Failures(), ""))
            if not is_wrong:
                self._by_station.pop(station_id, None)
            elif code != last:
                counted = Failures(standing(failures, CODES, now) + 1, now)
                self._by_station[station_id] = counted, code


def still_to_wait(failures: Failures, allowance: Allowance, now: datetime) -> timedelta:
    """Return how long whoever made these wrong entries has to wait before the next one.

    A clock that was set back makes nobody wait for it.
    """
    over = standing(failures, allowance, now) - allowance.free
    if over < 0 or failures.last_at is None or now < failures.last_at:
        return timedelta(0)
    delay = min(timedelta(seconds=2 ** min(over, 20)), allowance.longest)
    return max(timedelta(0), failures.last_at + delay - now)


def standing(failures: Failures, allowance: Allowance, now: datetime) -> int:
    """Return how many wrong entries are still remembered."""
    if failures.last_at is None or now - failures.last_at > allowance.forgotten_after:
        return 0
    return failures.count
