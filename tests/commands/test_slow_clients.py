"""Slow and many connections of somebody without a login, while a station scans."""

import http.client
import json
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.desk import open_desk
from kiosk.services.events import NewEvent, add_event
from kiosk.services.stations import add_station
from kiosk.settings import Settings
from tests.commands.test_serve import served

__all__ = ["served"]

pytestmark = pytest.mark.slow

MANY = 300
PATIENCE_S = 60.0
HEAD = b"POST /api/v1/scans HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = b"POST /api/v1/scans HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{"
LARGE = b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\nx"


@pytest.fixture
def token(tmp_path: Path) -> str:
    desk = open_desk(Settings(data=tmp_path))
    add_event(desk, NewEvent("Coaching Clinic", date(2026, 11, 23)))
    token = add_station(desk, "Pintu")[1]
    desk.close()
    return token


@pytest.fixture
def slow(
    request: pytest.FixtureRequest, served: tuple[object, int]
) -> Iterator[list[socket.socket]]:
    """Many connections that sent this and then nothing more."""
    with ExitStack() as stack:
        connections = []
        for _each in range(MANY):
            made = socket.create_connection(("127.0.0.1", served[1]), timeout=PATIENCE_S)
            stack.enter_context(made)
            made.sendall(request.param)
            connections.append(made)
        yield connections


@pytest.mark.skipif(sys.platform == "win32", reason="connections are not counted there")
def test_thousands_of_silent_connections_of_one_address_are_sent_away_and_stations_stay(
    token: str, served: tuple[object, int]
) -> None:
    with ExitStack() as stack:
        crowd = []
        for _each in range(10 * MANY):
            made = socket.create_connection(
                ("127.0.0.1", served[1]), timeout=PATIENCE_S, source_address=("127.0.0.2", 0)
            )
            crowd.append(stack.enter_context(made))
        door = stack.enter_context(
            closing(http.client.HTTPConnection("127.0.0.1", served[1], timeout=PATIENCE_S))
        )
        for _scan in range(20):
            body = json.dumps({"scan_id": str(uuid4()), "code": "FOREIGN"})
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            door.request("POST", "/api/v1/scans", body, headers)
            with door.getresponse() as answer:
                assert (answer.status, json.load(answer)["reason"]) == (200, "invalid")

        # Only 64 may stay as long as the head of a request may take; nobody sent one.
        for each in crowd[: -2 * MANY]:
            assert each.recv(1) == b""


@pytest.mark.parametrize(
    "slow", [HEAD, BODY, LARGE], ids=["heads", "bodies", "uploads"], indirect=True
)
def test_a_scan_is_answered_and_the_slow_are_sent_away(
    token: str, served: tuple[object, int], slow: list[socket.socket]
) -> None:
    body = json.dumps({"scan_id": str(uuid4()), "code": "FOREIGN"})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    with closing(http.client.HTTPConnection("127.0.0.1", served[1], timeout=PATIENCE_S)) as door:
        door.request("POST", "/api/v1/scans", body, headers)
        with door.getresponse() as answer:
            told = json.load(answer)

    assert (answer.status, told["reason"]) == (200, "invalid")
    for each in slow:
        while each.recv(1000):
            pass
