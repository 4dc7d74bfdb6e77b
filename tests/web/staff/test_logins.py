"""Logins as a browser has them: copied cookies, ended logins, and how guessing is answered."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.core.model import Role
from kiosk.services import users
from tests.conftest import Clock
from tests.makers import PASSWORD, Maker


def _log_in(client: FlaskClient, name: str = "Siti", password: str = PASSWORD) -> TestResponse:
    return client.post("/login", data={"name": name, "password": password})


def _copy_of(client: FlaskClient) -> FlaskClient:
    """Another browser with the same cookie: stolen."""
    cookie = client.get_cookie("hadir")
    assert cookie
    thief = client.application.test_client()
    thief.set_cookie("hadir", cookie.value)
    return thief


def test_a_copied_cookie_is_of_no_use_after_the_logout(client: FlaskClient, make: Maker) -> None:
    make.user("Siti")
    _log_in(client)
    thief = _copy_of(client)
    assert thief.get("/users/me").status_code == 200

    client.post("/logout")

    assert thief.get("/users/me").status_code == 302


def test_a_cookie_of_before_a_new_login_is_of_no_use(client: FlaskClient, make: Maker) -> None:
    make.user("Siti")
    _log_in(client)
    thief = _copy_of(client)

    _log_in(client)

    assert thief.get("/users/me").status_code == 302
    assert client.get("/users/me").status_code == 200


def test_a_cookie_with_an_id_in_place_of_a_token_is_no_login(
    client: FlaskClient, make: Maker
) -> None:
    siti = make.user("Siti")

    with client.session_transaction() as forged:
        forged["_user_id"] = str(siti.id)

    assert client.get("/users/me").status_code == 302


def test_the_list_of_ones_logins_ends_one_of_them(
    client: FlaskClient, app: Flask, make: Maker
) -> None:
    make.user("Siti")
    other = app.test_client()
    _log_in(other)
    _log_in(client)

    ends = re.findall(r'action="(/users/me/logins/\d+/end)"', client.get("/users/me").text)
    assert len(ends) == 1
    client.post(ends[0])

    assert other.get("/users/me").status_code == 302
    assert client.get("/users/me").status_code == 200


def test_logging_out_everywhere_ends_this_login_too(
    client: FlaskClient, app: Flask, make: Maker
) -> None:
    make.user("Siti")
    other = app.test_client()
    for each in (other, client):
        _log_in(each)

    client.post("/users/me/logins/end")

    assert [each.get("/users/me").status_code for each in (other, client)] == [302, 302]


def test_the_login_of_somebody_else_cannot_be_ended(
    client: FlaskClient, as_staff: FlaskClient, make: Maker
) -> None:
    make.user("Siti")
    _log_in(client)

    answers = [as_staff.post(f"/users/me/logins/{each}/end") for each in (2, 3, 9**25)]

    assert {each.status_code for each in answers} == {404}
    assert client.get("/users/me").status_code == 200


def test_a_login_has_an_absolute_end(client: FlaskClient, make: Maker, clock: Clock) -> None:
    make.user("Siti")
    _log_in(client)
    for _each in range(13):
        clock.pass_by(hours=1)
        assert client.get("/users/me").status_code == 200

    clock.pass_by(hours=1)

    assert client.get("/users/me").status_code == 302


def test_too_many_wrong_passwords_wait_and_say_how_long(client: FlaskClient, make: Maker) -> None:
    make.user("Siti")
    answers = [_log_in(client, password="guessed") for _each in range(6)]

    assert [each.status_code for each in answers] == [401] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "1"
    assert "Wait 1 seconds" in answers[-1].text


def test_the_old_password_cannot_be_guessed_either(as_staff: FlaskClient) -> None:
    guess = {"old": "guessed", "password": "a new password", "again": "a new password"}

    answers = [as_staff.post("/users/me/password", data=guess) for _each in range(6)]

    assert [each.status_code for each in answers] == [400] * 5 + [429]


def test_the_key_of_the_first_start_cannot_be_guessed(client: FlaskClient) -> None:
    guess = {"key": "guess", "name": "Mallory", "password": "one", "again": "one"}
    answers = [client.post("/setup", data=guess) for _ in range(21)]

    assert [each.status_code for each in answers] == [409] * 20 + [429]
    assert "Too many attempts" in answers[-1].text


def test_a_changed_password_keeps_this_browser_alone(
    client: FlaskClient, app: Flask, make: Maker
) -> None:
    make.user("Siti")
    other = app.test_client()
    for each in (other, client):
        _log_in(each)

    new = {"old": PASSWORD, "password": "a new password", "again": "a new password"}
    client.post("/users/me/password", data=new)

    assert [each.get("/users/me").status_code for each in (other, client)] == [302, 200]


def test_who_is_disabled_has_no_door_left(as_staff: FlaskClient, app: Flask, make: Maker) -> None:
    make.event()
    make.user("Another", Role.ADMINISTRATOR)
    desk = app.extensions["desk"]
    steward = next(each for each in users.users(desk) if each.name == "Steward")
    as_staff.post("/kiosk/lock")

    users.disable(desk, steward.id, "Another")

    assert "/login" in as_staff.get("/kiosk").location


def test_where_one_is_logged_in_is_said_by_browser_and_system(
    client: FlaskClient, make: Maker
) -> None:
    make.user("Siti")
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36"
    login = {"name": "Siti", "password": PASSWORD}
    client.post("/login", data=login, headers={"User-Agent": agent})

    page = client.get("/users/me").text

    assert "Chrome, Windows" in page
    assert "Mozilla" not in page
