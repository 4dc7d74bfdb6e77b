"""How a camera is: a pure watch over its pictures, and the record that pages and doctor show."""

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import cv2
import numpy as np

from kiosk.core.readiness import CameraState
from kiosk.scanner.camera.sources import Granted, Image

RATE_WINDOW_S = 2.0
GAPS = 3
BETWEEN = 2.5
MOST_SILENT_S = 10.0
DARK_BELOW = 14.0
SAMPLE_STEP = 24
LIGHT_STEP = 8
MIDDLE = 320


class CameraCondition(StrEnum):
    """What a camera does now."""

    OPENING = "opening"
    OK = "ok"
    SLOW = "slow"
    LOST = "lost"
    FROZEN = "frozen"
    DARK = "dark"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds something may last before it counts, and how reopening slows down.

    The door says within two seconds what is wrong; these leave it the time to say so. A camera is
    opened again later than it is told, `reopen_after` times later: a hiccup passes by itself.
    """

    open_s: float = 25.0
    lost_s: float = 1.4
    frozen_s: float = 1.4
    dark_s: float = 1.4
    slow_s: float = 0.8
    reopen_after: float = 3.0
    retry_s: float = 0.5
    slowest_retry_s: float = 10.0

    def longer(self, pause_s: float) -> float:
        """Return the pause after one that did not help: twice as long, up to the slowest."""
        return min(2 * pause_s, self.slowest_retry_s)


@dataclass(frozen=True, slots=True)
class Illumination:
    """How a picture is: brightness 0 to 255, sharpness as the variance of its Laplacian."""

    brightness: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class Health:
    """One camera at one moment. ``since`` is when the state began, in UTC.

    ``fps`` is measured over the last two seconds, ``trouble`` is the sentence of the last error
    while the camera is lost, ``reopened`` counts how often it had to be opened again.
    """

    source: str
    state: CameraCondition
    since: datetime
    granted: Granted | None
    fps: float
    light: Illumination | None
    frames: int
    reopened: int
    trouble: str | None


class Watch:
    """Judges a camera by when its pictures came and whether they changed. Time is an argument."""

    def __init__(self, patience: Patience, at: float) -> None:
        """Begin at ``at`` seconds, before the first picture."""
        self._patience = patience
        self._arrivals: deque[float] = deque()
        self._gaps: deque[float] = deque(maxlen=GAPS)
        self._last: Image | None = None
        self._began = self._last_at = self._changed_at = self._bright_at = at
        self._failed = False
        self._state = CameraCondition.OPENING
        self._since = at

    def saw(self, image: Image, at: float) -> None:
        """Note a picture."""
        self._gaps.append(at - self._last_at)
        if self._last is None or not same_picture(self._last, image):
            self._changed_at = at
        if self._last is None or is_bright(image):
            self._bright_at = at
        self._last, self._last_at, self._failed = image, at, False
        self._arrivals.append(at)

    def failed(self) -> None:
        """Note that the source ended or could not be opened."""
        self._failed = True
        self._gaps.clear()

    def state(self, now: float) -> tuple[CameraCondition, float]:
        """Return the state and when it began."""
        state = self._judged(now)
        if state is not self._state:
            self._state, self._since = state, now
        return self._state, self._since

    def stands_still(self, now: float) -> bool:
        """Tell whether nothing new comes for so long, black or not, that opening again may help."""
        silent = now - self._last_at > max(self._silence(), self._later(self._patience.lost_s))
        return silent or self._same_for() > self._later(self._patience.frozen_s)

    def fps(self, now: float) -> float:
        """Return the pictures per second of the last two seconds."""
        while self._arrivals and now - self._arrivals[0] > RATE_WINDOW_S:
            self._arrivals.popleft()
        span = min(RATE_WINDOW_S, now - self._began)
        return len(self._arrivals) / span if span > 0 else 0.0

    def _judged(self, now: float) -> CameraCondition:
        if self._failed:
            return CameraCondition.LOST
        if self._last is None:
            late = now - self._began > self._patience.open_s
            return CameraCondition.LOST if late else CameraCondition.OPENING
        if now - self._last_at > self._silence():
            return CameraCondition.LOST
        if self._last_at - self._bright_at > self._patience.dark_s:
            return CameraCondition.DARK
        if self._same_for() > self._patience.frozen_s:
            return CameraCondition.FROZEN
        return CameraCondition.SLOW if self._is_slow() else CameraCondition.OK

    def _silence(self) -> float:
        """Return how long a camera as slow as this one may say nothing."""
        usual = min(BETWEEN * max(self._gaps, default=0.0), MOST_SILENT_S)
        return max(self._patience.lost_s, usual)

    def _later(self, told_s: float) -> float:
        return told_s * self._patience.reopen_after

    def _same_for(self) -> float:
        return self._last_at - self._changed_at

    def _is_slow(self) -> bool:
        is_live = self._patience.lost_s < math.inf
        full = len(self._gaps) == GAPS
        return is_live and full and sorted(self._gaps)[GAPS // 2] > self._patience.slow_s


def same_picture(one: Image, other: Image) -> bool:
    """Tell whether two images are the same to the last bit: a working camera has noise."""
    if one.shape != other.shape:
        return False
    if not np.array_equal(one[::SAMPLE_STEP, ::SAMPLE_STEP], other[::SAMPLE_STEP, ::SAMPLE_STEP]):
        return False
    return np.array_equal(one, other)


def is_bright(image: Image) -> bool:
    """Tell a picture of something from the black of a covered lens."""
    return float(np.percentile(image[::SAMPLE_STEP, ::SAMPLE_STEP], 99)) >= DARK_BELOW


def light_of(image: Image) -> Illumination:
    """Measure an image of any size: the light on a sample, the sharpness in the middle."""
    height, width = image.shape[:2]
    top, left = max(0, (height - MIDDLE) // 2), max(0, (width - MIDDLE) // 2)
    middle = np.ascontiguousarray(image[top : top + MIDDLE, left : left + MIDDLE])
    edges = cv2.Laplacian(middle, cv2.CV_16S)
    return Illumination(float(np.mean(image[::LIGHT_STEP, ::LIGHT_STEP])), float(np.var(edges)))


def state_of(health: Health, name: str) -> CameraState:
    """Return how a camera is, as pages and findings see it; `name` is the source for people."""
    granted, light = health.granted, health.light or Illumination(0.0, 0.0)
    return CameraState(
        status=health.state.value,
        since=health.since,
        name=name,
        width=granted.width if granted else 0,
        height=granted.height if granted else 0,
        fps=health.fps,
        sharpness=light.sharpness,
        brightness=light.brightness,
    )
