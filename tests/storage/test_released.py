"""A database as released versions wrote it opens in this one, with everything that was in it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, Column, MetaData, create_engine, func, insert, make_url, select, text

from kiosk.core.model import Reason, Scan
from kiosk.desk import Desk, open_desk
from kiosk.services import certificates, participants
from kiosk.services.backups.backup import backups
from kiosk.services.check_ins import check_in
from kiosk.services.events import current_event
from kiosk.services.overview import overview
from kiosk.settings import Settings
from kiosk.storage.database import open_store, sqlite_url
from kiosk.storage.engine.revisions import MIGRATIONS, revision_of, revisions
from tests.conftest import run_on
from tests.makers import at

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
released = pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)


@pytest.fixture
def old(dump: Path, settings: Settings) -> Settings:
    """A folder with the database of a released version."""
    settings.data.mkdir()
    with sqlite3.connect(settings.data / "hadir.db") as connection:
        connection.executescript(dump.read_text("utf-8"))
    connection.close()
    return settings


@released
def test_it_holds_something_in_every_table(old: Settings) -> None:
    engine = create_engine(sqlite_url(old.data / "hadir.db"))
    known = MetaData()
    known.reflect(engine)
    with engine.connect() as tx:
        counts = {
            each.name: tx.execute(select(func.count()).select_from(each)).scalar_one()
            for each in known.sorted_tables
        }
    engine.dispose()

    assert min(counts.values()) > 0
    assert len(counts) > 15


@released
def test_its_people_badges_and_check_ins_are_there(old: Settings) -> None:
    desk = open_desk(old, lambda: at(8))
    event = current_event(desk)
    people = participants.listed(desk, event.id)

    assert [each["name"] for each in people][:3] == [
        "Dra. Hj. Siti Aminah, M.Pd.",
        "Budi Santoso",
        "محمد أحمد",
    ]
    assert [each["status"] for each in people] == [
        "active",
        "active",
        "active",
        "blocked",
        "canceled",
    ]
    assert overview(desk, event).check_ins == 2
    assert len(certificates.issued(desk, event)) == 2
    desk.close()


@released
def test_its_badges_are_answered_as_before(old: Settings) -> None:
    desk = open_desk(old, lambda: at(9))
    code = str(participants.listed(desk, current_event(desk).id)[0]["code"])

    answer = check_in(desk, Scan("5b3a1d2c-0000-4000-8000-000000000001", code, at(9)))

    assert answer.reason is Reason.ALREADY_CHECKED_IN
    desk.close()


@released
def test_a_copy_is_kept_before_it_is_changed(old: Settings) -> None:
    with closing(sqlite3.connect(old.data / "hadir.db")) as original:
        before = original.execute("SELECT count(*) FROM scan").fetchone()

    desk = open_desk(old)
    with desk.store.read() as tx:
        now = revision_of(tx)
    desk.close()

    [kept] = backups(old)
    with closing(sqlite3.connect(f"{kept.path.as_uri()}?mode=ro", uri=True)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert copy.execute("SELECT count(*) FROM scan").fetchone() == before
    assert now == revisions()[-1]


@released
def test_a_second_start_keeps_no_second_copy(old: Settings) -> None:
    for _ in range(2):
        open_desk(old).close()

    assert len(backups(old)) == 1


@released
def test_on_postgresql_it_is_migrated_with_its_rows(old: Settings, first_tables: str) -> None:
    _copy_rows(sqlite_url(old.data / "hadir.db"), first_tables)

    desk = Desk(old, open_store(first_tables), clock=lambda: at(9))
    event = current_event(desk)
    code = str(participants.listed(desk, event.id)[0]["code"])
    answer = check_in(desk, Scan("5b3a1d2c-0000-4000-8000-000000000001", code, at(9)))

    assert overview(desk, event).check_ins == 2
    assert answer.reason is Reason.ALREADY_CHECKED_IN
    desk.store.close()


@pytest.fixture
def first_tables(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database with the tables of 0.1.0 and nothing in them."""
    name = f"hadir_{uuid4().hex}"
    run_on(postgres_server, f"CREATE DATABASE {name}")
    url = make_url(postgres_server).set(database=name, drivername="postgresql+psycopg")
    engine = create_engine(url)
    with engine.begin() as tx:
        config = Config(attributes={"connection": tx})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0001")
    engine.dispose()
    yield url.render_as_string(hide_password=False)
    run_on(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def _copy_rows(source: str, target: str) -> None:
    old, new, tables = create_engine(source), create_engine(target), MetaData()
    tables.reflect(new)
    with old.connect() as here, new.begin() as there:
        for table in (each for each in tables.sorted_tables if each.name != "alembic_version"):
            for row in here.execute(text(f'SELECT * FROM "{table.name}"')).mappings():  # noqa: S608
                values = {name: _value(table.c[name], value) for name, value in row.items()}
                there.execute(insert(table).values(values))
            if "id" in table.c:
                there.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), 1000)")
                )
    old.dispose()
    new.dispose()


def _value(column: Column[Any], value: Any) -> Any:
    """Return what SQLite keeps as text or number in the type of the column."""
    kind = column.type.python_type
    if value is None or isinstance(column.type, JSON):
        return json.loads(value) if value is not None else None
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    return kind(value)
