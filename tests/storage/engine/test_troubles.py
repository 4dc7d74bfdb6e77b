"""A database that fails says how: each kind by what really happened to it."""

import logging
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.core.errors import Away, Busy, Damaged, DiskFull, Moved, ReadOnly, StorageError
from kiosk.desk import Desk
from kiosk.storage import installation
from kiosk.storage.database import Store, open_store, sqlite_url
from kiosk.storage.engine.wholeness import is_whole
from tests.torture import faults


def note(store: Store) -> None:
    with store.write() as tx:
        installation.keep(tx, "note", "x")


def database(desk: Desk) -> Path:
    return desk.settings.data / "hadir.db"


def test_a_folder_that_was_moved_is_noticed_before_anything_is_stored_and_heals(
    sqlite_desk: Desk,
) -> None:
    folder, away = sqlite_desk.settings.data, sqlite_desk.settings.data.with_name("away")
    folder.rename(away)
    with pytest.raises(Moved):
        note(sqlite_desk.store)

    away.rename(folder)
    note(sqlite_desk.store)

    assert sqlite_desk.store.outage.kind == ""


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_deleted_file_is_noticed(sqlite_desk: Desk, ending: str) -> None:
    note(sqlite_desk.store)
    (sqlite_desk.settings.data / f"hadir.db{ending}").unlink()

    with pytest.raises(Moved):
        note(sqlite_desk.store)


def test_another_file_in_its_place_is_noticed(sqlite_desk: Desk) -> None:
    copied = sqlite_desk.settings.data / "copy"
    shutil.copy(database(sqlite_desk), copied)
    copied.replace(database(sqlite_desk))

    with pytest.raises(Moved):
        note(sqlite_desk.store)


def test_a_whole_database_in_its_place_is_not_called_damaged_and_costs_nothing_stored(
    sqlite_desk: Desk,
) -> None:
    store, path = sqlite_desk.store, database(sqlite_desk)
    with closing(sqlite3.connect(path)) as other:
        other.execute("VACUUM INTO ?", (str(path.with_name("another.db")),))
    for number in range(200):
        with store.write() as tx:
            installation.keep(tx, f"note {number}", "x" * 400)
    path.rename(path.with_name("ours.db"))
    path.with_name("another.db").rename(path)

    assert store_later(store) is None
    assert isinstance(store.trouble(), Moved)

    path.with_name("ours.db").rename(path)
    note(store)
    assert store_later(store) is None
    store.close()
    again = open_store(sqlite_url(path))
    with again.read() as tx:
        assert installation.value(tx, "note 199") == "x" * 400
    again.close()


def test_a_folder_that_had_a_database_is_never_begun_anew(sqlite_desk: Desk) -> None:
    path = database(sqlite_desk)
    sqlite_desk.close()
    for spoil in (path.unlink, path.touch):
        spoil()
        with pytest.raises(Moved, match="hadir backup list"):
            open_store(sqlite_url(path))


def test_a_start_that_was_cut_off_before_the_first_table_begins_again(tmp_path: Path) -> None:
    (tmp_path / "hadir.db").touch()

    open_store(sqlite_url(tmp_path / "hadir.db")).close()


def test_overwritten_pages_are_said_as_damaged(sqlite_desk: Desk) -> None:
    path = database(sqlite_desk)
    sqlite_desk.close()
    spoil(path)

    with pytest.raises(Damaged):
        note(open_store(sqlite_url(path)))


