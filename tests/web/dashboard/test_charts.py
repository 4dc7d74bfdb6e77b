"""Where the turnout's lines and bars lie."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.web.dashboard.charts import FAR, NARROW, WIDE, Chart, ChartSize, Turnout, draw
from tests.kept import is_as_kept
from tests.makers import at

KEPT = Path(__file__).parent / "charts.json"
NINE_MINUTES = [at(7, 40) + timedelta(seconds=30 * step) for step in range(18)]


def turnout(times: list[datetime], now: datetime, **values: object) -> Turnout:
    usual: dict[str, object] = {
        "expected": 125,
        "starts_at": at(8),
        "opens_at": at(7),
        "ends_at": at(12),
        "all_in_at": None,
        "zone": ZoneInfo("Asia/Pontianak"),
    }
    return Turnout(times=times, now=now, **{**usual, **values})  # type: ignore[arg-type]


def ends_of(points: str) -> tuple[tuple[float, float], tuple[float, float]]:
    pairs = [tuple(map(float, each.split(","))) for each in points.split()]
    return pairs[0], pairs[-1]  # type: ignore[return-value]


def inside(chart: Chart) -> bool:
    size = chart.size
    xs = [float(each.split(",")[0]) for each in chart.area.split()]
    return size.left <= min(xs) and max(xs) <= size.right


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_line_ends_now_at_the_number_of_those_who_came(size: ChartSize) -> None:
    chart = draw(turnout(NINE_MINUTES, at(7, 50)), size)

    _start, (x, y) = ends_of(chart.line)

    assert x == chart.now
    assert y == pytest.approx(size.line[1] - 18 / 125 * (size.line[1] - size.line[0]), abs=0.1)
    assert inside(chart)


def test_nobody_has_come_and_the_line_lies_on_the_ground() -> None:
    chart = draw(turnout([], at(7, 30)))

    (_, first), (_, last) = ends_of(chart.line)
    assert first == last == WIDE.line[1]
    assert chart.bars == []


def test_an_event_of_nobody_can_be_drawn() -> None:
    assert draw(turnout([], at(7, 30), expected=0)).expected.place == WIDE.line[1]


def test_the_bars_hold_everybody_once() -> None:
    chart = draw(turnout(NINE_MINUTES, at(7, 50)))

    assert sum(each.interval.people for each in chart.bars) == 18
    assert min(each.y for each in chart.bars) == WIDE.bars[0]


def test_more_people_than_expected_stay_in_the_picture() -> None:
    chart = draw(turnout(NINE_MINUTES, at(7, 50), expected=3))

    assert chart.expected.place > WIDE.line[0]
    assert ends_of(chart.line)[1][1] == WIDE.line[0]


def test_a_forecast_leads_to_the_expected_number() -> None:
    chart = draw(turnout(NINE_MINUTES, at(7, 50), all_in_at=at(8, 21)))

    (_start, end) = ends_of(chart.forecast)
    assert end[1] == chart.expected.place
    assert end[0] <= WIDE.right


def test_a_forecast_far_away_is_not_drawn() -> None:
    assert draw(turnout(NINE_MINUTES, at(7, 50), all_in_at=at(15))).forecast == ""


def test_the_hours_are_those_of_the_events_zone() -> None:
    chart = draw(turnout(NINE_MINUTES, at(7, 50), zone=ZoneInfo("Asia/Jayapura")))

    hours = [each.value for each in chart.hours]
    assert all(isinstance(each, datetime) and each.utcoffset() for each in hours)
    assert {each.minute % 5 for each in hours if isinstance(each, datetime)} == {0}
    assert all(WIDE.left <= each.place <= WIDE.right for each in chart.hours)


def test_hours_after_the_start_the_picture_stays_with_the_arrivals() -> None:
    chart = draw(turnout(NINE_MINUTES, at(11, 45)))

    assert chart.intervals[-1].start < at(9)


def test_somebody_admitted_before_the_opening_is_in_the_picture() -> None:
    early = datetime(2026, 11, 22, 23, 20, tzinfo=UTC)

    chart = draw(turnout([early], at(7, 50)))

    assert sum(each.people for each in chart.intervals) == 1


@pytest.mark.parametrize(
    ("size", "minutes"),
    [(WIDE, 75), (NARROW, 20), (FAR, 300)],
    ids=["wide", "narrow", "from afar"],
)
def test_a_turnout_is_drawn_as_it_was(size: ChartSize, minutes: int) -> None:
    now = at(7, 30) + timedelta(minutes=minutes)
    came = [at(7, 31) + timedelta(seconds=29 * each * each / 20) for each in range(60)]
    seen = turnout([each for each in came if each <= now], now, all_in_at=now + timedelta(hours=1))

    is_as_kept(KEPT, f"{size.width} after {minutes} minutes", draw(seen, size))
