import re

from flask.testing import FlaskClient

from kiosk.desk import Desk
from kiosk.services import stations


def test_the_token_of_a_new_station_is_shown_once(as_admin: FlaskClient, sqlite_desk: Desk) -> None:
    shown = as_admin.post("/stations", data={"name": "Phone", "door": "East"}).text

    token = re.search(r'id="token">([^<]+)<', shown)
    assert token
    station = stations.station_of_token(sqlite_desk.arrangement(), token[1])
    assert station
    assert (station.name, station.door) == ("Phone", "East")
    assert token[1] not in as_admin.get("/stations").text


def test_a_name_that_is_taken_is_refused(as_admin: FlaskClient) -> None:
    as_admin.post("/stations", data={"name": "Phone"})

    assert as_admin.post("/stations", data={"name": "Phone"}).status_code == 409


def test_a_station_moves_to_another_door(as_admin: FlaskClient, sqlite_desk: Desk) -> None:
    station, _token = stations.add_station(sqlite_desk, "Phone", "East")

    as_admin.post(f"/stations/{station.id}/door", data={"door": "West"})

    assert stations.station(sqlite_desk, station.id).door == "West"


def test_a_withdrawn_station_has_no_token_any_more(
    as_admin: FlaskClient, sqlite_desk: Desk
) -> None:
    station, token = stations.add_station(sqlite_desk, "Phone", "East")

    as_admin.post(f"/stations/{station.id}/withdrawal")

    assert stations.station_of_token(sqlite_desk.arrangement(), token) is None
    assert "Withdrawn" in as_admin.get("/stations").text


def test_the_camera_of_this_computer_is_no_lost_phone(
    as_admin: FlaskClient, sqlite_desk: Desk
) -> None:
    server = stations.server_station(sqlite_desk)

    page = as_admin.get("/stations").text

    assert "The camera at this computer." in page
    assert "Not seen yet" not in page
    assert f"/stations/{server.id}/withdrawal" not in page
