"""Who was refused at a door stands on the lane of the desk until they were helped."""

from uuid import uuid4

import pytest

from kiosk.core.errors import NotFound
from kiosk.core.model import Event, Means, Reason
from kiosk.core.refusals import number_of
from kiosk.desk import Desk
from kiosk.services import acts, badges, refusals
from kiosk.services.check_ins import by_hand, check_in
from kiosk.services.refusals import waiting_cases
from tests.conftest import Clock
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


def reasons(desk: Desk, event: Event) -> list[Reason]:
    return [each.refusal.reason for each in waiting_cases(desk, event.id)]


def test_every_refusal_stands_on_the_lane_the_newest_first(
    desk: Desk, make: Maker, event: Event, clock: Clock
) -> None:
    ada, grace, alan = (make.participant(event, name) for name in ("Ada", "Grace", "Alan"))
    elsewhere = make.participant(event, "Edsger", expected=False)
    old = make.badge(alan).code
    badges.reissue(desk, alan.id, "Siti")
    acts.block(desk, event.id, [ada.id], "Ke panitia", "Siti")
    acts.cancel(desk, event.id, [grace.id], "Siti")
    for code in (make.badge(ada).code, make.badge(grace).code, old, "https://x.example"):
        check_in(desk, make.scan(code))
        clock.pass_by(seconds=2)
    check_in(desk, make.scan(elsewhere))

    assert reasons(desk, event) == ["not_expected", "invalid", "revoked", "canceled", "blocked"]
    blocked = waiting_cases(desk, event.id)[-1].refusal
    assert blocked.participant and blocked.participant.note == "Ke panitia"


def test_who_was_admitted_or_comes_twice_is_not_on_the_lane(
    desk: Desk, make: Maker, event: Event
) -> None:
    ada = make.participant(event, "Ada")
    check_in(desk, make.scan(ada))
    check_in(desk, make.scan(ada))

    assert waiting_cases(desk, event.id) == []


def test_a_person_who_tries_again_waits_once_under_the_newest_number(
    desk: Desk, make: Maker, event: Event, clock: Clock
) -> None:
    ada = make.participant(event, "Ada", expected=False)
    for _again in range(3):
        scan = make.scan(ada)
        check_in(desk, scan)
        clock.pass_by(seconds=9)

    cases = waiting_cases(desk, event.id)
    assert [each.refusal.number for each in cases] == [number_of(scan.scan_id)]
    found = refusals.case_of_number(desk, event.id, number_of(scan.scan_id).lower())
    assert found == cases[0]


def test_who_was_checked_in_leaves_the_lane(desk: Desk, make: Maker, event: Event) -> None:
    ada, morning = make.participant(event, "Ada", expected=False), make.sessions(event)[0]
    check_in(desk, make.scan(ada))
    by_hand(desk, ada.id, make.user(), session_id=morning.id, override=True)

    assert waiting_cases(desk, event.id) == []


def test_who_was_helped_leaves_the_lane_and_comes_back_on_it(
    desk: Desk, make: Maker, event: Event
) -> None:
    scan = make.scan("https://x.example", scan_id=str(uuid4()))
    check_in(desk, scan)
    refusals.settle(desk, event.id, scan.scan_id, "Siti")
    assert waiting_cases(desk, event.id) == []
    assert refusals.case(desk, event.id, scan.scan_id).refusal.settled_by == "Siti"

    refusals.reopen(desk, event.id, scan.scan_id, "Siti")
    assert reasons(desk, event) == ["invalid"]


def test_after_an_hour_nobody_is_waited_for(
    desk: Desk, make: Maker, event: Event, clock: Clock
) -> None:
    check_in(desk, make.scan("https://x.example"))
    clock.pass_by(minutes=61)

    assert waiting_cases(desk, event.id) == []


def test_what_the_desk_itself_tried_by_hand_is_not_on_its_lane(
    desk: Desk, make: Maker, event: Event
) -> None:
    ada = make.participant(event, "Ada", expected=False)
    by_hand(desk, ada.id, make.user())
    check_in(desk, make.scan(ada, means=Means.PAPER))

    assert waiting_cases(desk, event.id) == []


def test_the_badge_of_another_event_says_whose_it_is(desk: Desk, make: Maker, event: Event) -> None:
    ada = make.participant(event, "Ada")
    other = make.event("Lokakarya")
    check_in(desk, make.scan(ada))

    found = waiting_cases(desk, other.id)[0]
    assert found.refusal.participant is None
    assert found.other_event and found.other_event.name == "Coaching Clinic"
    assert found.other_person and found.other_person.name == "Ada"


def test_it_says_where_the_person_is_expected(desk: Desk, make: Maker, event: Event) -> None:
    ada = make.participant(event, "Ada")
    acts.block(desk, event.id, [ada.id], "Ke panitia", "Siti")
    check_in(desk, make.scan(ada))

    assert [each.name for each in waiting_cases(desk, event.id)[0].expected] == [
        "Sesi Pagi",
        "Sesi Sore",
    ]


def test_a_scan_that_was_admitted_is_no_case(desk: Desk, make: Maker, event: Event) -> None:
    scan = make.scan(make.participant(event, "Ada"))
    check_in(desk, scan)
    with pytest.raises(NotFound):
        refusals.case(desk, event.id, scan.scan_id)
