"""What speaks against the computer's clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.core.clock import OtherClocks, SteadyClock, doubt, doubt_of_setting, is_skipped, zero_of

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
    found = doubt(now, last, days, UTC, {})

    assert (found is None) is (said is None)
    if found:
        assert said in found.text.format(**found.values)
        assert found.sure is sure


@pytest.mark.parametrize(
    ("minutes", "said", "sure"),
    [
        ([0, 0.9, -0.9], None, False),
        ([12], "The clock of door 0 is 12 minutes ahead of it.", False),
        ([-120, 0], "The clock of door 0 is 120 minutes behind it.", False),
        ([12, 12.5], "2 other clocks agree that it is 12 minutes behind.", True),
        ([-120, -120.5, 0], "2 other clocks agree that it is 120 minutes ahead.", True),
        ([-120, -121, 0, 0], "The clock of door 1 is 121 minutes behind it.", False),
        ([30, -30], "The clock of door 0 is 30 minutes ahead of it.", False),
    ],
)
def test_other_clocks_are_heard_and_most_of_them_are_believed(
    *, minutes: list[float], said: str | None, sure: bool
) -> None:
    others = {f"door {n}": timedelta(minutes=each) for n, each in enumerate(minutes)}

    found = doubt(NOW, None, [DAY], UTC, others)

    assert (found is None) is (said is None)
    if found:
        assert said in found.text.format(**found.values)
        assert found.sure is sure


@pytest.mark.parametrize(
    ("was_set", "said"),
    [
        (timedelta(hours=2), "The clock was put 120 minutes forward while Hadir ran."),
        (timedelta(minutes=-5), "The clock was put 5 minutes back while Hadir ran."),
        (timedelta(seconds=40), None),
    ],
)
def test_a_clock_that_is_set_while_it_runs_is_said_though_no_other_clock_is_there(
    was_set: timedelta, said: str | None
) -> None:
    found = doubt_of_setting(was_set)

    assert (found is None) is (said is None)
    if found:
        assert said in found.text.format(**found.values)
        assert not found.sure


def test_a_steady_clock_tells_what_has_passed_since_it_was_right() -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)

    passed = SteadyClock(zero_of(long_ago))() - long_ago

    assert timedelta(seconds=-1) < passed < timedelta(minutes=1)


def test_what_a_clock_said_is_forgotten_when_ours_is_set() -> None:
    clocks = OtherClocks()
    clocks.note("Door", NOW + timedelta(minutes=7), NOW)

    assert clocks.ahead(NOW) == {"Door": timedelta(minutes=7)}
    assert clocks.ahead(NOW + timedelta(minutes=7)) == {}


def test_of_however_many_that_come_so_many_clocks_are_heard() -> None:
    clocks = OtherClocks()
    for number in range(501):
        clocks.note(f"Door {number}", NOW, NOW)
    clocks.note("Door 0", NOW + timedelta(minutes=7), NOW)

    heard = clocks.ahead(NOW)

    assert (len(heard), heard["Door 0"]) == (500, timedelta(minutes=7))


@pytest.mark.parametrize(
    ("zone", "day", "skipped"),
    [
        ("Europe/Berlin", date(2026, 3, 29), ["02:00", "02:30", "02:59"]),
        ("America/New_York", date(2026, 3, 8), ["02:00", "02:30", "02:59"]),
        ("Europe/Berlin", date(2026, 10, 25), []),
        ("Asia/Pontianak", date(2026, 11, 23), []),
    ],
)
def test_the_hour_that_daylight_saving_skips_is_known(
    zone: str, day: date, skipped: list[str]
) -> None:
    times = ["00:00", "01:59", "02:00", "02:30", "02:59", "03:00", "03:01", "23:59"]
    local = [
        datetime.fromisoformat(f"{day} {each}").replace(tzinfo=ZoneInfo(zone)) for each in times
    ]

    assert [f"{each:%H:%M}" for each in local if is_skipped(each)] == skipped
