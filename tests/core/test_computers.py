"""How far the clock of a second computer is ahead of the first, and when nobody can say."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.computers import further_ahead

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("behind", "took", "further"),
    [
        (0, 0.1, 0),
        (1, 0.1, 0),
        (300, 0.2, 300.1),
        (-300, 0.2, -299.9),
        (-7, 14, 0),
        (-300, 14, -293),
    ],
    ids=["alike", "nearly", "ahead", "behind", "a busy first", "behind a busy first"],
)
def test_a_clock_is_set_by_what_is_sure(behind: float, took: float, further: float) -> None:
    at = AT - timedelta(seconds=behind)

    assert further_ahead(AT, at, timedelta(seconds=took)) == pytest.approx(further)
