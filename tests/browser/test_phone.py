"""A phone as a door: its camera sees a film of real badges, its network is cut and joined."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, Playwright, expect

from badges.code import new_code
from badges.symbol import matrix
from kiosk.core.model import Event, Participant, Reason
from kiosk.desk import Desk
from kiosk.server_camera import ServerCamera
from kiosk.services import acts, joining, stations
from kiosk.services.attendance import scans_of
from tests.browser.conftest import OpenPage, Server, launch
from tests.browser.phones import frame
from tests.conftest import MORNING
from tests.makers import Maker

pytestmark = pytest.mark.browser
PHONE = (390, 844)
Filmed = Callable[[bytes], Browser]
Join = Callable[[bytes], Page]
KEPT = """async () => {
  const database = await new Promise((done) => {
    const request = indexedDB.open("hadir", 1);
    request.onsuccess = () => done(request.result);
  });
  const kept = [];
  for (const room of database.objectStoreNames) {
    await new Promise((done) => {
      const request = database.transaction(room).objectStore(room).getAll();
      request.onsuccess = () => { kept.push(request.result); done(); };
    });
  }
  return JSON.stringify(kept);
}"""


@pytest.fixture
def people(make: Maker, event: Event) -> list[Participant]:
    return [make.participant(event, name) for name in ("Ada Lovelace", "Grace Hopper")]


@pytest.fixture
def filmed(playwright: Playwright, tmp_path: Path) -> Iterator[Filmed]:
    """Gives a Chromium whose camera sees a film, again and again."""
    browsers: list[Browser] = []

    def launched(film: bytes) -> Browser:
        path = tmp_path / f"film{len(browsers)}.mjpeg"
        path.write_bytes(film)
        browsers.append(
            launch(
                playwright,
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={path}",
            )
        )
        return browsers[-1]

    yield launched
    for each in browsers:
        each.close()


@pytest.fixture
def join(open_page: OpenPage, filmed: Filmed, key: str) -> Join:
    """Lets a phone become a door, whose camera sees this film; its clock is the event's."""

    def joined(film: bytes) -> Page:
        page = open_page("/phone", None, browser=filmed(film), size=PHONE)
        page.clock.set_fixed_time(MORNING)
        page.evaluate("key => { location.hash = key; location.reload(); }", key)
        return page

    return joined


@pytest.fixture
def key(sqlite_desk: Desk, event: Event) -> str:
    return joining.add_phone(sqlite_desk, "Ponsel", "Pintu Timur", "full", "Siti").key


def came(desk: Desk, event_id: int) -> dict[str, str]:
    """Who was admitted, and by what means."""
    return {each.name: each.means for each in scans_of(desk, event_id) if each.reason == Reason.OK}


def test_a_phone_is_a_door_once_it_has_seen_the_key(
    join: Join, people: list[Participant], make: Maker, sqlite_desk: Desk, event: Event
) -> None:
    film = frame() * 60 + frame(make.badge(people[0]).code) * 40
    page = join(film)

    expect(page.locator(".answer--ok .answer__name")).to_have_text("Ada Lovelace")
    expect(page.locator("[data-place]")).to_have_text("Pintu Timur")
    assert page.url.endswith("/phone")
    assert came(sqlite_desk, event.id) == {"Ada Lovelace": "phone"}

    page.reload()
    expect(page.locator("[data-place]")).to_have_text("Pintu Timur")


def test_without_the_network_it_goes_on_and_sends_it_later(
    join: Join,
    people: list[Participant],
    make: Maker,
    sqlite_desk: Desk,
    event: Event,
) -> None:
    codes = [make.badge(each).code for each in people]
    film = frame() * 150 + frame(*codes) * 30
    page = join(film)
    expect(page.locator("[data-ready]")).to_be_visible()
    page.context.set_offline(True)

    expect(page.locator(".answer--ok .phone__offline")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-waiting-count]")).to_have_text("2")
    expect(page.locator("[data-lost]")).to_be_visible()
    assert came(sqlite_desk, event.id) == {}
    _says_nothing_of(page, ["Lovelace", "Hopper", *codes])

    page.get_by_text("About this phone").click()
    page.get_by_role("button", name="Stop being a door").click()
    expect(page.locator("[data-leave-refused]")).to_be_visible()

    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert came(sqlite_desk, event.id) == {"Ada Lovelace": "phone", "Grace Hopper": "phone"}


