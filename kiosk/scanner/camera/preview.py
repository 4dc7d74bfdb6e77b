"""The newest picture as a small JPEG: made once for all who look, and only while someone does."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2

from kiosk.scanner.camera.sources import Frame, Image

WIDTH = 640
QUALITY = 70
SHORTEST_S = 1 / 15
LOOKING_S = 2.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A preview: ``jpeg`` bytes of the frame with ``number``."""

    number: int
    jpeg: bytes


class PicturePreview:
    """Encodes in the thread of whoever looks first; the others get the same bytes.

    It never holds up the reading: frames are only looked at, and nobody who reads waits here.
    """

    def __init__(self, newest: Callable[[], Frame | None]) -> None:
        """Show what ``newest`` returns, usually ``camera.newest``."""
        self._newest = newest
        self._making = threading.Lock()
        self._picture: Picture | None = None
        self._made_at = self._asked_at = float("-inf")

    @property
    def is_watched(self) -> bool:
        """Tell whether somebody looked within the last two seconds."""
        return time.monotonic() - self._asked_at < LOOKING_S

    def picture(self) -> Picture | None:
        """Return the newest preview, at most 15 a second; None while there is no frame yet."""
        with self._making:
            now = self._asked_at = time.monotonic()
            frame = self._newest()
            if frame is not None and self._is_due(frame, now):
                self._picture = Picture(frame.number, encoded(frame.image))
                self._made_at = now
            return self._picture

    def pictures(self, stop: threading.Event) -> Iterator[Picture]:
        """Return previews as they come, each once, until ``stop`` is set."""
        shown = -1
        while not stop.wait(SHORTEST_S / 2):
            picture = self.picture()
            if picture is not None and picture.number != shown:
                shown = picture.number
                yield picture

    def _is_due(self, frame: Frame, now: float) -> bool:
        if self._picture is None:
            return True
        return frame.number != self._picture.number and now - self._made_at >= SHORTEST_S


def encoded(image: Image, width: int = WIDTH, quality: int = QUALITY) -> bytes:
    """Return ``image`` as a JPEG of at most ``width`` pixels across."""
    height_now, width_now = image.shape[:2]
    if width_now > width:
        size = (width, max(1, round(height_now * width / width_now)))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    else:
        small = image
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return data.tobytes()
