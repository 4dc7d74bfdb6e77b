"""Who was expected, present, absent: counted once, for every page and paper."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.core.attendance import Attendance, AttendanceRecord, Counts, count
from kiosk.core.model import CheckIn, Event, Means, Participant, Session, Status

EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVENT = Event(1, "clinic", "Clinic", date(2026, 11, 23), "Asia/Jakarta")
MORNING = Session(1, 1, "Pagi", EIGHT, EIGHT + 4 * HOUR)
TOMORROW = Session(2, 1, "Besok", EIGHT + 24 * HOUR, EIGHT + 28 * HOUR)


def record(
    number: int, *came: int, expected: tuple[int, ...] = (1,), **of: object
) -> AttendanceRecord:
    person = replace(Participant(number, 1, number, f"P{number}"), **of)  # type: ignore[arg-type]
    marks = {each: CheckIn(1, 1, each, number, EIGHT, Means.CAMERA) for each in came}
    return AttendanceRecord(person, frozenset(expected), marks)


RECORDS = (
    record(1, 1, group="B"),
    record(2, group="A"),
    record(3, 1, expected=(), walk_in=True, group="A"),
    record(4, 1, expected=(2,), group="A"),
    record(5, status=Status.CANCELED, group="B"),
    record(6, expected=(), walk_in=True, group="B"),
    record(7, group="C"),
)


def attendance(counted_at: datetime) -> Attendance:
    return Attendance(EVENT, (MORNING, TOMORROW), RECORDS, counted_at)


def test_everybody_is_counted_where_they_belong() -> None:
    counts = count(RECORDS, 1)

    assert counts == Counts(expected=3, present=3, present_expected=1, walk_ins=1)
    assert (counts.missing, counts.absent, counts.unexpected) == (2, 2, 2)
    assert round(counts.percent, 1) == 33.3


def test_where_nobody_is_expected_the_share_is_nothing() -> None:
    assert Counts(present=3).percent == 0


def test_whoever_is_canceled_is_neither_expected_nor_missing() -> None:
    assert not RECORDS[4].is_missing(1)
    assert RECORDS[1].is_missing(1)
    assert not RECORDS[0].is_missing(1)


def test_numbers_are_added_up_and_begin_together() -> None:
    both = Counts(3, 2, 1, 1) + Counts(30, 20, 10, 5)

    assert (both, both.has_begun) == (Counts(33, 22, 11, 6), True)
    assert not (Counts() + Counts(has_begun=False)).has_begun
    assert not (Counts(has_begun=False) + Counts()).has_begun


def test_before_a_session_begins_nobody_is_absent_from_its_first_second_on() -> None:
    second = timedelta(seconds=1)

    assert attendance(EIGHT - second).counts(1).absent == 0
    assert attendance(EIGHT - second).counts(1).missing == 2
    assert attendance(EIGHT).counts(1).absent == 2


def test_it_is_over_with_the_end_of_the_last_session() -> None:
    end = TOMORROW.ends_at

    assert attendance(end).is_over
    assert not attendance(end - timedelta(seconds=1)).is_over
    assert attendance(MORNING.ends_at).has_ended(MORNING)
    assert not attendance(MORNING.ends_at).has_ended(TOMORROW)
    assert Attendance(EVENT, (MORNING, TOMORROW), ()).is_over


def test_what_has_begun_and_what_is_of_a_day() -> None:
    now = attendance(EIGHT)

    assert now.begun.sessions == (MORNING,)
    assert now.begun_ids == {1}
    assert now.on(date(2026, 11, 24)).sessions == (TOMORROW,)


def test_groups_are_counted_apart_in_alphabetical_order() -> None:
    groups = attendance(EIGHT).counts_by(lambda each: each.group, 1)

    assert list(groups) == ["A", "B", "C"]
    assert groups["A"] == Counts(expected=1, present=2, present_expected=0, walk_ins=1)
    assert groups["B"] == Counts(expected=1, present=1, present_expected=1)
    assert all(each.has_begun for each in groups.values())
    later = attendance(EIGHT - HOUR).counts_by(lambda each: each.group, 1)
    assert [each.absent for each in later.values()] == [0, 0, 0]
