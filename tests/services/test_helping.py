from kiosk.core.model import Means, Role
from kiosk.desk import Desk
from kiosk.services import badges, helping, participants
from kiosk.services.badges import Selection, Which
from kiosk.services.check_ins import by_hand, undo
from tests.conftest import Clock
from tests.makers import Maker


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

    found = helping.dossier(desk, ada.id)

    assert (found.badge, found.printed_at) == (make.badge(ada), clock.now)
    assert [each.undone_by for each in found.check_ins] == ["Siti", ""]
    assert found.standing(first.session.id) == found.check_ins[1]


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

    done = helping.done_by(desk, event.id, siti)

    assert [(made.means, person.id) for made, person in done] == [(Means.PAPER, ada.id)]


def test_a_steward_may_undo_their_own_for_a_quarter_of_an_hour(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    ada = make.participant(make.event())
    rina, other = make.user("Rina", Role.STEWARD), make.user("Tono", Role.STEWARD)
    by_hand(desk, ada.id, rina)
    made = helping.dossier(desk, ada.id).check_ins[0]

    assert helping.may_undo(made, rina, clock.now)
    assert not helping.may_undo(made, other, clock.now)
    clock.pass_by(minutes=16)
    assert not helping.may_undo(made, rina, clock.now)


def test_badges_are_counted_as_they_would_be_chosen(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event, "Ada", group="Guru")
    make.participant(event, "Grace", group="Tamu")
    gone = make.participant(event, "Mallory", group="Guru")
    participants.cancel(desk, gone.id, "Siti")
    badges.make_reserve(desk, event.id, 3, "Siti")
    badges.log_print(desk, badges.badges_of(desk, event.id, Selection(group="Guru")), "a6", "S")
    selections = [
        Selection(which, group, ids)
        for which in Which
        for group in (None, "Guru")
        for ids in (None, frozenset([ada.id]))
    ]

    for each in selections:
        chosen = badges.badges_of(desk, event.id, each)
        before = sum(one.printed_at is not None for one in chosen)
        assert helping.count_badges(desk, event.id, each) == (len(chosen), before), each


def test_a_badge_is_found_by_its_number_with_its_holder(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)
    badge = make.badge(ada)
    elsewhere = make.event("Another")

    found = helping.badge_of(desk, event.id, badge.id)

    assert found and found.participant and found.participant.id == ada.id
    assert helping.badge_of(desk, elsewhere.id, badge.id) is None
