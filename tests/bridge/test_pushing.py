"""Streams: told at once, without a thread each, and ended when one of both sides goes."""

import socket
import threading
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kiosk.web.live.pages import event_stream
from kiosk.web.live.streams import Stream
from tests.bridge.conftest import Serve, until

MANY = 150


class Said(Stream):
    """Says what it is told to say."""

    def __init__(self) -> None:
        self.news = [b"data: hello\n\n"]
        self.closed = False
        self.tell: Callable[[], None] = lambda: None

    @property
    def is_over(self) -> bool:
        return self.closed

    def take(self) -> bytes:
        return self.news.pop(0) if self.news else b""

    def on_news(self, tell: Callable[[], None]) -> None:
        self.tell = tell

    def close(self) -> None:
        self.closed = True

    def say(self, news: bytes) -> None:
        self.news.append(news)
        self.tell()


@pytest.fixture
def said() -> list[Said]:
    return []


@pytest.fixture
def port(serve: Serve, said: list[Said]) -> int:
    app = Flask("streams")

    def live() -> Any:
        said.append(Said())
        return event_stream(said[-1])

    app.add_url_rule("/live", view_func=live)
    return serve(app)


def watch(port: int, *headers: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    head = "".join(f"{each}\r\n" for each in headers)
    line.sendall(f"GET /live HTTP/1.1\r\nHost: x\r\n{head}\r\n".encode())
    return line


def heard(line: socket.socket, words: bytes) -> bytes:
    come = b""
    while words not in come:
        piece = line.recv(65_536)
        assert piece, come
        come += piece
    return come


def test_who_watches_is_told_at_once(port: int, said: list[Said]) -> None:
    with watch(port) as line:
        head = heard(line, b"data: hello\n\n")
        said[0].say(b"data: 2\n\n")
        heard(line, b"data: 2\n\n")

    assert b"content-type: text/event-stream" in head


def test_many_watch_and_have_no_thread(port: int, said: list[Said]) -> None:
    with watch(port) as first:
        heard(first, b"hello")
    before = threading.active_count()
    lines = [watch(port) for _ in range(MANY)]
    for each in lines:
        heard(each, b"hello")
    assert threading.active_count() < before + MANY / 2

    for stream in said:
        stream.say(b"data: news\n\n")
    for each in lines:
        heard(each, b"data: news\n\n")
        each.close()


def test_a_client_that_goes_away_ends_its_stream(port: int, said: list[Said]) -> None:
    with watch(port) as line:
        heard(line, b"hello")
        assert not said[0].closed

    until(lambda: said[0].closed)


def test_a_stream_that_is_over_ends_the_answer(port: int, said: list[Said]) -> None:
    with watch(port) as line:
        heard(line, b"hello")
        said[0].closed = True
        said[0].tell()

        heard(line, b"0\r\n\r\n")


def test_a_client_that_takes_it_gets_its_stream_packed(port: int, said: list[Said]) -> None:
    with watch(port, "Accept-Encoding: gzip", "Connection: close") as line:
        head, _, rest = heard(line, b"\0\0\xff\xff\r\n").partition(b"\r\n\r\n")
        said[0].say(b"data: 2\n\n")
        more = heard(line, b"\0\0\xff\xff\r\n")

    assert b"content-encoding: gzip" in head
    unpack = zlib.decompressobj(31)
    assert unpack.decompress(_unchunked(rest)) == b"data: hello\n\n"
    assert unpack.decompress(_unchunked(more)) == b"data: 2\n\n"


def test_who_does_not_read_for_long_loses_the_stream(port: int, said: list[Said]) -> None:
    with watch(port) as line:
        heard(line, b"hello")
        for _ in range(1100):
            said[0].say(b"x" * 1024)

        until(lambda: said[0].closed)


def _unchunked(chunk: bytes) -> bytes:
    size, _, rest = chunk.partition(b"\r\n")
    return rest[: int(size, 16)]
