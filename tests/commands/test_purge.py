"""`hadir purge`, and what one person may ask for."""

import json
from pathlib import Path

import pytest

from tests.commands.test_audit import filled, run
from tests.reports.pdf import text_of


def brought(tmp_path: Path) -> Path:
    data = filled(tmp_path / "data")
    (tmp_path / "list.csv").write_text("Nama,HP,Agama\nSiti Aminah,081234567890,Islam\n", "utf-8")
    result = run(data, "participants", "import", str(tmp_path / "list.csv"), "--column", "HP=")
    assert result.exit_code == 0, result.output
    return data


def test_a_purge_leaves_no_name_and_a_protocol(tmp_path: Path) -> None:
    data = brought(tmp_path)
    (data / "backups").mkdir(exist_ok=True)
    run(data, "backup", str(data / "backups" / "hadir-20261120-000000.db"))

    result = run(data, "purge", "--event", "clinic")

    assert result.exit_code == 0, result.output
    assert "1 people have no name" in result.output
    assert "hadir-20261120-000000.db" in result.output
    [protocol] = data.glob("purged-*.pdf")
    assert "hadir-20261120-000000.db" in text_of(protocol.read_bytes())
    people = json.loads(run(data, "participants", "list", "--format", "json").output)
    assert [each["name"] for each in people] == ["Peserta 1"]
    assert b"Siti" not in (data / "hadir.db").read_bytes()
    assert run(data, "audit", "verify").exit_code == 0


def test_an_event_that_is_not_there_is_not_purged(tmp_path: Path) -> None:
    data = brought(tmp_path)

    assert run(data, "purge", "--event", "other").exit_code == 1
    people = json.loads(run(data, "participants", "list", "--format", "json").output)
    assert [each["name"] for each in people] == ["Siti Aminah"]


def test_a_column_that_is_passed_over_is_stored_nowhere(tmp_path: Path) -> None:
    data = brought(tmp_path)

    stored = b"".join(each.read_bytes() for each in data.rglob("*") if each.is_file())
    assert b"Siti Aminah" in stored
    assert b"081234567890" not in stored
    assert b"Islam" not in stored


def test_one_person_is_given_and_deleted(tmp_path: Path) -> None:
    data = brought(tmp_path)

    assert run(data, "participants", "data", "1", str(tmp_path / "own.json")).exit_code == 0
    own = json.loads((tmp_path / "own.json").read_text("utf-8"))
    assert own["person"]["name"] == "Siti Aminah"
    assert run(data, "participants", "erase", "1").exit_code == 0
    assert b"Siti" not in (data / "hadir.db").read_bytes()
    assert run(data, "participants", "erase", "2").exit_code == 1


@pytest.mark.parametrize("words", [("purge",), ("participants", "erase", "1")])
def test_at_a_terminal_it_is_asked_first_unless_yes_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    data = brought(tmp_path)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _self: True)

    def names() -> str:
        return run(data, "participants", "list", "--format", "json").output

    asked = run(data, *words, given="n\n")
    assert (asked.exit_code, "for good?" in asked.output) == (1, True)
    assert "Siti Aminah" in names()
    done = run(data, *words, "--yes")
    assert (done.exit_code, "for good?" in done.output) == (0, False)
    assert "Siti Aminah" not in names()
