"""Streams end with the login by which they were opened, and nobody fills all places."""

from collections import deque
from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.core.model import Event, Role
from kiosk.desk import Desk
from kiosk.services import users
from tests.makers import Maker

PATIENCE_S = 20
"""A busy machine is slow, not wrong; where it is idle a stream ends within five seconds."""


@pytest.fixture(autouse=True)
def event(make: Maker) -> Event:
    return make.event()


def _opened(client: FlaskClient, path: str) -> Thread:
    """Watch a stream in a thread, which lives as long as the stream."""
    answer = client.get(path, buffered=False)
    assert answer.status_code == 200
    pieces = iter(answer.response)
    next(pieces)
    watching = Thread(target=deque, args=(pieces, 0), daemon=True)
    watching.start()
    return watching


def _ends(watching: Thread) -> bool:
    watching.join(PATIENCE_S)
    return not watching.is_alive()


def _log_out(client: FlaskClient, _desk: Desk) -> None:
    client.post("/logout")


def _lock(client: FlaskClient, _desk: Desk) -> None:
    client.post("/kiosk/lock")


def _disable(_client: FlaskClient, desk: Desk) -> None:
    steward = next(each for each in users.users(desk) if each.role is Role.STEWARD)
    users.disable(desk, steward.id, "Siti")


@pytest.mark.parametrize("what", [_log_out, _lock, _disable])
@pytest.mark.parametrize("path", ["/dashboard/live", "/live?feed=/dashboard/live", "/kiosk/live"])
def test_a_stream_ends_with_its_login(
    as_staff: FlaskClient, sqlite_desk: Desk, what: Callable[[FlaskClient, Desk], None], path: str
) -> None:
    stream = _opened(as_staff, path)

    what(as_staff, sqlite_desk)

    assert _ends(stream)


def test_the_stream_of_somebody_else_goes_on(as_staff: FlaskClient, as_viewer: FlaskClient) -> None:
    ending, staying = _opened(as_staff, "/dashboard/live"), _opened(as_viewer, "/dashboard/live")

    as_staff.post("/logout")

    assert _ends(ending)
    assert staying.is_alive()


def test_one_login_opens_a_few_streams_of_the_door_and_others_get_in(
    app: Flask, as_staff: FlaskClient, as_supervisor: FlaskClient
) -> None:
    opened = [as_staff.get("/kiosk/live", buffered=False) for _each in range(8)]

    assert [each.status_code for each in opened] == [200] * 6 + [503] * 2
    assert _opened(as_supervisor, "/kiosk/live").is_alive()
    opened[0].close()
    assert as_staff.get("/kiosk/live", buffered=False).status_code == 200
