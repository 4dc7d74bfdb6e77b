"""The readiness check before the doors open."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.services.backups.backup import remember
from tests.conftest import Clock
from tests.door_camera import DoorCameraByHand
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def camera(app: Flask) -> DoorCameraByHand:
    camera = DoorCameraByHand()
    app.extensions["camera"] = camera
    return camera


def test_a_fit_camera_is_green_in_every_line(
    as_staff: FlaskClient, event: Event, camera: DoorCameraByHand
) -> None:
    fragment = as_staff.get("/kiosk/check/camera").text

    assert "30 pictures per second." in fragment
    assert fragment.count('data-fitness="fine"') == 4
    assert 'data-fitness="bad"' not in fragment


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"status": "lost"}, "Check its cable"),
        ({"status": "frozen"}, "plug it in again"),
        ({"status": "dark"}, "Open its cover"),
        ({"status": "off"}, "No camera is in use"),
        ({"fps": 4.0}, "More light makes it faster"),
        ({"brightness": 20.0}, "It is too dark"),
        ({"brightness": 250.0}, "It is too bright"),
        ({"sharpness": 3.0}, "Wipe the lens"),
    ],
)
def test_what_is_wrong_with_the_camera_comes_with_advice(
    as_staff: FlaskClient,
    event: Event,
    camera: DoorCameraByHand,
    values: dict[str, object],
    advice: str,
) -> None:
    camera.is_now(**values)

    assert advice in as_staff.get("/kiosk/check/camera").text


def test_the_last_reading_is_told_without_its_code(
    as_staff: FlaskClient, event: Event, camera: DoorCameraByHand
) -> None:
    camera.is_now(last_read_ms=8.2, last_read_side_px=211.7, last_read_code="SECRETCODE")

    page = as_staff.get("/kiosk/check").text

    assert "8 ms, the symbol 212 pixels wide." in page
    assert "SECRETCODE" not in page


def test_the_computer_is_examined_too(as_staff: FlaskClient, event: Event) -> None:
    page = as_staff.get("/kiosk/check").text

    assert "The database can be written to." in page
    assert "GB are free on the disk" in page
    assert "The clock says Monday, 23 November 2026, 07:45 WIB" in page
    assert "There is no backup yet" in page


def test_a_viewer_does_not_examine_the_door(as_viewer: FlaskClient, event: Event) -> None:
    assert as_viewer.get("/kiosk/check").status_code == 403


def test_a_backup_of_this_minute_was_made_just_now_and_a_later_one_says_its_age(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk, clock: Clock
) -> None:
    remember(sqlite_desk.settings, clock.now)
    assert "The last backup was made just now." in as_staff.get("/kiosk/check").text

    clock.pass_by(minutes=2)
    assert "The last backup is 2 minutes old." in as_staff.get("/kiosk/check").text
