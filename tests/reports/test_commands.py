"""The commands: attendance, report and certificates, each file read back."""

import csv
import json
from collections.abc import Callable
from datetime import date, time
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from kiosk.cli import main
from kiosk.core.model import Event, Means
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.services.sessions import NewSession, add_session
from tests.conftest import Clock
from tests.makers import Maker
from tests.reports.events import logo
from tests.reports.pdf import text_of

Hadir = Callable[..., Result]


@pytest.fixture
def event(sqlite_desk: Desk, make: Maker, clock: Clock) -> Event:
    """Ada came to both sessions, Grace to none."""
    event = make.event()
    make.letterhead(event)
    ada, _grace = make.participant(event, "Ada"), make.participant(event, "Grace")
    check_in(sqlite_desk, make.scan(ada))
    clock.pass_by(hours=5)
    check_in(sqlite_desk, make.scan(ada, means=Means.PHONE))
    return event


@pytest.fixture
def hadir(sqlite_desk: Desk, event: Event) -> Hadir:
    def run(*arguments: str) -> Result:
        data = ("--data", str(sqlite_desk.settings.data))
        return CliRunner().invoke(main, [*arguments, *data], catch_exceptions=False)

    return run


def test_csv_json_and_the_first_sheet_say_the_same(hadir: Hadir, tmp_path: Path) -> None:
    for ending in ("csv", "json", "xlsx"):
        assert hadir("attendance", "--out", str(tmp_path / f"a.{ending}")).exit_code == 0

    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        from_csv = [(row["name"], row["Sesi Pagi"]) for row in csv.DictReader(file)]
    rows = json.loads((tmp_path / "a.json").read_text("utf-8"))
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True)
    assert from_csv == [("Ada", "2026-11-23 07:45:00"), ("Grace", "")]
    assert [(row["name"], row["Sesi Pagi"]) for row in rows] == from_csv
    assert [(row[1], str(row[9] or "")) for row in sheet] == from_csv


def test_one_session_can_be_named(hadir: Hadir, tmp_path: Path) -> None:
    hadir("attendance", "--out", str(tmp_path / "a.json"), "--session", "sesi sore")

    assert "Sesi Pagi" not in json.loads((tmp_path / "a.json").read_text("utf-8"))[0]


def test_a_pdf_is_the_attendance_list(hadir: Hadir, tmp_path: Path) -> None:
    hadir("attendance", "--out", str(tmp_path / "a.pdf"), "--blank", "--paper", "f4")

    assert "DAFTAR HADIR PESERTA" in text_of((tmp_path / "a.pdf").read_bytes())


