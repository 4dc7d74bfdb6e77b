"""The application in tests, and clients for each role: logged in without hashing a password."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.app import create_app
from kiosk.core.logins import Origin
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services import logins
from kiosk.settings import Settings
from kiosk.storage import users
from kiosk.storage.database import open_store
from kiosk.web.live.pages import init_live
from tests.conftest import copied_sqlite

Login = Callable[[Role], FlaskClient]


@pytest.fixture(scope="session")
def one_app(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for the whole run: its hundred routes take longer than most tests."""
    settings = Settings(data=tmp_path_factory.mktemp("one-app"))
    desk = Desk(settings, open_store(copied_sqlite(empty_sqlite, settings.data)))
    yield create_app(desk)
    desk.close()


@pytest.fixture
def app(one_app: Flask, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application around the desk of the test; around the SQLite one where none is asked."""
    name = "desk" if "desk" in request.fixturenames else "sqlite_desk"
    kept = [(each, dict(each)) for each in (one_app.extensions, one_app.config)]
    before = set(threading.enumerate())
    one_app.extensions["desk"] = request.getfixturevalue(name)
    one_app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    init_live(one_app)
    yield one_app
    one_app.extensions["feeds"].close()
    _wait_for_streams(set(threading.enumerate()) - before)
    for each, before in kept:
        each.clear()
        each.update(before)


def _wait_for_streams(threads: set[threading.Thread]) -> None:
    """Let those who write to pages end: they would ask the desk of the next test."""
    for each in threads:
        if each.name.startswith(("written-stream", "live-", "guard")):
            each.join(10)
            assert not each.is_alive(), each.name


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not logged in, with an English browser."""
    return _browser(app)


@pytest.fixture
def login(app: Flask) -> Login:
    """Makes a client of a new member of staff: `login(Role.SUPERVISOR)`."""

    def client_of(role: Role) -> FlaskClient:
        desk = app.extensions["desk"]
        with desk.store.write() as tx:
            user = users.add(tx, role.value.title(), role, "no password fits", desk.now())
        assert user
        client = _browser(app)
        with client.session_transaction() as cookie:
            cookie["_user_id"] = logins.begin(desk, user, Origin("127.0.0.1", "tests"))
        return client

    return client_of


@pytest.fixture
def as_viewer(login: Login) -> FlaskClient:
    return login(Role.VIEWER)


@pytest.fixture
def as_staff(login: Login) -> FlaskClient:
    """A steward, as at the door."""
    return login(Role.STEWARD)


@pytest.fixture
def as_supervisor(login: Login) -> FlaskClient:
    return login(Role.SUPERVISOR)


@pytest.fixture
def as_admin(login: Login) -> FlaskClient:
    return login(Role.ADMINISTRATOR)


class Browser(FlaskClient):
    """Sees what no page may show, and no answer send, whatever the test looks at."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and not answer.content_encoding:
            assert "%(" not in answer.text, "a text was not filled in"
        assert answer.location is None or answer.status_code in {201, 302, 303, 308}
        return answer


def _browser(app: Flask) -> FlaskClient:
    client = Browser(app, TestResponse)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
