"""Sheets: the measures of their makers, and refusals with the numbers."""

from dataclasses import replace
from itertools import combinations

import pytest

from badges.errors import PrintingRefused, Refusal
from badges.presets import PAPERS, Sheet, checked, custom, sheet, sheet_names

CUSTOM = Sheet("custom", (210.0, 297.0), (90.0, 60.0), 2, 4, (10.0, 10.0), (95.0, 65.0))


@pytest.mark.parametrize("name", sheet_names())
@pytest.mark.parametrize("paper", PAPERS)
def test_every_sheet_is_on_its_page_and_no_badge_covers_another(name: str, paper: str) -> None:
    made = sheet(name, paper)

    assert checked(made) == made
    for (x1, y1), (x2, y2) in combinations(made.places(), 2):
        apart_across = abs(x1 - x2) >= made.badge[0] - 0.01
        assert apart_across or abs(y1 - y2) >= made.badge[1] - 0.01


@pytest.mark.parametrize(
    ("name", "per_page", "first", "last"),
    [
        ("a6-4up", 4, (0.0, 0.0), (105.0, 148.5)),
        ("a7-landscape", 8, (0.0, 0.125), (105.0, 222.875)),
        ("id-card", 10, (19.4, 13.5), (105.0, 229.5)),
        ("card-90x55", 10, (15.0, 11.0), (105.0, 231.0)),
        ("avery-l4785", 10, (18.0, 13.0), (113.0, 233.0)),
        ("zweckform-32015", 8, (17.0, 31.5), (108.0, 211.5)),
        ("zweckform-32010", 10, (14.1, 14.1), (109.0, 230.1)),
        ("label-62x100", 1, (0.0, 0.0), (0.0, 0.0)),
    ],
)
def test_badges_stand_where_the_paper_is_cut(
    name: str, per_page: int, first: tuple[float, float], last: tuple[float, float]
) -> None:
    places = list(sheet(name).places())

    assert len(places) == sheet(name).per_page == per_page
    assert places[0] == pytest.approx(first)
    assert places[-1] == pytest.approx(last)


def test_the_default_is_four_a6_on_a4() -> None:
    assert (sheet().name, sheet().page) == ("a6-4up", (210.0, 297.0))


def test_a_custom_sheet_without_a_step_puts_badge_at_badge() -> None:
    made = custom(replace(CUSTOM, pitch=(0.0, 0.0)))

    assert made.pitch == CUSTOM.badge


@pytest.mark.parametrize(
    ("wrong", "reason", "numbers"),
    [
        ({"badge": (220.0, 60.0)}, Refusal.BADGE_LARGER_THAN_PAGE, ["220 × 60", "210 × 297"]),  # noqa: RUF001
        ({"rows": 5}, Refusal.SHEET_RUNS_OVER, ["195 × 330", "210 × 297"]),  # noqa: RUF001
        ({"pitch": (80.0, 65.0)}, Refusal.BADGES_OVERLAP, ["90 × 60", "80 × 65"]),  # noqa: RUF001
        ({"columns": 0}, Refusal.NOT_A_COUNT, ["0", "columns"]),
        ({"origin": (-1.0, 0.0)}, Refusal.NOT_A_MEASURE, ["-1", "0"]),
        ({"badge": (float("nan"), 60.0)}, Refusal.NOT_A_MEASURE, ["nan"]),
        ({"pitch": (95.0, float("inf"))}, Refusal.NOT_A_MEASURE, ["inf"]),
    ],
)
def test_what_cannot_be_printed_is_refused_with_the_numbers(
    wrong: dict[str, object], reason: Refusal, numbers: list[str]
) -> None:
    with pytest.raises(PrintingRefused) as refusal:
        custom(replace(CUSTOM, **wrong))  # type: ignore[arg-type]

    assert refusal.value.reason is reason
    assert all(number in str(refusal.value) for number in numbers)


def test_an_unknown_sheet_or_paper_is_refused_with_what_there_is() -> None:
    with pytest.raises(PrintingRefused, match="a6-4up"):
        sheet("avery-l4784")
    with pytest.raises(PrintingRefused, match="Letter"):
        sheet("a6-4up", "A5")
