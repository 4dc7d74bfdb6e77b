"""hadir participants: import and list, as scripts use them."""

import json
import os
import pty
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

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


def test_how_a_list_is_read_goes_to_the_output_and_what_is_wrong_beside_it(
    sqlite_desk: Desk, folder: Path
) -> None:
    text = "Nama Sekolah: SDN 3 Ampah;;;\nNo;Nama;Agama;Email\n1;Ada;Islam;{}\n;Kepala Sekolah,;;\n"
    (folder / "guru.csv").write_text(text.format("ada@contoh.id"), "utf-8")
    assert _run(sqlite_desk, "import", folder / "guru.csv").exit_code == 0
    (folder / "guru.csv").write_text(text.format("a@contoh.id") + "2;Grace;;x\n", "utf-8")

    result = _run(sqlite_desk, "import", folder / "guru.csv", "--dry-run")

    assert result.stdout.splitlines()[1:-2] == [
        "  B  Nama \u2192 name",
        "  D  Email \u2192 email",
        "  above the headings: SDN 3 Ampah \u2192 organization of everybody",
        "  ignored: A (No), C (Agama)",
        "  rows without a participant: 4",
        "  row 3: Ada: email from ada@contoh.id to a@contoh.id",
    ]
    assert result.stderr.startswith("warning: Row 5, column D: ")


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


TWO_NUMBERS = "Nama;No HP;No WA\nSabai;081200000001;081300000001\nBudi;081200000002;081300000002\n"


@pytest.fixture
def two_numbers(folder: Path) -> Path:
    path = folder / "dua.csv"
    path.write_text(TWO_NUMBERS, "utf-8")
    return path


def _phones(desk: Desk) -> list[object]:
    return [row["phone"] for row in listed(desk, 1)]


def test_a_doubtful_column_keeps_the_list_out_until_it_is_said(
    sqlite_desk: Desk, two_numbers: Path
) -> None:
    refused = _run(sqlite_desk, "import", two_numbers)

    assert refused.exit_code == 1
    assert 'Say --column "No HP=phone" or --column "No WA=phone".' in refused.stderr
    assert "say with --column what the columns mean" in refused.stderr
    assert _names(sqlite_desk) == []


def test_a_column_that_was_said_lets_the_list_in(sqlite_desk: Desk, two_numbers: Path) -> None:
    result = _run(sqlite_desk, "import", two_numbers, "--column", "No WA=phone")

    assert (result.exit_code, _phones(sqlite_desk)) == (0, ["081300000001", "081300000002"])


def test_a_terminal_is_asked_which_column_is_meant(sqlite_desk: Desk, two_numbers: Path) -> None:
    screen, terminal = pty.openpty()
    os.write(screen, b"2\n")
    command = [sys.executable, "-m", "kiosk", "participants", "import", str(two_numbers)]
    done = subprocess.run(
        [*command, "--data", str(sqlite_desk.settings.data)],
        stdin=terminal,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        check=False,
    )

    assert (done.returncode, _phones(sqlite_desk)) == (0, ["081300000001", "081300000002"])
    assert "Which column is the phone?" in os.read(screen, 10_000).decode()


@pytest.fixture
def two_sheets(folder: Path) -> Path:
    book = Workbook()
    first, second, other = book.active, book.create_sheet("7B"), book.create_sheet("Panitia")
    assert first
    first.title = "7A"
    for row in (["Nama", "Kelas"], ["Ada", "7A"]):
        first.append(row)
    for row in (["Nama", "Kelas"], ["Budi", "7B"], ["", ""], ["Cici", "7B"]):
        second.append(row)
    for row in (["Nama Panitia", "Tugas"], ["Dodi", "Pintu"]):
        other.append(row)
    book.save(folder / "kelas.xlsx")
    return folder / "kelas.xlsx"


def test_sheets_with_the_same_columns_keep_the_list_out_until_it_is_said(
    sqlite_desk: Desk, two_sheets: Path
) -> None:
    refused = _run(sqlite_desk, "import", two_sheets)

    assert refused.exit_code == 1
    assert (
        'Say --all-sheets, or --sheet "7A" --sheet "7B", or --sheet "7A" alone.' in refused.stderr
    )
    assert _names(sqlite_desk) == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (["--all-sheets"], ["Ada", "Budi", "Cici"]),
        (["--sheet", "7B", "--sheet", "7A"], ["Budi", "Cici", "Ada"]),
        (["--sheet", "7A"], ["Ada"]),
    ],
)
def test_the_sheets_that_were_said_come_in_as_one_list(
    sqlite_desk: Desk, two_sheets: Path, said: list[str], names: list[str]
) -> None:
    assert _run(sqlite_desk, "import", two_sheets, *said).exit_code == 0
    assert _names(sqlite_desk) == names


def test_a_sheet_with_other_headings_is_no_part_of_the_list(
    sqlite_desk: Desk, two_sheets: Path
) -> None:
    refused = _run(sqlite_desk, "import", two_sheets, "--sheet", "7A", "--sheet", "Panitia")

    assert refused.exit_code == 1
    assert "Sheet Panitia has other headings than 7A: import it by itself." in refused.stderr


def test_a_row_of_the_second_sheet_is_numbered_on_from_the_first(
    sqlite_desk: Desk, two_sheets: Path
) -> None:
    result = _run(sqlite_desk, "import", two_sheets, "--all-sheets", "--dry-run")

    assert "sheet 7B too: its row 1 is row 3 below" in result.output
