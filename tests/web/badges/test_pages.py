import json
import threading
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from kiosk.core.model import Event, Participant, Role
from kiosk.desk import Desk
from kiosk.services import badges
from kiosk.services.badges import Selection, Which
from tests.makers import Maker
from tests.web.conftest import Login
from tests.web.people import enlist

SHEET = {"layout": "a6-4up", "paper": "A4", "offset_x": "0", "offset_y": "0"}
PATIENCE = 20.0


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(sqlite_desk: Desk, event: Event) -> Participant:
    return enlist(sqlite_desk, event, "Ada Lestari", group="Guru")


@pytest.fixture
def grace(sqlite_desk: Desk, event: Event) -> Participant:
    return enlist(sqlite_desk, event, "Grace Hopper", group="Tamu")


def finished(client: FlaskClient, job: str) -> str:
    """Wait until the work is over, as the page does, and return what it shows then."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        shown = client.get(f"{job}/state").text
        if 'data-over="yes"' in shown:
            return shown
        time.sleep(0.02)
    raise AssertionError("the work never ended")


def file_of(client: FlaskClient, job: str) -> tuple[bytes, str]:
    """Return the file that was made, and how it is called."""
    with client.get(f"{job}/file") as answer:
        return answer.data, answer.headers["Content-Disposition"]


def printed(desk: Desk, event: Event) -> list[bool]:
    return [each.printed_at is not None for each in badges.badges_of(desk, event.id)]


def test_the_page_says_how_many_badges_and_pages(
    as_supervisor: FlaskClient, ada: Participant, grace: Participant
) -> None:
    part = as_supervisor.get("/badges/summary", query_string={**SHEET, "group": "Guru"}).text

    assert "<strong" in part and ">1</strong> badge ·" in part


def test_a_sheet_is_made_proved_and_logged(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event, ada: Participant
) -> None:
    job = as_supervisor.post("/badges/sheets", data=SHEET).location

    shown = finished(as_supervisor, job)
    content, called = file_of(as_supervisor, job)

    assert "Proof passed" in shown and "1 badges on 1 pages" in shown
    assert content.startswith(b"%PDF") and "a6-4up.pdf" in called
    assert printed(sqlite_desk, event) == [True]
    assert "a6-4up" in as_supervisor.get("/badges").text


def test_a_second_print_says_so_before_and_after(
    as_supervisor: FlaskClient, ada: Participant, grace: Participant
) -> None:
    finished(
        as_supervisor,
        as_supervisor.post("/badges/sheets", data={**SHEET, "group": "Guru"}).location,
    )

    before = as_supervisor.get("/badges/summary", query_string=SHEET).text
    after = finished(as_supervisor, as_supervisor.post("/badges/sheets", data=SHEET).location)

    assert "1 of them was printed before." in before
    assert "1 of them was printed before:" in after and "Ada Lestari" in after


def test_only_those_never_printed_are_printed(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant, grace: Participant
) -> None:
    chosen = {**SHEET, "which": "never_printed"}
    finished(
        as_supervisor,
        as_supervisor.post("/badges/sheets", data={**SHEET, "group": "Guru"}).location,
    )

    finished(as_supervisor, as_supervisor.post("/badges/sheets", data=chosen).location)
    nobody = finished(as_supervisor, as_supervisor.post("/badges/sheets", data=chosen).location)

    assert "There is no badge to print." in nobody


def test_the_ticked_people_alone_are_printed(
    as_supervisor: FlaskClient,
    sqlite_desk: Desk,
    event: Event,
    ada: Participant,
    grace: Participant,
) -> None:
    page = as_supervisor.post("/badges/selection", data={"id": grace.id}).text
    finished(
        as_supervisor,
        as_supervisor.post("/badges/sheets", data={**SHEET, "ids": str(grace.id)}).location,
    )

    assert f'name="ids" value="{grace.id}"' in page
    assert printed(sqlite_desk, event) == [False, True]


def test_pictures_come_in_a_zip_archive(
    as_supervisor: FlaskClient, ada: Participant, grace: Participant
) -> None:
    job = as_supervisor.post("/badges/pictures", data=SHEET).location
    finished(as_supervisor, job)

    archive = zipfile.ZipFile(BytesIO(file_of(as_supervisor, job)[0]))

    assert len(archive.namelist()) == 2
    assert archive.read(archive.namelist()[0]).startswith(b"\x89PNG")


def test_the_work_of_others_is_not_seen(login: Login, ada: Participant) -> None:
    supervisor = login(Role.SUPERVISOR)
    job = supervisor.post("/badges/sheets", data=SHEET).location
    finished(supervisor, job)
    other = login(Role.ADMINISTRATOR)

    assert [other.get(job + part).status_code for part in ("", "/state", "/file")] == [404] * 3
    assert other.post(f"{job}/stop").status_code == 404


def test_a_page_for_the_browser_stands_the_badges_in_their_places(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event, ada: Participant
) -> None:
    page = as_supervisor.post("/badges/pages", data=SHEET).text
    measures = as_supervisor.get("/badges/pages.css", query_string=SHEET)
    badge = badges.badges_of(sqlite_desk, event.id)[0].badge
    face = as_supervisor.get(f"/badges/faces/{badge.id}.png", query_string=SHEET)

    assert f"/badges/faces/{badge.id}.png" in page and "style=" not in page
    assert "@page { size: 210mm 297mm; margin: 0; }" in measures.text
    assert measures.mimetype == "text/css" and face.mimetype == "image/png"
    assert printed(sqlite_desk, event) == [True]


def test_too_many_badges_for_a_browser_are_refused_with_the_number(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    badges.make_reserve(sqlite_desk, event.id, 201, "Siti")

    answer = as_supervisor.post("/badges/pages", data={**SHEET, "which": "reserve"})

    assert answer.status_code == 400 and "these are 201" in answer.text


def test_a_sheet_of_ones_own_is_kept_for_the_next_time(
    as_supervisor: FlaskClient, ada: Participant
) -> None:
    own = {
        **SHEET,
        "layout": "custom",
        "page_width": "210",
        "page_height": "297",
        "badge_width": "95,5",
        "badge_height": "60",
        "columns": "2",
        "rows": "4",
        "left": "9",
        "top": "10",
    }

    shown = finished(as_supervisor, as_supervisor.post("/badges/sheets", data=own).location)
    page = as_supervisor.get("/badges").text

    assert "Proof passed" in shown
    assert 'value="95.5"' in page and '<option value="custom" selected>' in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"layout": "a5-9up"}, "There is no sheet “a5-9up”"),
        ({"offset_x": "0.3"}, "printer offset is 0.3 mm"),
        (
            {
                "layout": "custom",
                "page_width": "100",
                "page_height": "100",
                "badge_width": "120",
                "badge_height": "50",
            },
            "larger than the page of 100",
        ),
        ({"layout": "custom", "page_width": "abc"}, "cannot measure abc mm"),
    ],
    ids=["unknown sheet", "odd offset", "badge larger than page", "no number"],
)
def test_a_sheet_that_cannot_be_is_refused_with_the_numbers(
    as_supervisor: FlaskClient, ada: Participant, change: dict[str, str], said: str
) -> None:
    answer = as_supervisor.post("/badges/sheets", data={**SHEET, **change}, follow_redirects=True)
    text = answer.text
    if answer.status_code == 200:
        text = finished(as_supervisor, answer.request.path)

    assert said in text


def test_a_steward_prints_no_sheets(as_staff: FlaskClient, ada: Participant) -> None:
    assert as_staff.get("/badges").status_code == 403
    assert as_staff.post("/badges/sheets", data=SHEET).status_code == 403


def test_the_calibration_page_is_a_pdf(as_supervisor: FlaskClient, event: Event) -> None:
    answer = as_supervisor.get("/badges/calibration.pdf", query_string=SHEET)

    assert answer.data.startswith(b"%PDF") and answer.mimetype == "application/pdf"


def test_reserve_badges_are_made_and_printed(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    made = as_supervisor.post("/badges/reserve", data={"count": 3})
    chosen = {**SHEET, "which": "reserve"}
    shown = finished(as_supervisor, as_supervisor.post("/badges/sheets", data=chosen).location)

    assert made.location == "/badges?which=reserve"
    assert len(badges.badges_of(sqlite_desk, event.id, Selection(Which.RESERVE))) == 3
    assert "Proof passed" in shown


def test_no_reserve_badges_are_refused(as_supervisor: FlaskClient, event: Event) -> None:
    assert as_supervisor.post("/badges/reserve", data={"count": 0}).status_code == 400


def design(**changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "design": "auto",
        "title": "Rapat",
        "organizer": "",
        "ink": "#16202b",
        "accent": "#8a2a5b",
        "number_label": "No.",
        "reserve": "Cadangan",
        "name_label": "Nama",
        "shown": ["title", "number"],
    }
    return {**values, **changes}


def test_the_design_is_kept(as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event) -> None:
    as_supervisor.post("/badges/design", data=design())

    kept = badges.style_of(sqlite_desk, event).design
    assert (kept.title, kept.accent, sorted(kept.shown)) == (
        "Rapat",
        "#8a2a5b",
        ["number", "title"],
    )


def test_a_colour_that_is_none_is_refused(as_supervisor: FlaskClient, event: Event) -> None:
    answer = as_supervisor.post("/badges/design", data=design(accent="red"))

    assert answer.status_code == 400 and "Write it as #0f5f6b" in answer.text


def test_the_preview_follows_the_design_without_keeping_it(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event, ada: Participant
) -> None:
    plain = as_supervisor.get("/badges/preview.png?layout=a6-4up").data
    other = as_supervisor.get("/badges/preview.png", query_string=design(layout="a6-4up")).data

    assert Image.open(BytesIO(plain)).size == Image.open(BytesIO(other)).size
    assert plain != other
    assert badges.style_of(sqlite_desk, event).design.accent == "#0f5f6b"


def test_the_preview_shows_a_face_before_there_is_anybody(
    as_supervisor: FlaskClient, event: Event
) -> None:
    assert as_supervisor.get("/badges/preview.png?layout=a6-4up").mimetype == "image/png"
    assert as_supervisor.get("/badges/design").status_code == 200


def test_a_logo_is_taken_re_encoded_and_removed(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 20), "#c08a1e").save(picture, "JPEG")
    picture.seek(0)

    as_supervisor.post("/badges/logo", data={"logo": (picture, "logo.jpg")})
    kept = badges.style_of(sqlite_desk, event).logo
    as_supervisor.post("/badges/logo/removal")

    assert kept is not None and kept.startswith(b"\x89PNG")
    assert badges.style_of(sqlite_desk, event).logo is None


def test_what_is_no_picture_is_refused_as_logo(as_supervisor: FlaskClient, event: Event) -> None:
    upload = {"logo": (BytesIO(b"not a picture"), "logo.png")}

    answer = as_supervisor.post("/badges/logo", data=upload)

    assert answer.status_code == 400 and "not a PNG, JPEG or SVG picture" in answer.text


def test_a_program_hears_the_refusal_as_json(as_supervisor: FlaskClient, event: Event) -> None:
    answer = as_supervisor.get(
        "/badges/calibration.pdf?layout=x", headers={"Accept": "application/json"}
    )

    assert json.loads(answer.data)["error"]["code"] == "bad_input"


def test_a_proof_that_finds_faults_names_the_badge_and_its_place(
    app: Flask, as_supervisor: FlaskClient, ada: Participant
) -> None:
    app.extensions["read_page"] = lambda _page: iter(())

    shown = finished(as_supervisor, as_supervisor.post("/badges/sheets", data=SHEET).location)

    assert "Do not print this yet" in shown
    assert "Page 1, place 1: <strong>Ada Lestari</strong>" in shown and "cannot be read" in shown


def test_a_proof_that_is_stopped_leaves_the_pdf_and_says_so(
    app: Flask, as_supervisor: FlaskClient, ada: Participant
) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def slow(_page: object) -> Iterator[tuple[str, object]]:
        begun.set()
        stopped.wait(PATIENCE)
        return iter(())

    app.extensions["read_page"] = slow
    job = as_supervisor.post("/badges/sheets", data=SHEET).location
    begun.wait(PATIENCE)
    as_supervisor.post(f"{job}/stop")
    stopped.set()

    assert "The proof was stopped" in finished(as_supervisor, job)
    assert file_of(as_supervisor, job)[0].startswith(b"%PDF")


@pytest.mark.usefixtures("ada")
def test_the_page_shows_a_badge_on_the_chosen_sheet(as_supervisor: FlaskClient) -> None:
    page = as_supervisor.get("/badges").text
    picture = as_supervisor.get("/badges/preview.png?layout=id-card")

    assert "data-badge-preview" in page
    assert Image.open(BytesIO(picture.data)).size == (506, 319)
