"""Reports and certificates on pages: who may, what is taken, what is refused."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from kiosk.core.attendance import Counts
from kiosk.core.model import Event, Role
from kiosk.services.certificates import issue, issued
from kiosk.services.check_ins import check_in, undo
from kiosk.storage import check_ins
from tests.conftest import Clock
from tests.makers import Maker
from tests.reports.events import logo
from tests.reports.pdf import pages_of
from tests.services.test_one_truth import (
    A_FEW,
    A_LONG_DAY,
    arrivals_of_database,
    of_database,
    told,
)

Login = Callable[[Role], FlaskClient]
WAIT = timedelta(seconds=20)


@pytest.fixture
def event(make: Maker, clock: Clock) -> Event:
    event = make.event()
    make.letterhead(event)
    ada, _grace = make.participant(event, "Ada"), make.participant(event, "Grace")
    check_in(make.desk, make.scan(ada))
    clock.pass_by(hours=5)
    check_in(make.desk, make.scan(ada))
    return event


def test_the_page_shows_the_numbers_of_each_session(
    as_supervisor: FlaskClient, event: Event
) -> None:
    page = as_supervisor.get("/attendance").text

    assert "Sesi Pagi" in page
    assert "50 %" in page


def test_a_steward_may_not_take_reports(as_staff: FlaskClient, event: Event) -> None:
    assert as_staff.get("/attendance").status_code == 403
    assert as_staff.post("/attendance/documents").status_code == 403
    assert as_staff.get("/certificates").status_code == 403


def test_the_preview_is_a_picture(as_supervisor: FlaskClient, event: Event) -> None:
    answer = as_supervisor.get("/attendance/preview.png?variant=blank")

    assert Image.open(BytesIO(answer.data)).format == "PNG"


def test_a_workbook_has_no_preview(as_supervisor: FlaskClient, event: Event) -> None:
    assert as_supervisor.get("/attendance/preview.png?format=xlsx").status_code == 400


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("pdf", b"%PDF"), ("report.pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfnumber;")],
)
def test_every_document_can_be_taken(
    as_supervisor: FlaskClient, event: Event, kind: str, begins: bytes
) -> None:
    begun = as_supervisor.post("/attendance/documents", data={"format": kind})

    assert taken(as_supervisor, begun).startswith(begins)


def test_an_unknown_choice_is_named(as_supervisor: FlaskClient, event: Event) -> None:
    answer = as_supervisor.post("/attendance/documents", data={"paper": "a3"})

    assert answer.status_code == 400
    assert "a4, f4" in answer.text


def test_a_session_of_another_event_does_not_exist_here(
    as_supervisor: FlaskClient, event: Event
) -> None:
    answer = as_supervisor.post("/attendance/documents", data={"session": "999"})

    assert answer.status_code == 404


def test_the_letterhead_is_kept_with_its_logo(as_supervisor: FlaskClient, event: Event) -> None:
    form = {"lines": "PEMERINTAH\nDINAS", "signer_name": "Sabai", "place": "Tamiang Layang"}
    upload = (BytesIO(logo()), "logo.png")

    as_supervisor.post("/attendance/letterhead", data={**form, "logo": upload})

    page = as_supervisor.get("/attendance/letterhead").text
    assert "PEMERINTAH\nDINAS" in page
    assert "Sabai" in page
    assert "Remove the saved logo" in page


def test_a_logo_that_is_no_picture_is_refused(as_supervisor: FlaskClient, event: Event) -> None:
    upload = (BytesIO(b"no picture"), "logo.png")

    answer = as_supervisor.post("/attendance/letterhead", data={"logo": upload})

    assert answer.status_code == 400
    assert "not a PNG" in answer.text


def test_certificates_are_for_those_who_attended(as_supervisor: FlaskClient, event: Event) -> None:
    page = as_supervisor.get("/certificates").text
    begun = as_supervisor.post("/certificates/papers")

    assert "Attended no session that counts" in page
    assert taken(as_supervisor, begun).startswith(b"%PDF")


def test_the_preview_of_a_certificate_gives_nobody_a_number(
    as_supervisor: FlaskClient, make: Maker, event: Event
) -> None:
    answer = as_supervisor.get("/certificates/preview.png?document_language=en")

    assert Image.open(BytesIO(answer.data)).format == "PNG"
    assert issued(make.desk, event) == {}


def test_one_certificate_is_drawn_for_whoever_qualifies(
    as_supervisor: FlaskClient, event: Event
) -> None:
    form = {"number": "1", "document_language": "en"}
    begun = as_supervisor.post("/certificates/papers", data=form)

    page = " ".join(pages_of(taken(as_supervisor, begun))[0].split())
    assert "Ada" in page
    assert "Number: 001/SERT" in page


def test_one_certificate_is_refused_to_whoever_does_not_qualify(
    as_supervisor: FlaskClient, event: Event
) -> None:
    refused = as_supervisor.post("/certificates/papers", data={"number": "2"})
    unknown = as_supervisor.post("/certificates/papers", data={"number": "99"})

    assert refused.status_code == 409
    assert "Grace attended 0 of 10 JP" in refused.text
    assert unknown.status_code == 404


def test_a_certificate_whose_right_was_taken_away_is_not_said_to_stand(
    as_supervisor: FlaskClient, make: Maker, event: Event
) -> None:
    given = issue(make.desk, event, "Siti")[0]
    address = f"/certificates/verification?code={given.certificate.code}"
    before = as_supervisor.get(address).text
    with make.desk.store.read() as tx:
        mark = check_ins.of_participant(tx, given.participant.id)[0]
    undo(make.desk, mark.id, make.user())

    after = as_supervisor.get(address).text

    assert "This certificate is genuine" in before
    assert "10 of 10 JP attended" in before
    assert "This certificate is genuine" not in after
    assert "no longer qualifies" in after


def test_a_rule_without_sessions_is_refused(as_supervisor: FlaskClient, event: Event) -> None:
    answer = as_supervisor.post("/certificates/rule", data={"percent": "80"})

    assert answer.status_code == 400


def test_a_text_with_an_unknown_field_is_refused(as_supervisor: FlaskClient, event: Event) -> None:
    form = {"text": "{nama}", "numbers": "{number}", "color": "#000000"}

    answer = as_supervisor.post("/certificates/design", data=form)

    assert answer.status_code == 400
    assert "{nama}" in answer.text


def test_a_code_that_was_never_issued_is_said_to_be_none(
    as_staff: FlaskClient, event: Event
) -> None:
    answer = as_staff.get("/certificates/verification?code=XYZ")

    assert "No such certificate" in answer.text


def taken(client: FlaskClient, begun: TestResponse) -> bytes:
    """Wait for a job to end and fetch its file."""
    assert begun.status_code == 303, begun.text
    end = time.monotonic() + WAIT.total_seconds()
    while 'data-over="no"' in (page := client.get(f"{begun.location}/state").text):
        assert time.monotonic() < end, page
        time.sleep(0.02)
    with client.get(f"{begun.location}/file") as answer:
        return answer.data


def test_the_page_and_the_api_tell_what_the_database_tells(
    login: Login, make: Maker, clock: Clock
) -> None:
    event = told(make.desk, A_FEW, A_LONG_DAY)
    clock.pass_by(days=1)
    as_supervisor = login(Role.SUPERVISOR)
    counted, came = of_database(make.desk, event), arrivals_of_database(make.desk, event)

    page = as_supervisor.get("/attendance").text
    api = as_supervisor.get("/api/v1/attendance").json

    shown = re.findall(r'data-label="(?:Expected|Present|Absent|Walk-ins)">(\d+)<', page)
    in_order = [
        (each.expected, each.present, each.absent, each.walk_ins) for each in counted.values()
    ]
    assert shown == [str(number) for numbers in in_order for number in numbers]
    assert api
    assert {each["name"]: of_json(each) for each in api["sessions"]} == counted
    names = {each["id"]: each["name"] for each in api["sessions"]}
    assert came == {
        (person["number"], names[mark["session"]]): mark["checked_in_at"][:19].replace("T", " ")
        for person in api["participants"]
        for mark in person["check_ins"]
    }


def of_json(session: dict[str, int]) -> Counts:
    both = session["expected"] - session["absent"]
    return Counts(session["expected"], session["present"], both, session["walk_ins"])


def test_before_the_first_session_the_page_counts_nobody_as_absent(
    as_supervisor: FlaskClient, make: Maker
) -> None:
    make.participant(make.event())

    page = as_supervisor.get("/attendance").text
    api = as_supervisor.get("/api/v1/attendance").json

    assert re.findall(r'data-label="Absent">([^<]+)<', page) == ["\N{EN DASH}"] * 2
    assert api and [each["absent"] for each in api["sessions"]] == [1, 1], "who has not come"
