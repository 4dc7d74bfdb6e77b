import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from kiosk.core.model import Event, Role
from kiosk.desk import Desk
from kiosk.services import search
from kiosk.services.check_ins import by_hand
from kiosk.services.participants import listed
from tests.makers import Maker
from tests.web.conftest import Login
from tests.web.people import enlist

HEADS = ["No", "Nama Lengkap", "NIP", "Unit Kerja", "Peran", "Golongan"]
SABAI = ["1", "Sabai, S.Pd., M.Si.", "197001012000031001", "SDN 1 Ampah", "Guru", "IV/a"]
SPOILT = ["2", "Maria Ulfah", "1,98001E+17", "SMPN 1 Awang", "Guru", "III/b"]


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


def sheet(*rows: list[str]) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([["DAFTAR PESERTA"], HEADS, *rows])
    return out.getvalue().encode()


def bring(client: FlaskClient, content: bytes, name: str = "daftar.csv") -> str:
    """Bring a file and return the address of its preview, or of its mapping."""
    answer = client.post("/roster/uploads", data={"file": (BytesIO(content), name)})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def names(desk: Desk, event: Event) -> list[object]:
    return [each["name"] for each in listed(desk, event.id)]


def test_nothing_is_written_before_the_confirmation(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    preview = as_supervisor.get(bring(as_supervisor, sheet(SABAI))).text

    assert "Sabai, S.Pd., M.Si." in preview and "Golongan" in preview
    assert names(sqlite_desk, event) == []


def test_the_confirmed_list_is_in_and_the_file_is_gone(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, sheet(SABAI))

    report = as_supervisor.post(f"{address}/import", follow_redirects=True).text

    assert "The list is in" in report
    assert names(sqlite_desk, event) == ["Sabai, S.Pd., M.Si."]
    assert not list((sqlite_desk.settings.data / "uploads").glob("*/content"))
    assert as_supervisor.get(address).status_code == 404


def test_a_row_in_error_keeps_everything_out_until_it_is_left_out(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, sheet(SABAI, SPOILT))

    refused = as_supervisor.post(f"{address}/import", follow_redirects=True).text
    assert "Nothing was imported: rows 4" in refused
    assert names(sqlite_desk, event) == []

    report = as_supervisor.post(
        f"{address}/import", data={"skip_errors": "yes"}, follow_redirects=True
    ).text
    assert "1 row was left out" in report
    assert names(sqlite_desk, event) == ["Sabai, S.Pd., M.Si."]


def test_a_person_comes_in_without_the_spoilt_number(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, sheet(SABAI, SPOILT))
    form = {"choices": "yes", "without_spoilt": "yes"}

    as_supervisor.post(f"{address}/answers", data=form)
    as_supervisor.post(f"{address}/import", data=form)

    assert names(sqlite_desk, event) == ["Sabai, S.Pd., M.Si.", "Maria Ulfah"]


def test_phones_get_back_the_zero_that_they_lost_by_one_choice(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    rows = "".join(f"Guru {n};812000000{n:02}\n" for n in range(21))
    address = bring(as_supervisor, f"Nama;HP\n{rows}".encode())
    form = {"choices": "yes", "add_zero": "yes"}

    assert as_supervisor.get(address).text.count('name="add_zero"') == 1
    as_supervisor.post(f"{address}/answers", data=form)
    as_supervisor.post(f"{address}/import", data=form)

    assert {row["phone"][:3] for row in listed(sqlite_desk, event.id)} == {"081"}


def test_words_about_who_comes_are_counted_among_the_questions(
    as_supervisor: FlaskClient, event: Event
) -> None:
    page = as_supervisor.get(bring(as_supervisor, b"Nama;Status\nRina;ok\nSari;waitlist\n")).text
    assert re.search(r"Questions\s*</\w+>\s*<[^>]+>\s*1\s*<", page)


def test_who_stands_twice_stays_out_or_changes_nothing_is_named(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    enlist(sqlite_desk, event, "Ada", email="a@contoh.id")
    rows = ["Ada;a@contoh.id;", "Rina;r@contoh.id;", "RINA;r@contoh.id;", "Sari;s@contoh.id;Batal"]
    lines = "\n".join(["Nama;Email;Status", *rows, "Jumlah;;"])

    page = as_supervisor.get(bring(as_supervisor, lines.encode())).text

    assert "Twice in the list: 1" in page and "Rina stands again in row 4" in page
    assert "do not come: 1" in page and "Sari is left out" in page
    assert "Unchanged: 1" in page
    assert "(totals, signatures): 6" in page


def test_the_rejected_rows_come_with_the_reason_before_and_after(
    as_supervisor: FlaskClient, event: Event
) -> None:
    address = bring(as_supervisor, sheet(SABAI, SPOILT))

    before = as_supervisor.get(f"{address}/rejected.xlsx").data
    as_supervisor.post(f"{address}/import", data={"skip_errors": "yes"})
    after = as_supervisor.get(f"{address}/rejected.xlsx").data

    for content in (before, after):
        cells = [str(cell.value) for row in load_workbook(BytesIO(content)).active for cell in row]
        assert "1,98001E+17" in cells
        assert any("spoilt by Excel" in cell for cell in cells)


def test_a_changed_row_shows_what_changes(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    enlist(sqlite_desk, event, SABAI[1], nip=SABAI[2], organization="SDN 7", group="Guru")

    preview = as_supervisor.get(bring(as_supervisor, sheet(SABAI))).text

    assert "<del>SDN 7</del> → <ins>SDN 1 Ampah</ins>" in preview


def test_a_near_duplicate_is_a_question_and_the_answer_counts(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    known = enlist(sqlite_desk, event, "Dra. Sabai")
    address = bring(as_supervisor, sheet(["1", "SABAI, S.Pd.", "", "SDN 1 Ampah", "Guru", ""]))

    assert "the same person as number 1" in as_supervisor.get(address).text
    refused = as_supervisor.post(f"{address}/import", follow_redirects=True).text
    as_supervisor.post(f"{address}/import", data={"choices": "yes", "answer_3": "same"})

    assert "Nothing was imported" in refused
    found = search.participant(sqlite_desk, event.id, known.id).participant
    assert (found.name, found.organization) == ("SABAI, S.Pd.", "SDN 1 Ampah")
    assert len(names(sqlite_desk, event)) == 1


def test_the_meaning_of_columns_is_changed_and_remembered(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    form = {"sheet": 0, "header_row": 2, "column_1": "name", "column_5": "group"}
    address = bring(as_supervisor, sheet(SABAI))

    as_supervisor.post(f"{address}/mapping", data=form)
    as_supervisor.post(f"{address}/import")
    again = as_supervisor.get(f"{bring(as_supervisor, sheet(SABAI))}/mapping").text

    assert listed(sqlite_desk, event.id)[0]["group"] == "IV/a"
    assert re.search(r'name="column_5".*?<option value="group" selected>', again, re.DOTALL)


def test_a_list_without_a_known_heading_leads_to_the_mapping(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, b"Wer;Wo\nSabai;SDN 1\n")

    page = as_supervisor.get(address).text
    form = {"sheet": 0, "header_row": 1, "column_0": "name", "column_1": "organization"}
    preview = as_supervisor.post(address, data=form, follow_redirects=True).text

    assert address.endswith("/mapping") and "No column with names" in page
    assert "Import: 1 new" in preview


def test_columns_of_ticks_say_who_comes_to_which_session(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    lines = "Nama;Sesi Pagi;Sesi Sore\nSabai;v;\nMaria;v;v\n"
    address = bring(as_supervisor, lines.encode())

    page = as_supervisor.get(f"{address}/mapping?sheet=0&header_row=1").text
    form = {"sheet": 0, "header_row": 1, "column_0": "name", "column_1": "tick", "column_2": "tick"}
    as_supervisor.post(f"{address}/mapping", data=form)
    as_supervisor.post(f"{address}/import")

    assert page.count('value="tick" selected') == 2
    expected = [each["sessions"] for each in listed(sqlite_desk, event.id)]
    assert expected == [["Sesi Pagi"], ["Sesi Pagi", "Sesi Sore"]]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"column_0": "name", "column_1": "name"}, "same meaning"),
        ({"column_1": "organization"}, "which column holds the names"),
        ({"column_0": "name", "sheet": 7}, "no such sheet"),
        ({"column_0": "name", "header_row": 999}, "cannot be in row 999"),
        ({"column_1": "name", "column_5": "tick"}, "Golongan of column F names no session"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    as_supervisor: FlaskClient, event: Event, form: dict[str, object], said: str
) -> None:
    address = bring(as_supervisor, sheet(SABAI))

    answer = as_supervisor.post(f"{address}/mapping", data={"sheet": 0, "header_row": 2, **form})

    assert answer.status_code == 400 and said in answer.text


def test_what_is_no_spreadsheet_is_refused_by_name(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    upload = {"file": (BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "foto.png")}

    answer = as_supervisor.post("/roster/uploads", data=upload)

    assert answer.status_code == 400 and "foto.png is a picture" in answer.text
    assert not list((sqlite_desk.settings.data / "uploads").glob("*"))


def test_a_file_over_five_megabytes_is_refused(as_supervisor: FlaskClient, event: Event) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="besar.csv"\r\n\r\n'
    body = head + sheet(SABAI) + b"x" * 5_000_000 + b"\r\n--b--\r\n"

    answer = as_supervisor.post(
        "/roster/uploads", data=body, content_type="multipart/form-data; boundary=b"
    )

    assert answer.status_code == 400 and "at most 5 MB" in answer.text


def test_an_upload_is_seen_only_by_the_one_who_brought_it(login: Login, event: Event) -> None:
    address = bring(login(Role.SUPERVISOR), sheet(SABAI))
    other = login(Role.ADMINISTRATOR)

    assert other.get(address).status_code == 404
    assert other.post(f"{address}/import").status_code == 404


def test_a_token_cannot_lead_out_of_the_folder(
    as_supervisor: FlaskClient, event: Event, sqlite_desk: Desk
) -> None:
    Path(sqlite_desk.settings.data, "upload.json").write_text("{}", "utf-8")

    assert as_supervisor.get("/roster/uploads/..").status_code == 404
    assert as_supervisor.get("/roster/uploads/%2e%2e").status_code == 404


def test_a_file_is_put_away_without_an_import(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, sheet(SABAI))

    as_supervisor.post(f"{address}/removal")

    assert as_supervisor.get(address).status_code == 404
    assert not list((sqlite_desk.settings.data / "uploads").glob("*"))


def test_the_last_import_is_taken_back(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    as_supervisor.post(f"{bring(as_supervisor, sheet(SABAI))}/import")

    page = as_supervisor.post("/roster/imports/last/undo", follow_redirects=True).text

    assert "undone by Supervisor" in page
    assert names(sqlite_desk, event) == []


def test_an_import_whose_people_came_is_no_longer_taken_back(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, event: Event
) -> None:
    as_supervisor.post(f"{bring(as_supervisor, sheet(SABAI))}/import")
    sabai = search.by_number(sqlite_desk, event.id, 1).participant
    by_hand(sqlite_desk, sabai.id, make.user())

    assert "can no longer be undone" in as_supervisor.get("/roster").text
    assert as_supervisor.post("/roster/imports/last/undo").status_code == 409


def test_the_template_is_a_workbook_with_text_columns(
    as_supervisor: FlaskClient, event: Event
) -> None:
    content = as_supervisor.get("/roster/template.xlsx").data

    sheet_of_names = load_workbook(BytesIO(content)).worksheets[0]
    assert sheet_of_names["A1"].value == "Name"
    assert sheet_of_names.column_dimensions["B"].width > 10


def test_the_import_is_for_supervisors(as_staff: FlaskClient, event: Event) -> None:
    upload = {"file": (BytesIO(sheet(SABAI)), "daftar.csv")}

    assert as_staff.get("/roster").status_code == 403
    assert as_staff.post("/roster/uploads", data=upload).status_code == 403
