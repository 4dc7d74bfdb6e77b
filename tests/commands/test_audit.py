"""`hadir audit`: verify says what is wrong and ends with 1; export writes what verifying needs."""

import json
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

from click.testing import CliRunner, Result

from kiosk.cli import main


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(data)])


def filled(data: Path) -> Path:
    session = "Pagi=08:00-12:00"
    added = run(data, "event", "add", "Clinic", "--date", "2026-11-23", "--session", session)
    assert added.exit_code == 0, added.output
    return data


def test_what_is_whole_ends_with_0_and_its_head(tmp_path: Path) -> None:
    result = run(filled(tmp_path / "data"), "audit", "verify")

    assert result.exit_code == 0
    assert "The audit is whole. Its head is 1:" in result.output


def test_what_was_edited_ends_with_1_and_its_line(tmp_path: Path) -> None:
    data = filled(tmp_path / "data")
    with closing(connect(data / "hadir.db")) as database, database:
        database.execute("UPDATE audit_entry SET action = 'nothing'")

    result = run(data, "audit", "verify")

    assert result.exit_code == 1
    assert "BAD   Line 1 is not as it was written" in result.output


def test_before_anything_was_done_there_is_nothing_to_verify(tmp_path: Path) -> None:
    result = run(tmp_path / "data", "audit", "verify")

    assert (result.exit_code, result.output) == (0, "Nothing was done yet.\n")


def test_the_export_holds_what_verifying_needs_and_spoils_no_file(tmp_path: Path) -> None:
    data = filled(tmp_path / "data")

    assert run(data, "audit", "export", str(tmp_path / "a.json")).exit_code == 0
    [entry] = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert {"chain", "number", "hash", "signature", "who", "detail"} <= set(entry)
    assert entry["entry"]["where"] == "terminal"
    assert run(data, "audit", "export", str(tmp_path / "a.json")).exit_code == 1
    assert run(data, "audit", "export", str(tmp_path / "a.txt")).exit_code == 1


def test_a_restored_backup_is_no_cut_off_and_is_said(tmp_path: Path) -> None:
    data, copy = filled(tmp_path / "data"), tmp_path / "copy.db"
    run(data, "backup", str(copy))
    run(data, "user", "add", "Ida", "--role", "steward")
    run(data, "event", "add", "Second", "--date", "2026-11-24", "--session", "Pagi=08:00-12:00")
    assert run(data, "audit", "verify").exit_code == 0

    assert run(data, "restore", str(copy)).exit_code == 0

    assert run(data, "audit", "verify").exit_code == 0
    run(data, "audit", "export", str(tmp_path / "a.csv"))
    assert "restored" in (tmp_path / "a.csv").read_text("utf-8")
    assert list(data.glob("hadir.audit-before-*"))


def test_a_stolen_backup_holds_no_key(tmp_path: Path) -> None:
    data, copy = filled(tmp_path / "data"), tmp_path / "copy.db"
    run(data, "backup", str(copy))

    key = (data / "audit.key").read_bytes()
    assert key not in copy.read_bytes()
    assert list(tmp_path.glob("copy*")) == [copy]
