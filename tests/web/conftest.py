"""The application in tests, and clients for each role: logged in without hashing a password."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.app import create_app
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.storage import users

Login = Callable[[Role], FlaskClient]


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application around the desk of the test; around the SQLite one where none is asked."""
    name = "desk" if "desk" in request.fixturenames else "sqlite_desk"
    desk: Desk = request.getfixturevalue(name)
    app = create_app(desk)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    app.extensions["feeds"].close()


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
            cookie["_user_id"] = str(user.id)
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


def _browser(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
