"""A camera on the network: a real stream through the real driver, pulled and plugged in again."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import pytest

from badges.code import new_code
from kiosk.scanner.camera.camera import keep_camera, open_camera
from kiosk.scanner.camera.health import CameraCondition
from kiosk.scanner.loop import scans
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.repeats import Repeats
from tests.fakes import eventually
from tests.scanner.films import badge_picture

CODE = new_code()
PART = b"--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n"


class NetworkCamera(ThreadingHTTPServer):
    """Sends a badge as motion JPEG until its cable is pulled."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pictures)
        self.pulled = threading.Event()
        self.breaks = False
        self.pause = 1 / 60
        self.address = f"http://127.0.0.1:{self.server_port}/video"


class _Pictures(BaseHTTPRequestHandler):
    server: NetworkCamera

    def do_GET(self) -> None:
        if self.server.pulled.is_set():
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=next")
        self.end_headers()
        for number in range(10_000):
            if self.server.pulled.is_set() or not self._send(number):
                return
            time.sleep(self.server.pause)

    def _send(self, number: int) -> bool:
        image = badge_picture(CODE)
        image[-40:, :40] = number % 200
        jpeg = cv2.imencode(".jpg", image)[1].tobytes()
        if self.server.breaks and number % 3:
            jpeg = jpeg[:150] + bytes(len(jpeg) - 150)
        try:
            self.wfile.write(PART % (len(jpeg), jpeg))
        except OSError:
            return False
        return True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def stream() -> Iterator[NetworkCamera]:
    with NetworkCamera() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.pulled.set()
        server.shutdown()


def test_a_badge_before_a_network_camera_is_scanned(stream: NetworkCamera) -> None:
    camera = open_camera(stream.address)

    seen = next(scans(camera, Reader(), Repeats()))

    assert seen.code == CODE
    camera.close()


def test_a_network_camera_is_lost_when_its_cable_is_pulled_and_comes_back(
    stream: NetworkCamera,
) -> None:
    camera = keep_camera(stream.address)
    assert eventually(lambda: camera.health().state is CameraCondition.OK)

    stream.pulled.set()
    assert eventually(lambda: camera.health().state is CameraCondition.LOST)
    stream.pulled.clear()

    assert eventually(lambda: camera.health().state is CameraCondition.OK)
    assert camera.health().reopened >= 1
    camera.close()


def test_a_network_camera_that_is_slow_is_slow_and_neither_lost_nor_opened_again(
    stream: NetworkCamera,
) -> None:
    stream.pause = 1.2
    camera, states = keep_camera(stream.address), set()
    while (health := camera.health()).frames < 7:
        states.add(health.state)
        time.sleep(0.02)

    assert states == {CameraCondition.OPENING, CameraCondition.OK, CameraCondition.SLOW}
    assert (health.state, health.reopened) == (CameraCondition.SLOW, 0)

    stream.pulled.set()
    assert eventually(lambda: camera.health().state is CameraCondition.LOST)
    camera.close()


def test_pictures_that_the_network_broke_are_passed_over(stream: NetworkCamera) -> None:
    stream.breaks = True
    camera = keep_camera(stream.address)
    try:
        assert eventually(lambda: camera.health().frames > 20)
        assert camera.health().reopened == 0
    finally:
        camera.close()


def test_the_password_of_a_stream_is_not_shown(stream: NetworkCamera) -> None:
    camera = keep_camera(stream.address.replace("//", "//admin:secret@"))

    assert camera.source == stream.address
    camera.close()
