"""hadir participants: import and list, as scripts use them."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.commands.participants import participants
from kiosk.desk import Desk
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.participants import listed
from tests.makers import Maker

LIST = "Nama;NIP;Sesi\nSabai, S.Pd.;198001012005011001;pagi\nBudi;1,98001E+17;\n"


@pytest.fixture
def folder(sqlite_desk: Desk, make: Maker, tmp_path: Path) -> Path:
    make.event()
    (tmp_path / "daftar.csv").write_text(LIST, "utf-8")
    return tmp_path


def _run(desk: Desk, *words: object) -> Result:
    given = [str(each) for each in words]
    return CliRunner().invoke(participants, [*given, "--data", str(desk.settings.data)])


def _names(desk: Desk) -> list[object]:
    return [row["name"] for row in listed(desk, 1)]


def test_rows_in_error_are_named_and_nothing_is_written(sqlite_desk: Desk, folder: Path) -> None:
    result = _run(sqlite_desk, "import", folder / "daftar.csv")
    assert result.exit_code == 1
    assert "Row 3, column B: NIP 1,98001E+17 was spoilt" in result.stderr
    assert _names(sqlite_desk) == []


def test_skip_errors_names_them_too_and_imports_the_rest(sqlite_desk: Desk, folder: Path) -> None:
    result = _run(sqlite_desk, "import", folder / "daftar.csv", "--skip-errors")
    assert result.exit_code == 0
    assert "Row 3, column B" in result.stderr
    assert _names(sqlite_desk) == ["Sabai, S.Pd."]


def test_a_dry_run_writes_nothing(sqlite_desk: Desk, folder: Path) -> None:
    result = _run(sqlite_desk, "import", folder / "daftar.csv", "--skip-errors", "--dry-run")
    assert (result.exit_code, _names(sqlite_desk)) == (0, [])
    assert "1 new" in result.output


def test_rejected_rows_are_written_where_wanted(sqlite_desk: Desk, folder: Path) -> None:
    out = folder / "rejected.xlsx"
    _run(sqlite_desk, "import", folder / "daftar.csv", "--rejected", out)
    assert read_file(out.name, out).sheets[0].rows[1][:2] == ("Budi", "1,98001E+17")


def test_the_list_is_an_array_of_people(sqlite_desk: Desk, folder: Path) -> None:
    _run(sqlite_desk, "import", folder / "daftar.csv", "--skip-errors")
    rows = json.loads(_run(sqlite_desk, "list", "--format", "json").output)
    assert [(row["number"], row["nip"], row["sessions"]) for row in rows] == [
        (1, "198001012005011001", ["Sesi Pagi"])
    ]


def test_a_file_that_is_not_there_is_one_sentence(sqlite_desk: Desk, folder: Path) -> None:
    result = _run(sqlite_desk, "import", folder / "hilang.xlsx")
    assert result.exit_code == 1
    assert result.stderr.strip() == "hilang.xlsx cannot be read (No such file or directory)."


def test_an_import_killed_in_the_middle_leaves_nothing_or_all(
    sqlite_desk: Desk, folder: Path
) -> None:
    people = "".join(f"Guru {n};SDN {n}\n" for n in range(3000))
    (folder / "besar.csv").write_text(f"Nama;Sekolah\n{people}", "utf-8")
    command = [sys.executable, "-m", "kiosk", "participants", "import", folder / "besar.csv"]
    running = subprocess.Popen(
        [*map(str, command), "--data", str(sqlite_desk.settings.data)],
        stdout=subprocess.DEVNULL,
    )
    _wait_for_the_lock(sqlite_desk)
    running.kill()
    running.wait()
    assert len(_names(sqlite_desk)) in (0, 3000)


def _wait_for_the_lock(desk: Desk) -> None:
    """Wait until somebody writes; then a transaction that begins at once is refused."""
    with closing(sqlite3.connect(desk.settings.data / "hadir.db", timeout=0)) as connection:
        for _ in range(3000):
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return
            connection.rollback()
            time.sleep(0.005)
