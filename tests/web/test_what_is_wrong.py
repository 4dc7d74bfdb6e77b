"""Every form that cannot be done as it was sent says what is wrong, in its own sentence."""

from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Event, Participant
from kiosk.desk import Desk
from kiosk.services import acts, invitations, stations
from tests.makers import Maker

Form = dict[str, Any]
SESSION = {"name": "Malam", "starts": "19:00", "ends": "21:00", "opens_before": "30"}
EVENT = {"name": "Lain", "date": "2026-11-24", "timezone": "Asia/Jakarta", "place": "Aula"}


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(make: Maker, event: Event) -> Participant:
    return make.participant(event)


ADMINISTRATOR: list[tuple[str, Form, str]] = [
    ("/backups/x.db/restoration", {"sure": "yes"}, "There is no backup of this name any more."),
    ("/badges/logo", {}, "Choose a file with the logo: PNG, JPEG or SVG."),
    ("/badges/people/99/replacement", {}, "There is no such participant."),
    ("/badges/people/99.pdf", {}, "There is no such participant."),
    ("/desk/delegation", {"session": "1"}, "Nobody is ticked. Tick at least one person."),
    ("/desk/check-ins/99/undo", {}, "There is no such check-in."),
    ("/desk/people/1/check-in", {"session": "99"}, "There is no such session in this event."),
    ("/events/99/choice", {}, "There is no such event."),
    ("/events/1", {**EVENT, "date": "besok"}, "“besok” is not a date. Write it like 2026-11-23."),
    ("/sessions", {**SESSION, "starts": "pagi"}, "“pagi” is not a time. Write it like 08:00."),
    (
        "/sessions/1",
        {**SESSION, "opens_before": "lama"},
        "“lama” is not a number of minutes between 0 and 1440.",
    ),
    (
        "/sessions/1",
        {**SESSION, "opens_before": "1441"},
        "“1441” is not a number of minutes between 0 and 1440.",
    ),
    ("/sessions/99", SESSION, "There is no such session in this event."),
    ("/sessions/99/choice", {}, "There is no such session in this event."),
    (
        "/privacy",
        {"name": "Something else"},
        "Type the name of the event as it stands there. Nothing was deleted.",
    ),
    ("/jobs/99/stop", {}, "This has finished and was cleared away. Start it again."),
    (
        "/participants/selection/blocking",
        {"id": "1", "note": " "},
        "Write a note for the staff: what are they to do?",
    ),
    (
        "/participants/selection/unblocking",
        {"id": "1"},
        "This would change none of those chosen.",
    ),
    (
        "/participants/selection/sessions",
        {"id": "1"},
        "Tick the sessions in which these people are expected.",
    ),
    (
        "/participants/selection/blocking",
        {"note": "x"},
        "Nobody is ticked. Tick at least one person.",
    ),
    ("/participants/1/merging", {"number": "x"}, "Type the number of the other entry."),
    ("/participants/1/erasure", {"number": "7"}, "Type the number of this person."),
    ("/participants", {"name": "\0"}, "What was sent contains a character that no text may have."),
    ("/roster/uploads", {}, "Choose a file: .xlsx, .xls, .ods or .csv."),
    ("/stations/99/door", {"door": "Barat"}, "There is no such station."),
    ("/users/99/role", {"role": "viewer"}, "There is no such user."),
    ("/users/1/role", {"role": "king"}, "Choose a role."),
    ("/users/me/password", {"password": "x", "again": "y"}, "Nothing was changed."),
    ("/certificates/rule", {"jp-1": "lima", "percent": "80"}, "“lima” is not a whole number."),
]


@pytest.mark.parametrize(("address", "form", "wrong"), ADMINISTRATOR)
@pytest.mark.usefixtures("ada")
def test_what_is_wrong_is_said(as_admin: FlaskClient, address: str, form: Form, wrong: str) -> None:
    answer = as_admin.post(address, data=form, follow_redirects=True)
    assert wrong in unescape(answer.text)


SCAN = {"scan_id": "0e0a3b3e-6f4f-4c8f-9d2d-0d8f3c1a2b3c", "code": "ABC"}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (7, "Send a JSON object with scan_id and code."),
        ({**SCAN, "scan_id": "x"}, "scan_id must be a UUID that the station makes for each scan."),
        ({"code": "ABC"}, "scan_id must be a UUID that the station makes for each scan."),
        ({**SCAN, "code": 5}, "code must be the text that was read, at most 200 characters."),
        ({**SCAN, "code": "x" * 201}, "code must be the text that was read, at most 200"),
        ({**SCAN, "scanned_at": "now"}, "scanned_at must be a time with its zone, like 2026-"),
        ({**SCAN, "scanned_at": "2026-11-23T07:40:00"}, "scanned_at must be a time with its zone"),
        ({**SCAN, "sent_at": 5}, "sent_at must be a time with its zone, like 2026-"),
        (
            {**SCAN, "scanned_at": "2026-11-24T07:40:00+07:00"},
            "scanned_at lies in the future. Set the clock of this station.",
        ),
        ({**SCAN, "means": "paper"}, "means must be camera, hand_scanner or phone."),
        ({**SCAN, "session": "pagi"}, "session must be the id of a session, or null."),
        ({**SCAN, "session": True}, "session must be the id of a session, or null."),
        ([SCAN] * 101, "Send at most 100 scans at once."),
    ],
)
@pytest.mark.usefixtures("event")
def test_a_scan_that_is_wrong_is_told_to_the_station(
    client: FlaskClient, sqlite_desk: Desk, body: object, wrong: str
) -> None:
    token = stations.add_station(sqlite_desk, "Ponsel")[1]
    headers = {"Authorization": f"Bearer {token}"}

    answer = client.post("/api/v1/scans", json=body, headers=headers)

    assert answer.status_code == 400
    assert answer.json["error"]["message"].startswith(wrong)


def test_an_invitation_wants_the_same_password_twice(
    client: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    _, token = invitations.invite(sqlite_desk, "Dian", make.user().role, "Siti")
    form = {"password": "empat kata yang lain", "again": "empat kata"}
    answer = client.post(f"/invitation/{token}", data=form, follow_redirects=True)
    assert "The two passwords differ. Type the same one twice." in answer.text


def test_who_was_unblocked_in_the_meantime_is_told_of(
    as_admin: FlaskClient, sqlite_desk: Desk, event: Event, ada: Participant
) -> None:
    acts.block(sqlite_desk, event.id, [ada.id], "Ke panitia", "Siti")
    asked = as_admin.post("/participants/selection/unblocking", data={"id": ada.id}).text
    assert "Unblock 1 person?" in asked
    assert "Yes, unblock 1 person" in asked
