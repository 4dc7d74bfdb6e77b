"""How those who guess are slowed: delays that rise with wrong entries, and never a wall."""

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
