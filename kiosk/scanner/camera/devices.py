"""Webcams and streams through OpenCV: which driver, what is asked, and a list to choose from."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2

from kiosk.scanner.camera.errors import CameraMissing
from kiosk.scanner.camera.sources import Frame, Image, Wish, captured, granted_by, sensible_fps

DRIVERS = {
    # DirectShow opens at once where MSMF takes seconds; some cameras exist in MSMF only.
    "win32": (cv2.CAP_DSHOW, cv2.CAP_MSMF),
    "darwin": (cv2.CAP_AVFOUNDATION,),
}
OTHER_DRIVERS = (cv2.CAP_V4L2,)
STREAM_TIMEOUT_MS = 5000
WARM_UP_READS = 5
BROKEN_PICTURES = 5
PROMPT_S = 0.5
INDEXES_TRIED = 4
MANUAL_EXPOSURE = {cv2.CAP_V4L2: 1.0}
MANUAL_ELSEWHERE = 0.25


class Settable(Protocol):
    """The part of ``cv2.VideoCapture`` that is asked for things."""

    def set(self, propId: int, value: float) -> bool:  # noqa: N803 - OpenCV's own name
        """Ask for a value; tell whether the driver took it."""

    def get(self, propId: int) -> float:  # noqa: N803 - OpenCV's own name
        """Return a value."""


@dataclass(frozen=True, slots=True)
class FoundCamera:
    """A camera to choose: ``source`` for ``--camera``, ``name`` for people."""

    source: str
    name: str


class Device:
    """A webcam or stream that is open and has given a picture."""

    live = True

    def __init__(self, name: str, capture: cv2.VideoCapture) -> None:
        """Take over an opened ``capture``; raises CameraMissing where it gives no picture."""
        first = _first_image(capture)
        if first is None:
            capture.release()
            raise CameraMissing(name)
        self._capture = capture
        self._number = 0
        self.granted = granted_by(capture, first, sensible_fps(capture.get(cv2.CAP_PROP_FPS)))

    def read(self) -> Frame | None:
        """Wait for the next frame; None when the camera has gone."""
        image = _next_image(self._capture)
        if image is None:
            return None
        frame = Frame(image, time.monotonic(), self._number)
        self._number += 1
        return frame

    def close(self) -> None:
        """Give the device back."""
        self._capture.release()


def open_webcam(which: int | str, wish: Wish) -> Device:
    """Open a webcam by its index or device path with the driver of this system."""
    for driver in drivers_of(sys.platform):
        capture = cv2.VideoCapture(which, driver)
        if capture.isOpened():
            ask(capture, wish, driver)
            return Device(str(which), capture)
    raise CameraMissing(str(which))


def open_stream(address: str) -> Device:
    """Open an RTSP or HTTP stream; a server that says nothing for 5 s is missing."""
    limits = [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
        STREAM_TIMEOUT_MS,
        cv2.CAP_PROP_READ_TIMEOUT_MSEC,
        STREAM_TIMEOUT_MS,
    ]
    capture = cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)
    if not capture.isOpened():
        raise CameraMissing(without_password(address))
    return Device(without_password(address), capture)


def without_password(address: str) -> str:
    """Return the address of a stream for people and logs."""
    scheme, mark, rest = address.partition("://")
    return scheme + mark + rest.rpartition("@")[2] if mark else address


def drivers_of(platform: str) -> tuple[int, ...]:
    """Return the drivers to try for a webcam on ``platform``, as ``sys.platform`` names it."""
    return DRIVERS.get(platform, OTHER_DRIVERS)


def ask(capture: Settable, wish: Wish, driver: int) -> None:
    """Ask a webcam for what is wished; what it grants is read back from its pictures."""
    fourcc = cv2.VideoWriter.fourcc(*wish.fourcc)
    # The format before the size, because without MJPG most cameras give 720p at 10 frames a second.
    capture.set(cv2.CAP_PROP_FOURCC, fourcc)
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, wish.width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, wish.height)
    # DirectShow goes back to its own format when the size changes.
    if int(capture.get(cv2.CAP_PROP_FOURCC)) != fourcc:
        capture.set(cv2.CAP_PROP_FOURCC, fourcc)
    capture.set(cv2.CAP_PROP_FPS, wish.fps)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    if wish.exposure is not None:
        capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, MANUAL_EXPOSURE.get(driver, MANUAL_ELSEWHERE))
        capture.set(cv2.CAP_PROP_EXPOSURE, wish.exposure)
    if wish.focus is not None:
        capture.set(cv2.CAP_PROP_AUTOFOCUS, 0)
        capture.set(cv2.CAP_PROP_FOCUS, wish.focus)


def list_cameras() -> list[FoundCamera]:
    """Return the webcams of this machine, without disturbing one that is in use where possible."""
    if sys.platform.startswith("linux"):
        return [FoundCamera(str(path), _kernel_name(path)) for path in _video_nodes()]
    return [FoundCamera(str(index), f"Camera {index}") for index in _answering_indexes()]


def _first_image(capture: cv2.VideoCapture) -> Image | None:
    # Some cameras answer nothing for the first reads after they were opened.
    for _ in range(WARM_UP_READS):
        image = captured(capture)
        if image is not None:
            return image
    return None


def _next_image(capture: cv2.VideoCapture) -> Image | None:
    """Return the next image; a few that the network broke are passed over."""
    for _ in range(BROKEN_PICTURES):
        began = time.monotonic()
        image = captured(capture)
        if image is not None or time.monotonic() - began > PROMPT_S:
            return image
    return None


def _video_nodes() -> list[Path]:
    nodes = [path for path in Path("/dev").glob("video*") if path.name[5:].isdecimal()]
    ordered = sorted(nodes, key=lambda path: int(path.name[5:]))
    return [path for path in ordered if _takes_pictures(path)]


def _takes_pictures(node: Path) -> bool:
    # A webcam has a second node for metadata, which the kernel numbers 1.
    index = Path("/sys/class/video4linux") / node.name / "index"
    return not index.exists() or index.read_text().strip() == "0"


def _kernel_name(node: Path) -> str:
    name = Path("/sys/class/video4linux") / node.name / "name"
    return name.read_text().strip() if name.exists() else node.name


def _answering_indexes() -> list[int]:
    return [index for index in range(INDEXES_TRIED) if _answers(index)]


def _answers(index: int) -> bool:
    capture = cv2.VideoCapture(index, drivers_of(sys.platform)[0])
    found = capture.isOpened()
    capture.release()
    return found
