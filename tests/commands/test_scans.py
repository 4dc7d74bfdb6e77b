"""`hadir scans export` and `import`: by a stick, who wrote it is asked once, refusals in a word."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import main


def run(data: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words), "--data", str(data)])


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two data folders, the second restored from a backup of the first."""
    one, other, stick = (tmp_path / name for name in ("one", "other", "stick.db"))
    session = "Pagi=08:00-12:00"
    run(one, "event", "add", "Clinic", "--date", "2026-11-23", "--session", session)
    run(one, "backup", stick)
    assert run(other, "restore", stick).exit_code == 0
    return one, other


def test_a_file_is_written_and_taken_in_once_its_writer_is_trusted(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    one, other = two
    file = tmp_path / "scans.hadir"
    written = run(other, "scans", "export", file)
    fingerprint = written.output.strip().rpartition(" ")[2]

    asked = run(one, "scans", "import", file)
    taken = run(one, "scans", "import", file, "--trust", fingerprint)
    again = run(one, "scans", "import", file)

    assert written.exit_code == 0
    assert (asked.exit_code, asked.stdout) == (1, "")
    assert fingerprint in asked.stderr
    for each in (taken, again):
        assert each.exit_code == 0
        assert each.output.startswith("0 scans are new, 0 were known; 0 people added")


def test_what_cannot_be_taken_in_is_said_in_a_sentence(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    one, _ = two
    file = tmp_path / "scans.hadir"
    run(one, "scans", "export", file)

    own, there = (run(one, "scans", verb, file) for verb in ("import", "export"))
    nowhere = run(one, "scans", "import", tmp_path / "nowhere")

    for result, words in (
        (own, "This computer wrote that file itself"),
        (there, "already exists"),
        (nowhere, "cannot be read"),
    ):
        assert (result.exit_code, result.stdout) == (1, "")
        assert words in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
