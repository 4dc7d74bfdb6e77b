"""Badges: who is printed in which order, what is logged, and how one is replaced."""

from io import BytesIO
from pathlib import Path

import pytest

from badges.design import Design
from badges.errors import PrintingRefused
from badges.order import Order
from badges.proof import proof
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Reason, Status
from kiosk.desk import Desk
from kiosk.scanner.reading.stills import read_page
from kiosk.services import acts, badges
from kiosk.services.badges import (
    BadgePaper,
    Selection,
    Which,
    badges_of,
    bind_reserve,
    make_reserve,
    print_log,
    print_sheet,
    reissue,
    store_design,
    style_of,
)
from kiosk.services.check_ins import check_in
from tests.makers import Maker


def names(desk: Desk, event_id: int, selection: Selection) -> list[str]:
    return [
        each.participant.name for each in badges_of(desk, event_id, selection) if each.participant
    ]


def test_badges_come_in_the_order_asked_for_with_numbers_as_numbers(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    make.participant(event, "Drs. Wawan, S.Pd.", organization="SDN 10")
    make.participant(event, "Hj. Ani", organization="SDN 9")

    assert names(desk, event.id, Selection(order=Order.NAME)) == ["Hj. Ani", "Drs. Wawan, S.Pd."]
    assert names(desk, event.id, Selection(order=Order.ORGANIZATION))[0] == "Hj. Ani"
    assert names(desk, event.id, Selection())[0] == "Drs. Wawan, S.Pd."


def test_the_canceled_are_not_printed_and_a_group_can_be_chosen(desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event, "Ada", group="Guru")
    make.participant(event, "Grace", group="Panitia")
    make.participant(event, "Ida", group="Guru", status=Status.CANCELED)

    assert names(desk, event.id, Selection()) == ["Ada", "Grace"]
    assert names(desk, event.id, Selection(group="Guru")) == ["Ada"]


def test_a_printed_sheet_is_logged_and_never_printed_means_the_others(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    make.participant(event, "Ada")
    chosen = badges_of(desk, event.id)
    make.participant(event, "Grace")

    print_sheet(desk, event, chosen, BadgePaper(), BytesIO(), by="Siti")

    assert [log[1:] for log in print_log(desk, event.id)] == [("Siti", "a6-4up", 1)]
    assert names(desk, event.id, Selection(Which.NEVER_PRINTED)) == ["Grace"]
    assert badges_of(desk, event.id)[0].printed_at == desk.now()


def test_a_sheet_passes_its_own_proof(sqlite_desk: Desk, make: Maker, tmp_path: Path) -> None:
    event = make.event()
    for n in range(5):
        make.participant(event, f"Guru {n}", organization="SDN 1 Ampah")
    chosen = badges_of(sqlite_desk, event.id)

    print_sheet(sqlite_desk, event, chosen, BadgePaper(), tmp_path / "sheet.pdf", by="Siti")

    result = proof(tmp_path / "sheet.pdf", read_page)
    assert (result.badges, result.findings) == (5, ())


def test_an_unknown_sheet_is_refused_and_nothing_is_written_or_logged(
    desk: Desk, make: Maker, tmp_path: Path
) -> None:
    event = make.event()
    make.participant(event)

    with pytest.raises(PrintingRefused, match="a6-4up"):
        print_sheet(
            desk,
            event,
            badges_of(desk, event.id),
            BadgePaper("a5"),
            tmp_path / "x.pdf",
            by="Siti",
        )

    assert list(tmp_path.glob("*.pdf")) == []
    assert print_log(desk, event.id) == []


def test_a_reissued_badge_revokes_the_old_one_which_names_its_person(
    desk: Desk, make: Maker
) -> None:
    ada = make.participant(make.event())
    old = make.badge(ada).code

    new = reissue(desk, ada.id, "Siti").code

    answer = check_in(desk, make.scan(old))
    assert (answer.reason, answer.participant and answer.participant.name) == (
        Reason.REVOKED,
        "Ada",
    )
    assert check_in(desk, make.scan(new)).reason is Reason.OK


def test_a_reserve_badge_belongs_to_nobody_until_it_is_taken(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada, grace = make.participant(event), make.participant(event, "Grace")
    code = make_reserve(desk, event.id, 2, "Siti")[0].badge.code
    old = make.badge(ada).code
    assert check_in(desk, make.scan(code)).reason is Reason.INVALID

    bind_reserve(desk, ada.id, code, "Siti")

    assert check_in(desk, make.scan(code)).participant == check_in(desk, make.scan(old)).participant
    assert check_in(desk, make.scan(old)).reason is Reason.REVOKED
    with pytest.raises(Refused):
        bind_reserve(desk, grace.id, code, "Siti")
    with pytest.raises(NotFound):
        bind_reserve(desk, grace.id, make.badge(grace).code, "Siti")


@pytest.mark.parametrize("count", [0, -1, 100_000])
def test_a_number_of_reserve_badges_that_cannot_be_meant_is_refused(
    desk: Desk, make: Maker, count: int
) -> None:
    with pytest.raises(BadInput):
        make_reserve(desk, make.event().id, count, "Siti")


def test_the_design_belongs_to_the_event_and_bears_its_name(desk: Desk, make: Maker) -> None:
    event = make.event()
    assert style_of(desk, event).design.title == "Coaching Clinic"

    store_design(desk, event, Design(title="Bimtek", accent="#123456"), "Siti")

    assert style_of(desk, event).design.title == "Bimtek"


def test_badges_are_counted_as_they_would_be_chosen(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event, "Ada", group="Guru")
    make.participant(event, "Grace", group="Tamu")
    gone = make.participant(event, "Mallory", group="Guru")
    acts.cancel(desk, gone.event_id, [gone.id], "Siti")
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
        assert badges.count_badges(desk, event.id, each) == (len(chosen), before), each


def test_a_badge_is_found_by_its_number_with_its_holder(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)
    badge = make.badge(ada)
    elsewhere = make.event("Another")

    found = badges.badge_of(desk, event.id, badge.id)

    assert found and found.participant and found.participant.id == ada.id
    assert badges.badge_of(desk, elsewhere.id, badge.id) is None


def test_pictures_of_badges_are_in_the_log_of_what_was_printed(
    desk: Desk, make: Maker, tmp_path: Path
) -> None:
    event = make.event()
    make.participant(event)
    chosen = badges.badges_of(desk, event.id)

    badges.print_pictures(desk, event, chosen, BadgePaper(), tmp_path, by="Siti")

    assert [(by, count) for _at, by, _layout, count in badges.print_log(desk, event.id)] == [
        ("Siti", 1)
    ]
    assert badges.badges_of(desk, event.id)[0].printed_at


def test_who_must_see_the_staff_gets_a_badge_and_who_is_off_the_list_none(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    ada, grace = make.participant(event), make.participant(event, "Grace")
    acts.block(desk, event.id, [ada.id], "Ke meja", "Siti")
    acts.cancel(desk, event.id, [grace.id], "Siti")

    assert [
        each.participant.name for each in badges.badges_of(desk, event.id) if each.participant
    ] == ["Ada"]
