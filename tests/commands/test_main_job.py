"""The main job as its user does it: event, list, badges, film, attendance; by commands alone."""

import csv
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from kiosk.cli import main

PEOPLE = 6


class Hadir:
    """The command line on one folder of data."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, *words: object) -> Result:
        return CliRunner().invoke(main, [*map(str, words), "--data", str(self.data)])

    def done(self, *words: object) -> str:
        result = self(*words)
        assert result.exit_code == 0, result.output
        return result.stdout


@pytest.fixture
def hadir(tmp_path: Path) -> Hadir:
    return Hadir(tmp_path / "data")


@pytest.fixture
def with_event(hadir: Hadir) -> Hadir:
    hadir.done(
        *("event", "add", "Coaching Clinic", "--date", "2026-11-23"),
        *("--session", "Sesi Pagi=08:00-12:00", "--session", "Sesi Sore=13:00-17:00"),
    )
    return hadir


@pytest.fixture
def with_people(with_event: Hadir, tmp_path: Path) -> Hadir:
    with_event.done("participants", "import", roster_file(tmp_path / "peserta.xlsx", PEOPLE))
    return with_event


def roster_file(path: Path, people: int) -> Path:
    """A list as an office makes it: title rows above the header, a NIP as text."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["DAFTAR PESERTA COACHING CLINIC"])
    sheet.append([])
    sheet.append(["No", "Nama Lengkap", "NIP", "Unit Kerja", "Kelompok"])
    for n in range(1, people + 1):
        nip = f"19800101200501{n:04}"
        sheet.append([n, f"Guru {n:03}, S.Pd.", nip, f"SDN {n} Ampah", "Calon Guru Penggerak"])
    book.save(path)
    return path


def film_of(folder: Path, path: Path) -> Path:
    """Every badge held before the camera for half a second, with a gap between."""
    empty = np.full((720, 1280, 3), 90, np.uint8)
    with path.open("wb") as film:
        for picture in sorted(folder.glob("*.png")):
            badge = np.asarray(Image.open(picture).convert("RGB"))[:, :, ::-1]
            height = 700
            shown = cv2.resize(badge, (round(badge.shape[1] * height / badge.shape[0]), height))
            held = empty.copy()
            held[10 : 10 + height, 400 : 400 + shown.shape[1]] = shown
            for frame in [held] * 2 + [empty]:
                film.write(cv2.imencode(".jpg", frame)[1].tobytes())
    return path


def test_from_a_list_to_a_turnout_that_every_report_agrees_on(
    with_people: Hadir, tmp_path: Path
) -> None:
    hadir = with_people
    hadir.done("badges", "sheet", "--out", tmp_path / "sheet.pdf")
    hadir.done("badges", "png", "--out", tmp_path / "png")
    film = film_of(tmp_path / "png", tmp_path / "film.mjpeg")

    scanned = hadir.done("scan", "--camera", film, "--at", "2026-11-23T07:40", "--json")
    again = hadir.done("scan", "--camera", film, "--at", "2026-11-23T07:50", "--json")

    first = [json.loads(line) for line in scanned.splitlines()]
    second = [json.loads(line) for line in again.splitlines()]
    assert [each["reason"] for each in first] == ["ok"] * PEOPLE
    assert {each["reason"] for each in second} == {"already_checked_in"}
    assert {each["session"] for each in first} == {"Sesi Pagi"}
    hadir.done("attendance", "--out", tmp_path / "hadir.csv")
    with (tmp_path / "hadir.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert sum(bool(row["Sesi Pagi"]) for row in rows) == PEOPLE
    assert not any(row["Sesi Sore"] for row in rows)


def test_an_unknown_layout_event_or_session_lists_the_known_ones(with_people: Hadir) -> None:
    sheet = with_people("badges", "sheet", "--out", "x.pdf", "--layout", "a7")
    event = with_people("participants", "list", "--event", "nothing")
    session = with_people("scan", "--camera", "0", "--session", "Malam")

    assert [each.exit_code for each in (sheet, event, session)] == [1, 1, 1]
    assert "a6-4up" in sheet.stderr
    assert "coaching-clinic" in event.stderr
    assert "Sesi Pagi, Sesi Sore" in session.stderr


@pytest.mark.parametrize(
    ("source", "said"),
    [("no-such-film.mp4", "no-such-film.mp4"), ("empty", "no images")],
    ids=["a film that is not there", "a folder without images"],
)
def test_a_source_without_pictures_is_said_and_ends_with_1(
    with_event: Hadir, tmp_path: Path, source: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()

    result = with_event("scan", "--camera", tmp_path / source)

    assert result.exit_code == 1
    assert said in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--date", "23-11-2026"),
        ("--date", "2026-11-23", "--session", "Pagi 8-12"),
        ("--date", "2026-11-23", "--session", "Pagi=08:00-25:00"),
        ("--date", "2026-11-23", "--timezone", "WIB+7"),
    ],
)
def test_an_event_written_wrongly_says_how_it_is_written(
    hadir: Hadir, words: tuple[str, ...]
) -> None:
    result = hadir("event", "add", "Clinic", *words)

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert hadir.done("event", "list") == ""


