"""Attendance: who was expected, present and absent, counted once for all pages and reports."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from kiosk.core.days import sessions_on
from kiosk.core.model import CheckIn, Event, Means, Participant, Reason, Session, Status

_AFTER_ALL = datetime.max.replace(tzinfo=UTC)


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

    def is_missing(self, session_id: int) -> bool:
        """Whether this person is expected and has not come; absent, once the session has begun."""
        return self.is_expected(session_id) and not self.is_present(session_id)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of one session: `present` is everybody in the hall, expected or not.

    `has_begun` is False where the session begins later than it was counted.
    """

    expected: int = 0
    present: int = 0
    present_expected: int = 0
    walk_ins: int = 0
    has_begun: bool = field(default=True, compare=False)

    @property
    def missing(self) -> int:
        """Those expected who have not come."""
        return self.expected - self.present_expected

    @property
    def absent(self) -> int:
        """Those expected who have not come although it has begun: before, nobody is absent."""
        return self.missing if self.has_begun else 0

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
            self.has_begun and other.has_begun,
        )


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everything the lists and reports of an event are made from; records by number.

    `counted_at` is when it was counted; without one, when all was over.
    """

    event: Event
    sessions: tuple[Session, ...]
    records: tuple[AttendanceRecord, ...]
    counted_at: datetime = _AFTER_ALL

    @property
    def begun(self) -> "Attendance":
        """The same of the sessions that have begun: before, nobody is absent."""
        return replace(self, sessions=tuple(filter(self.has_begun, self.sessions)))

    @property
    def is_over(self) -> bool:
        """Whether every session had ended."""
        return all(map(self.has_ended, self.sessions))

    def has_begun(self, session: Session) -> bool:
        """Whether a session had begun."""
        return session.starts_at <= self.counted_at

    def has_ended(self, session: Session) -> bool:
        """Whether a session had ended."""
        return session.ends_at <= self.counted_at

    def counts(self, session_id: int) -> Counts:
        """Return the numbers of one session."""
        return count(self.records, session_id, has_begun=session_id in self.begun_ids)

    @property
    def begun_ids(self) -> frozenset[int]:
        """The sessions that had begun, by their ids."""
        return frozenset(each.id for each in self.sessions if self.has_begun(each))

    def on(self, day: date) -> "Attendance":
        """Return what a day's lists and reports are made from: its sessions alone."""
        return replace(self, sessions=sessions_on(self.event, self.sessions, day))

    def counts_by(self, key: Callable[[Participant], str], session_id: int) -> dict[str, Counts]:
        """Return the numbers of one session for each value of `key`, in alphabetical order."""
        groups: dict[str, list[AttendanceRecord]] = {}
        for record in self.records:
            groups.setdefault(key(record.participant), []).append(record)
        begun = session_id in self.begun_ids
        return {name: count(groups[name], session_id, has_begun=begun) for name in sorted(groups)}


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan as the reports list it; `code` may be anything that was held out.

    `clock_ahead` is by how much its time was put right, zero where that is not worth a word.
    """

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
    clock_ahead: timedelta = timedelta()


def count(
    records: Iterable[AttendanceRecord], session_id: int, *, has_begun: bool = True
) -> Counts:
    """Count one session."""
    total = Counts(has_begun=has_begun)
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
