"""What a phone asks and sends: with its token alone, and as the door shows it."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import cv2
import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from badges.symbol import matrix
from kiosk.core.model import Event, Participant
from kiosk.desk import Desk
from kiosk.server_camera import ServerCamera
from kiosk.services import joining, stations
from kiosk.services.attendance import scans_of
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(make: Maker, event: Event) -> Participant:
    return make.participant(event, "Ada Lovelace", organization="SDN 1 Ampah")


def joined(client: FlaskClient, desk: Desk, names: str = "full") -> dict[str, str]:
    """The headers of a phone that has joined."""
    key = joining.add_phone(desk, "Ponsel", "Pintu Timur", names, "Siti").key
    told = client.post("/phone/joining", json={"key": key}).json
    assert told and told["name"] == "Ponsel"
    return {"Authorization": f"Bearer {told['token']}"}


def sent(make: Maker, person: Participant) -> dict[str, Any]:
    return {"scan_id": str(uuid4()), "code": make.badge(person).code, "means": "phone"}


def test_the_page_is_for_everybody_and_tells_nothing(client: FlaskClient, ada: Participant) -> None:
    page = client.get("/phone")

    assert page.status_code == 200
    assert ada.name not in page.text
    assert "Coaching" not in page.text


def test_a_scan_is_answered_as_the_door_shows_it(
    client: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant
) -> None:
    headers = joined(client, sqlite_desk)
    scan = sent(make, ada)

    answers = client.post("/phone/scans", json=[scan], headers=headers).json

    assert answers
    assert (answers[0]["scan_id"], answers[0]["reason"]) == (scan["scan_id"], "ok")
    assert "Ada Lovelace" in answers[0]["html"]
    assert "SDN 1 Ampah" in answers[0]["html"]


@pytest.mark.parametrize("names", ["first", "none"])
def test_a_phone_shows_of_people_what_it_was_set_to(
    client: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant, names: str
) -> None:
    headers = joined(client, sqlite_desk, names)

    answers = client.post("/phone/scans", json=[sent(make, ada)], headers=headers).json

    assert answers
    assert "Lovelace" not in answers[0]["html"]
    assert ("Ada" in answers[0]["html"]) is (names == "first")


def test_each_of_several_has_its_own_answer(
    client: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant
) -> None:
    headers = joined(client, sqlite_desk)
    wrong = {"scan_id": "no number", "code": "X"}

    answers = client.post("/phone/scans", json=[wrong, sent(make, ada)], headers=headers).json

    assert answers
    assert answers[0]["error"]["status"] == 400
    assert answers[1]["reason"] == "ok"


def test_a_scan_that_waited_counts_when_it_was_made(
    client: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant
) -> None:
    headers = joined(client, sqlite_desk)
    late = {"scanned_at": "2030-01-01T10:00:00Z", "sent_at": "2030-01-01T10:01:30Z"}

    answers = client.post("/phone/scans", json=[{**sent(make, ada), **late}], headers=headers).json

    assert answers and answers[0]["reason"] == "ok"
    stored = scans_of(sqlite_desk, ada.event_id)[0]
    assert stored.scanned_at == sqlite_desk.now() - timedelta(seconds=90)


def test_it_hears_what_the_door_waits_for_and_when_its_list_is_old(
    client: FlaskClient, sqlite_desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    headers = joined(client, sqlite_desk)
    before = client.get("/phone/now", headers=headers).json
    roster = client.get("/phone/roster", headers=headers).json
    make.participant(event, "Grace")
    after = client.get("/phone/now", headers=headers).json

    assert before and after and roster
    assert (before["event"], before["place"]) == (event.name, "Pintu Timur")
    assert "Sesi Pagi" in before["html"]
    assert roster["stamp"] == before["roster"] != after["roster"]
    assert len(roster["entries"]) == 1


def test_without_a_token_or_with_one_withdrawn_nothing_is_told(
    client: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    headers = joined(client, sqlite_desk)
    station = next(each for each in stations.stations(sqlite_desk) if each.name == "Ponsel")
    stations.withdraw(sqlite_desk, station.id, "Siti")

    for path in ("/phone/now", "/phone/roster"):
        assert client.get(path).status_code == 401
        assert client.get(path, headers=headers).status_code == 401
    for path in ("/phone/scans", "/phone/pictures"):
        assert client.post(path, headers=headers).status_code == 401


@pytest.mark.parametrize("body", [{}, {"key": ""}, {"key": 7}, {"key": "x" * 101}, [], None])
def test_what_is_no_key_is_refused(client: FlaskClient, event: Event, body: object) -> None:
    assert client.post("/phone/joining", json=body).status_code == 400


def test_keys_cannot_be_guessed_at_leisure(client: FlaskClient, event: Event) -> None:
    statuses = [
        client.post("/phone/joining", json={"key": f"guess-{n}"}).status_code for n in range(30)
    ]

    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_an_administrator_shows_the_key_and_nobody_else(
    as_admin: FlaskClient, as_supervisor: FlaskClient, event: Event
) -> None:
    form = {"name": "Ponsel", "door": "Pintu Timur", "names": "first"}

    assert as_supervisor.post("/stations/phones", data=form).status_code == 403
    page = as_admin.post("/stations/phones", data=form)

    assert page.status_code == 200
    assert "/phone#" in page.text
    again = as_admin.post("/stations/1/key")
    assert "/phone#" in again.text


def test_a_picture_tells_codes_and_admits_nobody(
    client: FlaskClient, sqlite_desk: Desk, app: Flask, make: Maker, ada: Participant
) -> None:
    headers = joined(client, sqlite_desk)
    assert client.post("/phone/pictures", data=b"x", headers=headers).status_code == 409
    app.extensions["camera"] = ServerCamera(sqlite_desk, "")
    code = make.badge(ada).code
    wide = np.pad(1 - np.asarray(matrix(code)).astype(np.uint8), 6, constant_values=1)
    picture = cv2.imencode(".jpg", np.kron(wide, np.full((6, 6), 255, np.uint8)))[1].tobytes()

    told = client.post("/phone/pictures", data=picture, headers=headers)

    assert told.json == [code]
    assert scans_of(sqlite_desk, ada.event_id) == []
    assert client.post("/phone/pictures", data=b"no picture", headers=headers).json == []


def test_what_keeps_the_page_names_files_that_are_there(client: FlaskClient, event: Event) -> None:
    script = client.get("/phone/keeper.js")
    files = json.loads(script.text.partition("FILES = ")[2].partition(";")[0])

    assert script.headers["Service-Worker-Allowed"] == "/phone"
    assert any(each.endswith("js/phone/reading.js") for each in files)
    for each in files:
        with client.get(each) as answer:
            assert answer.status_code == 200
    manifest = client.get("/phone/hadir.webmanifest").json
    assert manifest and manifest["start_url"] == "/phone"
