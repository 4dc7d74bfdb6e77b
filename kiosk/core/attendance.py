"""Attendance: who was expected, present and absent, counted once for all pages and reports."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from kiosk.core.days import sessions_on
from kiosk.core.model import CheckIn, Event, Means, Participant, Reason, Session, Status


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    """One participant with where they are expected and the check-ins that stand, by session."""

    participant: Participant
    expected: frozenset[int] = frozenset()
    check_ins: dict[int, CheckIn] = field(default_factory=dict)

    def is_expected(self, session_id: int) -> bool:
        """Whether this person counts as expected in the session: not when canceled."""
        return session_id in self.expected and self.participant.status is not Status.CANCELED

    def is_present(self, session_id: int) -> bool:
        """Whether a check-in to the session stands."""
        return session_id in self.check_ins

    def is_absent(self, session_id: int) -> bool:
        """Whether this person is expected and has not come."""
        return self.is_expected(session_id) and not self.is_present(session_id)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of one session: `present` is everybody in the hall, expected or not."""

    expected: int = 0
    present: int = 0
    present_expected: int = 0
    walk_ins: int = 0

    @property
    def absent(self) -> int:
        """Those expected who have not come."""
        return self.expected - self.present_expected

    @property
    def unexpected(self) -> int:
        """Those present who were not expected here, walk-ins among them."""
        return self.present - self.present_expected

    @property
    def percent(self) -> float:
        """The share of the expected who came, 0 to 100; 0 where nobody is expected."""
        return 100 * self.present_expected / self.expected if self.expected else 0.0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.expected + other.expected,
            self.present + other.present,
            self.present_expected + other.present_expected,
            self.walk_ins + other.walk_ins,
        )


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everything the lists and reports of an event are made from; records by number."""

    event: Event
    sessions: tuple[Session, ...]
    records: tuple[AttendanceRecord, ...]

    def counts(self, session_id: int) -> Counts:
        """Return the numbers of one session."""
        return count(self.records, session_id)

    def on(self, day: date) -> "Attendance":
        """Return what a day's lists and reports are made from: its sessions alone."""
        return replace(self, sessions=sessions_on(self.event, self.sessions, day))

    def counts_by(self, key: Callable[[Participant], str], session_id: int) -> dict[str, Counts]:
        """Return the numbers of one session for each value of `key`, in alphabetical order."""
        groups: dict[str, list[AttendanceRecord]] = {}
        for record in self.records:
            groups.setdefault(key(record.participant), []).append(record)
        return {name: count(groups[name], session_id) for name in sorted(groups)}


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan as the reports list it; `code` may be anything that was held out."""

    scanned_at: datetime
    received_at: datetime
    reason: Reason
    code: str
    means: Means
    read_how: str
    session: str
    station: str
    door: str
    number: int | None
    name: str
    by: str


def count(records: Iterable[AttendanceRecord], session_id: int) -> Counts:
    """Count one session."""
    total = Counts()
    for record in records:
        present = record.is_present(session_id)
        expected = record.is_expected(session_id)
        total += Counts(
            expected=int(expected),
            present=int(present),
            present_expected=int(present and expected),
            walk_ins=int(present and record.participant.walk_in),
        )
    return total
