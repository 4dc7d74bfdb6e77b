"""Refusals at a door, as the desk sees them: who waits for help, and under which number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from kiosk.core.model import Participant, Reason, Session

SHOWN_FOR = timedelta(minutes=60)
"""Who did not come to the desk within this time is no longer waited for."""

REFUSED = frozenset(
    {
        Reason.INVALID,
        Reason.REVOKED,
        Reason.CANCELED,
        Reason.BLOCKED,
        Reason.NOT_EXPECTED,
        Reason.INVALID_TIME,
    }
)
_LETTERS = "ABCDEFGHJKMNPSTUVWXYZ"
_NUMBERS = 90


@dataclass(frozen=True, slots=True)
class DoorRefusal:
    """A scan that a door refused; `participant` is None for a code that is none of the event's."""

    row_id: int
    scan_id: str
    reason: Reason
    code: str
    scanned_at: datetime
    door: str = ""
    participant: Participant | None = None
    session: Session | None = None
    settled_at: datetime | None = None
    settled_by: str = ""

    @property
    def number(self) -> str:
        """The number that the door shows and the person says at the desk."""
        return number_of(self.scan_id)

    @property
    def of_whom(self) -> tuple[int, str]:
        """What refusals of the same person, or of the same code, have in common."""
        return (self.participant.id, "") if self.participant else (0, self.code)


def number_of(scan_id: str) -> str:
    """Return a letter and two digits for a scan: short to say, and hardly ever twice at a time."""
    value = crc32(scan_id.encode())
    return f"{_LETTERS[value // _NUMBERS % len(_LETTERS)]}{10 + value % _NUMBERS}"


def waiting(refusals: Iterable[DoorRefusal], present: set[tuple[int, int]]) -> list[DoorRefusal]:
    """Return for whom help is still wanted, each once with the newest refusal, newest first.

    `present` are (participant, session) with a check-in that stands.
    """
    newest: dict[tuple[int, str], DoorRefusal] = {}
    for each in sorted(refusals, key=lambda one: (one.scanned_at, one.row_id)):
        newest.pop(each.of_whom, None)
        newest[each.of_whom] = each
    return [each for each in reversed(newest.values()) if not _is_over(each, present)]


def _is_over(refusal: DoorRefusal, present: set[tuple[int, int]]) -> bool:
    if refusal.settled_at:
        return True
    person, session = refusal.participant, refusal.session
    return bool(person and session and (person.id, session.id) in present)