def test_the_report_is_written(hadir: Hadir, tmp_path: Path) -> None:
    hadir("report", "--out", str(tmp_path / "r.pdf"))

    assert "1 dari 2 terdaftar hadir" in text_of((tmp_path / "r.pdf").read_bytes())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("attendance", "--out", "a.doc"), ".xlsx, .csv, .json, .pdf"),
        (("attendance", "--out", "a.csv", "--session", "Malam"), "Known are: Sesi Pagi"),
        (("attendance", "--out", "nowhere/at/all.csv"), "cannot be written"),
        (("report", "--out", "r.txt"), "does not end in .pdf"),
        (("certificates", "list", "--out", "l.csv"), "does not end in .xlsx"),
        (("certificates", "pdf", "--out", "c.pdf", "--number", "2"), "Grace attended 0 of 10 JP"),
        (("certificates", "verify", "ABCD"), "No certificate"),
        (("letterhead", "--logo", "data"), "data"),
        (("letterhead", *(("--line", "x") * 9)), "at most 8 lines"),
        (("certificates", "rule", "--session", "Sesi Pagi"), "is not a session with its JP"),
    ],
)
def test_what_is_refused_is_one_sentence(
    hadir: Hadir,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    result = hadir(*arguments)

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data"]


def test_certificates_are_issued_listed_and_verified(hadir: Hadir, tmp_path: Path) -> None:
    hadir("certificates", "rule", "--session", "Sesi Pagi=4", "--percent", "100")
    hadir("certificates", "pdf", "--out", str(tmp_path / "c.pdf"))
    hadir("certificates", "list", "--out", str(tmp_path / "l.xlsx"))

    code = str(load_workbook(tmp_path / "l.xlsx")["Berhak sertifikat"]["J2"].value)
    told = json.loads(hadir("certificates", "verify", code, "--json").stdout)
    assert (told["name"], told["jp"], told["number"]) == ("Ada", 4, "001/SERT/XI/2026")
    assert "Name: Ada" in hadir("certificates", "verify", code).stdout


def test_the_letterhead_is_set_piece_by_piece(hadir: Hadir, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(logo())
    hadir("letterhead", "--line", "PEMERINTAH", "--line", "DINAS", "--logo", f"{tmp_path}/logo.png")
    hadir("letterhead", "--signer-name", "Sabai, S.Pd.", "--place", "Tamiang Layang")
    hadir("attendance", "--out", str(tmp_path / "list.pdf"))

    shown = hadir("letterhead").stdout
    assert "lines: PEMERINTAH / DINAS" in shown
    assert "bytes" in shown
    text = text_of((tmp_path / "list.pdf").read_bytes())
    assert "DINAS" in text
    assert "Sabai, S.Pd." in text
    assert "logo: none" in hadir("letterhead", "--logo", "").stdout


def test_each_piece_of_the_letterhead_is_changed_alone(hadir: Hadir, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(logo())
    pieces = {
        "--line": "DINAS", "--logo": f"{tmp_path}/logo.png", "--place": "Ampah",
        "--signer-office": "Kepala", "--signer-name": "Sabai", "--signer-rank": "Pembina",
        "--signer-nip": "197001012000031002",
    }  # fmt: skip
    before = hadir("letterhead", *chain.from_iterable(pieces.items())).stdout
    assert all(each in before for each in (*pieces.values(), "bytes") if "/" not in each)

    for option, value in {**pieces, "--logo": ""}.items():
        hadir("letterhead", option, value and f"{value[:-1]}9")
        after = hadir("letterhead").stdout
        hadir("letterhead", option, pieces[option])

        changed = [
            each[0] for each in zip(before.splitlines(), after.splitlines(), strict=True)
            if each[0] != each[1]
        ]  # fmt: skip
        assert len(changed) == 1, option
        assert hadir("letterhead").stdout == before


def test_a_day_of_several_is_handed_in_alone(
    hadir: Hadir, sqlite_desk: Desk, event: Event, tmp_path: Path
) -> None:
    second = NewSession("Hari 2", time(8), time(12), date(2026, 11, 24))
    add_session(sqlite_desk, event, second, "Siti")
    whole, day, paper = tmp_path / "all.csv", tmp_path / "day.csv", tmp_path / "day.pdf"

    assert hadir("attendance", "--out", str(whole)).exit_code == 0
    assert hadir("attendance", "--out", str(day), "--day", "2026-11-24").exit_code == 0
    assert hadir("attendance", "--out", str(paper), "--day", "2026-11-24").exit_code == 0

    assert "Sesi Pagi" in whole.read_text("utf-8-sig").splitlines()[0]
    head = day.read_text("utf-8-sig").splitlines()[0]
    assert "Hari 2" in head and "Sesi Pagi" not in head
    assert "24 November 2026" in text_of(paper.read_bytes())


def test_a_day_without_sessions_is_refused_and_the_known_ones_named(
    hadir: Hadir, tmp_path: Path
) -> None:
    result = hadir("attendance", "--out", str(tmp_path / "a.csv"), "--day", "2026-12-01")

    assert result.exit_code == 1
    assert "Days are: 2026-11-23" in result.output


def test_an_event_of_several_days_is_added_on_the_command_line(hadir: Hadir) -> None:
    second, night = "Hari 2 Pagi=2026-11-24 08:00-12:00", "Malam=22.00-01.00+1"

    result = hadir(
        "event", "add", "Diklat", "--date", "2026-11-23", "--session", second, "--session", night
    )

    assert result.exit_code == 0


def test_a_night_on_the_command_line_is_asked_about(hadir: Hadir) -> None:
    result = hadir(
        "event", "add", "Diklat", "--date", "2026-11-23", "--session", "Malam=22:00-01:00"
    )

    assert result.exit_code == 1
    assert "Until the next day? Then write 22:00-01:00+1." in result.output
    assert "diklat" not in hadir("event", "list").output
