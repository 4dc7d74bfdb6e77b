"""A real Chromium on the product in a thread: pages are opened as somebody who is logged in."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from werkzeug.serving import BaseWSGIServer, make_server

from kiosk.app import create_app
from kiosk.core.logins import Origin
from kiosk.core.model import Event, Participant, Role
from kiosk.desk import Desk
from kiosk.services import logins
from kiosk.storage import users
from tests.browser.doors import LISTEN
from tests.door_camera import DoorCameraByHand
from tests.makers import Maker

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 20_000
"""A machine that does something else at the same time is slow, and not wrong."""
SMALL, LAPTOP, WALL = (320, 640), (1366, 768), (1920, 1080)
OpenPage = Callable[..., Page]


class Server:
    """The product on loopback, which can be stopped and started again."""

    def __init__(self, desk: Desk, camera: DoorCameraByHand) -> None:
        self.desk, self.camera = desk, camera
        self.port = 0
        self.app: Flask
        self._server: BaseWSGIServer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.app = create_app(self.desk, self.camera)  # type: ignore[arg-type]
        self._server = make_server("127.0.0.1", self.port, _at_once(self.app), threaded=True)
        self.port = self._server.port
        serve = partial(self._server.serve_forever, poll_interval=0.05)
        threading.Thread(target=serve, daemon=True).start()

    def stop(self) -> None:
        self.app.extensions["feeds"].close()
        self._server.shutdown()
        self._server.server_close()

    def cookie_of(self, role: Role) -> str:
        """A cookie as after the login of a new member of staff."""
        with self.desk.store.write() as tx:
            number = len(users.all_users(tx))
            name = f"{role.value.title()} {number}" if number else role.value.title()
            found = users.add(tx, name, role, "no password fits", self.desk.now())
        assert found
        client = self.app.test_client()
        with client.session_transaction() as kept:
            kept["_user_id"] = logins.begin(self.desk, found, Origin())
        cookie = client.get_cookie("hadir")
        assert cookie
        return cookie.value


def _at_once(app: Flask) -> "WSGIApplication":
    """Close static files before they are sent: this server forgets to where a browser left."""

    def answered(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = app(environ, start_response)
        if not environ["PATH_INFO"].startswith("/static/"):
            return answer
        with closing(answer):  # type: ignore[type-var]
            return [b"".join(answer)]

    return answered


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    if chromium_path() is None:
        pytest.skip("there is no Chromium: install the package chromium")
    driver = [sys.executable, "-m", "playwright", "--version"]
    if subprocess.run(driver, capture_output=True, check=False).returncode:
        pytest.skip("the driver of the browser does not start: install the package libatomic1")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as started:
        yield started


def chromium_path() -> str | None:
    """Where the browser lies, under any of the names that systems give it."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


def launch(playwright: Playwright, *further: str) -> Browser:
    return playwright.chromium.launch(
        executable_path=chromium_path(), args=["--no-sandbox", *further]
    )


@pytest.fixture
def camera() -> DoorCameraByHand:
    return DoorCameraByHand()


@pytest.fixture
def server(sqlite_desk: Desk, camera: DoorCameraByHand) -> Iterator[Server]:
    server = Server(sqlite_desk, camera)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def event(make: Maker, server: Server) -> Event:
    return make.event()


@pytest.fixture
def open_page(chromium: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens a page as somebody new; fails the test for errors and for requests to elsewhere."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(path: str, role: Role | None = Role.STEWARD, **options: Any) -> Page:
        width, height = options.pop("size", LAPTOP)
        browser = options.pop("browser", chromium)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=options.pop("locale", "en-GB"),
            **options,
        )
        contexts.append(context)
        if role:
            value = server.cookie_of(role)
            context.add_cookies([{"name": "hadir", "value": value, "url": server.url}])
        page: Page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: _from_here(request.url, complaints))
        page.goto(server.url + path)
        return page

    yield opened
    for each in contexts:
        each.close()
    assert complaints == []


def _from_here(url: str, complaints: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and parts.hostname != "127.0.0.1":
        complaints.append(f"a request left the machine: {url}")


@pytest.fixture
def ada(make: Maker, event: Event) -> Participant:
    return make.participant(event, "Ada", organization="SDN 1 Ampah")


@pytest.fixture
def door(open_page: OpenPage, ada: Participant) -> Page:
    """The door, begun: with sound, and its stream open."""
    page = open_page("/kiosk")
    page.evaluate(LISTEN)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("[data-kiosk]")).to_have_attribute("data-server", "ok")
    page.evaluate("window.tones.length = 0")
    return page
