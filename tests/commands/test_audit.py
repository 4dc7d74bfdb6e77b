"""`hadir audit`: verify says what is wrong and ends with 1; export writes what verifying needs."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main
from kiosk.core.audit import commitment
from tests.makers import PASSWORD


def run(data: Path, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(data)], input=given)


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

    assert (result.exit_code, result.output) == (0, "Nothing has been done yet.\n")


def test_the_export_holds_what_verifying_needs_and_spoils_no_file(tmp_path: Path) -> None:
    data = filled(tmp_path / "data")

    assert run(data, "audit", "export", str(tmp_path / "a.json")).exit_code == 0
    [entry] = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert {"chain", "number", "hash", "signature", "who", "detail"} <= set(entry)
    assert entry["entry"]["where"] == "terminal"
    assert run(data, "audit", "export", str(tmp_path / "a.json")).exit_code == 1
    assert run(data, "audit", "export", str(tmp_path / "a.txt")).exit_code == 1


def exported(tmp_path: Path, *, lines: int = 3) -> Path:
    """An audit of so many lines, taken along."""
    data, file = filled(tmp_path / "data"), tmp_path / "a.json"
    for each in range(lines - 1):
        run(data, "user", "add", f"Ida {each}", "--role", "steward", given=f"{PASSWORD}\n" * 2)
    assert run(data, "audit", "export", str(file)).exit_code == 0
    return file


def changed(file: Path, change: Callable[[list[dict[str, Any]]], object]) -> Path:
    entries = json.loads(file.read_text("utf-8"))
    change(entries)
    file.write_text(json.dumps(entries), "utf-8")
    return file


def test_an_export_is_verified_without_a_database_and_makes_no_key(tmp_path: Path) -> None:
    file, elsewhere = exported(tmp_path), tmp_path / "elsewhere"

    result = run(elsewhere, "audit", "verify", str(file))

    assert result.exit_code == 0, result.output
    assert "of another key: 3 entries" in result.output
    assert "--printed" in result.output
    assert f"{file} is whole: 3 entries." in result.output
    assert not elsewhere.exists()


def test_the_computer_that_wrote_an_export_knows_it_and_its_end(tmp_path: Path) -> None:
    file = exported(tmp_path)
    run(tmp_path / "data", "audit", "verify")

    assert (
        "of this computer: 3 entries" in run(tmp_path / "data", "audit", "verify", str(file)).output
    )
    changed(file, lambda entries: entries.pop())
    result = run(tmp_path / "data", "audit", "verify", str(file))
    assert (result.exit_code, "Line 3 was cut off" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda entries: entries[1]["entry"].update(action="x"), "Line 2 is not as it was written"),
        (lambda entries: entries[1]["entry"].update(by="x"), "Line 2: who did it"),
        (lambda entries: entries.pop(1), "Line 2 was removed"),
        (lambda entries: entries[2].update(signature="00"), "Line 3 is not signed"),
        (lambda entries: entries[1].update(detail={"salt": None, "hash": ""}), "Line 2"),
    ],
)
def test_an_export_that_was_edited_ends_with_1_and_its_line(
    tmp_path: Path, change: Callable[[list[dict[str, Any]]], object], says: str
) -> None:
    file = changed(exported(tmp_path), change)

    result = run(tmp_path / "elsewhere", "audit", "verify", str(file))

    assert (result.exit_code, says in result.output) == (1, True), result.output


def test_a_head_from_paper_tells_an_export_that_was_cut_off_or_forged(tmp_path: Path) -> None:
    file = exported(tmp_path)
    head = re.search(r"head is (\S+),", run(tmp_path / "data", "audit", "verify").output)
    assert head
    words = ("audit", "verify", str(file), "--printed", head[1])

    assert run(tmp_path / "elsewhere", *words).exit_code == 0
    other = exported(tmp_path / "other")
    assert run(tmp_path / "elsewhere", *words[:2], str(other), *words[3:]).exit_code == 1
    changed(file, lambda entries: entries.pop())
    assert "Line 3 was cut off" in run(tmp_path / "elsewhere", *words).output


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[[]]", b'{"a": 1}', b"[1]", b"\xff\xfe", b"[" * 100_000, b'[{"entry": {"at": 1}}]',
        b'[{"entry": {"at": "2026-11-23"}, "who": [], "detail": 7}]', b"number,at,by\n1,2,3\n",
    ],
)  # fmt: skip
def test_a_file_that_is_no_audit_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)

    result = run(tmp_path / "data", "audit", "verify", str(file))

    assert result.exit_code == 1
    assert "a.json" in result.output
    assert "Traceback" not in result.output


def test_a_purge_that_claims_numbers_without_end_is_a_sentence(tmp_path: Path) -> None:
    def claim(entries: list[dict[str, Any]]) -> None:
        detail = {"entries": {entries[0]["chain"]: "1-9999999999999"}}
        entries[0]["entry"].update(action="purged", detail=detail)
        salt = "00"
        entries[0]["detail"] = {"salt": salt, "hash": commitment(salt, detail)}

    file = changed(exported(tmp_path), claim)

    result = run(tmp_path / "elsewhere", "audit", "verify", str(file))

    assert (result.exit_code, "Traceback" in result.output) == (1, False)


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
