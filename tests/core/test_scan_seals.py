"""Scans that were not there when their minute was sealed, told by their rows and their times."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.scan_seals import Seal, settled, slipped_in

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def test_a_minute_is_settled_when_the_next_one_is_over() -> None:
    assert settled(at(5.9) + timedelta(microseconds=7)) == at(4)


@pytest.mark.parametrize(
    ("scan", "is_found"),
    [
        ((3, at(2)), False),  # under the first seal
        ((7, at(2)), True),  # in no seal: its rows ended at 5, those of the next begin at 10
        ((12, at(2)), True),  # under the second, but received before the first was put
        ((12, at(4)), False),
        ((25, at(3)), True),  # under none yet, and received before the second was put
        ((25, at(9)), False),
    ],
)
def test_who_comes_after_the_seal_is_found(
    scan: tuple[int, datetime],
    is_found: bool,  # noqa: FBT001
) -> None:
    seals = [Seal(10, 20, at(8)), Seal(1, 5, at(4))]

    assert (slipped_in([scan], seals) == [scan[0]]) is is_found


def test_where_a_clock_was_set_back_nothing_is_told_by_times() -> None:
    assert slipped_in([(12, at(0))], [Seal(1, 5, None), Seal(10, 20, at(8))]) == []
    assert slipped_in([(7, at(0))], [Seal(1, 5, None), Seal(10, 20, at(8))]) == [7]


def test_before_the_first_seal_nothing_is_told() -> None:
    assert slipped_in([(1, at(0)), (2, at(1))], []) == []
