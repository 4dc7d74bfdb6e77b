"""Acts on people of the list: separate acts, nothing lost, each with a way back."""

from dataclasses import replace

import pytest

from kiosk.core.acts import Act, ActKind
from kiosk.core.errors import BadInput, Forbidden, NotFound, Refused
from kiosk.core.model import Event, Participant, Reason, Role, Status
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk
from kiosk.services import acts, badges, participants, search, sessions
from kiosk.services.audit import history
from kiosk.services.check_ins import check_in
from kiosk.services.taking_back import take_back
from kiosk.storage import participants as participants_stored
from kiosk.storage import roster, roster_rest
from kiosk.storage.database import Tx
from tests.makers import AFTERNOON, Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def people(make: Maker, event: Event) -> list[Participant]:
    return [make.participant(event, name) for name in ("Ada", "Grace", "Alan")]


def now(desk: Desk, person: Participant) -> tuple[Status, str]:
    found = search.participant(desk, person.event_id, person.id).participant
    return found.status, found.note


def ids(people: list[Participant]) -> list[int]:
    return [each.id for each in people]


def last(desk: Desk, event: Event) -> Act:
    return acts.recent(desk, event.id)[0]


def test_all_who_were_taken_off_the_list_come_back_with_one_click(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    acts.block(desk, event.id, [people[0].id], "Ke panitia", "Siti")
    act = acts.cancel(desk, event.id, ids(people), "Siti")
    assert [now(desk, each)[0] for each in people] == [Status.CANCELED] * 3

    _act, number = take_back(desk, event.id, act.id, make.user())

    assert (act.people, number) == (3, 3)
    assert now(desk, people[0]) == (Status.BLOCKED, "Ke panitia")
    assert now(desk, people[1]) == (Status.ACTIVE, "")
    assert check_in(desk, make.scan(people[1])).reason is Reason.OK


def test_an_act_says_who_did_what_when_and_to_how_many(
    desk: Desk, event: Event, people: list[Participant]
) -> None:
    acts.cancel(desk, event.id, ids(people[:2]), "Siti")

    act = last(desk, event)
    assert (act.kind, act.people, act.done_by) == (ActKind.CANCELED, 2, "Siti")
    assert act.done_at == desk.now()
    assert [acts.was_done_to(desk, act, each.id) for each in people] == [True, True, False]


def test_what_an_act_on_many_left_that_was_cut_off_is_written_into_their_history_later(
    desk: Desk,
    make: Maker,
    event: Event,
    people: list[Participant],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as cut_off:
        cut_off.setattr(roster_rest, "finish", lambda _store: None)
        act = acts.block(desk, event.id, ids(people), "Ke panitia", "Siti")
        take_back(desk, event.id, act.id, make.user("Budi"))
    assert not history(desk, event.id, f"participant:{people[1].id}")

    roster_rest.finish(desk.store)

    told = history(desk, event.id, f"participant:{people[1].id}")
    assert [(each.action, each.by) for each in reversed(told)] == [
        ("participant_blocked", "Siti"),
        ("blocked_taken_back", "Budi"),
    ]


def test_who_was_changed_between_looking_and_writing_is_looked_at_anew(
    desk: Desk, event: Event, people: list[Participant], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, hold = [], roster.hold

    def changed_just_before(tx: Tx, event_id: int, known: int | None = None) -> bool:
        if not looked:
            looked.append(known)
            hold(tx, event_id)
            participants_stored.change(tx, people[0].id, {"status": Status.CANCELED})
        return hold(tx, event_id, known)

    monkeypatch.setattr(roster, "hold", changed_just_before)
    act = acts.cancel(desk, event.id, ids(people), "Siti")

    assert not act.concerns(people[0].id) and act.concerns(people[1].id)


def test_whoever_comes_back_on_the_list_is_blocked_as_before(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    person = people[0]
    acts.block(desk, event.id, [person.id], "Ke panitia", "Siti")
    acts.cancel(desk, event.id, [person.id], "Siti")
    acts.restore(desk, event.id, [person.id], "Siti")

    assert now(desk, person) == (Status.BLOCKED, "Ke panitia")
    assert check_in(desk, make.scan(person)).reason is Reason.BLOCKED


def test_unblocking_lets_in_and_keeps_the_note_in_the_history(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    person = people[0]
    acts.block(desk, event.id, [person.id], "Ke panitia", "Siti")
    acts.unblock(desk, event.id, [person.id], "Budi")

    assert check_in(desk, make.scan(person)).reason is Reason.OK
    unblocked = history(desk, event.id, f"participant:{person.id}")[0]
    assert unblocked.action == "participant_unblocked"
    assert unblocked.detail["changes"]["note"] == ["Ke panitia", ""]


@pytest.mark.parametrize("deed", [acts.unblock, acts.restore])
def test_an_act_that_changes_nobody_is_refused_and_leaves_no_record(
    desk: Desk, event: Event, people: list[Participant], deed: object
) -> None:
    with pytest.raises(Refused, match="nothing was changed"):
        deed(desk, event.id, ids(people), "Siti")  # type: ignore[operator]
    assert acts.recent(desk, event.id) == []


def test_nobody_off_the_list_is_blocked(
    desk: Desk, event: Event, people: list[Participant]
) -> None:
    acts.cancel(desk, event.id, [people[0].id], "Siti")
    act = acts.block(desk, event.id, ids(people), "Ke panitia", "Siti")

    assert act.people == 2
    assert now(desk, people[0]) == (Status.CANCELED, "")


def test_a_block_without_a_note_is_refused(
    desk: Desk, event: Event, people: list[Participant]
) -> None:
    with pytest.raises(BadInput, match="note"):
        acts.block(desk, event.id, ids(people), " ", "Siti")


def test_nobody_is_changed_who_is_of_another_event(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    other = make.participant(make.event("Lain"))
    with pytest.raises(NotFound):
        acts.cancel(desk, event.id, [people[0].id, other.id], "Siti")
    assert now(desk, people[0])[0] is Status.ACTIVE


def test_what_was_changed_again_since_stays(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    act = acts.cancel(desk, event.id, ids(people), "Siti")
    acts.restore(desk, event.id, [people[0].id], "Budi")
    acts.block(desk, event.id, [people[0].id], "Ke panitia", "Budi")

    _act, number = take_back(desk, event.id, act.id, make.user())

    assert number == 2
    assert now(desk, people[0]) == (Status.BLOCKED, "Ke panitia")


def test_an_act_is_taken_back_once(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    act = acts.cancel(desk, event.id, ids(people), "Siti")
    user = make.user()
    take_back(desk, event.id, act.id, user)
    with pytest.raises(Refused, match="already"):
        take_back(desk, event.id, act.id, user)
    assert last(desk, event).undone_by == user.name


def test_an_act_all_of_which_was_changed_since_stays_to_be_taken_back(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    act = acts.block(desk, event.id, ids(people), "Ke panitia", "Siti")
    acts.unblock(desk, event.id, ids(people), "Budi")
    with pytest.raises(Refused, match="been changed since"):
        take_back(desk, event.id, act.id, make.user())
    assert acts.recent(desk, event.id)[1].undone_at is None


def test_a_steward_takes_back_what_is_their_own_within_a_quarter_of_an_hour(
    desk: Desk, make: Maker, event: Event, people: list[Participant], clock: object
) -> None:
    steward = make.user("Budi", Role.STEWARD)
    badges.reissue(desk, people[0].id, "Siti")
    foreign = last(desk, event)
    badges.reissue(desk, people[1].id, steward.name)
    own = last(desk, event)

    with pytest.raises(Forbidden):
        take_back(desk, event.id, foreign.id, steward)
    take_back(desk, event.id, own.id, steward)
    badges.reissue(desk, people[1].id, steward.name)
    clock.pass_by(minutes=16)  # type: ignore[attr-defined]
    with pytest.raises(Forbidden):
        take_back(desk, event.id, last(desk, event).id, steward)


def test_a_badge_replaced_by_mistake_is_valid_again(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    old = make.badge(people[0])
    new = badges.reissue(desk, people[0].id, "Siti")
    take_back(desk, event.id, last(desk, event).id, make.user())

    assert check_in(desk, make.scan(new.code)).reason is Reason.REVOKED
    assert check_in(desk, make.scan(old.code)).reason is Reason.OK


def test_sessions_details_and_a_walk_in_are_taken_back(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    user, morning = make.user(), make.sessions(event)[0]
    participants.set_expected(desk, event.id, ids(people), [morning.id], "Siti")
    take_back(desk, event.id, last(desk, event).id, user)
    participants.change_participant(desk, people[0].id, NewParticipant("Eda"), "Siti")
    take_back(desk, event.id, last(desk, event).id, user)
    guest = participants.add_walk_in(desk, event.id, NewParticipant("Tamu"), "Siti")
    check_in(desk, make.scan(guest))
    take_back(desk, event.id, last(desk, event).id, user)

    found = search.participant(desk, event.id, people[0].id)
    assert (found.participant.name, len(found.expected)) == ("Ada", 2)
    assert now(desk, guest)[0] is Status.CANCELED
    assert search.participant(desk, event.id, guest.id).present == frozenset()


def test_a_session_removed_by_mistake_comes_back_with_all_who_were_expected(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    morning, afternoon = make.sessions(event)
    participants.set_expected(desk, event.id, [people[2].id], [morning.id], "Siti")
    sessions.remove_session(desk, afternoon.id, "Siti")
    act = last(desk, event)

    _act, number = take_back(desk, event.id, act.id, make.user())

    back = make.sessions(event)[1]
    assert replace(back, id=afternoon.id) == afternoon
    assert (act.people, number) == (2, 2)
    expected = [back.id in search.participant(desk, event.id, x.id).expected for x in people]
    assert expected == [True, True, False]


def test_a_removed_session_whose_name_is_taken_again_does_not_come_back(
    desk: Desk, make: Maker, event: Event, people: list[Participant]
) -> None:
    afternoon = make.sessions(event)[1]
    sessions.remove_session(desk, afternoon.id, "Siti")
    removed = last(desk, event)
    sessions.add_session(desk, event, AFTERNOON, "Siti")

    with pytest.raises(Refused, match="already a session called Sesi Sore"):
        take_back(desk, event.id, removed.id, make.user())
    assert last(desk, event).undone_at is None


def test_a_session_in_which_nobody_was_expected_comes_back_too(
    desk: Desk, make: Maker, event: Event
) -> None:
    afternoon = make.sessions(event)[1]
    sessions.remove_session(desk, afternoon.id, "Siti")

    take_back(desk, event.id, last(desk, event).id, make.user())

    assert [each.name for each in make.sessions(event)] == ["Sesi Pagi", "Sesi Sore"]
