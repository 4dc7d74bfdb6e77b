"""What is asked before a list comes in: columns that are close, and sheets that look alike."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook

from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.services.participants import listed
from tests.makers import Maker

TWO_NUMBERS = b"Nama;No HP;No WA\nSabai;081200000001;081300000001\nBudi;081200000002;081300000002\n"


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


def bring(client: FlaskClient, content: bytes, name: str = "daftar.csv") -> str:
    answer = client.post("/roster/uploads", data={"file": (BytesIO(content), name)})
    return str(answer.location)


def column(desk: Desk, event: Event, field: str) -> list[object]:
    return [each[field] for each in listed(desk, event.id)]


def test_a_list_waits_until_it_is_said_which_column_is_meant(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, TWO_NUMBERS)

    refused = as_supervisor.post(f"{address}/import", follow_redirects=True).text

    assert "Nothing was imported: No HP and No WA may both be the phone" in refused
    assert "Which column is meant?" in refused
    assert column(sqlite_desk, event, "name") == []


def test_the_answer_decides_and_is_remembered_for_the_next_list(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, TWO_NUMBERS)
    place = re.search(r'name="(doubt_\d)" value="2"', as_supervisor.get(address).text)
    assert place

    as_supervisor.post(f"{address}/import", data={place[1]: "2"})

    assert column(sqlite_desk, event, "phone") == ["081300000001", "081300000002"]
    again = as_supervisor.get(bring(as_supervisor, TWO_NUMBERS)).text
    assert "Which column is meant?" not in again


def test_none_of_them_passes_both_over(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, TWO_NUMBERS)

    as_supervisor.post(f"{address}/answers", data={"doubt_1": ""})
    as_supervisor.post(f"{address}/import")

    assert column(sqlite_desk, event, "name") == ["Sabai", "Budi"]
    assert column(sqlite_desk, event, "phone") == ["", ""]


def workbook(**sheets: list[list[str]]) -> bytes:
    book, out = Workbook(), BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


HEADS = ["Nama", "Sekolah"]
CLASSES = {
    "A": [HEADS, ["Ada", "SDN 1"]],
    "B": [["Kelas B"], HEADS, ["Budi", "SDN 2"], ["Cici", ""]],
}


def test_sheets_that_look_alike_are_asked_about(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    address = bring(as_supervisor, workbook(**CLASSES), "kelas.xlsx")

    refused = as_supervisor.post(f"{address}/import", follow_redirects=True).text

    assert "Sheet B has the same columns" in refused
    assert column(sqlite_desk, event, "name") == []


@pytest.mark.parametrize(("answer", "names"), [("yes", ["Ada", "Budi", "Cici"]), ("no", ["Ada"])])
def test_sheets_that_look_alike_come_in_together_or_not(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event, answer: str, names: list[str]
) -> None:
    address = bring(as_supervisor, workbook(**CLASSES), "kelas.xlsx")

    as_supervisor.post(f"{address}/import", data={"sheets": answer})

    assert column(sqlite_desk, event, "name") == names


def test_letters_that_were_guessed_are_asked_about_and_chosen(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    content = "Nama;Sekolah\n\u0141ukasz \u017b\u00f3\u0142\u0107;SDN 1\n".encode("cp1250")
    address = bring(as_supervisor, content)
    assert "Are the letters right?" in as_supervisor.get(address).text

    as_supervisor.post(f"{address}/answers", data={"encoding": "cp1250"})
    as_supervisor.post(f"{address}/import", data={"encoding": "cp1250"})

    assert column(sqlite_desk, event, "name") == ["\u0141ukasz \u017b\u00f3\u0142\u0107"]
