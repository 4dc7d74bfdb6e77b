"""The commands speak the language of the system: help, results and refusals."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from babel.support import Translations
from click.testing import CliRunner, Result

from kiosk.catalogues import FOLDER
from kiosk.cli import main
from kiosk.desk import Desk
from kiosk.speaking import system_language
from tests.makers import Maker

INDONESIAN = {"LC_ALL": "id_ID.UTF-8"}
CLICK = FOLDER / "click/id/LC_MESSAGES"


def _run(*words: object) -> Result:
    return CliRunner(env=INDONESIAN).invoke(main, [str(each) for each in words])


@pytest.fixture
def data(sqlite_desk: Desk, make: Maker) -> Path:
    make.participant(make.event(name="Coaching Clinic"), "Ada")
    return sqlite_desk.settings.data


@pytest.mark.parametrize(
    ("spoken", "language"), [("id_ID.UTF-8", "id"), ("en_US.UTF-8", "en"), ("", "en"), ("C", "en")]
)
def test_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, spoken: str, language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", spoken)

    assert system_language() == language


def test_the_help_of_all_of_a_group_and_of_a_command() -> None:
    assert "Memindai dari kamera, film, atau folder." in _run("--help").stdout
    assert "Mencetak, memeriksa, dan mengganti kartu." in _run("badges", "--help").stdout
    sheet = _run("badges", "sheet", "--help").stdout
    assert "Pemakaian:" in sheet
    assert "Hanya kelompok ini." in sheet


def test_help_is_english_again_where_the_system_is() -> None:
    _run("badges", "sheet", "--help")

    english = CliRunner(env={"LC_ALL": "C"}).invoke(main, ["badges", "sheet", "--help"]).stdout

    assert "Usage:" in english
    assert "Only this group." in english


def test_a_refusal(data: Path) -> None:
    refused = _run("badges", "reissue", "77", "--data", data)

    assert refused.stderr == "Peserta bernomor 77 tidak ada.\n"


def test_a_wrong_usage() -> None:
    assert "Opsi belum disebutkan: '--out'." in _run("badges", "sheet").stderr


def test_a_list_is_questioned_and_counted(data: Path, tmp_path: Path) -> None:
    (tmp_path / "daftar.csv").write_text("Nama;HP\nRina;0811000001\n", "utf-8")

    shown = _run("participants", "import", tmp_path / "daftar.csv", "--data", data)

    assert "HP → ponsel" in shown.stdout
    assert "1 baru, 0 berubah" in shown.stdout
    assert "Diimpor ke Coaching Clinic: 1 baru" in shown.stdout


def test_json_stays_as_programs_know_it(data: Path) -> None:
    words = ["participants", "list", "--format", "json", "--data", str(data)]

    assert _run(*words).stdout == CliRunner(env={"LC_ALL": "C"}).invoke(main, words).stdout


def test_what_click_says_is_compiled_as_it_is_written() -> None:
    """After a change: `pybabel compile -d kiosk/translations/click`."""
    with (CLICK / "messages.po").open("rb") as file, (CLICK / "messages.mo").open("rb") as made:
        written = [each for each in read_po(file, locale="id") if each.id]
        compiled = Translations(made)

    assert len(written) > 20
    for each in written:
        one, many = each.id if isinstance(each.id, tuple) else (each.id, each.id)
        string = each.string[0] if isinstance(each.string, tuple) else each.string
        said = compiled.ngettext(one, many, 2) if each.pluralizable else compiled.gettext(one)
        assert said == string
