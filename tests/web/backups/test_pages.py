"""The page of backups: how old, one more, taken away and put back, here only."""

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.desk import Desk
from kiosk.services.backups import automatic_backup
from kiosk.services.backups.backup import backups
from tests.conftest import Clock
from tests.makers import Maker


@pytest.fixture
def name(sqlite_desk: Desk, make: Maker, clock: Clock) -> str:
    make.participant(make.event(), "Ada")
    automatic_backup.make(sqlite_desk.settings, clock())
    return backups(sqlite_desk.settings)[0].path.name


def test_the_page_says_how_old_the_last_backup_is(
    as_admin: FlaskClient, name: str, clock: Clock
) -> None:
    clock.pass_by(minutes=12)

    page = as_admin.get("/backups").text

    assert "The last backup is 12 minutes old." in page
    assert f"/backups/{name}" in page


def test_one_more_is_made_with_a_click(as_admin: FlaskClient, sqlite_desk: Desk) -> None:
    assert backups(sqlite_desk.settings) == []

    page = as_admin.post("/backups", follow_redirects=True).text

    assert "A backup was made." in page
    assert len(backups(sqlite_desk.settings)) == 1


def test_a_backup_says_what_it_holds_and_is_taken_away(as_admin: FlaskClient, name: str) -> None:
    assert "Restore this backup" in as_admin.get(f"/backups/{name}").text

    with as_admin.get(f"/backups/{name}/file") as answer:
        assert answer.data.startswith(b"SQLite format 3")


def test_putting_back_stages_the_backup_and_ends_the_server(
    app: Flask, as_admin: FlaskClient, sqlite_desk: Desk, name: str
) -> None:
    ended = threading.Event()
    app.extensions["end"] = ended.set

    assert as_admin.post(f"/backups/{name}/restoration").status_code == 400
    page = as_admin.post(f"/backups/{name}/restoration", data={"sure": "yes"}).text

    assert "The backup is being restored" in page
    assert ended.wait(10)
    assert (sqlite_desk.settings.data / "restore" / "wish.json").exists()


def test_where_nothing_would_start_again_the_command_is_named(
    as_admin: FlaskClient, name: str
) -> None:
    answer = as_admin.post(f"/backups/{name}/restoration", data={"sure": "yes"})

    assert answer.status_code == 409
    assert f"hadir restore {name}" in answer.text


def test_from_another_computer_backups_are_seen_and_made_and_nothing_else(
    as_admin: FlaskClient, name: str
) -> None:
    as_admin.environ_base["REMOTE_ADDR"] = "192.168.1.20"

    page = as_admin.get("/backups").text

    assert "only on the computer that runs Hadir" in page
    assert f"/backups/{name}" not in page
    assert as_admin.get(f"/backups/{name}/file").status_code == 403
    assert as_admin.post(f"/backups/{name}/restoration", data={"sure": "yes"}).status_code == 403
