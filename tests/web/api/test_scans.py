from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.core.model import Scope
from kiosk.desk import Desk
from kiosk.services.stations import add_station, withdraw
from tests.conftest import Clock
from tests.makers import Maker

Headers = dict[str, str]


@pytest.fixture
def token(sqlite_desk: Desk) -> Headers:
    return {"Authorization": f"Bearer {add_station(sqlite_desk, 'Pintu timur')[1]}"}


def _scan(client: FlaskClient, token: Headers, code: object, **more: object) -> TestResponse:
    body = {"scan_id": str(uuid4()), "code": code, "session": None, "scanned_at": None, **more}
    return client.post("/api/v1/scans", json=body, headers=token)


def test_a_scan_is_answered_as_the_design_fixes_it(
    client: FlaskClient, token: Headers, make: Maker
) -> None:
    event = make.event()
    ada = make.participant(event, "Ada", organization="SDN 1", group="CGP")
    session = make.sessions(event)[0]
    scan_id = str(uuid4())

    answer = _scan(client, token, make.badge(ada).code, scan_id=scan_id)

    assert answer.status_code == 200
    assert answer.json == {
        "scan_id": scan_id,
        "reason": "ok",
        "light": "green",
        "message": "Recorded for Sesi Pagi at 07:45.",
        "participant": {"number": 1, "name": "Ada", "group": "CGP", "organization": "SDN 1"},
        "session": {
            "id": session.id,
            "name": "Sesi Pagi",
            "opens_at": "2026-11-23T07:00:00+07:00",
            "starts_at": "2026-11-23T08:00:00+07:00",
            "ends_at": "2026-11-23T12:00:00+07:00",
        },
        "checked_in_at": "2026-11-23T07:45:00+07:00",
        "station": "Pintu timur",
    }


def test_a_code_that_somebody_held_already_admits(
    client: FlaskClient, token: Headers, make: Maker
) -> None:
    event = make.event()
    make.held_code(make.participant(event, "Ada"), "TKT-0042/ab:c")

    answers = [_scan(client, token, code).json for code in ("tkt-0042/AB:C", "TKT-0043")]

    assert [each and each["reason"] for each in answers] == ["ok", "invalid"]
    assert [each and each["participant"] and each["participant"]["name"] for each in answers] == [
        "Ada",
        None,
    ]


def test_a_refusal_is_200_too(client: FlaskClient, token: Headers, make: Maker) -> None:
    make.event()

    answer = _scan(client, token, "https://example.org/foreign")

    assert answer.status_code == 200
    assert answer.json
    assert (answer.json["reason"], answer.json["light"]) == ("invalid", "red")
    assert answer.json["participant"] is None


def test_the_same_scan_sent_again_gets_the_same_answer(
    client: FlaskClient, token: Headers, make: Maker
) -> None:
    ada = make.participant(make.event())
    scan_id = str(uuid4())

    answers = [_scan(client, token, make.badge(ada).code, scan_id=scan_id).json for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0]
    assert answers[0]["reason"] == "ok"


def test_the_message_speaks_the_language_that_is_asked_for(
    client: FlaskClient, token: Headers, make: Maker
) -> None:
    ada = make.participant(make.event())
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "id"

    answer = _scan(client, token, make.badge(ada).code).json

    assert answer
    assert answer["message"] == "Tercatat hadir di Sesi Pagi pukul 07.45."


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer guessed", "Basic c3RhdGlvbg=="], ids=str
)
def test_without_a_known_token_nothing_is_scanned(client: FlaskClient, authorization: str) -> None:
    answer = _scan(client, {"Authorization": authorization}, "1234")

    assert answer.status_code == 401
    assert answer.json
    assert answer.json["error"]["code"] == "unauthorized"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_withdrawn_station_is_heard_no_more(client: FlaskClient, sqlite_desk: Desk) -> None:
    station, token = add_station(sqlite_desk, "Pintu timur")
    withdraw(sqlite_desk, station.id, by="Siti")

    assert _scan(client, {"Authorization": f"Bearer {token}"}, "1234").status_code == 401


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"scan_id": "seven"}, "scan_id"),
        ({"code": ""}, "code"),
        ({"code": 7}, "code"),
        ({"code": "x" * 201}, "code"),
        ({"scanned_at": "yesterday"}, "scanned_at"),
        ({"scanned_at": "2026-11-23T07:40:00"}, "scanned_at"),
        ({"scanned_at": "2026-11-23T23:40:00Z"}, "scanned_at"),
        ({"session": "morning"}, "session"),
        ({"session": True}, "session"),
        ({"means": "telepathy"}, "means"),
    ],
    ids=str,
)
def test_a_wrong_field_is_named(
    client: FlaskClient, token: Headers, make: Maker, wrong: dict[str, object], named: str
) -> None:
    make.event()

    answer = _scan(client, token, **{"code": "1234", **wrong})

    assert answer.status_code == 400
    assert answer.json
    assert answer.json["error"]["message"].startswith(named)


