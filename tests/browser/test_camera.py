"""A browser's own camera at the door: a film of real badges, read by the real reader."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Playwright, expect

from badges.symbol import matrix
from kiosk.core.model import Event, Participant
from kiosk.desk import Desk
from kiosk.server_camera import ServerCamera
from kiosk.services import stations
from kiosk.services.attendance import scans_of
from tests.browser.conftest import OpenPage, Server, launch
from tests.makers import Maker

pytestmark = pytest.mark.browser


def frame_of(*codes: str) -> bytes:
    """A picture of a grey wall with badges before it, as JPEG."""
    frame = np.full((480, 640, 3), 150, np.uint8)
    for place, code in enumerate(codes):
        modules = np.asarray(matrix(code)).astype(np.uint8)
        symbol = np.kron(np.pad(1 - modules, 4, constant_values=1) * 255, np.ones((6, 6), np.uint8))
        side, left = symbol.shape[0], 30 + 310 * place
        frame[120 : 120 + side, left : left + side] = symbol[:, :, None]
    return bytes(cv2.imencode(".jpg", frame)[1])


@pytest.fixture
def people(make: Maker, event: Event) -> list[Participant]:
    return [make.participant(event, name) for name in ("Ada", "Grace")]


@pytest.fixture
def filmed(
    playwright: Playwright, people: list[Participant], make: Maker, tmp_path: Path
) -> Iterator[Browser]:
    """A Chromium whose camera sees a wall first, and then two badges at once."""
    codes = [make.badge(each).code for each in people]
    film = tmp_path / "film.mjpeg"
    film.write_bytes(frame_of() * 15 + frame_of(*codes) * 60)
    browser = launch(
        playwright,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    yield browser
    browser.close()


def test_the_browsers_camera_checks_in_each_badge_it_sees_once(
    open_page: OpenPage,
    filmed: Browser,
    people: list[Participant],
    sqlite_desk: Desk,
    server: Server,
) -> None:
    server.app.extensions["camera"] = ServerCamera(sqlite_desk, "")
    tablet, _token = stations.add_station(sqlite_desk, "Tablet", "Pintu 2")
    stations.store_station_settings(sqlite_desk, tablet.id, {"browser_camera": True}, "Siti")
    page = open_page("/kiosk", browser=filmed)
    page.context.add_cookies([{"name": "station", "value": str(tablet.id), "url": server.url}])
    page.reload()

    expect(page.locator("[data-browser-video]")).to_be_visible()
    expect(page.locator(".answer__name")).to_be_visible(timeout=15_000)
    page.locator("[data-answer]").wait_for(state="detached", timeout=15_000)

    came = [each for each in scans_of(sqlite_desk, people[0].event_id) if each.reason == "ok"]
    assert {each.name for each in came} == {"Ada", "Grace"}
    assert {each.door for each in came} == {"Pintu 2"}
