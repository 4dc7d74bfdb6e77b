"""Opens whatever stands behind ``--camera``: webcams, streams, films, folders, made sources."""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from kiosk.scanner.camera.devices import open_stream, open_webcam, without_password
from kiosk.scanner.camera.health import CameraCondition, Health, Patience, light_of
from kiosk.scanner.camera.live import LiveCamera, Opener
from kiosk.scanner.camera.sources import Frame, Paced, Recording, Source, Wish, open_recording
from kiosk.settings import Settings

# A film may stand still or be slow, and opening it again would only begin it anew.
WITH_FILMS = Patience(lost_s=math.inf, frozen_s=math.inf)


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


def wish_of(settings: Settings) -> Wish:
    """Return what the settings ask a camera for."""
    return Wish(
        width=settings.camera_width,
        height=settings.camera_height,
        exposure=settings.camera_exposure,
        focus=settings.camera_focus,
    )


def open_camera(source: str | Path | Source, wish: Wish | None = None) -> Camera:
    """Open a webcam index, a device path, a stream, a film, a folder of images or a made source.

    Raises a CameraError where it gives no picture. A film or folder hands out every frame in
    order with film time and ends; everything else is live: only the newest frame counts, and a
    camera that fails later is opened again.
    """
    wish = wish or Wish()
    opener = _opener(source, wish)
    opened = opener()
    if isinstance(opened, Recording):
        return FilmCamera(_name(source), opened)
    return LiveCamera(_name(source), opener, first=opened)


def keep_camera(source: str | Path | Source, wish: Wish | None = None) -> LiveCamera:
    """Return a live camera for the kiosk: it never raises, and comes when it comes.

    Films and folders are played in real time, over and over.
    """
    wish = wish or Wish()
    if isinstance(source, Source) or not _is_file(str(source)):
        return LiveCamera(_name(source), _opener(source, wish))
    path = Path(source)
    return LiveCamera(
        str(source), lambda: Paced(lambda: open_recording(path, wish)), patience=WITH_FILMS
    )


def _opener(source: str | Path | Source, wish: Wish) -> Opener:
    if isinstance(source, Source):
        return lambda: source
    name = str(source)
    if _is_file(name):
        return lambda: open_recording(Path(name), wish)
    if "://" in name:
        return lambda: open_stream(name)
    return lambda: open_webcam(int(name) if name.isdecimal() else name, wish)


def _is_file(name: str) -> bool:
    return not (name.isdecimal() or name.startswith("/dev/") or "://" in name)


def _name(source: str | Path | Source) -> str:
    return type(source).__name__ if isinstance(source, Source) else without_password(str(source))


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
            state=CameraCondition.ENDED if self.ended else CameraCondition.OK,
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
