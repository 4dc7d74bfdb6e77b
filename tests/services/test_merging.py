"""Two entries of one person become one, and two again."""

from dataclasses import replace

import pytest

from kiosk.core.errors import BadInput, NotFound
from kiosk.core.model import Event, Participant, Reason, Status
from kiosk.core.people import NewParticipant
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.services import acts, badges, participants, search
from kiosk.services.check_ins import check_in
from kiosk.services.merging import merge
from kiosk.services.participants import dossier
from kiosk.services.taking_back import take_back
from tests.conftest import Clock
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def two(desk: Desk, make: Maker, event: Event) -> tuple[Participant, Participant]:
    morning, afternoon = make.sessions(event)
    kept, gone = (
        participants.add_participant(desk, event.id, new, "Siti", session_ids=[session.id])
        for new, session in (
            (NewParticipant("Puspitasari", organization="SDN 1"), morning),
            (NewParticipant("Puspita Sari", nip="198609262015052001", phone="0812"), afternoon),
        )
    )
    return kept, gone


def state(desk: Desk, people: tuple[Participant, Participant]) -> list[object]:
    """Everything that is known of two people."""
    return [
        (
            search.participant(desk, each.event_id, each.id),
            [replace(made, id=0) for made in dossier(desk, each.id).check_ins],
        )
        for each in people
    ]


def test_both_badges_admit_the_one_who_stays(
    desk: Desk, make: Maker, event: Event, two: tuple[Participant, Participant]
) -> None:
    kept, gone = two
    codes = [make.badge(each).code for each in two]
    merge(desk, event.id, kept.id, gone.id, "Siti")

    answers = [check_in(desk, make.scan(code)) for code in codes]

    assert [each.reason for each in answers] == [Reason.OK, Reason.ALREADY_CHECKED_IN]
    assert {each.participant.id for each in answers if each.participant} == {kept.id}


def test_a_badge_that_is_replaced_afterwards_is_that_of_who_stays(
    desk: Desk, make: Maker, event: Event, two: tuple[Participant, Participant]
) -> None:
    kept, gone = two
    lost = make.badge(kept).code
    act = merge(desk, event.id, kept.id, gone.id, "Siti")

    fresh = badges.reissue(desk, gone.id, "Siti")

    assert fresh.participant_id == kept.id
    assert check_in(desk, make.scan(lost)).reason is Reason.REVOKED
    assert check_in(desk, make.scan(fresh.code)).reason is Reason.OK
    take_back(desk, event.id, act.id, make.user())
    assert [make.badge(each).participant_id for each in two] == [kept.id, gone.id]


def test_codes_that_both_held_already_admit_the_one_who_stays_and_go_back(
    desk: Desk, make: Maker, event: Event, two: tuple[Participant, Participant]
) -> None:
    kept, gone = two
    make.held_code(kept, "TKT-1")
    make.held_code(gone, "TKT-2")
    act = merge(desk, event.id, kept.id, gone.id, "Siti")

    answers = [check_in(desk, make.scan(code)) for code in ("TKT-2", "TKT-1")]

    assert [each.reason for each in answers] == [Reason.OK, Reason.ALREADY_CHECKED_IN]
    assert {each.participant.id for each in answers if each.participant} == {kept.id}
    take_back(desk, event.id, act.id, make.user("Siti"))
    apart = [check_in(desk, make.scan(code)).participant for code in ("TKT-1", "TKT-2")]
    assert [each and each.id for each in apart] == [kept.id, gone.id]


def test_what_the_one_lacks_it_has_from_the_other(
    desk: Desk, make: Maker, event: Event, two: tuple[Participant, Participant]
) -> None:
    kept, gone = two
    merge(desk, event.id, kept.id, gone.id, "Siti")

    found = search.participant(desk, event.id, kept.id)
    assert found.participant == replace(kept, nip="198609262015052001", phone="0812")
    assert found.expected == {each.id for each in make.sessions(event)}
    assert search.participant(desk, event.id, gone.id).participant.status is Status.CANCELED
    assert [x.participant.id for x in search.find(desk, event.id, Query("puspita sari")).found] == [
        kept.id
    ]


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_check_ins_of_a_session_the_earliest_stands(
    desk: Desk, make: Maker, event: Event, clock: Clock, first: int
) -> None:
    two = (make.participant(event, "Puspitasari"), make.participant(event, "Puspita Sari"))
    for each in (two[first], two[1 - first]):
        check_in(desk, make.scan(each))
        clock.pass_by(minutes=5)
    earliest = dossier(desk, two[first].id).check_ins[0]

    merge(desk, event.id, two[0].id, two[1].id, "Siti")

    standing = [x for each in two for x in dossier(desk, each.id).check_ins if not x.undone_at]
    assert [(x.id, x.participant_id) for x in standing] == [(earliest.id, two[0].id)]


@pytest.mark.parametrize("first", [0, 1])
def test_one_click_makes_two_of_them_again(
    desk: Desk, make: Maker, event: Event, clock: Clock, first: int
) -> None:
    two = (make.participant(event, "Puspitasari"), make.participant(event, "Puspita Sari", nip="1"))
    for each in (two[first], two[1 - first]):
        check_in(desk, make.scan(each))
        clock.pass_by(minutes=5)
    before, codes = state(desk, two), [make.badge(each).code for each in two]
    act = merge(desk, event.id, two[0].id, two[1].id, "Siti")
    assert state(desk, two) != before

    take_back(desk, event.id, act.id, make.user())

    assert state(desk, two) == before
    assert [make.badge(each).code for each in two] == codes
    found = search.find(desk, event.id, Query("puspita sari")).found
    assert [each.participant.id for each in found] == [two[1].id]


def test_one_is_not_merged_with_itself_or_with_somebody_elsewhere(
    desk: Desk, make: Maker, event: Event, two: tuple[Participant, Participant]
) -> None:
    other = make.participant(make.event("Lain"))
    with pytest.raises(BadInput):
        merge(desk, event.id, two[0].id, two[0].id, "Siti")
    with pytest.raises(NotFound):
        merge(desk, event.id, two[0].id, other.id, "Siti")
    assert acts.recent(desk, event.id)[0].kind == "added"
