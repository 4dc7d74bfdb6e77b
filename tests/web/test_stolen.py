"""What somebody can do who got hold of a backup, of a cookie, of a station's token or a link."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from kiosk.app import create_app
from kiosk.core.model import Event, Role
from kiosk.desk import Desk, open_desk
from kiosk.services import invitations, stations, users, walls
from kiosk.services.backups.backup import backup
from kiosk.services.check_ins import check_in
from tests.makers import PASSWORD, Maker
from tests.web.conftest import Login

SHORTEST_SECRET = 6


@pytest.fixture
def event(sqlite_desk: Desk, make: Maker) -> Event:
    """An event at which somebody has arrived."""
    event = make.event()
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada Lovelace", nip="1" * 18)))
    return event


@pytest.fixture
def stolen(sqlite_desk: Desk, event: Event, login: Login, tmp_path: Path) -> Path:
    """A backup of a product in use: with logins, a PIN, a token, a link and an invitation."""
    login(Role.ADMINISTRATOR)
    users.set_pin(sqlite_desk, users.users(sqlite_desk)[0].id, "482913", "Siti")
    stations.add_station(sqlite_desk, "Pintu")
    walls.make_wall_link(sqlite_desk, event, "Siti")
    invitations.invite(sqlite_desk, "Budi", Role.ADMINISTRATOR, "Siti")
    backup(sqlite_desk.settings, tmp_path / "stolen.db")
    return tmp_path / "stolen.db"


def _texts_in(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(file)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  its own names
                yield from (each for each in row if isinstance(each, str))


def test_nothing_that_stands_in_a_stolen_backup_opens_anything(
    client: FlaskClient, stolen: Path
) -> None:
    texts = {each for each in _texts_in(stolen) if len(each) >= SHORTEST_SECRET}
    assert len(texts) > 20

    opened = []
    for each in texts - {PASSWORD}:
        client.set_cookie("hadir", each)
        token = {"Authorization": f"Bearer {each}".encode(errors="replace").decode("latin-1")}
        answers = {
            "page": client.get("/users"),
            "attendance": client.get("/api/v1/attendance", headers=token),
            "scan": client.post("/api/v1/scans", json={"code": "x"}, headers=token),
            "wall": client.get(f"/dashboard/wall/{quote(each, safe='')}"),
            "invitation": client.get(f"/invitation/{quote(each, safe='')}"),
        }
        opened += [(name, each) for name, answer in answers.items() if answer.status_code == 200]

    assert opened == []


def test_a_cookie_made_with_a_stolen_backup_is_none_of_ours(
    client: FlaskClient, stolen: Path, tmp_path: Path, sqlite_desk: Desk
) -> None:
    (tmp_path / "thief").mkdir()
    stolen.rename(tmp_path / "thief" / "hadir.db")
    theirs = open_desk(replace(sqlite_desk.settings, data=tmp_path / "thief"))
    users.add_user(theirs, "Maling", Role.ADMINISTRATOR, PASSWORD)
    thief = create_app(theirs).test_client()
    thief.application.config["WTF_CSRF_ENABLED"] = False
    thief.post("/login", data={"name": "Maling", "password": PASSWORD})
    assert thief.get("/users").status_code == 200
    cookie = thief.get_cookie("hadir")
    assert cookie
    theirs.close()

    client.set_cookie("hadir", cookie.value)

    assert client.get("/users").status_code == 302


def _copy_of(client: FlaskClient, cookie_value: str | None = None) -> FlaskClient:
    cookie = client.get_cookie("hadir")
    assert cookie
    thief = client.application.test_client()
    thief.environ_base["REMOTE_ADDR"] = "10.0.0.66"
    thief.set_cookie("hadir", cookie.value if cookie_value is None else cookie_value)
    return thief


def test_a_stolen_cookie_makes_no_way_in_that_outlasts_it(
    client: FlaskClient, make: Maker, event: Event
) -> None:
    siti = make.user("Siti", Role.STEWARD)
    client.post("/login", data={"name": "Siti", "password": PASSWORD})
    thief = _copy_of(client)
    assert thief.get("/desk").status_code == 200

    new = {"password": "a new password", "again": "a new password"}
    assert thief.post("/users/me/password", data={"old": "guess", **new}).status_code == 400
    assert thief.post("/users/me/pin", data={"mine": "guess", "pin": "771199"}).status_code == 400
    client.post("/users/me/logins/end")

    assert thief.get("/desk").status_code == 302
    assert (
        thief.post("/login", data={"name": "Siti", "password": "a new password"}).status_code == 401
    )
    assert users.by_pin(make.desk, siti.id, "771199", "10.0.0.66") is None


@pytest.mark.parametrize("place", [0, 5, -1, -10, -30])
def test_a_cookie_of_which_one_sign_was_changed_is_no_login(
    client: FlaskClient, make: Maker, place: int
) -> None:
    make.user("Siti")
    client.post("/login", data={"name": "Siti", "password": PASSWORD})
    cookie = client.get_cookie("hadir")
    assert cookie
    signs = list(cookie.value)
    signs[place] = "A" if signs[place] != "A" else "Z"

    assert _copy_of(client, "".join(signs)).get("/users/me").status_code == 302


def test_the_cookie_of_a_locked_door_opens_the_door_alone(
    client: FlaskClient, make: Maker, event: Event
) -> None:
    make.user("Siti", Role.ADMINISTRATOR)
    client.post("/login", data={"name": "Siti", "password": PASSWORD})
    before = _copy_of(client)
    client.post("/kiosk/lock")
    thief = _copy_of(client)

    assert before.get("/kiosk").status_code == 302
    assert thief.get("/kiosk").status_code == 200
    for page in ("/participants", "/users/me", "/desk", "/dashboard"):
        assert thief.get(page).location == "/kiosk"
    assert thief.get("/api/v1/attendance").status_code == 401


def test_a_stolen_token_scans_and_reads_nothing_until_it_is_withdrawn(
    client: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    station, token = stations.add_station(sqlite_desk, "Pintu")
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    body = {"scan_id": "00000000-0000-4000-8000-000000000001", "code": "FOREIGN"}

    answer = client.post("/api/v1/scans", json=body)
    assert (answer.status_code, answer.json and answer.json["reason"]) == (200, "invalid")
    assert client.get("/api/v1/attendance").status_code == 403
    for page in ("/participants", "/kiosk", "/dashboard", "/audit/export.csv"):
        assert client.get(page).status_code in {302, 401, 403}

    stations.withdraw(sqlite_desk, station.id, "Siti")
    assert client.post("/api/v1/scans", json=body).status_code == 401


def test_a_stolen_link_to_the_wall_shows_numbers_and_nobody(
    client: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    link, token = walls.make_wall_link(sqlite_desk, event, "Siti")

    page = client.get(f"/dashboard/wall/{token}").text
    assert "Lovelace" not in page
    assert "1" * 18 not in page
    with client.get(f"/dashboard/wall/{token}/live", buffered=False) as stream:
        told = "".join(next(stream.response).decode() for _piece in range(2))
    assert "Lovelace" not in told
    for other in ("/dashboard", "/participants", "/api/v1/attendance", "/kiosk"):
        assert client.get(other).status_code in {302, 401}

    walls.withdraw_wall_link(sqlite_desk, event, link.id, "Siti")
    assert client.get(f"/dashboard/wall/{token}").status_code == 404
