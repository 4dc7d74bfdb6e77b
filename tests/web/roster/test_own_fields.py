"""Own fields and codes on pages: where they are shown, changed by hand, filtered by."""

from flask import Flask
from flask.testing import FlaskClient

from kiosk.core.model import Means
from kiosk.core.own_fields import (
    OWN_FIELDS,
    OwnField,
    ShownAt,
    own_fields_json,
    own_text,
    own_values,
)
from kiosk.desk import Desk
from kiosk.services import own_fields
from kiosk.services.check_ins import check_in
from kiosk.storage import badges, events, participants
from kiosk.web.door.answers import answer_html
from kiosk.web.door.settings import KioskSettings
from tests.makers import Maker

MEJA = OwnField("Meja", frozenset({ShownAt.DOOR, ShownAt.DESK}))


def _somebody(desk: Desk, make: Maker) -> int:
    event = make.event()
    person = make.participant(event, "Ada")
    with desk.store.write() as tx:
        events.store_setting(tx, event.id, OWN_FIELDS, own_fields_json([MEJA]))
        participants.change(tx, person.id, {"own": own_text({"Meja": "A 12"})})
    return person.id


def _own(desk: Desk, person_id: int) -> dict[str, str]:
    with desk.store.read() as tx:
        person = participants.by_id(tx, person_id)
    assert person
    return dict(own_values(person.own))


def test_the_page_keeps_where_a_field_is_shown(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    _somebody(sqlite_desk, make)

    page = as_supervisor.get("/roster/own-fields").text
    as_supervisor.post("/roster/own-fields", data={"shown-0": ["badge", "files", "elsewhere"]})

    assert "Meja" in page
    (kept,) = own_fields.own_fields(sqlite_desk, 1)
    assert kept.shown == {ShownAt.BADGE, ShownAt.FILES}


def test_the_page_keeps_the_kinds_of_codes_and_warns_of_short_ones(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    person = _somebody(sqlite_desk, make)
    with sqlite_desk.store.read() as tx:
        held = participants.by_id(tx, person)
    assert held
    make.held_code(held, "A17")

    as_supervisor.post("/roster/own-fields/codes", data={"kind": ["code_128", "x"]})
    page = as_supervisor.get("/roster/own-fields").text

    assert "Brought by lists: 1 (" in page
    assert "may be guessed" in page
    assert [each.value for each in own_fields.code_kinds(sqlite_desk, 1)] == ["code_128"]


def test_a_value_is_changed_by_hand_and_others_stay(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    person = _somebody(sqlite_desk, make)

    without = as_supervisor.post(f"/participants/{person}", data={"name": "Ada"})
    kept = _own(sqlite_desk, person)
    as_supervisor.post(f"/participants/{person}", data={"name": "Ada", "own:Meja": " B  7 "})

    assert without.status_code == 303
    assert kept == {"Meja": "A 12"}
    assert _own(sqlite_desk, person) == {"Meja": "B 7"}
    assert "Meja: A 12 → Meja: B 7" in as_supervisor.get(f"/participants/{person}").text


def test_people_are_filtered_by_an_own_field(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    _somebody(sqlite_desk, make)

    found = as_staff.post("/participants/search", data={"own:Meja": "A 12"}).text
    none = as_staff.post("/participants/search", data={"own:Meja": "B 7"}).text

    assert ("/participants/1" in found, "/participants/1" in none) == (True, False)


def test_desk_and_door_show_the_field(
    app: Flask, as_staff: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    person = _somebody(sqlite_desk, make)
    answer = check_in(sqlite_desk, make.scan("x", means=Means.CAMERA))
    assert answer.participant is None
    with sqlite_desk.store.read() as tx:
        badge = badges.standing(tx, person)
    assert badge
    answer = check_in(sqlite_desk, make.scan(badge.code))

    with app.test_request_context():
        full = answer_html(sqlite_desk, answer, KioskSettings())
        first = answer_html(sqlite_desk, answer, KioskSettings(names="first"))

    assert "A 12" in as_staff.get(f"/desk/people/{person}").text
    assert "Meja <strong>A 12</strong>" in full
    assert "A 12" not in first


def test_a_field_is_renamed_and_forgotten_on_its_page(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    person = _somebody(sqlite_desk, make)

    form = {"label": "Meja", "name": "Nomor meja"}
    page = as_supervisor.post("/roster/own-fields/name", data=form, follow_redirects=True).text
    assert "The field is called Nomor meja now." in page
    assert _own(sqlite_desk, person) == {"Nomor meja": "A 12"}

    as_supervisor.post("/roster/own-fields/removal", data={"label": "Nomor meja"})
    assert own_fields.own_fields(sqlite_desk, 1) == ()
    assert _own(sqlite_desk, person) == {}


def test_the_list_of_participants_shows_the_field_under_the_name(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    _somebody(sqlite_desk, make)

    assert "Meja: A 12" in as_supervisor.get("/participants").text


def test_a_message_is_said_in_the_welcome_and_in_no_refusal(
    sqlite_desk: Desk, app: Flask, make: Maker
) -> None:
    event = make.event()
    flag = OwnField("Perlengkapan", frozenset({ShownAt.MESSAGE}))
    ada, grace = make.participant(event, "Ada"), make.participant(event, "Grace", expected=False)
    with sqlite_desk.store.write() as tx:
        events.store_setting(tx, event.id, OWN_FIELDS, own_fields_json([flag]))
        for each in (ada, grace):
            participants.change(
                tx, each.id, {"own": own_text({"Perlengkapan": "Ambil perlengkapan di meja 2"})}
            )

    with app.test_request_context():
        welcome, again, refused = (
            answer_html(sqlite_desk, check_in(sqlite_desk, make.scan(who)), KioskSettings())
            for who in (ada, ada, grace)
        )

    assert "Ambil perlengkapan di meja 2" in welcome and "Ambil" in again
    assert "Perlengkapan</" not in welcome
    assert 'data-answer="ok"' in welcome
    assert "Ambil" not in refused
