"""hadir participants import: what is set by hand, and what is asked."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.commands.participants import participants
from kiosk.desk import Desk
from kiosk.services.participants import listed
from tests.makers import Maker


@pytest.fixture
def folder(sqlite_desk: Desk, make: Maker, tmp_path: Path) -> Path:
    make.event()
    return tmp_path


def _import(desk: Desk, folder: Path, text: str, *words: str, page: str = "utf-8") -> Result:
    (folder / "daftar.csv").write_text(text, page)
    given = ["import", str(folder / "daftar.csv"), *words, "--data", str(desk.settings.data)]
    return CliRunner().invoke(participants, given)


def _listed(desk: Desk, *keys: str) -> list[tuple[object, ...]]:
    return [tuple(row[key] for key in keys) for row in listed(desk, 1)]


def test_a_column_is_set_by_its_heading_and_others_are_passed_over(
    sqlite_desk: Desk, folder: Path
) -> None:
    text = "Nama;HP;WA;Kelas\nRina;0811000001;0812000002;7A\n"
    result = _import(sqlite_desk, folder, text, "--column", "WA=phone", "--column", "Kelas=")
    assert result.exit_code == 0
    assert "question" not in result.stderr
    assert _listed(sqlite_desk, "phone", "group") == [("0812000002", "")]


def test_which_of_two_columns_is_the_name_must_be_said(sqlite_desk: Desk, folder: Path) -> None:
    text = "Nama Guru;Nama Siswa\nRina;Adi\nBagus;Bunga\n"
    refused = _import(sqlite_desk, folder, text)
    assert refused.exit_code == 1
    assert "is Nama Guru or Nama Siswa the name?" in refused.stderr
    assert _listed(sqlite_desk, "name") == []
    assert _import(sqlite_desk, folder, text, "--column", "Nama Siswa=name").exit_code == 0
    assert _listed(sqlite_desk, "name") == [("Adi",), ("Bunga",)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--column", "Umur=phone"), "There is no column Umur in daftar.csv. Headings are: Nama"),
        (("--column", "Nama=nama"), "There is no meaning nama. Known are: name"),
        (("--column", "Nama"), "is not a column with its meaning"),
        (("--sheet", "Guru"), "daftar.csv has no sheet Guru"),
    ],
)
def test_what_is_set_wrongly_is_one_sentence(
    sqlite_desk: Desk, folder: Path, words: tuple[str, str], said: str
) -> None:
    result = _import(sqlite_desk, folder, "Nama;HP\nRina;0811000001\n", *words)
    assert result.exit_code == 1
    assert said in result.stderr


def test_who_waits_is_brought_where_it_is_said(sqlite_desk: Desk, folder: Path) -> None:
    text = "Nama;Status\nRina;approved\nBagus;waitlist\nSiti;declined\n"
    result = _import(sqlite_desk, folder, text, "--bring", "Waitlist")
    assert _listed(sqlite_desk, "name") == [("Rina",), ("Bagus",)]
    assert 'Siti is left out: the list says "declined"' in result.stderr


def test_many_equal_messages_are_one_with_its_remedy(sqlite_desk: Desk, folder: Path) -> None:
    rows = "".join(f"Guru {n};8120000000{n};1,98E+17\n" for n in range(8))
    result = _import(sqlite_desk, folder, f"Nama;HP;NIP\n{rows}")
    assert "8 rows (2\u20139), column C; in row 2: NIP 1,98E+17 was spoilt" in result.stderr
    assert "--without-spoilt imports these people without the number." in result.stderr
    assert "--add-zero gives these numbers their 0 back." in result.stderr
    assert len(result.stderr.splitlines()) == 5


def test_174_spoilt_numbers_are_one_message_and_their_people_come_in_without_them(
    sqlite_desk: Desk, folder: Path
) -> None:
    text = "Nama;NIP\n" + "".join(f"Guru {n};1,98E+17\n" for n in range(174))
    refused = _import(sqlite_desk, folder, text)
    assert refused.exit_code == 1
    assert refused.stderr.count("was spoilt by Excel") == 1
    assert "174 rows (2\u2013175), column B; in row 2: NIP 1,98E+17 was spoilt" in refused.stderr
    assert _listed(sqlite_desk, "name") == []

    assert _import(sqlite_desk, folder, text, "--without-spoilt").exit_code == 0
    assert _listed(sqlite_desk, "name", "nip")[0] == ("Guru 0", "")
    assert len(_listed(sqlite_desk, "name")) == 174


def test_21_phones_without_their_zero_are_one_offer(sqlite_desk: Desk, folder: Path) -> None:
    text = "Nama;HP\n" + "".join(f"Guru {n};812000000{n:02}\n" for n in range(21))
    offered = _import(sqlite_desk, folder, text, "--dry-run")
    assert offered.stderr.count("seems to have lost its leading 0") == 1
    assert "21 rows (2\u201322), column B" in offered.stderr
    assert offered.stderr.count("--add-zero gives these numbers their 0 back.") == 1

    _import(sqlite_desk, folder, text, "--add-zero")
    assert {str(phone)[:3] for (phone,) in _listed(sqlite_desk, "phone")} == {"081"}


@pytest.mark.parametrize(
    ("text", "words", "counted"),
    [
        ("Nama\nRina\n", (), "0 question,"),
        ("Nama;Status\nRina;approved\nBagus;waitlist\n", (), "1 question (1 answered as said)"),
        ("Nama;Status\nRina;approved\nBagus;waitlist\n", ("--bring", "waitlist"), "0 question,"),
        ("Nama Guru;Nama Siswa\nRina;Adi\nBagus;Bunga\n", (), "1 question,"),
        ("Nama;Email\nRina Puspitasari;a@x.id\nRina Puspita Sari;b@x.id\n", (), "1 question ("),
    ],
)
def test_every_question_that_is_said_is_counted(
    sqlite_desk: Desk, folder: Path, text: str, words: tuple[str, ...], counted: str
) -> None:
    result = _import(sqlite_desk, folder, text, *words)
    assert counted in result.stdout
    asked = [line for line in result.stderr.splitlines() if line.startswith("question: ")]
    assert len(asked) == int(counted[0])


def test_how_letters_were_read_is_a_question_until_it_is_said(
    sqlite_desk: Desk, folder: Path
) -> None:
    text, page = "Nama;Kota\nŁukasz Żółć;Gdańsk\n", "cp1250"
    guessed = _import(sqlite_desk, folder, text, "--dry-run", page=page)
    told = _import(sqlite_desk, folder, text, "--dry-run", "--encoding", page, page=page)

    assert "1 question (1 answered as said)" in guessed.stdout
    assert "0 question," in told.stdout and "question" not in told.stderr


def test_phones_get_their_zero_back_where_wanted(sqlite_desk: Desk, folder: Path) -> None:
    _import(sqlite_desk, folder, "Nama;HP\nRina;81200000001\n", "--add-zero")
    assert _listed(sqlite_desk, "phone") == [("081200000001",)]


def test_what_was_set_by_hand_is_remembered_for_the_next_list(
    sqlite_desk: Desk, folder: Path
) -> None:
    text = "Nama;HP;WA\nRina;0811000001;0812000002\n"
    _import(sqlite_desk, folder, text, "--column", "WA=phone")
    result = _import(sqlite_desk, folder, text.replace("Rina", "Bagus"))
    assert "question" not in result.stderr
    assert _listed(sqlite_desk, "phone")[1] == ("0812000002",)
