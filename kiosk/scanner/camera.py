"""A camera that stays: its newest picture, how it is, and opened again when it fails."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from kiosk.scanner.devices import open_stream, open_webcam
from kiosk.scanner.errors import CameraError
from kiosk.scanner.health import Health, Light, Patience, State, Watch, light_of
from kiosk.scanner.sources import Frame, Granted, Paced, Recording, Source, Wish, open_recording

CHECKED_EVERY_S = 0.05
LIGHT_EVERY_S = 0.5
MOST_STUCK = 3

Opener = Callable[[], Source]


class Camera(Protocol):
    """What the loop looks through."""

    source: str

    def next(self, after: int, timeout_s: float) -> Frame | None:
        """Return a frame with a number above ``after``, or None when none comes in time."""

    def newest(self) -> Frame | None:
        """Return the last frame there was."""

    @property
    def ended(self) -> bool:
        """Tell whether no frame will ever come again."""

    def health(self) -> Health:
        """Return how the camera is now."""

    def close(self) -> None:
        """Stop and give the device back."""


def open_camera(source: str | Path | Source, wish: Wish | None = None) -> Camera:
    """Open a webcam index, a device path, a stream, a film, a folder of images or a made source.

    Raises a CameraError where it gives no picture. A film or folder hands out every frame in
    order with film time and ends; everything else is live: only the newest frame counts, and a
    camera that fails later is opened again.
    """
    wish = wish or Wish()
    opener = opener_of(source, wish)
    opened = opener()
    if isinstance(opened, Recording):
        return FilmCamera(_name(source), opened)
    return LiveCamera(_name(source), opener, first=opened)


def keep_camera(source: str | Path | Source, wish: Wish | None = None) -> "LiveCamera":
    """Return a live camera for the kiosk: it never raises, and comes when it comes.

    Films and folders are played in real time, over and over.
    """
    opener = opener_of(source, wish or Wish())
    return LiveCamera(_name(source), lambda: _in_real_time(opener()))


def opener_of(source: str | Path | Source, wish: Wish) -> Opener:
    """Return what opens ``source``, once or again."""
    if isinstance(source, Source):
        return lambda: source
    name = str(source)
    if name.isdecimal():
        return lambda: open_webcam(int(name), wish)
    if name.startswith("/dev/"):
        return lambda: open_webcam(name, wish)
    if "://" in name:
        return lambda: open_stream(name)
    return lambda: open_recording(Path(name), wish)


class FilmCamera:
    """Every frame of a film or folder, in order."""

    def __init__(self, name: str, recording: Recording) -> None:
        """Play ``recording`` as fast as it is asked for."""
        self.source = name
        self.ended = False
        self._recording = recording
        self._frame: Frame | None = None
        self._since = datetime.now(UTC)

    def next(self, after: int, timeout_s: float) -> Frame | None:  # noqa: ARG002
        """Return the next frame, or None at the end."""
        frame = self._recording.read()
        if frame is None:
            self.ended = True
            self._since = datetime.now(UTC)
        else:
            self._frame = frame
        return frame

    def newest(self) -> Frame | None:
        """Return the frame that was handed out last."""
        return self._frame

    def health(self) -> Health:
        """Return where the film is; its rate is the film's own."""
        frame = self._frame
        return Health(
            source=self.source,
            state=State.ENDED if self.ended else State.OK,
            since=self._since,
            granted=self._recording.granted,
            fps=self._recording.granted.fps,
            light=light_of(frame.image) if frame else None,
            frames=frame.number + 1 if frame else 0,
            reopened=0,
            trouble=None,
        )

    def close(self) -> None:
        """Close the film."""
        self.ended = True
        self._recording.close()


class _Grabber:
    """A thread that reads one opened source until it fails or is no longer wanted."""

    def __init__(self, opener: Opener, camera: "LiveCamera") -> None:
        self._opener = opener
        self._camera = camera
        self._unwanted = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def abandon(self) -> None:
        """Let it end when its driver lets it: a driver that blocks cannot be interrupted."""
        self._unwanted.set()

    def join(self, timeout_s: float) -> None:
        self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            source = self._opener()
        except CameraError as error:
            self._report(lambda: self._camera.failed(str(error)))
            return
        try:
            self._grab(source)
        finally:
            source.close()

    def _grab(self, source: Source) -> None:
        self._report(lambda: self._camera.opened(source.granted))
        while not self._unwanted.is_set():
            frame = source.read()
            if frame is None:
                self._report(lambda: self._camera.failed(None))
                return
            self._report(lambda frame=frame: self._camera.saw(frame))

    def _report(self, told: Callable[[], None]) -> None:
        if not self._unwanted.is_set():
            told()
