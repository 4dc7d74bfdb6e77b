"""What the commands say when something cannot be: one sentence, exit code 1, no traceback."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from kiosk.cli import main
from kiosk.desk import Desk
from tests.makers import Maker


@pytest.fixture
def data(sqlite_desk: Desk, make: Maker) -> Path:
    make.participant(make.event(), "Ada")
    return sqlite_desk.settings.data


def _run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in words])


def _is_refused(result: Result, said: str) -> None:
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert said in result.stderr
    assert len(result.stderr.removeprefix("Badges\n").strip().splitlines()) == 1


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _is_refused(_run("event", "list", "--data", tmp_path / "file"), "cannot be read or written")


def test_a_year_in_which_there_is_no_event(tmp_path: Path) -> None:
    session = ("--session", "Pagi=00:00-01:00", "--data", tmp_path)
    _is_refused(_run("event", "add", "A", "--date", "0001-01-01", *session), "too long ago")


def test_a_time_before_all_times(data: Path, tmp_path: Path) -> None:
    _run("badges", "png", "--out", tmp_path / "png", "--data", data)
    scan = ("scan", "--camera", tmp_path / "png", "--at", "0001-01-01", "--data", data)
    _is_refused(_run(*scan), "0001-01-01 is not a time")


@pytest.mark.parametrize(
    "words",
    [
        ("badges", "sheet", "--out"),
        ("attendance", "--out"),
        ("report", "--out"),
        ("certificates", "list", "--out"),
    ],
    ids=" ".join,
)
def test_a_folder_is_not_overwritten(words: tuple[str, ...], data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "daftar.pdf"
    if words[0] == "certificates":
        folder = tmp_path / "daftar.xlsx"
    folder.mkdir()
    _is_refused(_run(*words, folder, "--data", data), "is not a file")


def test_a_sheet_where_nothing_can_be_written(data: Path) -> None:
    _is_refused(
        _run("badges", "sheet", "--out", "/proc/a.pdf", "--data", data), "/proc/a.pdf cannot"
    )


def test_a_calibration_page_of_no_layout_or_no_place(tmp_path: Path) -> None:
    _is_refused(
        _run("badges", "calibrate", "--out", tmp_path / "a.pdf", "--layout", "b"), "no sheet"
    )
    _is_refused(_run("badges", "calibrate", "--out", tmp_path), "is not a file")


def test_a_proof_of_no_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("Dear Sir")
    _is_refused(_run("badges", "proof", tmp_path / "a.pdf"), "a.pdf is not a PDF")


def test_a_proof_says_where_and_whose(data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "a.pdf"
    _run("badges", "sheet", "--out", sheet, "--data", data)
    _paint_over(sheet)

    result = _run("badges", "proof", sheet)

    assert result.exit_code == 1
    first = result.stdout.splitlines()[0]
    assert first.startswith("Page 1, badge 1 (")
    assert "Ada (" in first
    assert first.endswith("The symbol cannot be read at 300 dpi.")


def test_a_proof_of_a_pdf_without_badges(tmp_path: Path) -> None:
    _run("badges", "calibrate", "--out", tmp_path / "a.pdf")
    _is_refused(_run("badges", "proof", tmp_path / "a.pdf"), "holds no names and codes of badges")


def test_a_proof_knows_the_roster(data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "a.pdf"
    _run("badges", "sheet", "--out", sheet, "--data", data)
    _run("badges", "reissue", "1", "--data", data)

    elsewhere = _run("badges", "proof", sheet, "--data", tmp_path / "other")
    here = _run("badges", "proof", sheet, "--data", data)

    assert elsewhere.exit_code == 0
    assert here.exit_code == 1
    assert "The code is not on the roster." in here.stdout


def test_badges_that_are_not_there_are_told_apart(data: Path, tmp_path: Path) -> None:
    sheet = ("badges", "sheet", "--out", tmp_path / "a.pdf", "--data", data)
    _is_refused(_run(*sheet, "--group", "Nobody"), "There is no group “Nobody”")
    _is_refused(_run(*sheet, "--which", "reserve"), "hadir badges reserve")
    _run(*sheet)
    _is_refused(_run(*sheet, "--which", "never_printed"), "Every badge was printed before")


def _paint_over(sheet: Path) -> None:
    """Put a white spot on the middle of the first badge's symbol."""
    document = pypdfium2.PdfDocument(sheet.read_bytes())
    white = BytesIO()
    Image.new("RGB", (8, 8), "white").save(white, "JPEG")
    spot = pypdfium2.PdfImage.new(document)
    spot.load_jpeg(white, inline=True)
    spot.set_matrix(pypdfium2.PdfMatrix().scale(90, 90).translate(35, 470))
    page = document[0]
    page.insert_obj(spot)
    page.gen_content()
    document.save(sheet)


def test_the_database_of_a_running_product_is_not_replaced(
    sqlite_desk: Desk, data: Path, tmp_path: Path
) -> None:
    _run("backup", tmp_path / "copy", "--data", data)
    _is_refused(_run("restore", tmp_path / "copy", "--data", data), "Hadir is running")


def test_pictures_of_which_none_can_be_read_end_with_1(tmp_path: Path) -> None:
    assert _run("read", tmp_path / "no.png").exit_code == 1
