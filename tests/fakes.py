"""Real small classes that misbehave on purpose: cameras that fail, readers that know the answer."""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import numpy as np

from kiosk.scanner.camera.health import CameraCondition, Health
from kiosk.scanner.camera.sources import Frame, Granted, Image
from kiosk.scanner.reading.symbols import Symbol

DEADLINE_S = 5.0
GRANTED = Granted(64, 48, 30.0, "MJPG", "FAKE")
CORNERS = ((10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0))


def eventually(holds: Callable[[], bool], deadline_s: float = DEADLINE_S) -> bool:
    """Wait until ``holds``; tell whether it did before the deadline."""
    until = time.monotonic() + deadline_s
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.002)
    return holds()


def picture(value: int, width: int = 64, height: int = 48) -> Image:
    """A picture that differs from that of another ``value`` (1 to 150) and is not dark."""
    image = np.full((height, width, 3), 60, np.uint8)
    image[0, 0] = value
    return image


class FakeSource:
    """A camera that plays ``plays`` forever, the last one again and again.

    A picture is shown, None is an unplugged cable, an Event blocks until it is set.
    """

    live = True

    def __init__(self, *plays: Image | threading.Event | None, every_s: float = 0.002) -> None:
        self.granted = GRANTED
        self.closed = 0
        self._plays = list(plays)
        self._every_s = every_s
        self._number = 0

    def read(self) -> Frame | None:
        time.sleep(self._every_s)
        play = self._plays.pop(0) if len(self._plays) > 1 else self._plays[0]
        if isinstance(play, threading.Event):
            play.wait(DEADLINE_S)
            return None
        if play is None:
            return None
        self._number += 1
        return Frame(play, time.monotonic(), self._number - 1)

    def close(self) -> None:
        self.closed += 1


class MovingSource(FakeSource):
    """A camera that works: every picture is another one."""

    def __init__(self, every_s: float = 0.002) -> None:
        super().__init__(None, every_s=every_s)

    def read(self) -> Frame | None:
        time.sleep(self._every_s)
        self._number += 1
        return Frame(picture(self._number % 150 + 1), time.monotonic(), self._number - 1)


class FakeCamera:
    """A film of given pictures without a file: ``every_s`` seconds from one to the next."""

    source = "fake"

    def __init__(self, images: Iterable[Image], every_s: float = 0.1) -> None:
        self._frames = [Frame(image, k * every_s, k) for k, image in enumerate(images)]
        self._frame: Frame | None = None

    @property
    def ended(self) -> bool:
        return not self._frames

    def next(self, after: int, timeout_s: float) -> Frame | None:  # noqa: ARG002
        self._frame = self._frames.pop(0) if self._frames else None
        return self._frame

    def newest(self) -> Frame | None:
        return self._frame

    def health(self) -> Health:
        state = CameraCondition.ENDED if self.ended else CameraCondition.OK
        now = datetime.now(UTC)
        return Health(self.source, state, now, GRANTED, 30.0, None, 0, 0, None)

    def close(self) -> None:
        self._frames = []


class FakeReader:
    """A reader that finds the texts noted for the value in a picture's first pixel."""

    def __init__(self, texts: dict[int, list[str]] | None = None) -> None:
        self.texts = texts or {}
        self.looked_at: list[float] = []

    def read(self, frame: Image, at: float) -> list[Symbol]:
        self.looked_at.append(at)
        found = self.texts.get(int(frame[0, 0, 0]), [])
        return [Symbol(text, CORNERS, "decoded", "fake", 1.0, 1.5) for text in found]


class BrokenReader(FakeReader):
    """A reader that fails on the pictures of value 13."""

    def read(self, frame: Image, at: float) -> list[Symbol]:
        if frame[0, 0, 0] == 13:
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "not a text")
        return super().read(frame, at)
