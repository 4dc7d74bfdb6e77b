from flask.testing import FlaskClient

from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services import users
from tests.makers import PASSWORD, Maker


def test_an_administrator_adds_staff_who_can_log_in(
    as_admin: FlaskClient, sqlite_desk: Desk
) -> None:
    form = {"name": "Budi", "role": "steward", "password": PASSWORD}

    answer = as_admin.post("/users", data=form, follow_redirects=True)

    assert "Budi may log in now." in answer.text
    assert users.authenticate(sqlite_desk, "Budi", PASSWORD)


def test_a_weak_password_is_refused_with_what_it_needs(as_admin: FlaskClient) -> None:
    answer = as_admin.post("/users", data={"name": "Budi", "role": "steward", "password": "1234"})

    assert answer.status_code == 400
    assert "at least 8 characters" in answer.text


def test_an_unknown_role_is_refused(as_admin: FlaskClient) -> None:
    answer = as_admin.post("/users", data={"name": "Budi", "role": "king", "password": PASSWORD})

    assert (answer.status_code, "Choose a role." in answer.text) == (400, True)


def test_a_role_is_changed_and_a_login_ended(
    as_admin: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    budi = make.user("Budi", Role.VIEWER)

    as_admin.post(f"/users/{budi.id}/role", data={"role": "supervisor"})
    as_admin.post(f"/users/{budi.id}/disabling")

    changed = users.user(sqlite_desk, budi.id)
    assert changed
    assert changed.role is Role.SUPERVISOR
    assert changed.disabled_at


def test_the_last_administrator_cannot_be_disabled(
    as_admin: FlaskClient, sqlite_desk: Desk
) -> None:
    (only,) = users.users(sqlite_desk)

    answer = as_admin.post(f"/users/{only.id}/disabling")

    assert answer.status_code == 409
    assert "One administrator must remain" in answer.text


def test_ones_own_password_needs_the_old_one(client: FlaskClient, make: Maker) -> None:
    make.user("Siti")
    client.post("/login", data={"name": "Siti", "password": PASSWORD})
    new = {"password": "a new password", "again": "a new password"}

    assert client.post("/users/me/password", data={"old": "guess", **new}).status_code == 400
    assert client.post("/users/me/password", data={"old": PASSWORD, **new}).status_code == 302


def test_a_pin_is_set_by_its_owner_who_knows_the_password(
    client: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    siti = make.user("Siti", Role.STEWARD)
    client.post("/login", data={"name": "Siti", "password": PASSWORD})
    given = {"mine": PASSWORD, "pin": "246813"}
    assert client.post("/users/me/pin", data={**given, "pin": "12"}).status_code == 400
    assert client.post("/users/me/pin", data={**given, "mine": "guess"}).status_code == 400

    client.post("/users/me/pin", data=given)

    assert "Your PIN was changed." in client.get("/users/me").text
    assert users.by_pin(sqlite_desk, siti.id, "246813", "127.0.0.1") == siti
