"""What the door says of a database that fails: it asks none for that."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.desk import Desk
from kiosk.services.stations import server_station
from kiosk.web.dashboard import dashboard
from kiosk.web.door.answers import error_html
from kiosk.web.door.settings import KioskSettings
from kiosk.web.door.trouble import trouble_html
from tests.makers import Maker


@pytest.fixture
def spoilt(app: Flask, sqlite_desk: Desk, make: Maker) -> Desk:
    """A desk whose database was overwritten from its second page to its end, with a backup."""
    make.event()
    path = sqlite_desk.settings.data / "hadir.db"
    folder = path.with_name("backups")
    folder.mkdir()
    (folder / "hadir-20261123-003000.db").touch()
    sqlite_desk.memory.now(sqlite_desk.store)
    sqlite_desk.store.close()
    with path.open("rb+") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    assert sqlite_desk.store.look_through()
    return sqlite_desk


def test_damage_is_said_with_the_newest_backup_its_age_and_the_one_command(
    app: Flask, make: Maker, sqlite_desk: Desk, request: pytest.FixtureRequest
) -> None:
    station = server_station(sqlite_desk)
    desk = request.getfixturevalue("spoilt")
    with app.test_request_context("/?language=en"):
        door = trouble_html(desk, station)
        wall = str(dashboard.rendered(("", "staff"))["alarm"])

    for told in (door, wall):
        assert "The database is damaged" in told
        assert "The newest backup is 15 minutes old" in told
        assert "hadir restore hadir-20261123-003000.db" in told


def test_a_scan_that_was_not_stored_is_answered_so_without_the_database(
    app: Flask, spoilt: Desk
) -> None:
    with app.test_request_context("/?language=en"):
        told = error_html(spoilt, KioskSettings(), "7d1f")

    assert "Not recorded" in told
    assert 'data-scan="7d1f"' in told


@pytest.mark.parametrize("page", ["/dashboard", "/kiosk", "/kiosk/check", "/desk", "/"])
def test_every_page_says_so(as_staff: FlaskClient, spoilt: Desk, page: str) -> None:
    answer = as_staff.get(page)

    assert answer.status_code == 503
    assert "hadir restore hadir-20261123-003000.db" in answer.text
