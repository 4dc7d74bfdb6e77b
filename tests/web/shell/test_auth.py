import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.core.model import Role
from kiosk.services import users
from tests.makers import PASSWORD, Maker


def _log_in(client: FlaskClient, name: str = "Siti", password: str = PASSWORD, **more: str):  # noqa: ANN202
    return client.post("/login", data={"name": name, "password": password, **more})


def test_a_page_without_login_leads_to_the_login_and_back(client: FlaskClient) -> None:
    answer = client.get("/sessions")

    assert answer.status_code == 302
    assert answer.location == "/login?next=/sessions"


def test_before_anybody_can_log_in_the_login_leads_to_the_first_start(
    client: FlaskClient, make: Maker
) -> None:
    assert "/setup?key=" in client.get("/login").text

    make.user()

    assert "/setup?key=" not in client.get("/login").text


def test_the_right_password_lets_in(client: FlaskClient, make: Maker) -> None:
    make.user("Siti")

    answer = _log_in(client, next="/users/me")

    assert (answer.status_code, answer.location) == (302, "/users/me")
    assert "Siti" in client.get("/users/me").text


def test_a_wrong_password_is_refused_in_a_sentence(client: FlaskClient, make: Maker) -> None:
    make.user("Siti")

    answer = _log_in(client, password="guessed")

    assert answer.status_code == 401
    assert "is wrong" in answer.text


def test_after_the_login_nobody_is_sent_elsewhere(client: FlaskClient, make: Maker) -> None:
    make.user("Siti")

    assert _log_in(client, next="//evil.example/").location == "/"


def test_who_is_disabled_is_out_at_once(as_admin: FlaskClient, app: Flask, make: Maker) -> None:
    make.user("Another")
    desk = app.extensions["desk"]
    user = next(each for each in users.users(desk) if each.name == "Administrator")

    users.disable(desk, user.id, "Another")

    assert as_admin.get("/").location == "/login"


def test_another_password_ends_every_login(client: FlaskClient, app: Flask, make: Maker) -> None:
    siti = make.user("Siti")
    _log_in(client)
    assert client.get("/users/me").status_code == 200

    users.set_password(app.extensions["desk"], siti.id, "another password", by="Siti")

    assert client.get("/users/me").status_code == 302


def test_logging_out_is_a_form_and_ends_the_login(as_staff: FlaskClient) -> None:
    assert as_staff.get("/logout").status_code == 405

    as_staff.post("/logout")

    assert as_staff.get("/").location == "/login"


def test_a_form_without_its_token_changes_nothing(as_admin: FlaskClient, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    answer = as_admin.post(
        "/users", data={"name": "Mallory", "role": "viewer", "password": "x" * 9}
    )

    assert answer.status_code == 400
    assert [each.role for each in users.users(app.extensions["desk"])] == [Role.ADMINISTRATOR]


@pytest.mark.parametrize("hours", [-200, 200])
def test_a_cookie_is_as_good_whatever_the_clock_showed_when_it_was_signed(
    client: FlaskClient, make: Maker, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    make.user()
    signed_at = time.time() - hours * 3600
    with monkeypatch.context() as clock:
        clock.setattr("itsdangerous.timed.time.time", lambda: signed_at)
        _log_in(client)

    assert client.get("/login").status_code == 302, "who is logged in is led on"
