"""Files that Hadir writes come back unchanged."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.commands.attendance import attendance
from kiosk.commands.participants import participants
from kiosk.core.own_fields import own_values
from kiosk.core.people import NewParticipant
from kiosk.core.roster.plan import Action, Decisions, Hints
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.services.events import NewEvent, add_event
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.participants import listed
from kiosk.services.previews import preview
from kiosk.services.roster import commit
from kiosk.storage import participants as stored
from tests.makers import AFTERNOON, MORNING, Maker

PEOPLE = [
    NewParticipant("+62 Contoh", phone="+62 812-0000-0001", group="-A"),
    NewParticipant("'@Contoh", organization="=SDN 1", email="a@contoh.id"),
    NewParticipant("Rina Wulandari, S.Pd., M.Si.", "198501012010012001", "1433763665300001"),
    NewParticipant("Siti Aminah", organization="SDN 2; Paku", district="Paku"),
]
KEPT = ("name", "nip", "nuptk", "group", "organization", "district", "phone", "email")
WHOLE = (*KEPT, "sessions", "status", "number")


@pytest.fixture
def event(sqlite_desk: Desk, make: Maker) -> int:
    """An event with people of whom one is expected in the morning, one nowhere, one canceled."""
    event = make.event("Uji", MORNING, AFTERNOON)
    morning = make.sessions(event)[0].id
    with sqlite_desk.store.write() as tx:
        people = stored.add(tx, event.id, PEOPLE, sqlite_desk.now())
        stored.expect_new(tx, {people[0].id: [morning], people[2].id: [morning]})
        stored.change(tx, people[1].id, {"status": "canceled"})
        stored.change(tx, people[3].id, {"status": "blocked"})
    return event.id


def _came_back(desk: Desk, file: Path) -> list[dict[str, object]]:
    again = add_event(desk, NewEvent("Lagi", date(2026, 11, 23), sessions=(MORNING, AFTERNOON)))
    commit(desk, again.id, preview(desk, again.id, read_file(file.name, file)), "Siti")
    return listed(desk, again.id)


def _only(rows: list[dict[str, object]], keys: tuple[str, ...]) -> list[list[object]]:
    return [[row[key] for key in keys] for row in rows]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_list_comes_back(sqlite_desk: Desk, event: int, tmp_path: Path, form: str) -> None:
    data = ["--data", str(sqlite_desk.settings.data)]
    said = CliRunner().invoke(participants, ["list", "--format", form, *data])
    (tmp_path / f"daftar.{form}").write_text(said.output, "utf-8")
    rows = _came_back(sqlite_desk, tmp_path / f"daftar.{form}")
    assert _only(rows, WHOLE) == _only(listed(sqlite_desk, event), WHOLE)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_the_attendance_comes_back(
    sqlite_desk: Desk, make: Maker, event: int, tmp_path: Path, ending: str
) -> None:
    check_in(sqlite_desk, make.scan(str(listed(sqlite_desk, event)[2]["code"])))
    file = tmp_path / f"hadir.{ending}"
    data = ["--data", str(sqlite_desk.settings.data)]
    assert CliRunner().invoke(attendance, ["--out", str(file), *data]).exit_code == 0
    rows = _came_back(sqlite_desk, file)
    kept = tuple(each for each in KEPT if each not in ("phone", "email"))
    assert _only(rows, kept) == _only(listed(sqlite_desk, event), kept)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_own_fields_come_back(sqlite_desk: Desk, make: Maker, tmp_path: Path, ending: str) -> None:
    event = make.event("Uji", MORNING).id
    (tmp_path / "daftar.csv").write_text(
        "Nama,Unit kerja,Meja\nRina Sari,SDN 1,=A 1\nBagus,SDN 2,-2\nSiti,SDN 3,B's 2\n"
    )
    book = read_file("daftar.csv", tmp_path / "daftar.csv")
    kept = Decisions(hints=Hints(columns=(("Meja", "own"),)))
    commit(sqlite_desk, event, preview(sqlite_desk, event, book, decisions=kept), "Siti")
    file = tmp_path / f"hadir.{ending}"
    data = ["--data", str(sqlite_desk.settings.data)]
    assert CliRunner().invoke(attendance, ["--out", str(file), *data]).exit_code == 0

    again = preview(sqlite_desk, event, read_file(file.name, file))

    own = [own_values(each.entry.own)["Meja"] for each in again.rows]
    assert own == ["=A 1", "-2", "B's 2"]
    assert again.plan.counts()[Action.UNCHANGED] == len(own)


def test_json_of_one_object_is_no_list(tmp_path: Path, sqlite_desk: Desk, make: Maker) -> None:
    make.event()
    (tmp_path / "a.json").write_text(json.dumps({"a": 1}))
    result = CliRunner().invoke(
        participants, ["import", str(tmp_path / "a.json"), "--data", str(sqlite_desk.settings.data)]
    )
    assert result.exit_code == 1
