"""The turnout in memory: brought up arrival by arrival, it is what counting anew would give."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.attendance import Counts
from kiosk.core.turnout import Entrance, EventTurnout, PersonExpected, Tally

EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)
DOORS = ("Timur", "Barat")


def person(number: int, school: str = "SDN 1", **of: bool) -> PersonExpected:
    canceled, walk_in = of.get("canceled", False), of.get("walk_in", False)
    return PersonExpected(number, f"P{number}", "CGP", school, "Awang", "08", walk_in, canceled)


PEOPLE = [
    person(1),
    person(2, "SDN 2"),
    person(3, "SDN 2"),
    person(4, canceled=True),
    person(5, walk_in=True),
]
EXPECTED = {1: [1, 2, 3, 4], 2: [1, 2, 3]}


def entrance(number: int, session: int, minute: int) -> Entrance:
    return Entrance(
        EIGHT + timedelta(minutes=minute), number * 10 + session, number, session, DOORS[number % 2]
    )


COMING = [
    entrance(2, 1, 3),
    entrance(1, 1, 1),
    entrance(5, 1, 2),
    entrance(2, 2, 9),
    entrance(4, 1, 4),
]


def seen(turnout: EventTurnout) -> list[object]:
    found: list[object] = []
    for session_id in (1, 2):
        one = turnout.of(session_id)
        found += [
            one.counts,
            one.missing,
            one.arrivals,
            one.times,
            dict(one.times_by_door),
            one.present,
        ]
        found += [[(name, tally.of(name)) for name in tally.names()] for tally in one.by.values()]
        found += [list(tally.most_absent(9)) for tally in one.by.values()]
    return [*found, list(turnout.not_back(1, 2))]


@pytest.mark.parametrize("already", range(len(COMING) + 1))
def test_one_after_the_other_is_the_same_as_all_at_once(already: int) -> None:
    grown = EventTurnout(PEOPLE, EXPECTED, COMING[:already])
    grown.not_back(1, 2)

    for each in COMING[already:]:
        grown.arrive(each)

    assert seen(grown) == seen(EventTurnout(PEOPLE, EXPECTED, COMING))


def test_the_numbers_of_a_session() -> None:
    morning = EventTurnout(PEOPLE, EXPECTED, COMING).of(1)

    assert morning.counts == Counts(expected=3, present=4, present_expected=2, walk_ins=1)
    assert morning.missing == [("SDN 2", "P3", 3)]
    assert [each.participant_id for each in morning.arrivals] == [1, 5, 2, 4]
    assert [morning.is_missing(each) for each in (1, 3, 4, 5)] == [False, True, False, False]
    assert [len(morning.times_by_door[each]) for each in DOORS] == [2, 2]


def test_a_session_of_which_nothing_is_known_is_empty() -> None:
    turnout = EventTurnout(PEOPLE, EXPECTED, [])

    assert turnout.of(9).counts == Counts()
    turnout.arrive(entrance(1, 9, 1))
    assert turnout.of(9).counts == Counts(present=1)


def test_whoever_came_before_and_is_missing_now_is_not_back_until_they_come() -> None:
    turnout = EventTurnout(PEOPLE, EXPECTED, COMING[:2])
    assert list(turnout.not_back(1, 2)) == [("SDN 1", "P1", 1), ("SDN 2", "P2", 2)]

    turnout.arrive(entrance(1, 2, 30))
    turnout.arrive(entrance(3, 1, 31))

    assert list(turnout.not_back(1, 2)) == [("SDN 2", "P2", 2), ("SDN 2", "P3", 3)]


def test_schools_stand_first_of_which_most_are_missing() -> None:
    tally = Tally({"A": (3, 1, 1, 0), "B": (5, 0, 0, 0), "C": (1, 1, 1, 0)})
    assert [name for name, _counts in tally.most_absent(2)] == ["B", "A"]

    tally.add("A", 4)
    tally.add("D", 1, 1, 1)

    assert [name for name, _counts in tally.most_absent(9)] == ["A", "B", "C", "D"]
    assert (tally.of("A"), tally.of("E"), len(tally)) == (Counts(7, 1, 1, 0), Counts(), 4)
    assert list(tally.names()) == ["A", "B", "C", "D"]