def spoil(path: Path, pages: slice = slice(1, None)) -> None:
    """Write nonsense over pages of a database, as a dying disk or another program does."""
    with path.open("rb+") as file:
        for page in range(*pages.indices(path.stat().st_size // 4096)):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)


def test_damage_that_nobody_has_read_is_found_by_looking_and_ends_all_storing(
    sqlite_desk: Desk,
) -> None:
    store = sqlite_desk.store
    assert store.look_through() is None
    spoil(database(sqlite_desk), slice(-3, None))

    assert isinstance(store_later(store), Damaged)

    with pytest.raises(Damaged):
        note(store)
    assert store.outage.kind == "Damaged"
    assert isinstance(store.trouble(), Damaged)


def store_later(store: Store) -> StorageError | None:
    """Look through once more, as if the seconds between two looks were over."""
    assert store._pages
    store._pages._not_before = 0.0
    return store.look_through()


def test_nothing_that_works_in_between_ends_damage_and_no_other_fault_hides_it(
    sqlite_desk: Desk,
) -> None:
    outage = sqlite_desk.store.outage
    outage.failed(Damaged("damaged"), writing=False)
    outage.worked(writing=True)
    outage.failed(DiskFull("full"), writing=True)

    assert outage.kind == "Damaged"
    assert sqlite_desk.store.trouble() is None, "all was looked through, and is whole"
    assert outage.kind == ""


def test_a_file_that_is_held_or_gone_is_not_called_damaged(sqlite_desk: Desk) -> None:
    path = database(sqlite_desk)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert is_whole(path)
    assert is_whole(path.with_name("nothing.db"))


def test_a_letter_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "hadir.db").write_text("this is a letter " * 100)

    with pytest.raises(Damaged, match="or is not a database"):
        open_store(sqlite_url(tmp_path / "hadir.db"))


def test_a_lock_of_somebody_else_is_said_by_the_probe_within_its_second(sqlite_desk: Desk) -> None:
    with closing(sqlite3.connect(database(sqlite_desk), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert isinstance(sqlite_desk.store.trouble(), Busy)


def test_a_database_that_may_only_be_read_is_said(sqlite_desk: Desk) -> None:
    with sqlite_desk.store.read() as tx:
        tx.execute(text("PRAGMA query_only = 1"))

    with pytest.raises(ReadOnly):
        note(sqlite_desk.store)


def test_a_server_that_is_away_is_said_with_the_reason_at_the_start_alone() -> None:
    with pytest.raises(Away, match="Connection refused"):
        open_store("postgresql://nobody@127.0.0.1:1/nothing")


def test_a_mistake_of_ours_stays_one(sqlite_desk: Desk) -> None:
    with pytest.raises(Exception, match="no such table") as raised, sqlite_desk.store.read() as tx:
        tx.execute(text("SELECT * FROM there_is_none"))

    assert not isinstance(raised.value, StorageError)


def test_a_fault_is_logged_once_at_its_begin_and_once_at_its_end(
    sqlite_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    outage = sqlite_desk.store.outage
    with caplog.at_level(logging.INFO):
        for _ in range(50):
            outage.failed(DiskFull("full"), writing=True)
            outage.worked(writing=False)
        outage.worked(writing=True)
        outage.worked(writing=True)

    assert [each.levelname for each in caplog.records] == ["ERROR", "WARNING"]
    assert "50 times" in caplog.text


def test_what_a_scan_met_is_named_better_by_whoever_examines_it_and_stays_one_fault(
    sqlite_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    outage = sqlite_desk.store.outage
    with caplog.at_level(logging.INFO):
        for _ in range(5):
            outage.failed(Away("disk I/O error"), writing=True)
            outage.failed(ReadOnly("read only"), writing=True, examined=True)
        assert outage.kind == "ReadOnly"
        outage.worked(writing=True)

    assert [each.levelname for each in caplog.records] == ["ERROR", "ERROR", "WARNING"]
    assert "(ReadOnly)" in caplog.messages[-1]
    assert "10 times" in caplog.messages[-1]


def test_a_file_that_cannot_be_changed_any_more_is_read_only(small_file_system: Path) -> None:
    store = open_store(sqlite_url(small_file_system / "hadir.db"))
    note(store)
    files = [small_file_system / f"hadir.db{each}" for each in ("", "-wal")]
    subprocess.run(["chattr", "+i", *files], check=True)
    assert isinstance(store.trouble(), ReadOnly)

    subprocess.run(["chattr", "-i", *files], check=True)
    note(store)
    assert store.outage.kind == ""
    store.close()


@pytest.fixture
def small_file_system(tmp_path: Path) -> Iterator[Path]:
    """A disk in a file, on which a file can be made unchangeable; skipped where none can be."""
    with contextmanager(faults.small_disk)(tmp_path) as disk:
        yield disk or pytest.skip("no disk can be mounted here")


def test_the_probe_stores_and_says_so(desk: Desk) -> None:
    assert desk.store.trouble() is None
    with desk.store.read() as tx:
        assert installation.value(tx, "examined_at")


def test_the_probe_knows_a_disk_with_a_few_bytes_free(small_disk: Path) -> None:
    store = open_store(sqlite_url(small_disk / "hadir.db"))
    fill(small_disk)

    assert isinstance(store.trouble(), DiskFull)
    store.close()


def fill(disk: Path) -> None:
    """Leave no byte free."""
    filler = os.open(disk / "filler", os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while os.write(filler, bytes(4096)):
            pass
    os.close(filler)
