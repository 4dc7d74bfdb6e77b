"""What is kept of the log of changes, and for how long."""

from datetime import UTC, datetime, timedelta

from kiosk.core.changes import LogMark, marked, old_until

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def test_the_log_is_marked_once_a_day_and_not_by_a_clock_that_ran_ahead() -> None:
    first = LogMark(7, NOW)

    assert marked([], 7, NOW) == [first]
    assert marked([first], 9, NOW + DAY - SECOND) == [first]
    assert marked([first], 9, NOW + DAY) == [first, LogMark(9, NOW + DAY)]
    assert marked([first, LogMark(8, NOW + DAY)], 9, NOW) == [first]


def test_what_is_thirty_days_old_is_forgotten_and_one_mark_says_up_to_where() -> None:
    marks = [LogMark(1, NOW), LogMark(2, NOW + SECOND), LogMark(3, NOW + DAY)]
    then = NOW + 30 * DAY

    assert [old_until(marks, each) for each in (then - SECOND, then, then + SECOND)] == [0, 1, 2]
    assert marked(marks, 4, then) == [*marks, LogMark(4, then)]
    assert marked(marks, 4, then + SECOND) == [*marks[1:], LogMark(4, then + SECOND)]
