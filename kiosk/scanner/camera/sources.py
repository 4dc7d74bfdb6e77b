"""Where frames come from: films and folders here, webcams and streams in devices.py."""

import math
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.camera.errors import FilmEmpty, FilmUnreadable, FolderEmpty

Image = NDArray[np.uint8]

IMAGE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm"}
)
USUAL_FPS = 25.0
FASTEST_FPS = 1000.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a webcam. ``None`` leaves the driver's own choice."""

    width: int = 1280
    height: int = 720
    fps: float = 30.0
    fourcc: str = "MJPG"
    exposure: float | None = None
    focus: float | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """What the source really gives. ``fps`` is what it claims; Health has what is measured."""

    width: int
    height: int
    fps: float
    fourcc: str
    backend: str


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: ``image`` is uint8, (height, width, 3) BGR or (height, width) grey.

    ``at`` is seconds: of the film for films and folders, of ``time.monotonic`` for live sources.
    ``number`` counts up from 0 within one source or camera.
    """

    image: Image
    at: float
    number: int


@runtime_checkable
class Source(Protocol):
    """Something that hands out frames one after the other, and ``None`` when there are no more."""

    granted: Granted
    live: bool

    def read(self) -> Frame | None:
        """Return the next frame; live sources wait for it."""

    def close(self) -> None:
        """Let go of the device or file."""


class Recording:
    """The frames of a film or a folder in order, all of them, with film time."""

    live = False

    def __init__(self, images: Iterator[Image], granted: Granted) -> None:
        """Hand out ``images`` at ``granted.fps``."""
        self.granted = granted
        self._images = images
        self._number = 0

    def read(self) -> Frame | None:
        """Return the next frame, or None after the last."""
        image = next(self._images, None)
        if image is None:
            return None
        frame = Frame(image, self._number / self.granted.fps, self._number)
        self._number += 1
        return frame

    def close(self) -> None:
        """Forget the frames that are left."""
        self._images = iter(())


class Paced:
    """A recording in real time, over and over: a camera for rehearsals."""

    live = True

    def __init__(self, opener: Callable[[], Recording]) -> None:
        """Play what ``opener`` opens from now on, and open it again at its end."""
        self._opener = opener
        self._begin()
        self.granted = self._recording.granted

    def read(self) -> Frame | None:
        """Return the next frame when its time has come."""
        frame = self._recording.read()
        if frame is None:
            self._begin()
            frame = self._recording.read()
        if frame is None:
            return None
        due = self._began + frame.at
        time.sleep(max(0.0, due - time.monotonic()))
        return Frame(frame.image, due, frame.number)

    def close(self) -> None:
        """Close the recording."""
        self._recording.close()

    def _begin(self) -> None:
        self._recording = self._opener()
        self._began = time.monotonic()


def open_recording(path: Path, wish: Wish) -> Recording:
    """Open a film or a folder of images; raises a CameraError that says what is wrong.

    A folder plays at ``wish.fps``, a film at its own.
    """
    return _open_folder(path, wish.fps) if path.is_dir() else _open_film(path)


def granted_by(capture: cv2.VideoCapture, image: Image, fps: float) -> Granted:
    """Return what ``capture`` says of itself, with the size of a real ``image`` it gave."""
    height, width = image.shape[:2]
    letters = int(capture.get(cv2.CAP_PROP_FOURCC)).to_bytes(8, "little", signed=True)[:4]
    fourcc = letters.decode("latin-1").strip("\0 ")
    return Granted(width, height, fps, fourcc, capture.getBackendName())


def sensible_fps(fps: float) -> float:
    """Return ``fps``, or 25 where a driver or file says nonsense."""
    return fps if math.isfinite(fps) and 0 < fps <= FASTEST_FPS else USUAL_FPS


def captured(capture: cv2.VideoCapture) -> Image | None:
    """Return the next image of ``capture``, or None where there is none."""
    found, image = capture.read()
    return np.asarray(image, np.uint8) if found else None


def _open_film(path: Path) -> Recording:
    if not path.is_file():
        raise FilmUnreadable(str(path))
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise FilmUnreadable(str(path))
    first = captured(capture)
    if first is None:
        raise FilmEmpty(str(path))
    granted = granted_by(capture, first, sensible_fps(capture.get(cv2.CAP_PROP_FPS)))
    return Recording(_film_images(first, capture), granted)


def _film_images(first: Image, capture: cv2.VideoCapture) -> Iterator[Image]:
    yield first
    while (image := captured(capture)) is not None:
        yield image
    capture.release()


def _open_folder(path: Path, fps: float) -> Recording:
    images = _folder_images(path)
    first = next(images, None)
    if first is None:
        raise FolderEmpty(str(path))
    height, width = first.shape[:2]
    return Recording(_chained(first, images), Granted(width, height, fps, "", "FOLDER"))


def _folder_images(folder: Path) -> Iterator[Image]:
    found = [each for each in folder.iterdir() if each.suffix.lower() in IMAGE_SUFFIXES]
    for path in sorted(found, key=_by_number):
        image = _decoded(path)
        if image is not None:
            yield image


def _chained(first: Image, rest: Iterator[Image]) -> Iterator[Image]:
    yield first
    yield from rest


def _decoded(path: Path) -> Image | None:
    try:
        return np.asarray(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    except (OSError, cv2.error, TypeError):
        return None


def _by_number(path: Path) -> list[tuple[int, str]]:
    parts = re.findall(r"\d+|\D+", path.name)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
