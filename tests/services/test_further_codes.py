"""Codes that people hold already: scanned as they are written on tickets and cards of others."""

import cv2
import numpy as np
import pytest
import zxingcpp
from sqlalchemy.exc import IntegrityError

from badges.code import written
from kiosk.core.further_codes import CodeKind, are_easily_guessed, code_kinds_of
from kiosk.core.model import Means, Participant, Reason
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.scanner.reading.films import Reader, read_image
from kiosk.scanner.reading.recognition.recognition import Roster
from kiosk.services.badges import codes_of, reissue
from kiosk.services.check_ins import check_in
from kiosk.services.own_fields import brought_codes, code_kinds, store_code_kinds
from kiosk.services.search import find
from tests.makers import Maker

TICKET = "tkt-0042/ab:c"


def _with_ticket(desk: Desk, make: Maker, code: str = TICKET) -> Participant:
    event = make.event()
    person = make.participant(event)
    make.held_code(person, code)
    return person


@pytest.mark.parametrize("scanned", [TICKET, " TKT-0042/AB:C ", "]Q1tkt-0042/ab:c"])
def test_a_code_of_another_shop_admits_by_every_means(
    desk: Desk, make: Maker, scanned: str
) -> None:
    person = _with_ticket(desk, make)

    answers = [
        check_in(desk, make.scan(scanned, means=means))
        for means in (Means.HAND_SCANNER, Means.CAMERA, Means.PHONE)
    ]

    again = Reason.ALREADY_CHECKED_IN
    assert [each.reason for each in answers] == [Reason.OK, again, again]
    assert {each.participant.id for each in answers if each.participant} == {person.id}


def test_the_own_badge_goes_on_beside_it_and_may_be_replaced(desk: Desk, make: Maker) -> None:
    person = _with_ticket(desk, make)
    old = make.badge(person)

    reissue(desk, person.id, by="Siti")

    assert check_in(desk, make.scan(old.code)).reason is Reason.REVOKED
    assert check_in(desk, make.scan(TICKET)).reason is Reason.OK
    assert make.badge(person).code not in {old.code, written(TICKET)}


@pytest.mark.parametrize(("typed", "found"), [(" TKT-0042/AB:C ", 1), ("tkt-0042", 0)])
def test_whoever_brought_a_code_is_found_by_it_typed_whole(
    desk: Desk, make: Maker, typed: str, found: int
) -> None:
    person = _with_ticket(desk, make)

    page = find(desk, person.event_id, Query(typed))

    assert [each.participant.id for each in page.found] == [person.id] * found


def test_a_code_belongs_to_one_person_of_an_event(desk: Desk, make: Maker) -> None:
    person = _with_ticket(desk, make)

    with pytest.raises(IntegrityError):
        make.held_code(person, TICKET)


def test_a_code_longer_than_ours_is_kept_whole(desk: Desk, make: Maker) -> None:
    _with_ticket(desk, make, "X" * 190)

    assert check_in(desk, make.scan("x" * 190)).reason is Reason.OK


def test_the_camera_recognizes_our_badges_alone(desk: Desk, make: Maker) -> None:
    person = _with_ticket(desk, make, "abcdefghijkl/uuu")

    assert Roster.of(codes_of(desk, person.event_id)).codes == (make.badge(person).code,)


def _striped(kind: zxingcpp.BarcodeFormat, text: str) -> np.ndarray:
    code = zxingcpp.create_barcode(text, kind)
    symbol = np.asarray(zxingcpp.write_barcode_to_image(code, scale=4))
    page = np.full((600, 900), 255, np.uint8)
    symbol = symbol if symbol.shape[0] >= 60 else cv2.resize(symbol, (symbol.shape[1], 120))
    height, width = symbol.shape[:2]
    page[200 : 200 + height, 100 : 100 + width] = symbol
    return page


@pytest.mark.parametrize(
    ("kind", "drawn", "text"),
    [
        (CodeKind.CODE_128, zxingcpp.BarcodeFormat.Code128, "MEMBER-4711"),
        (CodeKind.EAN_13, zxingcpp.BarcodeFormat.EAN13, "4006381333931"),
        (CodeKind.DATA_MATRIX, zxingcpp.BarcodeFormat.DataMatrix, "ticket 42"),
        (CodeKind.ITF, zxingcpp.BarcodeFormat.ITF, "12345678901231"),
    ],
)
def test_the_camera_reads_the_kinds_that_were_chosen_and_no_others(
    kind: CodeKind, drawn: zxingcpp.BarcodeFormat, text: str
) -> None:
    picture = _striped(drawn, text)

    chosen, none = Roster.of([], [kind]), Roster.of([])

    assert [each.text for each in Reader(chosen).read(picture, 0.0)] == [text]
    assert [each.text for each in read_image(picture, roster=chosen)] == [text]
    assert [each.text for each in Reader(none).read(picture, 0.0)] == []


def test_no_kind_is_read_unless_chosen_and_what_is_none_is_passed_over(
    sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event()
    assert code_kinds(sqlite_desk, event.id) == ()

    store_code_kinds(sqlite_desk, event.id, code_kinds_of(["ean_13", "x", "ean_13"]), "Siti")

    assert code_kinds(sqlite_desk, event.id) == (CodeKind.EAN_13,)


def test_short_codes_and_numbers_are_said_to_be_easily_guessed(
    sqlite_desk: Desk, make: Maker
) -> None:
    person = _with_ticket(sqlite_desk, make, "1234567890123")

    held = brought_codes(sqlite_desk, person.event_id)

    assert (held.count, held.are_easily_guessed) == (1, True)
    assert not are_easily_guessed(["Kq7xWz93ABCDef"])
    assert are_easily_guessed(["Kq7xWz93ABCDef", "A17"])
