"""How fast people come, told from times alone."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.pace import (
    Quiet,
    all_in_at,
    intervals,
    pace,
    step_for,
    strange_silence,
)

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def minute(*minutes: float) -> list[datetime]:
    return [START + timedelta(minutes=each) for each in minutes]


def test_people_are_counted_by_step_and_in_total() -> None:
    end = START + timedelta(minutes=15)

    counted = intervals(minute(0, 1, 4.9, 5, 14), START, end, timedelta(minutes=5))

    assert [each.people for each in counted] == [3, 1, 1]
    assert [each.total for each in counted] == [3, 4, 5]
    assert counted[1].start == START + timedelta(minutes=5)


def test_who_came_before_the_picture_begins_is_in_the_totals() -> None:
    end = START + timedelta(minutes=2)

    counted = intervals(minute(-3, -0.5, 1), START, end, timedelta(minutes=1))

    assert [(each.people, each.total) for each in counted] == [(0, 2), (1, 3)]


def test_an_empty_span_still_has_one_interval() -> None:
    assert len(intervals([], START, START, timedelta(minutes=5))) == 1


@pytest.mark.parametrize(
    ("minutes", "step"), [(1, 1), (40, 1), (60, 2), (120, 5), (300, 10), (100_000, 120)]
)
def test_the_step_keeps_the_bars_few(minutes: int, step: int) -> None:
    assert step_for(timedelta(minutes=minutes)) == timedelta(minutes=step)


def test_pace_counts_the_last_minutes_only() -> None:
    came = minute(0, 0.1, 0.2, 10, 11, 12, 13, 14)

    assert pace(came, START + timedelta(minutes=15)) == pytest.approx(4 / 5)


def test_pace_of_a_door_that_has_just_opened_is_not_watered_down() -> None:
    assert pace(minute(0, 0.5, 1, 1.5, 2), START + timedelta(minutes=2)) == pytest.approx(2.5)


def test_one_person_a_moment_ago_is_one_a_minute_and_no_more() -> None:
    assert pace(minute(0), START + timedelta(seconds=1)) == pytest.approx(1)


def test_nobody_lately_is_a_pace_of_nothing() -> None:
    assert pace(minute(0), START + timedelta(hours=1)) == 0


def test_at_this_pace_all_are_in() -> None:
    now = START + timedelta(minutes=10)
    came = minute(0, *(5.5 + step / 10 for step in range(40)))

    assert all_in_at(came, 80, now) == now + timedelta(minutes=10)


@pytest.mark.parametrize("missing", [0, -1])
def test_nobody_missing_needs_no_forecast(missing: int) -> None:
    assert all_in_at(minute(1, 2, 3, 4, 5), missing, START + timedelta(minutes=5)) is None


def test_three_people_are_too_few_for_a_forecast() -> None:
    assert all_in_at(minute(1, 2, 3), 50, START + timedelta(minutes=4)) is None


def quiet(last: float | None, missing: int = 60, opened: float | None = -40) -> Quiet:
    read, open_since = (
        None if at is None else START + timedelta(minutes=at) for at in (last, opened)
    )
    return Quiet(125, missing, last_read_at=read, opened_at=open_since, starts_at=START)


def test_silence_before_the_start_is_strange_when_many_are_missing() -> None:
    assert strange_silence(quiet(-10), START - timedelta(minutes=4)) == timedelta(minutes=6)


def test_silence_counts_although_nobody_was_ever_read() -> None:
    assert strange_silence(quiet(None), START) == timedelta(minutes=15)


def test_before_a_door_was_opened_silence_is_natural() -> None:
    assert strange_silence(quiet(None, opened=None), START) is None
    assert strange_silence(quiet(None, opened=-6), START) == timedelta(minutes=6)


def test_what_was_read_before_a_restart_says_that_a_door_was_open() -> None:
    assert strange_silence(quiet(-10, opened=None), START) == timedelta(minutes=10)


def test_a_code_read_a_minute_ago_is_no_silence() -> None:
    assert strange_silence(quiet(-1), START) is None


@pytest.mark.parametrize("missing", [0, 9, 24])
def test_few_missing_make_silence_natural(missing: int) -> None:
    assert strange_silence(quiet(-14, missing), START) is None


@pytest.mark.parametrize("minutes", [-16, 31])
def test_silence_is_natural_far_from_the_start(minutes: int) -> None:
    assert strange_silence(quiet(None), START + timedelta(minutes=minutes)) is None
