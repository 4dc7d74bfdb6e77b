"""How far the clock of a second computer is ahead of the first, and when nobody can say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.computers import (
    Introduction,
    Lag,
    check_may_follow,
    first_finding,
    further_ahead,
    second_finding,
)
from kiosk.core.errors import Refused
from kiosk.core.readiness import Fitness

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


FIRST = Introduction("a", "1.0", AT, {"uid": "Clinic"})


@pytest.mark.parametrize("off", [timedelta(days=-1), timedelta(days=1)])
def test_clocks_that_are_more_than_a_day_apart_keep_a_computer_from_following(
    off: timedelta,
) -> None:
    check_may_follow(FIRST, replace(FIRST, computer="b", at=AT + off))
    check_may_follow(FIRST, replace(FIRST, computer="b", events={}))
    with pytest.raises(Refused, match="The clock of the first computer"):
        check_may_follow(FIRST, replace(FIRST, computer="b", at=AT + off * 1.001))


def test_the_two_are_connected_until_one_was_silent_for_45_seconds() -> None:
    heard = Lag("Aula", 3, AT - timedelta(seconds=44.9))
    silent = replace(heard, connected_at=AT - timedelta(seconds=45))
    told = [
        (str(each), each.fitness)
        for lag in (heard, replace(heard, waiting=0), silent)
        for each in (first_finding(lag, AT, UTC), second_finding(lag, AT, UTC))
    ]

    connected = ("The second computer Aula is connected.", Fitness.FINE)
    first = "Connected with the first computer, Aula"
    assert told == [
        (f"{first}; 3 changes are on their way.", Fitness.FINE),
        connected,
        (f"{first}: both have the same.", Fitness.FINE),
        connected,
        (
            "Not connected with Aula since 00:59; 3 changes wait, and go by themselves.",
            Fitness.WARNING,
        ),
        (
            "The second computer Aula was last heard at 00:59, with 3 changes waiting there.",
            Fitness.WARNING,
        ),
    ]
    assert not replace(heard, connected_at=None).is_connected(AT)
