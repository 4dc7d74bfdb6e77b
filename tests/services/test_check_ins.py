"""Checking in on a real database: once, whatever comes twice or at the same moment."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.core import admission
from kiosk.core.errors import Forbidden, NotFound, Refused
from kiosk.core.model import Means, Reason, Role
from kiosk.core.updates import Topic
from kiosk.desk import Desk
from kiosk.services import check_ins, participants
from kiosk.services.attendance import attendance, look_at, tallies
from kiosk.services.badges import reissue
from kiosk.services.check_ins import by_hand, check_in, undo
from kiosk.services.rehearsals import end_rehearsal, start_rehearsal
from kiosk.services.sessions import choose_session
from kiosk.services.stations import add_station
from tests.conftest import Clock
from tests.makers import Maker, at


def test_a_badge_is_admitted_and_counted(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)

    answer = check_in(desk, make.scan(ada))

    assert answer.reason is Reason.OK
    assert answer.participant and answer.participant.name == "Ada"
    assert answer.session and answer.session.name == "Sesi Pagi"
    assert tallies(desk, event.id).of(answer.session.id).present == 1


def test_a_second_scan_says_when_and_where_the_first_was(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    ada = make.participant(make.event())
    station, _ = add_station(desk, "Kamera", door="Pintu Utara")
    first = check_in(desk, make.scan(ada, station_id=station.id))
    clock.pass_by(minutes=5)

    second = check_in(desk, make.scan(ada))

    assert second.reason is Reason.ALREADY_CHECKED_IN
    assert (second.checked_in_at, second.first_door) == (first.scanned_at, "Pintu Utara")


def test_the_same_scan_sent_again_gets_the_same_answer_and_is_stored_once(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    scan = make.scan(make.participant(event))
    first = check_in(desk, scan)
    clock.pass_by(minutes=1)

    again = check_in(desk, scan)

    assert again == first
    assert tallies(desk, event.id).of(first.session.id).present == 1  # type: ignore[union-attr]


def test_a_code_is_read_however_it_was_typed(desk: Desk, make: Maker) -> None:
    ada = make.participant(make.event())
    code = make.badge(ada).code

    answer = check_in(desk, make.scan(f"]Q1 {code[:4].lower()}-{code[4:]}\r"))

    assert answer.reason is Reason.OK


def test_a_foreign_code_is_invalid_and_kept(desk: Desk, make: Maker) -> None:
    event = make.event()

    answer = check_in(desk, make.scan("https://example.org/menu"))

    assert (answer.reason, answer.participant) == (Reason.INVALID, None)
    assert len(attendance(desk, event).records) == 0


def test_the_code_of_another_event_is_invalid(desk: Desk, make: Maker) -> None:
    grace = make.participant(make.event("Last year"))
    make.event("This year")

    assert check_in(desk, make.scan(grace)).reason is Reason.INVALID


def test_each_session_admits_independently(desk: Desk, make: Maker, clock: Clock) -> None:
    ada = make.participant(make.event())
    morning = check_in(desk, make.scan(ada))
    clock.now = at(13, 5)

    afternoon = check_in(desk, make.scan(ada))

    assert (morning.reason, afternoon.reason) == (Reason.OK, Reason.OK)
    assert afternoon.session and afternoon.session.name == "Sesi Sore"


def test_outside_the_time_the_answer_says_what_opens_next(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    ada = make.participant(make.event())
    clock.now = at(6)

    answer = check_in(desk, make.scan(ada))

    assert answer.reason is Reason.INVALID_TIME
    assert answer.opens_next and answer.opens_next.name == "Sesi Pagi"
    assert check_in(desk, make.scan(ada, scan_id=answer.scan_id)) == answer


def test_a_scan_counts_at_the_time_of_scanning_not_of_arriving(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    ada = make.participant(make.event())
    clock.now = at(15)

    answer = check_in(desk, make.scan(ada, scanned_at=at(8, 10)))

    assert answer.session and answer.session.name == "Sesi Pagi"
    assert answer.checked_in_at == at(8, 10)


def test_an_earlier_scan_that_comes_late_is_the_check_in(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    ada = make.participant(event)
    phone, _ = add_station(desk, "HP 2", door="Pintu Selatan")
    webcam = make.scan(ada, scanned_at=at(8, 10))
    first = check_in(desk, webcam)
    clock.now = at(9)

    late = check_in(desk, make.scan(ada, station_id=phone.id, scanned_at=at(7, 50)))
    later = check_in(desk, make.scan(ada, scanned_at=at(8, 30)))

    assert late.reason is Reason.ALREADY_CHECKED_IN
    with look_at(desk, event.id) as look:
        (coming,) = look.turnout.of(make.sessions(event)[0].id).arrivals
    assert (coming.at, coming.door) == (at(7, 50), "Pintu Selatan")
    assert (later.checked_in_at, later.first_door) == (at(7, 50), "Pintu Selatan")
    assert check_in(desk, webcam) == first


def test_of_two_scans_of_one_moment_the_lower_number_is_the_check_in_whichever_comes_first(
    desk: Desk, make: Maker
) -> None:
    ada = make.participant(make.event())
    doors = [add_station(desk, each, door=each)[0].id for each in ("Utara", "Timur", "Selatan")]
    answers = [
        check_in(
            desk, make.scan(ada, station_id=door, scanned_at=at(8, 10), scan_id=number * 8 + "-0")
        )
        for number, door in zip("bac", doors, strict=True)
    ]

    assert [each.first_door for each in answers[1:]] == ["Timur", "Timur"]


def test_a_late_scan_that_is_refused_moves_no_check_in(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)
    lost = make.badge(ada).code
    check_in(desk, make.scan(ada, scanned_at=at(8, 10)))
    reissue(desk, ada.id, "Siti")

    late = check_in(desk, make.scan(lost, scanned_at=at(7, 50)))

    assert late.reason is Reason.REVOKED
    (arrival,) = attendance(desk, event).records[0].check_ins.values()
    assert arrival.checked_in_at == at(8, 10)


def test_a_session_chosen_by_staff_is_taken_outside_its_time(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)
    choose_session(desk, make.sessions(event)[1].id, "Siti")

    answer = check_in(desk, make.scan(ada))

    assert answer.session and (answer.reason, answer.session.name) == (Reason.OK, "Sesi Sore")


def test_an_unknown_session_is_refused_and_the_known_ones_are_named(
    desk: Desk, make: Maker
) -> None:
    ada = make.participant(make.event())

    with pytest.raises(NotFound, match="Sesi Pagi"):
        check_in(desk, make.scan(ada, session_id=999))


def test_a_steward_checks_in_by_hand_and_the_means_are_kept(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)

    answer = by_hand(desk, ada.id, make.user("Budi", Role.STEWARD))

    record = attendance(desk, event).records[0]
    assert answer.reason is Reason.OK
    assert {each.means for each in record.check_ins.values()} == {Means.BY_HAND}


def test_only_a_supervisor_admits_somebody_not_expected_and_it_is_recorded(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    grace = make.participant(event, "Grace", expected=False)
    steward, supervisor = make.user("Budi", Role.STEWARD), make.user("Siti", Role.SUPERVISOR)
    assert by_hand(desk, grace.id, steward).reason is Reason.NOT_EXPECTED

    with pytest.raises(Forbidden):
        by_hand(desk, grace.id, steward, override=True)
    answer = by_hand(desk, grace.id, supervisor, override=True)

    standing = next(iter(attendance(desk, event).records[0].check_ins.values()))
    assert answer.reason is Reason.OK
    assert (standing.admitted_despite, standing.by) == (Reason.NOT_EXPECTED, "Siti")


def test_an_undone_check_in_can_be_made_again_and_keeps_its_record(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)
    siti = make.user()
    first = check_in(desk, make.scan(ada))

    undone = undo(desk, first.check_in_id or 0, siti)

    assert undone.undone_by == "Siti"
    assert check_in(desk, make.scan(ada)).reason is Reason.OK
    with pytest.raises(Refused):
        undo(desk, first.check_in_id or 0, siti)


def test_a_steward_undoes_their_own_within_a_quarter_of_an_hour_only(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    budi = make.user("Budi", Role.STEWARD)
    by_camera = check_in(desk, make.scan(make.participant(event, "Ada")))
    own = by_hand(desk, make.participant(event, "Grace").id, budi)

    with pytest.raises(Forbidden):
        undo(desk, by_camera.check_in_id or 0, budi)
    clock.pass_by(minutes=16)
    with pytest.raises(Forbidden):
        undo(desk, own.check_in_id or 0, budi)
    clock.now -= timedelta(minutes=5)
    assert undo(desk, own.check_in_id or 0, budi).undone_at


def test_pages_are_told_after_the_commit_and_never_by_name(desk: Desk, make: Maker) -> None:
    ada = make.participant(make.event())

    with desk.updates.listen() as updates:
        answer = check_in(desk, make.scan(ada))
        update = updates.take(1)

    assert update and (update.topic, update.scan_id) == (Topic.SCAN, answer.scan_id)


def test_the_same_badge_at_eight_doors_at_once_is_admitted_once(desk: Desk, make: Maker) -> None:
    event = make.event()
    people = [make.participant(event, f"Person {n}") for n in range(5)]
    scans = [[make.scan(person) for person in people] for _ in range(8)]
    reasons: Counter[Reason] = Counter()

    def door(mine: int) -> None:
        for scan in scans[mine]:
            reasons[check_in(desk, scan).reason] += 1

    doors = [threading.Thread(target=door, args=(n,)) for n in range(8)]
    for each in doors:
        each.start()
    for each in doors:
        each.join()

    assert reasons == {Reason.OK: 5, Reason.ALREADY_CHECKED_IN: 35}


def test_one_scan_sent_by_eight_connections_at_once_is_one(desk: Desk, make: Maker) -> None:
    event = make.event()
    scan = make.scan(make.participant(event))
    answers = []
    senders = [
        threading.Thread(target=lambda: answers.append(check_in(desk, scan))) for _ in range(8)
    ]

    for each in senders:
        each.start()
    for each in senders:
        each.join()

    assert {each.reason for each in answers} == {Reason.OK}
    assert len(answers) == 8


def test_what_happens_in_a_rehearsal_leaves_no_trace(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)
    code = make.badge(ada).code
    rehearsal = start_rehearsal(desk, "Siti")

    assert check_in(desk, make.scan(code)).reason is Reason.OK
    assert sum(each.present for each in tallies(desk, rehearsal.id).whole.values()) == 1
    assert sum(each.present for each in tallies(desk, event.id).whole.values()) == 0

    assert end_rehearsal(desk, "Siti") == event
    assert check_in(desk, make.scan(code)).reason is Reason.OK


def test_a_text_of_nothing_but_control_characters_is_no_code(desk: Desk, make: Maker) -> None:
    scan = replace(make.scan(make.participant(make.event())), code="\0\0")

    assert check_in(desk, scan).reason is Reason.INVALID


def test_the_last_check_ins_of_one_member_of_staff_leave_out_what_was_undone(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    siti, rina = make.user("Siti"), make.user("Rina", Role.STEWARD)
    ada, grace, mallory = (make.participant(event, name) for name in ("Ada", "Grace", "Mallory"))
    by_hand(desk, ada.id, siti, means=Means.PAPER)
    by_hand(desk, grace.id, rina)
    taken = by_hand(desk, mallory.id, siti)
    assert taken.check_in_id
    undo(desk, taken.check_in_id, siti)

    done = check_ins.done_by(desk, event.id, siti)

    assert [(made.means, person.id) for made, person in done] == [(Means.PAPER, ada.id)]


def test_a_steward_may_undo_their_own_for_a_quarter_of_an_hour(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    ada = make.participant(make.event())
    rina, other = make.user("Rina", Role.STEWARD), make.user("Tono", Role.STEWARD)
    by_hand(desk, ada.id, rina)
    made = participants.dossier(desk, ada.id).check_ins[0]

    assert admission.may_undo(made, rina, clock.now)
    assert not admission.may_undo(made, other, clock.now)
    clock.pass_by(minutes=16)
    assert not admission.may_undo(made, rina, clock.now)
