"""Delays that rise with every wrong entry, and are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.throttling import Allowance, Failures, still_to_wait

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
THREE = Allowance(free=3, longest=timedelta(minutes=1))


def _waits(count: int, ago: float = 0) -> float:
    failures = Failures(count, NOW - timedelta(seconds=ago))
    return still_to_wait(failures, THREE, NOW).total_seconds()


def test_the_first_wrong_entries_cost_nothing() -> None:
    assert still_to_wait(Failures(), THREE, NOW) == timedelta(0)
    assert [_waits(count) for count in (1, 2)] == [0, 0]


def test_each_further_one_waits_twice_as_long_and_never_longer_than_the_longest() -> None:
    assert [_waits(count) for count in (3, 4, 5, 6)] == [1, 2, 4, 8]
    assert _waits(10_000) == 60


@pytest.mark.parametrize(("ago", "left"), [(0, 8), (3, 5), (8, 0), (100, 0)])
def test_what_has_passed_is_waited_no_more(ago: float, left: float) -> None:
    assert _waits(6, ago) == left


def test_old_entries_are_forgotten() -> None:
    assert _waits(50, ago=13 * 3600) == 0


def test_a_clock_that_was_set_back_lets_nobody_wait_for_it() -> None:
    assert _waits(50, ago=-3600) == 0
