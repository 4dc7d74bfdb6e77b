"""Every page with extreme values: names, titles, groups and sessions as no list of ours has."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from kiosk.core.model import Event, Role
from kiosk.desk import Desk
from tests.addresses import addresses_of
from tests.browser.conftest import OpenPage, Server
from tests.browser.screens.conftest import Look, Size
from tests.browser.screens.geometry import SIZES
from tests.browser.screens.worlds import EXTREME, NAMES, OFFICE, SHORT, World, make_world

pytestmark = pytest.mark.browser

PHONE, LAPTOP = (320, 640), (1366, 768)
LIGHT_AND_DARK = {
    "Indonesian": {"locale": "id-ID", "color_scheme": "light"},
    "English": {"locale": "en-GB", "color_scheme": "dark"},
    "Indonesian, dark": {"locale": "id-ID", "color_scheme": "dark"},
    "English, light": {"locale": "en-GB", "color_scheme": "light"},
}
_ELSEWHERE = {"/dashboard/wall", "/kiosk", "/badges/summary", "/kiosk/check/camera"}
"""Looked at in tests of their own, or pieces of pages."""


@pytest.mark.parametrize(
    ("name", "size"), [("Indonesian", PHONE), ("English", LAPTOP)], ids=["phone", "laptop"]
)
def test_every_page_stays_right_and_is_for_everybody(  # noqa: PLR0913, PLR0917
    open_page: OpenPage, sqlite_desk: Desk, server: Server, look: Look, name: str, size: Size
) -> None:
    paths = _paths_in(sqlite_desk, server, EXTREME)

    _visit(open_page("/", Role.ADMINISTRATOR, **LIGHT_AND_DARK[name]), paths, look, name, (size,))


@pytest.mark.slow
@pytest.mark.screens
@pytest.mark.parametrize("world", [EXTREME, SHORT], ids=str)
@pytest.mark.parametrize("name", LIGHT_AND_DARK)
def test_every_page_stays_right_at_every_size(  # noqa: PLR0913, PLR0917
    open_page: OpenPage, sqlite_desk: Desk, server: Server, look: Look, name: str, world: World
) -> None:
    paths = _paths_in(sqlite_desk, server, world)

    row = f"{world} {name}"
    _visit(open_page("/", Role.ADMINISTRATOR, **LIGHT_AND_DARK[name]), paths, look, row, SIZES)


@pytest.mark.parametrize("path", ["/login", "/kiosk/exit", "/setup"])
def test_pages_before_a_login_are_for_everybody(
    open_page: OpenPage, server: Server, look: Look, path: str
) -> None:
    for name in ("Indonesian", "English"):
        page = open_page(path, None, **LIGHT_AND_DARK[name])
        look(page, path.strip("/").replace("/", "-"), name, (PHONE, LAPTOP))


def _paths_in(desk: Desk, server: Server, world: World) -> list[str]:
    paths = sorted(pages_of(server, make_world(desk, world)))
    assert len(paths) > 25
    return paths


def _visit(page: Page, paths: list[str], look: Look, row: str, sizes: tuple[Size, ...]) -> None:
    origin = page.url.rstrip("/")
    for path in paths:
        page.goto(origin + path)
        page.evaluate(OPEN_ALL)
        name = path.strip("/").replace("/", "-").split("?")[0] or "start"
        look(page, _without_tokens(name), row, sizes)


OPEN_ALL = "() => document.querySelectorAll('main details').forEach((each) => (each.open = true))"


def _without_tokens(name: str) -> str:
    return "-".join(part for part in name.split("-") if len(part) < 20)


def pages_of(server: Server, event: Event) -> Iterator[str]:
    """Yield the addresses of every page that shows itself to an administrator."""
    server.app.config["WTF_CSRF_ENABLED"] = False
    client = server.app.test_client()
    client.set_cookie("hadir", server.cookie_of(Role.ADMINISTRATOR), domain="localhost")
    yield from _made_by_forms(client)
    for address in _fixed(server.app, event):
        if address in _ELSEWHERE:
            continue
        with client.get(address, buffered=False) as answer:
            if answer.mimetype == "text/html" and answer.status_code == 200:
                yield address
    server.app.config["WTF_CSRF_ENABLED"] = True


def _fixed(app: Flask, event: Event) -> set[str]:
    return addresses_of(
        app, {"event_id": event.id, "participant_id": 2, "session_id": 1, "number": 1}
    )


def _made_by_forms(client: FlaskClient) -> Iterator[str]:
    """Yield pages that only a form leads to: an import, a mapping, a job, a found person."""
    clear = _sheet("Nama Lengkap", "NIP", "Unit Kerja", "Kelompok")
    unclear = _sheet("Kolom A", "Kolom B", "Kolom C", "Kolom D")
    for content in (clear, unclear):
        file = (BytesIO(content), "daftar-peserta-coaching-clinic-gelombang-pertama.csv")
        answer = client.post("/roster/uploads", data={"file": file})
        yield str(answer.location)
    answer = client.post("/badges/sheets", data={"ids": "1"})
    yield str(answer.location)
    yield "/participants#q=agustina"
    yield "/desk#q=agustina"
    yield "/desk#q=nobody-is-called-so"


def _sheet(*heads: str) -> bytes:
    out = StringIO()
    rows = [
        [name, "1,98001E+17" if place == 2 else f"{197001012000031900 + place}", OFFICE, "X" * 60]
        for place, name in enumerate(NAMES)
    ]
    csv.writer(out, delimiter=";").writerows([heads, *rows])
    return out.getvalue().encode()
