"""Opening the database: fresh, again, of a newer version, and the tables against the schema."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from kiosk.core.errors import BadSetting, NewerDatabase, StorageError
from kiosk.desk import Desk
from kiosk.storage.database import open_store, sqlite_url
from kiosk.storage.schema import metadata


def test_the_migrations_make_the_tables_of_the_schema(desk: Desk) -> None:
    with desk.store.read() as tx:
        differences = compare_metadata(MigrationContext.configure(tx), metadata)

    assert differences == []


def test_a_database_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "hadir.db"
    store = open_store(sqlite_url(path))
    with store.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    before = path.read_bytes()

    with pytest.raises(NewerDatabase, match="9999"):
        open_store(sqlite_url(path))

    assert path.read_bytes() == before


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "hadir.db")
    open_store(url).close()
    before = (tmp_path / "hadir.db").read_bytes()

    open_store(url).close()

    assert (tmp_path / "hadir.db").read_bytes() == before


@pytest.mark.parametrize("address", ["mysql://localhost/hadir", "nonsense", "postgresql"])
def test_an_address_of_no_database_we_know_is_refused(address: str) -> None:
    with pytest.raises(BadSetting):
        open_store(address)


def test_two_that_start_at_once_on_a_fresh_postgresql_both_come_up(postgres_url: str) -> None:
    stores = []
    starts = [
        threading.Thread(target=lambda: stores.append(open_store(postgres_url))) for _ in range(3)
    ]

    for each in starts:
        each.start()
    for each in starts:
        each.join()

    assert len(stores) == 3
    for store in stores:
        store.close()


def test_a_connection_in_use_when_the_database_is_closed_is_closed_when_given_back(
    desk: Desk,
) -> None:
    with desk.store.read() as tx:
        used = tx.connection.dbapi_connection
        desk.store.close()
        assert tx.execute(text("SELECT 1")).scalar() == 1

    assert used
    with pytest.raises(Exception, match="closed"):
        used.cursor()


def test_sqlite_keeps_what_was_answered_through_a_power_cut(sqlite_desk: Desk) -> None:
    with sqlite_desk.store.read() as tx:
        mode = tx.execute(text("PRAGMA journal_mode")).scalar()
        synchronous = tx.execute(text("PRAGMA synchronous")).scalar()

    assert (mode, synchronous) == ("wal", 2)


def test_a_disk_that_fills_up_is_said_in_a_sentence(sqlite_desk: Desk) -> None:
    def fill() -> None:
        with sqlite_desk.store.write() as tx:
            tx.execute(text("PRAGMA max_page_count = 1"))
            tx.execute(text("CREATE TABLE filler AS SELECT randomblob(1000000)"))

    with pytest.raises(StorageError, match="is full"):
        fill()
