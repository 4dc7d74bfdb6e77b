"""Invitations by a link that is good once; links and tokens shown once, as a symbol too."""

import re

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services import users
from kiosk.services.invitations import standing
from tests.conftest import Clock
from tests.makers import Maker

CHOSEN = {"password": "a long phrase", "again": "a long phrase"}


@pytest.fixture
def path(as_admin: FlaskClient) -> str:
    """Where Budi's invitation leads."""
    page = as_admin.post("/users/invitations", data={"name": "Budi", "role": "supervisor"}).text
    link = re.search(r'id="made">http://localhost(/invitation/[^<]+)<', page)
    assert link
    assert '<svg class="qr"' in page
    return link[1]


def test_who_was_invited_chooses_the_password_and_is_in(
    client: FlaskClient, sqlite_desk: Desk, path: str
) -> None:
    assert "Budi" in client.get(path).text

    assert client.post(path, data=CHOSEN).location == "/users/me"

    budi = users.authenticate(sqlite_desk, "Budi", "a long phrase")
    assert budi
    assert budi.role is Role.SUPERVISOR
    assert "Budi" in client.get("/users/me").text


def test_it_is_good_once(client: FlaskClient, path: str) -> None:
    client.post(path, data=CHOSEN)
    client.post("/logout")

    assert [client.get(path).status_code, client.post(path, data=CHOSEN).status_code] == [404, 404]


def test_one_that_was_used_before_the_first_event_says_what_is_wrong_with_it(
    client: FlaskClient, path: str
) -> None:
    client.post(path, data=CHOSEN)

    page = client.get(path).text

    assert "This invitation has been used" in page
    assert "No event yet" not in page


def test_a_password_that_is_refused_leaves_it_standing(client: FlaskClient, path: str) -> None:
    assert client.post(path, data={"password": "kurang", "again": "kurang"}).status_code == 400
    assert client.post(path, data={**CHOSEN, "again": "other"}).status_code == 400

    assert client.post(path, data=CHOSEN).status_code == 302


def test_it_ends_after_two_days(client: FlaskClient, path: str, clock: Clock) -> None:
    clock.pass_by(days=2, seconds=1)

    assert client.post(path, data=CHOSEN).status_code == 404


def test_it_is_withdrawn(
    as_admin: FlaskClient, client: FlaskClient, sqlite_desk: Desk, path: str
) -> None:
    [invited] = standing(sqlite_desk)

    as_admin.post(f"/users/invitations/{invited.id}/withdrawal")

    assert client.post(path, data=CHOSEN).status_code == 404
    assert standing(sqlite_desk) == []


def test_the_link_is_shown_once(as_admin: FlaskClient, path: str) -> None:
    assert path not in as_admin.get("/users").text


def test_invitations_cannot_be_guessed(client: FlaskClient) -> None:
    answers = [client.get(f"/invitation/guess{each}").status_code for each in range(22)]

    assert answers == [404] * 20 + [429] * 2


def test_a_name_that_is_taken_is_not_invited(as_admin: FlaskClient, make: Maker) -> None:
    make.user("Budi", Role.STEWARD)

    assert as_admin.post("/users/invitations", data={"name": " budi "}).status_code == 409


@pytest.mark.parametrize(("lasts", "days"), [("day", 1), ("week", 7), ("month", 30), ("", 1)])
def test_a_link_to_the_wall_ends(  # noqa: PLR0913, PLR0917
    as_supervisor: FlaskClient,
    client: FlaskClient,
    make: Maker,
    clock: Clock,
    lasts: str,
    days: int,
) -> None:
    make.event()
    page = as_supervisor.post("/dashboard/walls", data={"lasts": lasts}).text
    link = re.search(r'id="made">http://localhost([^<]+)<', page)
    assert link

    clock.pass_by(days=days, seconds=-1)
    assert client.get(link[1]).status_code == 200
    clock.pass_by(seconds=1)
    assert client.get(link[1]).status_code == 404


def test_a_token_comes_as_a_symbol_once_and_for_one_thing(as_admin: FlaskClient) -> None:
    page = as_admin.post("/stations", data={"name": "Reader", "scope": "attendance"}).text

    assert '<svg class="qr"' in page
    assert "It reads who came" in as_admin.get("/stations").text
