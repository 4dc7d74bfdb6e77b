"""Sessions and events: times, choices, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest

from kiosk.core.attendance import Counts
from kiosk.core.errors import BadInput, EndsBeforeStart, NotFound, Refused
from kiosk.core.model import Reason
from kiosk.desk import Desk
from kiosk.services import acts
from kiosk.services.attendance import days, tallies
from kiosk.services.audit import history
from kiosk.services.check_ins import by_hand, check_in
from kiosk.services.events import NewEvent, add_event, choose_event, current_event, find_event
from kiosk.services.sessions import (
    NewSession,
    add_session,
    change_session,
    choose_session,
    end_choice,
    remove_session,
    session_named,
    session_now,
)
from tests.conftest import Clock
from tests.makers import Maker, at


def test_the_clock_chooses_and_a_member_of_staff_overrides(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    morning, afternoon = make.sessions(event)
    assert session_now(desk, event.id).session == morning

    choose_session(desk, afternoon.id, "Siti")
    chosen = session_now(desk, event.id)
    end_choice(desk, event.id, "Siti")

    assert (chosen.session, chosen.choice and chosen.choice.chosen_by) == (afternoon, "Siti")
    assert session_now(desk, event.id).session == morning
    clock.now = at(18)
    assert session_now(desk, event.id).session is None


def test_everybody_is_expected_in_a_session_that_is_added_later(desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event)

    evening = add_session(desk, event, NewSession("Sesi Malam", time(19), time(21)), "Siti")

    assert tallies(desk, event.id).of(evening.id).expected == 1


def test_a_session_past_midnight_ends_on_the_next_day(desk: Desk, make: Maker) -> None:
    event = make.event("Night", NewSession("Malam", time(22), time(1), until_next_day=True))

    session = make.sessions(event)[0]

    assert session.ends_at - session.starts_at == timedelta(hours=3)


def test_a_session_that_ends_before_it_starts_is_asked_about_and_not_stored(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    before = make.sessions(event)

    with pytest.raises(EndsBeforeStart, match=r"Malam ends at 01:00.*next day"):
        add_session(desk, event, NewSession("Malam", time(22), time(1)), "Siti")

    assert make.sessions(event) == before


def test_a_session_longer_than_a_day_is_refused(desk: Desk, make: Maker) -> None:
    wrong = NewSession("Lama", time(8), time(9), until_next_day=True)

    with pytest.raises(BadInput, match="24 hours"):
        add_session(desk, make.event(), wrong, "Siti")


def test_a_training_of_three_days_is_one_event(desk: Desk, make: Maker, clock: Clock) -> None:
    event = make.event("Pelatihan", *training())
    ada, grace = make.participant(event), make.participant(event, "Grace")
    for day in (23, 24, 25):
        clock.now = at(9) + timedelta(days=day - 23)
        assert check_in(desk, make.scan(ada)).reason is Reason.OK
        assert check_in(desk, make.scan(ada)).reason is Reason.ALREADY_CHECKED_IN
    check_in(desk, make.scan(grace))

    counted = days(desk, event)

    assert list(counted) == [date(2026, 11, day) for day in (23, 24, 25)]
    assert [(each.expected, each.present) for each in counted.values()] == [(2, 1), (2, 1), (2, 2)]


def test_between_two_days_the_next_one_is_told_with_its_day(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event("Pelatihan", *training())
    clock.now = at(20)

    answer = check_in(desk, make.scan(make.participant(event)))

    assert answer.reason is Reason.INVALID_TIME
    assert answer.opens_next and answer.opens_next.name == "Hari 2 Pagi"


def test_the_numbers_of_a_day_count_each_person_once(desk: Desk, make: Maker, clock: Clock) -> None:
    event = make.event("Pelatihan", *training())
    ada = make.participant(event)
    walk_in = make.participant(event, "Mallory", expected=False, walk_in=True)
    gone = make.participant(event, "Grace")
    for hour in (9, 14):
        clock.now = at(hour)
        check_in(desk, make.scan(ada))
    by_hand(desk, walk_in.id, make.user(), override=True)
    acts.cancel(desk, event.id, [gone.id], "Siti")

    first = days(desk, event)[date(2026, 11, 23)]

    assert first == Counts(expected=1, present=2, present_expected=1, walk_ins=1)


def test_an_event_of_one_day_has_no_days_beside_the_whole(desk: Desk, make: Maker) -> None:
    assert days(desk, make.event()) == {}


def training() -> tuple[NewSession, ...]:
    """Three days with a morning and an afternoon each."""
    return tuple(
        NewSession(f"Hari {number} {name}", time(start), time(start + 4), date(2026, 11, day))
        for number, day in enumerate((23, 24, 25), 1)
        for name, start in (("Pagi", 8), ("Sore", 13))
    )


def test_a_session_with_scans_stays_and_one_without_goes(desk: Desk, make: Maker) -> None:
    event = make.event()
    morning, afternoon = make.sessions(event)
    check_in(desk, make.scan(make.participant(event)))

    with pytest.raises(Refused):
        remove_session(desk, morning.id, "Siti")
    remove_session(desk, afternoon.id, "Siti")

    assert make.sessions(event) == [morning]


def test_a_name_that_is_taken_and_an_end_before_the_start_are_refused(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    morning, afternoon = make.sessions(event)

    with pytest.raises(Refused):
        change_session(desk, replace(afternoon, name="sesi pagi"), "Siti")
    with pytest.raises(BadInput):
        change_session(desk, replace(morning, ends_at=morning.starts_at), "Siti")
    assert make.sessions(event) == [morning, afternoon]


def test_an_unknown_session_or_event_names_the_known_ones(desk: Desk, make: Maker) -> None:
    event = make.event()

    with pytest.raises(NotFound, match="Sesi Pagi, Sesi Sore"):
        session_named(desk, event, "Sesi Malam")
    with pytest.raises(NotFound, match=event.slug):
        find_event(desk, "other")
    assert session_named(desk, event, "sesi pagi").name == "Sesi Pagi"


def test_with_one_event_it_need_not_be_named_with_two_it_must(desk: Desk, make: Maker) -> None:
    first = make.event()
    assert find_event(desk, None) == first

    second = make.event()

    assert second.slug == f"{first.slug}-2"
    with pytest.raises(NotFound, match="several"):
        find_event(desk, None)


def test_the_event_chosen_last_is_the_current_one(desk: Desk, make: Maker, clock: Clock) -> None:
    first = make.event("First")
    clock.pass_by(seconds=1)
    second = make.event("Second")
    assert current_event(desk) == second

    clock.pass_by(seconds=1)
    choose_event(desk, first.id, "Siti")

    assert current_event(desk) == first
    assert history(desk, first.id)[0].action == "event_chosen"


@pytest.mark.parametrize(
    "wrong",
    [
        NewEvent(" ", date(2026, 11, 23)),
        NewEvent("Clinic", date(2026, 11, 23), "Mars/Olympus"),
        NewEvent("Clinic", date(2026, 11, 23), sessions=(NewSession("A", time(8), time(8)),)),
        NewEvent(
            "Clinic",
            date(2026, 11, 23),
            sessions=(NewSession("A", time(8), time(9)), NewSession("a ", time(9), time(10))),
        ),
    ],
    ids=["no name", "no such zone", "no time at all", "two of a name"],
)
def test_an_event_that_cannot_be_is_refused_whole(desk: Desk, wrong: NewEvent) -> None:
    with pytest.raises(BadInput):
        add_event(desk, wrong)

    with pytest.raises(NotFound):
        current_event(desk)


def test_a_session_that_is_added_expects_no_walk_ins(desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event)
    make.participant(event, "Mallory", expected=False, walk_in=True)

    evening = add_session(desk, event, NewSession("Sesi Malam", time(19), time(21)), "Siti")

    assert tallies(desk, event.id).of(evening.id).expected == 1


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Berlin", date(2026, 3, 29)), ("America/New_York", date(2026, 3, 8))],
)
def test_no_session_lies_in_the_hour_that_daylight_saving_skips(
    sqlite_desk: Desk, zone: str, day: date
) -> None:
    event = add_event(sqlite_desk, NewEvent("Night", day, zone))
    for starts, ends in ((time(2), time(3)), (time(2, 30), time(3, 30)), (time(1), time(2, 30))):
        with pytest.raises(BadInput, match="the clocks are put forward"):
            add_session(sqlite_desk, event, NewSession("Night", starts, ends), "Siti")

    over_it = add_session(sqlite_desk, event, NewSession("Night", time(1, 30), time(3)), "Siti")
    after = add_session(sqlite_desk, event, NewSession("Day", time(3), time(4)), "Siti")

    assert over_it.ends_at - over_it.starts_at.astimezone(UTC) == timedelta(minutes=30)
    assert after.ends_at.astimezone(UTC) - after.starts_at.astimezone(UTC) == timedelta(hours=1)
