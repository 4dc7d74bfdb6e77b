"""Bodies are limited in size and in time before a page hears of them."""

import http.client
import json
import socket
from collections.abc import Iterable
from contextlib import closing
from typing import Any

import pytest
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request, Response

from tests.bridge.conftest import LIMITS, Serve

called: list[str] = []


def length_of_body(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    """Say how long the body was."""
    request = Request(environ)
    request.max_content_length = LIMITS.size
    called.append(request.path)
    try:
        answer = Response(json.dumps(len(request.get_data())))
    except RequestEntityTooLarge as error:
        answer = error.get_response()
    return answer(environ, start)


@pytest.fixture
def port(serve: Serve) -> int:
    called.clear()
    return serve(length_of_body)


def post(port: int, body: Any, **headers: str) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("POST", "/", body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize("length", [0, 1, 65_536, 65_537, 400_000, LIMITS.size])
def test_a_body_comes_whole(port: int, length: int) -> None:
    assert post(port, b"x" * length) == (200, str(length).encode())


def test_a_body_of_unknown_length_comes_whole(port: int) -> None:
    assert post(port, iter([b"x" * 70_000] * 3)) == (200, b"210000")


def test_a_body_that_says_to_be_too_large_is_not_read(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(
            f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {LIMITS.size + 1}\r\n\r\n".encode()
        )

        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_a_body_that_grows_too_large_is_read_no_further(port: int) -> None:
    def endless() -> Iterable[bytes]:
        for _ in range(30):
            yield b"x" * 50_000

    assert post(port, endless())[0] == 413


@pytest.mark.parametrize("head", ["Content-Length: 10", "Content-Length: 100000"])
def test_a_body_that_does_not_come_is_given_up_and_took_no_thread(port: int, head: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"POST / HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\nabc".encode())
        answer = line.recv(1000)

    assert answer.startswith(b"HTTP/1.1 408")
    assert b"connection: close" in answer
    assert called == []


def test_a_body_that_breaks_off_reaches_no_page(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc")
        line.shutdown(socket.SHUT_WR)
        line.recv(1000)

    assert post(port, b"12345") == (200, b"5")
    assert called == ["/"]
