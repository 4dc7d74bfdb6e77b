"""Which station a browser may be: one that scans, and no reading key."""

from flask.testing import FlaskClient

from kiosk.core.model import Scope
from kiosk.desk import Desk
from kiosk.services.stations import add_station
from tests.makers import Maker


def test_a_reading_key_is_no_door(as_staff: FlaskClient, sqlite_desk: Desk, make: Maker) -> None:
    make.event()
    door, _ = add_station(sqlite_desk, "Pintu timur")
    key, _ = add_station(sqlite_desk, "Papan dinas", scope=Scope.ATTENDANCE)

    page = as_staff.get("/kiosk/station").text
    assert "Pintu timur" in page
    assert "Papan dinas" not in page
    assert as_staff.post("/kiosk/station/choice", data={"station": key.id}).status_code == 404
    chosen = as_staff.post("/kiosk/station/choice", data={"station": door.id})
    assert chosen.status_code in {302, 303}


def test_a_browser_that_was_a_reading_key_is_this_computers_station(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    make.event()
    key, _ = add_station(sqlite_desk, "Papan dinas", scope=Scope.ATTENDANCE)
    as_staff.set_cookie("station", str(key.id))

    assert "Papan dinas" not in as_staff.get("/kiosk").text
