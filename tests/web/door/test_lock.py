"""A locked door: nobody is logged in there any more, and it opens as whoever opens it."""

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Event, Role, User
from kiosk.desk import Desk
from kiosk.services import check_ins, users
from tests.makers import PASSWORD, Maker

PIN = "471147"


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def rina(make: Maker, sqlite_desk: Desk) -> User:
    rina = make.user("Rina", Role.STEWARD)
    users.set_pin(sqlite_desk, rina.id, PIN, "Rina")
    return rina


@pytest.fixture
def door(as_supervisor: FlaskClient, event: Event, rina: User) -> FlaskClient:
    """A door that a supervisor locked."""
    assert as_supervisor.post("/kiosk/lock").location == "/kiosk"
    return as_supervisor


def _open(door: FlaskClient, user: User, pin: str):  # noqa: ANN202
    return door.post("/kiosk/exit", data={"user": str(user.id), "pin": pin})


@pytest.mark.parametrize(
    "path", ["/dashboard", "/participants", "/users/me", "/kiosk/station", "/login", "/desk"]
)
def test_a_locked_door_shows_nothing_else(door: FlaskClient, path: str) -> None:
    assert door.get(path).location == "/kiosk"


def test_the_names_of_the_list_are_not_open_to_a_locked_door(door: FlaskClient) -> None:
    assert door.get("/api/v1/attendance").status_code == 401


def test_a_cookie_of_before_the_lock_is_no_login(
    as_supervisor: FlaskClient, event: Event, rina: User
) -> None:
    cookie = as_supervisor.get_cookie("hadir")
    assert cookie

    as_supervisor.post("/kiosk/lock")

    thief = as_supervisor.application.test_client()
    thief.set_cookie("hadir", cookie.value)
    assert "/login" in thief.get("/dashboard").location


def test_people_are_still_checked_in_at_a_locked_door(
    door: FlaskClient, event: Event, make: Maker, sqlite_desk: Desk
) -> None:
    ada = make.participant(event, "Ada")
    form = {"code": make.badge(ada).code, "scan_id": "6f1c2b1e-1111-4111-8111-111111111111"}

    assert door.post("/kiosk/scans", data=form).status_code == 200

    answer = check_ins.answer_to(sqlite_desk, form["scan_id"])
    assert answer
    assert answer.reason == "ok"


def test_it_opens_as_whoever_opens_it(door: FlaskClient, rina: User) -> None:
    assert _open(door, rina, PIN).location == "/"

    assert "Rina" in door.get("/users/me").text
    assert door.get("/sessions").status_code == 403


def test_a_pin_opens_for_its_owner_only(door: FlaskClient, rina: User, make: Maker) -> None:
    budi = make.user("Budi", Role.SUPERVISOR)

    assert _open(door, budi, PIN).status_code == 403
    assert _open(door, rina, "000000").status_code == 403
    assert door.get("/dashboard").location == "/kiosk"


def test_who_has_no_pin_opens_with_the_password(door: FlaskClient, make: Maker) -> None:
    assert _open(door, make.user("Budi", Role.STEWARD), PASSWORD).status_code == 302


def test_a_viewer_opens_no_door(door: FlaskClient, make: Maker) -> None:
    assert _open(door, make.user("Kepala", Role.VIEWER), PASSWORD).status_code == 403


def test_pins_cannot_be_tried_without_end(door: FlaskClient, rina: User) -> None:
    tries = [_open(door, rina, f"00{each}").status_code for each in range(7)]

    assert tries == [403] * 5 + [429] * 2


@pytest.mark.parametrize("user", ["", "nobody", "9" * 25, "-1"])
def test_a_name_that_was_not_offered_is_refused(door: FlaskClient, user: str) -> None:
    answer = door.post("/kiosk/exit", data={"user": user, "pin": PIN})

    assert answer.status_code in {400, 403}


def test_one_steward_hands_the_open_door_to_the_next(
    as_supervisor: FlaskClient, event: Event, rina: User
) -> None:
    assert _open(as_supervisor, rina, PIN).location == "/kiosk"

    assert "Rina" in as_supervisor.get("/users/me").text


def test_without_an_event_a_door_can_be_locked_and_opened(
    as_staff: FlaskClient, rina: User
) -> None:
    as_staff.post("/kiosk/lock")

    assert _open(as_staff, rina, PIN).location == "/"
