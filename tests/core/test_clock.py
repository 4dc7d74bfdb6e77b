"""What speaks against the computer's clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.core.clock import doubt

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("now", "last", "days", "said", "sure"),
    [
        (NOW, None, [DAY], None, False),
        (NOW, NOW + timedelta(seconds=30), [DAY], None, False),
        (NOW, NOW + timedelta(minutes=5), [DAY], "5 minutes behind the last scan", True),
        (NOW, None, [DAY + timedelta(days=8)], "in 8 days", False),
        (NOW, None, [DAY - timedelta(days=8)], "8 days ago", False),
        (NOW, None, [DAY - timedelta(days=1), DAY + timedelta(days=3)], "1 days ago", False),
        (NOW, None, [DAY - timedelta(days=1), DAY], None, False),
        (NOW - timedelta(days=900), None, [DAY], "before this program was made", True),
        (NOW, None, [], None, False),
    ],
)
def test_the_clock_is_doubted(
    *, now: datetime, last: datetime | None, days: list[date], said: str | None, sure: bool
) -> None:
    found = doubt(now, last, days, UTC)

    assert (found is None) is (said is None)
    if found:
        assert said in found.text.format(**found.values)
        assert found.sure is sure
