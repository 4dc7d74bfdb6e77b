from flask.testing import FlaskClient

from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services import users
from tests.makers import PASSWORD, Maker


def _begin(client: FlaskClient, key: str | None, again: str = PASSWORD) -> int:
    form = {"key": key or "", "name": "Siti", "password": PASSWORD, "again": again}
    return client.post("/setup", data=form).status_code


def test_whoever_holds_the_key_becomes_the_first_administrator(
    client: FlaskClient, sqlite_desk: Desk
) -> None:
    key = users.setup_key(sqlite_desk)
    assert key in client.get(f"/setup?key={key}").text

    assert _begin(client, key) == 302

    assert [(each.name, each.role) for each in users.users(sqlite_desk)] == [
        ("Siti", Role.ADMINISTRATOR)
    ]
    assert client.get("/users").status_code == 200


def test_a_guessed_key_opens_nothing(client: FlaskClient, sqlite_desk: Desk) -> None:
    users.setup_key(sqlite_desk)

    assert client.get("/setup").status_code == 409
    assert "Open the whole address" in client.get("/setup?key=guessed").text
    assert _begin(client, "guessed") == 409
    assert not users.has_users(sqlite_desk)


def test_two_different_passwords_leave_the_key_valid(
    client: FlaskClient, sqlite_desk: Desk
) -> None:
    key = users.setup_key(sqlite_desk)

    assert _begin(client, key, again="another one") == 400
    assert _begin(client, key) == 302


def test_the_address_is_of_no_use_once_there_are_users(client: FlaskClient, make: Maker) -> None:
    make.user()

    answer = client.get("/setup?key=any")

    assert answer.status_code == 409
    assert "Log in" in answer.text


def test_without_its_key_the_page_says_what_it_is(client: FlaskClient, sqlite_desk: Desk) -> None:
    users.setup_key(sqlite_desk)

    page = client.get("/setup").text

    assert "Here the first administrator is made" in page
    assert "setup?key=" in page
