"""The page of personal data: the notice, the poster, the day, and deleting for good."""

import json

from flask.testing import FlaskClient

from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services import privacy
from kiosk.services.participants import listed
from tests.conftest import Clock
from tests.makers import Maker
from tests.web.conftest import Login


def test_the_organisers_words_stand_with_the_badges_and_on_the_poster(
    as_supervisor: FlaskClient, make: Maker
) -> None:
    make.participant(make.event())
    assert "Law 27 of 2022" in as_supervisor.get("/badges").text

    as_supervisor.post("/privacy/notice", data={"notice": "Only for <today>."})

    assert "Only for &lt;today&gt;." in as_supervisor.get("/badges").text
    poster = as_supervisor.get("/privacy/poster.pdf")
    assert (poster.mimetype, poster.data[:4]) == ("application/pdf", b"%PDF")


def test_a_day_that_is_past_is_told_on_the_start_page(
    login: Login, clock: Clock, make: Maker
) -> None:
    event = make.event()
    clock.pass_by(days=9)
    supervisor = login(Role.SUPERVISOR)
    assert "kept for longer" not in supervisor.get("/").text

    supervisor.post("/privacy/retention", data={"until": event.date.isoformat()})

    assert "kept for longer" in supervisor.get("/").text
    assert "That day is past" in supervisor.get("/privacy").text


def test_a_day_before_the_event_is_refused(as_supervisor: FlaskClient, make: Maker) -> None:
    make.event()
    for wrong in ("2020-01-01", "tomorrow"):
        answer = as_supervisor.post("/privacy/retention", data={"until": wrong})
        assert answer.status_code == 400


def test_deleting_asks_for_the_events_name(
    as_admin: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event("Coaching Clinic")
    make.participant(event, "Ada")
    assert as_admin.post("/privacy", data={"typed": "yes"}).status_code == 400
    assert as_admin.get("/privacy/protocol.pdf").status_code == 404
    assert listed(sqlite_desk, event.id)[0]["name"] == "Ada"

    as_admin.post("/privacy", data={"typed": "coaching clinic"})

    assert listed(sqlite_desk, event.id)[0]["name"] == "Peserta 1"
    assert as_admin.get("/privacy/protocol.pdf").data.startswith(b"%PDF")
    assert "Deleted on" in as_admin.get("/privacy").text


def test_supervisors_write_the_notice_and_delete_nothing(
    login: Login, sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event("Coaching Clinic")
    person = make.participant(event, "Ada")
    supervisor = login(Role.SUPERVISOR)

    assert supervisor.post("/privacy", data={"typed": "Coaching Clinic"}).status_code == 403
    erased = supervisor.post(f"/participants/{person.id}/erasure", data={"typed": "1"})
    assert erased.status_code == 403
    assert listed(sqlite_desk, event.id)[0]["name"] == "Ada"


def test_a_person_is_given_their_data_and_deleted(
    as_admin: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event()
    person = make.participant(event, "Ada", phone="0812")
    file = as_admin.get(f"/participants/{person.id}/data.json")
    assert json.loads(file.text)["person"]["phone"] == "0812"

    erasure = f"/participants/{person.id}/erasure"
    assert as_admin.post(erasure, data={"typed": "Ada"}).status_code == 400
    assert as_admin.post(erasure, data={"typed": "1"}).status_code == 303
    assert listed(sqlite_desk, event.id)[0]["name"] == "Peserta 1"
    assert "Ada" not in as_admin.get(f"/participants/{person.id}").text.split("<main")[1]


def test_people_of_another_event_are_neither_given_nor_deleted(
    as_admin: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    person = make.participant(make.event("Another"), "Ada")
    make.event("Current")

    assert as_admin.get(f"/participants/{person.id}/data.json").status_code == 404
    erased = as_admin.post(f"/participants/{person.id}/erasure", data={"typed": "1"})
    assert erased.status_code == 404
    assert listed(sqlite_desk, person.event_id)[0]["name"] == "Ada"


def test_stewards_see_none_of_it(login: Login, make: Maker) -> None:
    person = make.participant(make.event())
    steward = login(Role.STEWARD)

    assert steward.get("/privacy").status_code == 403
    assert steward.get(f"/participants/{person.id}/data.json").status_code == 403


def test_our_notice_is_spoken_in_both_languages(sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()
    assert "Undang-Undang Nomor 27" in privacy.notice(sqlite_desk, event)