def test_every_command_has_its_help_and_wrong_usage_ends_with_2(hadir: Hadir) -> None:
    for name in main.list_commands(None):  # type: ignore[arg-type]
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0, name
    assert CliRunner().invoke(main, ["event", "add"]).exit_code == 2
    assert CliRunner().invoke(main, ["dance"]).exit_code == 2


def test_a_password_is_read_from_standard_input_and_a_short_one_refused(hadir: Hadir) -> None:
    add = ["user", "add", "siti", "--role", "steward", "--data", str(hadir.data)]

    short = CliRunner().invoke(main, add, input="short\n")
    long = CliRunner().invoke(main, add, input="rahasia-sekali\n")

    assert (short.exit_code, long.exit_code) == (1, 0)


def test_a_station_is_told_its_token_once_as_the_last_word(hadir: Hadir) -> None:
    token = hadir.done("station", "add", "Pintu Utara").split()[-1]

    assert len(token) > 30
    assert token not in hadir.done("station", "list")
    assert token.encode() not in (hadir.data / "hadir.db").read_bytes()


def test_a_key_for_another_program_says_what_it_is_for_and_ends(hadir: Hadir) -> None:
    scopes = ("--scope", "people", "--scope", "change_people")

    hadir.done("station", "add", "Dinas", *scopes, "--days", "2")

    assert hadir.done("station", "list").strip().endswith("in use\tchange_people people")


def test_a_picture_is_read_and_a_letter_is_not(tmp_path: Path) -> None:
    picture, letter = tmp_path / "empty.png", tmp_path / "letter.txt"
    out = BytesIO()
    Image.new("L", (200, 200), 255).save(out, "PNG")
    picture.write_bytes(out.getvalue())
    letter.write_text("Dear Sir")

    result = CliRunner().invoke(main, ["read", str(picture), str(letter), "--json"])

    read = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["symbols"] for each in read] == [[], []]
    assert "error" in read[1]


def test_the_module_is_the_command() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "kiosk", "--version"], capture_output=True, text=True, check=True
    )

    assert said.stdout.startswith("hadir")


def test_the_last_import_is_taken_back_once(with_people: Hadir) -> None:
    said = with_people.done("participants", "undo")

    assert "peserta.xlsx" in said
    assert json.loads(with_people.done("participants", "list", "--format", "json")) == []
    assert with_people("participants", "undo").exit_code == 1


def test_a_sheet_is_moved_for_its_printer_in_steps_of_half_a_millimetre(
    with_people: Hadir, tmp_path: Path
) -> None:
    sheet = ("badges", "sheet", "--out", tmp_path / "kartu.pdf", "--offset")

    assert with_people(*sheet, "0.3", "0").exit_code == 1
    with_people.done(*sheet, "1.5", "-0.5")

    proof = CliRunner().invoke(main, ["badges", "proof", str(tmp_path / "kartu.pdf")])
    assert (proof.exit_code, f"{PEOPLE} badges" in proof.stdout) == (0, True)
