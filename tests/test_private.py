"""What Hadir keeps is its user's alone, from the first byte, and no backup holds a key."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.desk import Desk, open_desk
from kiosk.private import secret_in
from kiosk.services.backups.backup import backup
from kiosk.services.installation import secret_key
from kiosk.settings import Settings
from kiosk.storage import installation
from tests.makers import Maker

posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights another way")


def mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):o}"


@posix
def test_what_a_command_makes_is_closed_to_others(tmp_path: Path) -> None:
    data = tmp_path / "data"
    day = ["event", "add", "Trial", "--date", "2026-11-23", "--session", "Pagi=08:00-12:00"]

    command = [sys.executable, "-m", "kiosk", *day, "--data", str(data)]
    subprocess.run(command, check=True, umask=0o022)

    assert mode(data) == "700"
    assert {mode(each) for each in data.rglob("*") if each.is_file()} == {"600"}


@posix
def test_a_folder_that_was_open_is_closed(settings: Settings) -> None:
    open_desk(settings).close()
    settings.data.chmod(0o755)
    (settings.data / "hadir.db").chmod(0o644)

    open_desk(settings).close()

    assert (mode(settings.data), mode(settings.data / "hadir.db")) == ("700", "600")


def test_the_key_of_the_cookies_is_in_no_database_and_no_backup(
    sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    make.event()
    key = secret_key(sqlite_desk)
    copy = tmp_path / "copy.db"

    backup(sqlite_desk.settings, copy)

    assert len(key) > 40
    assert key.encode() not in copy.read_bytes()
    assert key.encode() not in (sqlite_desk.settings.data / "hadir.db").read_bytes()


def test_a_key_that_an_older_version_left_in_the_database_is_removed(sqlite_desk: Desk) -> None:
    with sqlite_desk.store.write() as tx:
        installation.keep(tx, "cookie_secret", "x" * 48)

    assert secret_key(sqlite_desk) != "x" * 48

    with sqlite3.connect(sqlite_desk.settings.data / "hadir.db") as connection:
        left = connection.execute("SELECT count(*) FROM installation WHERE name = 'cookie_secret'")
        assert left.fetchone() == (0,)
    connection.close()


def test_every_process_signs_with_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "cookies.key"

    assert secret_in(path) == secret_in(path)
    assert [each.name for each in tmp_path.iterdir()] == ["cookies.key"]
