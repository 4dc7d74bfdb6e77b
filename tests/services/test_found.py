"""Whatever changes about somebody, they are found by what holds now, and by nothing that held."""

import pytest

from kiosk.core.acts import ActKind
from kiosk.core.model import Event, Participant
from kiosk.core.people import NewParticipant
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.services import acts, badges, merging, participants, roster, search
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.taking_back import take_back
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(sqlite_desk: Desk, event: Event) -> Participant:
    new = NewParticipant("Ada Lestari", organization="SDN 1 Ampah")
    return participants.add_participant(sqlite_desk, event.id, new, "Siti", session_ids=[])


def found(desk: Desk, event: Event, text: str) -> list[int]:
    return [each.participant.number for each in search.find(desk, event.id, Query(text)).found]


def code(make: Maker, person: Participant) -> str:
    """The beginning of somebody's code: a whole one is looked up among the badges, old ones too."""
    return make.badge(person).code[:8]


def undo_last(desk: Desk, event: Event, make: Maker, kind: ActKind) -> None:
    last = acts.recent(desk, event.id)[0]
    assert last.kind is kind
    take_back(desk, event.id, last.id, make.user())


def test_somebody_added_and_a_walk_in(
    sqlite_desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    participants.add_walk_in(sqlite_desk, event.id, NewParticipant("Bram"), "Siti")

    assert found(sqlite_desk, event, "lestari") == found(sqlite_desk, event, "ampah") == [1]
    assert found(sqlite_desk, event, code(make, ada)) == [1]
    assert found(sqlite_desk, event, "bram") == [2]


def test_a_name_that_is_changed_and_changed_back(
    sqlite_desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    participants.change_participant(sqlite_desk, ada.id, NewParticipant("Kartini"), "Siti")
    assert (found(sqlite_desk, event, "kartini"), found(sqlite_desk, event, "lestari")) == ([1], [])

    undo_last(sqlite_desk, event, make, ActKind.CHANGED)

    assert (found(sqlite_desk, event, "kartini"), found(sqlite_desk, event, "lestari")) == ([], [1])


def test_a_code_that_is_replaced_and_valid_again(
    sqlite_desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    old = code(make, ada)
    new = badges.reissue(sqlite_desk, ada.id, "Siti").code[:8]
    assert (found(sqlite_desk, event, new), found(sqlite_desk, event, old)) == ([1], [])

    undo_last(sqlite_desk, event, make, ActKind.BADGE_REPLACED)

    assert (found(sqlite_desk, event, new), found(sqlite_desk, event, old)) == ([], [1])


def test_the_code_of_a_reserve_badge(
    sqlite_desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    old = code(make, ada)
    reserve = badges.make_reserve(sqlite_desk, event.id, 1, "Siti")[0].badge.code

    badges.bind_reserve(sqlite_desk, ada.id, reserve, "Siti")

    new = reserve[:8]
    assert (found(sqlite_desk, event, new), found(sqlite_desk, event, old)) == ([1], [])


@pytest.mark.usefixtures("ada")
def test_what_a_list_changes(sqlite_desk: Desk, event: Event) -> None:
    first = b"Nama,NIP,Unit Kerja\nRina Wati,198609262015051001,SDN 3 Pasar\n"
    second = first.replace(b"SDN 3 Pasar", b"SMPN 2 Dusun")
    for each in (first, second):
        seen = roster.preview(sqlite_desk, event.id, read_file("a.csv", each))
        roster.commit(sqlite_desk, event.id, seen, "Siti")

    assert (found(sqlite_desk, event, "dusun"), found(sqlite_desk, event, "pasar")) == ([2], [])
    assert found(sqlite_desk, event, "19860926") == [2]


def test_two_who_become_one_and_two_again(
    sqlite_desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    other = participants.add_participant(
        sqlite_desk, event.id, NewParticipant("Adha", district="Awang"), "Siti", session_ids=[]
    )

    merging.merge(sqlite_desk, event.id, ada.id, other.id, "Siti")
    assert 1 in found(sqlite_desk, event, "awang")

    undo_last(sqlite_desk, event, make, ActKind.MERGED)

    assert found(sqlite_desk, event, "awang") == [2]
