"""A badge photographed at the desk: its code is told, and nobody is checked in by it."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.services.attendance import tallies
from tests.door_camera import DoorCameraByHand
from tests.makers import Maker


@pytest.mark.parametrize(("codes", "told"), [(["ABC"], "ABC"), ([], ""), (["ABC", "DEF"], "")])
def test_the_code_of_the_one_badge_in_a_picture_is_told(
    app: Flask, as_staff: FlaskClient, make: Maker, codes: list[str], told: str
) -> None:
    event = make.event()
    camera = DoorCameraByHand()
    camera.codes = codes
    app.extensions["camera"] = camera

    answer = as_staff.post("/kiosk/reading", data={"picture": (BytesIO(b"a picture"), "badge.jpg")})

    assert answer.json == {"code": told}
    assert not any(each.present for each in tallies(make.desk, event.id).whole.values())


def test_without_a_reader_it_is_refused(as_staff: FlaskClient) -> None:
    picture = {"picture": (BytesIO(b"a picture"), "badge.jpg")}

    assert as_staff.post("/kiosk/reading", data=picture).status_code == 409