@pytest.mark.parametrize("body", [b"", b"{", b'"code"', b"\xff"], ids=str)
def test_what_is_no_json_object_is_refused(
    client: FlaskClient, token: Headers, body: bytes
) -> None:
    answer = client.post("/api/v1/scans", data=body, headers=token, content_type="application/json")

    assert answer.status_code == 400


def test_an_unknown_session_is_refused_and_the_known_are_named(
    client: FlaskClient, token: Headers, make: Maker
) -> None:
    make.event()

    answer = _scan(client, token, "1234", session=999)

    assert answer.status_code == 404
    assert "Sesi Pagi" in answer.text


def test_attendance_agrees_with_the_scans(
    client: FlaskClient, token: Headers, make: Maker, clock: Clock
) -> None:
    event = make.event()
    ada, _grace = make.participant(event, "Ada"), make.participant(event, "Grace")
    _scan(client, token, make.badge(ada).code)

    key = add_station(make.desk, "Reader", scope=Scope.ATTENDANCE)[1]
    told = client.get("/api/v1/attendance", headers={"Authorization": f"Bearer {key}"}).json

    assert told
    morning, afternoon = told["sessions"]
    assert (morning["expected"], morning["present"], morning["absent"]) == (2, 1, 1)
    assert (morning["percent"], afternoon["present"]) == (50.0, 0)
    assert [len(each["check_ins"]) for each in told["participants"]] == [1, 0]
    assert told["participants"][0]["check_ins"][0]["checked_in_at"] == "2026-11-23T07:45:00+07:00"


def test_attendance_is_for_stations_and_staff(
    client: FlaskClient, as_staff: FlaskClient, as_viewer: FlaskClient, make: Maker
) -> None:
    make.event()

    assert client.get("/api/v1/attendance").status_code == 401
    assert as_viewer.get("/api/v1/attendance").status_code == 401
    assert as_staff.get("/api/v1/attendance").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"scanned_at": "0001-01-01T00:00:00+07:00"},
        {"sent_at": "2696-07-20T23:57:59+07:00", "scanned_at": "2026-11-23T00:00:00Z"},
        {"means": []},
        {"means": {}},
    ],
    ids=["a time before all times", "a time after all", "means that are a list", "an object"],
)
def test_what_no_station_sends_is_refused_too(
    client: FlaskClient, token: Headers, make: Maker, wrong: dict[str, object]
) -> None:
    badge = make.badge(make.participant(make.event()))
    assert _scan(client, token, badge.code, **wrong).status_code == 400


def test_a_text_that_cannot_be_stored_is_no_code(
    client: FlaskClient, token: Headers, make: Maker
) -> None:
    make.event()
    answer = _scan(client, token, "\ud800")
    assert answer.json
    assert (answer.status_code, answer.json["reason"]) == (200, "invalid")


def test_a_body_that_is_too_deep_or_too_large_is_refused(
    client: FlaskClient, token: Headers, make: Maker
) -> None:
    make.event()
    sent = [
        client.post("/api/v1/scans", data=each, headers=token, content_type="application/json")
        for each in (b"[" * 10_000, b"[1" + b" " * 70_000 + b"]")
    ]
    assert [each.status_code for each in sent] == [400, 413]
