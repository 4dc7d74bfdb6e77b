"""Text is sent packed to whoever takes it, and the same text in the end."""

import gzip
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.core.model import Event
from tests.makers import Maker

PACKED = {"Accept-Encoding": "gzip"}
MOST = 60_000
MOST_OF_A_PHONE = 25_000


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


def test_a_page_is_packed_for_who_takes_it(as_viewer: FlaskClient, event: Event) -> None:
    plain = as_viewer.get("/dashboard")
    packed = as_viewer.get("/dashboard", headers=PACKED)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) == int(packed.headers["Content-Length"]) < len(plain.data) / 3
    assert "</html>" in gzip.decompress(packed.data).decode()


def test_who_refuses_it_gets_the_plain_text(as_viewer: FlaskClient, event: Event) -> None:
    answer = as_viewer.get("/dashboard", headers={"Accept-Encoding": "gzip;q=0, br"})

    assert "Content-Encoding" not in answer.headers


def test_a_short_answer_is_not_packed(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers=PACKED).headers


def test_a_static_file_is_packed_and_known_again(app: Flask, client: FlaskClient) -> None:
    address = f"{app.static_url_path}/css/shell/tokens.css"
    with client.get(address, headers=PACKED) as packed:
        content, etag = gzip.decompress(packed.data), packed.headers["ETag"]
    with client.get(address, headers={**PACKED, "If-None-Match": etag}) as again:
        assert (again.status_code, again.data) == (304, b"")

    path = Path(str(app.static_folder)) / "css/shell/tokens.css"
    assert content == path.read_bytes()
    assert etag.startswith("W/")


def test_a_part_of_a_file_and_a_head_are_left_alone(app: Flask, client: FlaskClient) -> None:
    address = f"{app.static_url_path}/css/shell/tokens.css"

    with client.get(address, headers={**PACKED, "Range": "bytes=0-1"}) as part:
        assert (part.status_code, len(part.data)) == (206, 2)
        assert "Content-Encoding" not in part.headers
    with client.head(address, headers=PACKED) as head:
        assert head.data == b""


def test_all_style_sheets_and_scripts_together_are_small(app: Flask) -> None:
    folder = Path(str(app.static_folder))
    files = [each for each in folder.rglob("*") if each.suffix in {".css", ".js"}]
    # The reader of badges is loaded by phones that are doors, and by nobody else.
    of_phones = [each for each in files if each.parent == folder / "js/phone"]

    assert _packed(set(files) - set(of_phones)) < MOST
    assert _packed(of_phones) < MOST_OF_A_PHONE


def _packed(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(each.read_bytes(), 6)) for each in files)
