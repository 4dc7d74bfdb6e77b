"""What a page sees of a request, and how its answer is sent."""

import http.client
import json
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request, send_file

from tests.bridge.conftest import Serve

LONG = [bytes([number % 256]) * 50_000 for number in range(40)]
closed: list[bool] = []


@pytest.fixture
def port(serve: Serve, tmp_path: Path) -> int:
    (tmp_path / "file").write_bytes(b"".join(LONG))
    app = Flask("answers")
    app.add_url_rule("/<path:path>", "seen", _seen, methods=["GET", "POST", "HEAD"])
    app.add_url_rule("/file", "file", lambda: send_file(tmp_path / "file", "text/plain"))
    app.add_url_rule("/long", "long", lambda: Response(_long()))
    app.add_url_rule("/breaks", "breaks", lambda: Response(_breaks()))
    closed.clear()
    return serve(app)


def _seen(path: str) -> Response:
    seen = [path, request.method, request.remote_addr, request.host, request.args.get("q")]
    return Response(json.dumps([*seen, request.headers.get("X-Many"), dict(request.cookies)]))


def _long() -> Iterable[bytes]:
    try:
        yield from LONG
    finally:
        closed.append(True)


def _breaks() -> Iterable[bytes]:
    yield b"x"
    raise RuntimeError


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Any:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()


def test_a_page_sees_who_asks_and_for_what(port: int) -> None:
    sent = [
        ("Host", "pintu:8000"),
        ("X-Many", "a"),
        ("X-Many", "b"),
        ("Cookie", "a=1"),
        ("Cookie", "b=2"),
        ("X_Many", "c"),
    ]
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.putrequest("GET", "/h%C3%A9/%2f?q=%C3%A9+1", skip_host=True)
        for name, value in sent:
            connection.putheader(name, value)
        connection.endheaders()
        seen = json.loads(connection.getresponse().read())

    assert seen == [
        "hé//",
        "GET",
        "127.0.0.1",
        "pintu:8000",
        "é 1",
        "a,b",
        {"a": "1", "b": "2"},
    ]


def test_a_file_is_sent_whole(port: int) -> None:
    answer, content = ask(port, "/file")

    assert (answer.status, content) == (200, b"".join(LONG))
    assert answer.headers["Content-Length"] == str(len(content))


def test_a_part_of_a_file_is_sent(port: int) -> None:
    answer, content = ask(port, "/file", Range="bytes=49999-50001")

    assert (answer.status, content) == (206, b"\0\1\1")


def test_a_file_that_the_browser_has_is_not_sent_again(port: int) -> None:
    etag = ask(port, "/file")[0].headers["ETag"]

    answer, content = ask(port, "/file", **{"If-None-Match": etag})

    assert (answer.status, content) == (304, b"")


def test_the_head_of_an_answer_can_be_asked_for(port: int) -> None:
    answer, content = ask(port, "/file", "HEAD")

    assert (answer.status, content) == (200, b"")
    assert answer.headers["Content-Length"] == "2000000"


def test_a_long_answer_is_sent_in_pieces_and_then_closed(port: int) -> None:
    answer, content = ask(port, "/long")

    assert content == b"".join(LONG)
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert closed == [True]


def test_an_answer_that_breaks_while_it_is_made_is_an_error(port: int) -> None:
    assert ask(port, "/breaks")[0].status == 500


def test_turns_are_short_while_a_page_is_made_and_long_for_a_scan(serve: Serve) -> None:
    app = Flask("turns")
    app.add_url_rule("/page", "page", _turn)
    app.add_url_rule("/api/v1/scans", "scans", _turn, methods=["POST"])
    port, usual = serve(app), sys.getswitchinterval()

    assert float(ask(port, "/page")[1]) < usual
    assert float(ask(port, "/api/v1/scans", "POST")[1]) == usual == sys.getswitchinterval()


def _turn() -> str:
    return str(sys.getswitchinterval())
