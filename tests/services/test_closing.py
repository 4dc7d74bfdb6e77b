"""The end of the day: once each person, the rush, refusals, absentees, what is left to do."""

from datetime import timedelta

import pytest

from kiosk.core.model import Event, Participant, Reason
from kiosk.core.pace import rush
from kiosk.desk import Desk
from kiosk.services import reports
from kiosk.services.backups import automatic_backup
from kiosk.services.check_ins import check_in
from kiosk.services.closing import closing
from tests.conftest import MORNING, Clock
from tests.makers import Maker


@pytest.fixture
def event(desk: Desk, make: Maker) -> Event:
    return make.event()


@pytest.fixture
def people(make: Maker, event: Event) -> list[Participant]:
    names = ("Ada", "Grace", "Hedy", "Mary")
    return [make.participant(event, each, organization=f"SDN {each[0]}") for each in names]


def test_each_person_is_counted_once_a_day(
    desk: Desk, make: Maker, event: Event, people: list[Participant], clock: Clock
) -> None:
    for who in people[:2]:
        check_in(desk, make.scan(who))
    clock.pass_by(hours=5)
    check_in(desk, make.scan(people[0]))
    clock.pass_by(hours=6)

    told = closing(desk, event)

    assert told.is_over
    assert (told.counts.expected, told.counts.present, told.counts.missing) == (4, 2, 2)
    assert [each.counts.present for each in told.sessions] == [2, 1]
    missed = {one.name: one.sessions for each in told.absences for one in each.absentees}
    assert missed == {"Grace": ("Sesi Sore",), "Hedy": (), "Mary": ()}


def test_before_the_last_session_has_ended_the_day_is_not_over(desk: Desk, event: Event) -> None:
    told = closing(desk, event)

    assert not told.is_over
    assert told.absences == []


def test_the_rush_is_where_most_came(
    desk: Desk, make: Maker, event: Event, people: list[Participant], clock: Clock
) -> None:
    for who, minutes in zip(people, (20, 1, 2, 0), strict=True):
        check_in(desk, make.scan(who))
        clock.pass_by(minutes=minutes)

    found = closing(desk, event).sessions[0].rush

    assert found and found.people == 3
    assert found.start == MORNING + timedelta(minutes=20)


def test_refusals_are_counted_by_their_reason(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    for code in ("https://example.org/a", "https://example.org/b"):
        check_in(desk, make.scan(code))
    check_in(desk, make.scan(make.participant(event, "Alan", expected=False)))
    check_in(desk, make.scan(people[0]))

    assert closing(desk, event).refusals == [(Reason.INVALID, 2), (Reason.NOT_EXPECTED, 1)]


def test_a_backup_counts_until_somebody_comes(sqlite_desk: Desk, make: Maker, clock: Clock) -> None:
    event = make.event()
    who = make.participant(event)
    assert not closing(sqlite_desk, event).is_backed_up
    automatic_backup.make(sqlite_desk.settings, clock())
    assert closing(sqlite_desk, event).is_backed_up

    clock.pass_by(minutes=1)
    check_in(sqlite_desk, make.scan(who))

    assert not closing(sqlite_desk, event).is_backed_up


def test_only_what_was_made_after_the_end_was_handed_in(
    desk: Desk, event: Event, clock: Clock
) -> None:
    reports.hand_out(desk, event, "daftar-hadir.pdf", "Siti")
    clock.pass_by(hours=11)
    assert closing(desk, event).handed_in_at is None

    reports.hand_out(desk, event, "daftar-hadir.pdf", "Siti")

    assert closing(desk, event).handed_in_at == clock()


def test_nobody_makes_no_rush() -> None:
    assert rush([]) is None
