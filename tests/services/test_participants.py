"""Participants one by one."""

import pytest

from badges.code import grouped, new_code
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Reason
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk
from kiosk.services import badges, participants
from kiosk.services.audit import history
from kiosk.services.check_ins import by_hand, check_in, undo
from kiosk.storage import badges as stored_badges
from tests.conftest import Clock
from tests.makers import Maker

NIP = "198001012005011001"


def test_a_walk_in_gets_the_next_number_and_a_badge(desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event)
    person = participants.add_walk_in(desk, event.id, NewParticipant("  Sabai, S.Pd. "), "Siti")
    assert (person.number, person.name, person.walk_in) == (2, "Sabai, S.Pd.", True)
    assert make.badge(person).code


def test_a_walk_in_is_admitted_to_every_session_without_being_expected(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    person = participants.add_walk_in(desk, event.id, NewParticipant("Sabai"), "Siti")
    assert participants.listed(desk, event.id)[0]["sessions"] == []
    assert check_in(desk, make.scan(person)).reason is Reason.OK


def test_a_walk_in_may_take_a_blank_badge(desk: Desk, make: Maker) -> None:
    event = make.event()
    code = _reserve(desk, event.id)
    typed = grouped(code).lower().replace("0", "o").replace("1", "i")
    person = participants.add_walk_in(
        desk, event.id, NewParticipant("Sabai"), "Siti", reserve_code=typed
    )
    assert make.badge(person).code == code


def test_a_blank_badge_is_taken_once(desk: Desk, make: Maker) -> None:
    event = make.event()
    code = _reserve(desk, event.id)
    participants.add_walk_in(desk, event.id, NewParticipant("Sabai"), "Siti", reserve_code=code)
    with pytest.raises(Refused, match="not blank"):
        participants.add_walk_in(desk, event.id, NewParticipant("Rina"), "S", reserve_code=code)
    assert len(participants.listed(desk, event.id)) == 1


def test_a_mistyped_badge_is_told_from_a_foreign_one(desk: Desk, make: Maker) -> None:
    event = make.event()
    code = _reserve(desk, event.id)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    new = NewParticipant("Sabai")
    with pytest.raises(BadInput, match="typing error"):
        participants.add_walk_in(desk, event.id, new, "Siti", reserve_code=wrong)
    with pytest.raises(BadInput, match="not the code"):
        participants.add_walk_in(desk, event.id, new, "Siti", reserve_code="halo")


def test_the_same_nip_is_refused_with_whose_it_is(desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event, "Sabai", nip=NIP)
    with pytest.raises(Refused, match="number 1, Sabai"):
        participants.add_walk_in(desk, event.id, NewParticipant("Rina", nip=NIP), "Siti")


def test_a_walk_in_needs_a_name(desk: Desk, make: Maker) -> None:
    with pytest.raises(BadInput, match="name is missing"):
        participants.add_walk_in(desk, make.event().id, NewParticipant(" "), "Siti")


def test_a_change_is_written_down_with_who_and_from_what_to_what(desk: Desk, make: Maker) -> None:
    event = make.event()
    person = make.participant(event, "Sabai", organization="SDN 1")
    details = NewParticipant("Sabai", organization="SDN 2 Ampah", nip="19800101 200501 1 001")
    changed = participants.change_participant(desk, person.id, details, "Siti")
    assert (changed.organization, changed.nip) == ("SDN 2 Ampah", NIP)
    entry = history(desk, event.id, f"participant:{person.id}")[0]
    assert (entry.by, entry.action) == ("Siti", "participant_changed")
    assert entry.detail["changes"] == {"nip": ["", NIP], "organization": ["SDN 1", "SDN 2 Ampah"]}


def test_a_change_that_changes_nothing_is_not_written_down(desk: Desk, make: Maker) -> None:
    event = make.event()
    person = make.participant(event, "Sabai")
    participants.change_participant(desk, person.id, NewParticipant("Sabai"), "Siti")
    assert participants.history_of(desk, event.id, person.id) == []


def test_a_nip_of_letters_is_refused(desk: Desk, make: Maker) -> None:
    person = make.participant(make.event(), "Sabai")
    with pytest.raises(BadInput, match="digits only"):
        participants.change_participant(desk, person.id, NewParticipant("Sabai", nip="19x"), "S")


def test_a_selection_is_expected_in_one_session(desk: Desk, make: Maker) -> None:
    event = make.event()
    morning, _ = make.sessions(event)
    people = [make.participant(event), make.participant(event, "Grace")]
    chosen = [people[0].id]
    assert participants.set_expected(desk, event.id, chosen, [morning.id], "Siti") == 1
    assert [row["sessions"] for row in participants.listed(desk, event.id)] == [
        ["Sesi Pagi"],
        ["Sesi Pagi", "Sesi Sore"],
    ]


def test_a_session_of_another_event_is_refused(desk: Desk, make: Maker) -> None:
    event, other = make.event(), make.event("Lain")
    person = make.participant(event)
    foreign = make.sessions(other)[0].id
    with pytest.raises(NotFound):
        participants.set_expected(desk, event.id, [person.id], [foreign], "Siti")


def test_the_list_has_the_promised_keys(desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event)
    assert list(participants.listed(desk, event.id)[0]) == [
        *("number", "name", "nip", "nuptk", "group", "organization", "district", "phone"),
        *("email", "sessions", "status", "code"),
    ]


def _reserve(desk: Desk, event_id: int) -> str:
    code = new_code()
    with desk.store.write() as tx:
        stored_badges.add_reserve(tx, event_id, [code], desk.now())
    return code


def test_a_dossier_has_the_badge_its_printing_and_every_check_in(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    ada, siti = make.participant(event), make.user()
    badges.log_print(desk, badges.badges_of(desk, event.id), "a6-4up", "Siti")
    first = by_hand(desk, ada.id, siti)
    assert first.check_in_id and first.session
    undo(desk, first.check_in_id, siti)
    by_hand(desk, ada.id, siti)

    found = participants.dossier(desk, ada.id)

    assert (found.badge, found.printed_at) == (make.badge(ada), clock.now)
    assert [each.undone_by for each in found.check_ins] == ["Siti", ""]
    assert found.standing(first.session.id) == found.check_ins[1]