def test_where_the_certificate_is_trusted_it_opens_again_without_the_network(
    join: Join, people: list[Participant], make: Maker, sqlite_desk: Desk, event: Event
) -> None:
    page = join(frame() * 200 + frame(make.badge(people[0]).code) * 30)
    expect(page.locator("[data-ready]")).to_be_visible()
    expect(page.locator("[data-kept]")).to_be_visible()
    page.context.set_offline(True)

    page.reload()

    expect(page.locator("[data-lost]")).to_be_visible()
    expect(page.locator("[data-not-kept]")).to_have_count(0)
    expect(page.locator(".answer--ok .phone__offline")).to_be_visible(timeout=40_000)
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert came(sqlite_desk, event.id) == {"Ada Lovelace": "phone"}


def test_what_it_cannot_read_itself_goes_to_the_computer_as_a_small_picture(
    join: Join,
    people: list[Participant],
    make: Maker,
    server: Server,
    sqlite_desk: Desk,
) -> None:
    server.app.extensions["camera"] = ServerCamera(sqlite_desk, "")
    film = frame(make.badge(people[0]).code, blur=2.6)
    sizes: list[int] = []
    page = join(frame() * 60 + film * 40)
    page.on("request", lambda request: sizes.append(len(request.post_data_buffer or b"")))

    expect(page.locator(".answer--ok .answer__name")).to_have_text("Ada Lovelace")
    assert came(sqlite_desk, people[0].event_id) == {"Ada Lovelace": "phone"}
    assert 0 < max(sizes) <= 30_000


def test_a_welcome_that_the_computer_does_not_confirm_is_told(
    join: Join,
    people: list[Participant],
    make: Maker,
    sqlite_desk: Desk,
    event: Event,
) -> None:
    film = frame() * 150 + frame(make.badge(people[0]).code) * 30
    page = join(film)
    expect(page.locator("[data-ready]")).to_be_visible()
    page.context.set_offline(True)
    expect(page.locator(".answer--ok")).to_be_visible(timeout=30_000)
    acts.cancel(sqlite_desk, event.id, [people[0].id], "Siti")

    page.context.set_offline(False)
    expect(page.locator("[data-otherwise-list] li")).to_contain_text("Please see the staff")
    assert came(sqlite_desk, event.id) == {}


def test_a_phone_that_was_withdrawn_says_so_and_keeps_what_waits(
    join: Join, sqlite_desk: Desk, event: Event
) -> None:
    page = join(frame() * 30)
    expect(page.locator("[data-event]")).to_have_text(event.name)
    station = next(each for each in stations.stations(sqlite_desk) if each.name == "Ponsel")

    stations.withdraw(sqlite_desk, station.id, "Siti")

    expect(page.get_by_text("This phone was withdrawn")).to_be_visible()


def _says_nothing_of(page: Page, words: list[str]) -> None:
    kept = page.evaluate(KEPT)
    assert json.loads(kept)
    assert not [each for each in words if each in kept]


def test_the_reader_on_the_phone_reads_what_is_drawn_and_nothing_that_is_no_badge(
    open_page: OpenPage,
) -> None:
    page = open_page("/phone", None)
    codes = [new_code() for _ in range(12)]
    foreign = ["A" * 16, codes[0][:-1] + ("0" if codes[0][-1] != "0" else "1")]
    read = """async ([address, size, grey]) => {
      const { read } = await import(address);
      return read({ grey: Uint8Array.from(grey), width: size, height: size }).codes;
    }"""
    address = page.evaluate("new URL('reading.js', document.scripts[0].src).href").replace(
        "/live/", "/phone/"
    )

    def seen(text: str, module: int, angle: float) -> list[str]:
        grey = turned(text, module, angle)
        found: list[str] = page.evaluate(read, [address, len(grey), grey.ravel().tolist()])
        return found

    looks = [(3, 0.0), (4, 20.0), (6, 180.0), (5, 300.0)]
    for place, code in enumerate(codes):
        assert seen(code, *looks[place % len(looks)]) == [code]
    for text in foreign:
        assert seen(text, 5, 0.0) == []


def turned(text: str, module: int, angle: float) -> NDArray[np.uint8]:
    """A symbol on a wall, turned by so many degrees."""
    modules = np.pad(1 - np.asarray(matrix(text)).astype(np.uint8), 4, constant_values=1)
    symbol = (np.kron(modules, np.ones((module, module))) * 200 + 30).astype(np.uint8)
    size = 2 * len(symbol)
    turn = cv2.getRotationMatrix2D((len(symbol) / 2, len(symbol) / 2), angle, 1)
    turn = turn + np.array([(0, 0, len(symbol) / 2)] * 2)
    wall = cv2.warpAffine(
        symbol, turn, (size, size), borderMode=cv2.BORDER_CONSTANT, borderValue=120
    )
    return wall.astype(np.uint8)
