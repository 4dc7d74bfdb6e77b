"""Logins: a browser that somebody of the staff opened, or left behind as a door."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.core.model import User

DOOR_STANDS_FOR = timedelta(days=3)
"""How long a browser stays a door that nobody opens again."""


class LoginKind(StrEnum):
    """What a browser may be: somebody's of the staff, or a locked door that is nobody's."""

    STAFF = "staff"
    DOOR = "door"


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a request comes: its network address, and the browser as it calls itself."""

    address: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Login:
    """One login in one browser; of a locked door `user` is who locked it, and may do nothing.

    `seen_at` is the highest time at which it was seen, so that a clock set back ends nothing and
    lengthens nothing.
    """

    id: int
    user: User
    kind: LoginKind
    origin: Origin
    began_at: datetime
    seen_at: datetime
    ends_at: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether its absolute end was reached, now or at any time at which it was seen."""
        return max(now, self.seen_at) >= self.ends_at
