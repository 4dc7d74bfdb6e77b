"""One badge at the desk: at a printer of this computer, as a PDF, or on the screen."""

import re
import sys
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from kiosk.core.model import Event, Participant, Reason
from kiosk.desk import Desk
from kiosk.scanner.reading.files import read_one
from kiosk.services import acts, badges, desk_printer
from kiosk.services.check_ins import check_in
from tests.makers import Maker
from tests.web.people import enlist

LPSTAT = "#!/bin/sh\necho Canon_Meja\necho Zebra\n"
LP = '#!/bin/sh\necho "$@" > {folder}/asked; cat > {folder}/given.pdf; exit {code}\n'

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not for Windows")


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(sqlite_desk: Desk, event: Event) -> Participant:
    return enlist(sqlite_desk, event, "Ada Lestari", organization="SDN 1 Ampah")


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer with two printers, as its programs speak; what they are given lies beside."""
    program(tmp_path / "lpstat", LPSTAT)
    program(tmp_path / "lp", LP.format(folder=tmp_path, code=0))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def test_a_replaced_badge_goes_to_the_printer_of_the_desk(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event, ada: Participant, cups: Path
) -> None:
    desk_printer.choose_printer(sqlite_desk, "Zebra", "Siti")

    page = as_staff.post(f"/badges/people/{ada.id}/replacement", follow_redirects=True).text

    assert "The badge was sent to Zebra." in page
    assert (cups / "asked").read_text().startswith("-d Zebra -t ")
    assert (cups / "given.pdf").read_bytes().startswith(b"%PDF")
    assert badges.print_log(sqlite_desk, event.id)[0][1:] == ("Steward", "lp a6-4up", 1)


def test_a_printer_that_refuses_is_said_and_nothing_is_logged_as_printed(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event, ada: Participant, cups: Path
) -> None:
    desk_printer.choose_printer(sqlite_desk, "Zebra", "Siti")
    program(cups / "lp", "#!/bin/sh\ncat >/dev/null; echo 'lp: no paper' >&2; exit 1\n")

    answer = as_staff.post(f"/badges/people/{ada.id}/print")

    assert answer.status_code == 409 and "lp: no paper" in answer.text
    assert badges.print_log(sqlite_desk, event.id) == []


def test_the_printer_is_chosen_among_those_of_this_computer(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event, cups: Path
) -> None:
    assert "Canon_Meja" in as_supervisor.get("/badges").text
    assert as_supervisor.post("/badges/printer", data={"printer": "X; rm"}).status_code == 404
    as_supervisor.post("/badges/printer", data={"printer": "Canon_Meja"})

    assert desk_printer.chosen_printer(sqlite_desk) == "Canon_Meja"


def test_without_cups_a_pdf_opens_with_its_print_dialog(
    as_staff: FlaskClient, ada: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert desk_printer.printers() == ()
    pdf = as_staff.post(f"/badges/people/{ada.id}.pdf").data

    action = re.search(rb"/OpenAction (\d+) 0 R", pdf)
    assert action and re.search(rb"\n" + action[1] + rb" 0 obj\n<<\n/N /Print /S /Named\n", pdf)


def test_the_symbol_on_the_screen_admits(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant, tmp_path: Path
) -> None:
    png = as_staff.get(f"/badges/people/{ada.id}/symbol.png")
    Image.open(BytesIO(png.data)).convert("L").save(tmp_path / "photo.png")

    read = [each["text"] for each in read_one(tmp_path / "photo.png")["symbols"]]

    assert png.headers["Cache-Control"] == "no-store"
    page = as_staff.get(f"/badges/people/{ada.id}/screen").text
    assert "Ada Lestari" in page
    assert "Law 27 of 2022" in page
    assert check_in(sqlite_desk, make.scan(read[0])).reason is Reason.OK


def test_a_badge_replaced_and_printed_by_mistake_is_taken_back(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant, cups: Path
) -> None:
    desk_printer.choose_printer(sqlite_desk, "Zebra", "Siti")
    old = make.badge(ada)
    as_staff.post(f"/badges/people/{ada.id}/replacement")

    act = acts.recent(sqlite_desk, ada.event_id)[0]
    as_staff.post(f"/participants/acts/{act.id}/undo")

    assert make.badge(ada).code == old.code


def test_a_badge_replaced_where_nothing_can_be_printed_is_said_to_be_replaced(
    as_staff: FlaskClient, make: Maker, ada: Participant
) -> None:
    old = make.badge(ada)

    page = as_staff.post(f"/badges/people/{ada.id}/replacement", follow_redirects=True)

    assert make.badge(ada).code != old.code
    assert "There is a new code" in page.text
    assert "No printer is chosen for the desk." in page.text
