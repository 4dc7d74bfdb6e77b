"""A live camera that stays: a thread grabs all the time, another opens it again when it fails."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from kiosk.scanner.camera.errors import CameraError
from kiosk.scanner.camera.health import CameraCondition, Health, Patience, Watch, light_of
from kiosk.scanner.camera.sources import Frame, Granted, Source

CHECKED_EVERY_S = 0.05
MOST_STUCK = 3
CLOSING_S = 2.0

LEVELS = {CameraCondition.OK: logging.INFO}
_WELL = (CameraCondition.OK, CameraCondition.SLOW)

Opener = Callable[[], Source]

_log = logging.getLogger(__name__)


class LiveCamera:
    """The newest frame of a source that is opened again, slower and slower, until it works."""

    def __init__(
        self,
        name: str,
        opener: Opener,
        first: Source | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Grab from ``first``, already opened, or from what ``opener`` opens, from now on."""
        self.source = name
        self._opener = opener
        self._patience = patience or Patience()
        self._news = threading.Condition()
        self._watch = Watch(self._patience, time.monotonic())
        self._frame: Frame | None = None
        self._granted: Granted | None = None
        self._trouble: str | None = None
        self._reopened = 0
        self._told = CameraCondition.OK
        self._closed = threading.Event()
        self._grabber = _Grabber((lambda: first) if first else opener, self)
        self._stuck: list[_Grabber] = []
        self._keeper = threading.Thread(target=self._keep, name="camera-keeper", daemon=True)
        self._keeper.start()

    @property
    def ended(self) -> bool:
        """Tell whether the camera was closed."""
        return self._closed.is_set()

    def next(self, after: int, timeout_s: float) -> Frame | None:
        """Wait for a frame newer than number ``after``; None when none comes in time."""
        with self._news:
            self._news.wait_for(lambda: self.ended or self._number > after, timeout_s)
            return self._frame if self._number > after else None

    def newest(self) -> Frame | None:
        """Return the last frame that came."""
        return self._frame

    def health(self) -> Health:
        """Return how the camera is now."""
        now = time.monotonic()
        with self._news:
            state, since = self._watch.state(now)
            frame, fps = self._frame, self._watch.fps(now)
        return Health(
            source=self.source,
            state=CameraCondition.ENDED if self.ended else state,
            since=datetime.now(UTC) - timedelta(seconds=now - since),
            granted=self._granted,
            fps=fps,
            light=light_of(frame.image) if frame else None,
            frames=self._number + 1,
            reopened=self._reopened,
            trouble=self._trouble,
        )

    def close(self) -> None:
        """Stop grabbing and give the device back."""
        self._closed.set()
        self._grabber.abandon()
        with self._news:
            self._news.notify_all()
        self._keeper.join(CLOSING_S)
        self._grabber.join(CLOSING_S)

    def opened(self, granted: Granted) -> None:
        """Take note: the source is open."""
        self._granted = granted
        self._trouble = None

    def saw(self, frame: Frame) -> None:
        """Take note of a frame; it is numbered on through every reopening."""
        with self._news:
            self._watch.saw(frame.image, time.monotonic())
            self._frame = Frame(frame.image, frame.at, self._number + 1)
            self._news.notify_all()

    def failed(self, trouble: str | None) -> None:
        """Take note: the source gives no more frames."""
        with self._news:
            self._watch.failed()
        self._trouble = trouble

    @property
    def _number(self) -> int:
        return self._frame.number if self._frame else -1

    def _keep(self) -> None:
        pause = self._patience.retry_s
        while not self._closed.wait(min(CHECKED_EVERY_S, self._patience.retry_s)):
            now = time.monotonic()
            if self._is_well(now):
                pause = self._patience.retry_s
            elif self._is_hopeless(now, pause) and self._may_open_again():
                self._open_again()
                pause = self._patience.longer(pause)

    def _is_well(self, now: float) -> bool:
        with self._news:
            state, _ = self._watch.state(now)
        if state is not self._told and state is not CameraCondition.OPENING:
            _log.log(LEVELS.get(state, logging.WARNING), "Camera %s: %s", self.source, state)
            self._told = state
        return state in _WELL

    def _is_hopeless(self, now: float, pause: float) -> bool:
        grabber = self._grabber
        if grabber.ended_at is not None:
            return now - grabber.ended_at >= pause
        if grabber.opened_at is None:
            return now - grabber.began_at >= self._patience.open_s
        with self._news:
            still = self._watch.stands_still(now)
        return still and now - grabber.opened_at >= pause + self._patience.lost_s

    def _may_open_again(self) -> bool:
        self._stuck = [grabber for grabber in self._stuck if grabber.ended_at is None]
        return len(self._stuck) < MOST_STUCK

    def _open_again(self) -> None:
        self._grabber.abandon()
        self._stuck.append(self._grabber)
        self._grabber = _Grabber(self._opener, self)
        self._reopened += 1


class _Grabber:
    """A thread that reads one source until it fails or is no longer wanted.

    A driver that blocks cannot be interrupted: an abandoned grabber ends when its driver lets it,
    and what it says meanwhile is not heard.
    """

    def __init__(self, opener: Opener, camera: LiveCamera) -> None:
        self.began_at = time.monotonic()
        self.opened_at: float | None = None
        self.ended_at: float | None = None
        self._opener = opener
        self._camera = camera
        self._unwanted = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def abandon(self) -> None:
        self._unwanted.set()

    def join(self, timeout_s: float) -> None:
        self._thread.join(timeout_s)

    def _run(self) -> None:
        trouble = None
        try:
            self._read_all()
        except CameraError as error:
            trouble = str(error)
        except Exception:  # noqa: BLE001 - whatever a driver does, the camera is opened again
            _log.exception("The camera's driver failed")
        if not self._unwanted.is_set():
            self._camera.failed(trouble)
        self.ended_at = time.monotonic()

    def _read_all(self) -> None:
        source = self._opener()
        try:
            self.opened_at = time.monotonic()
            self._camera.opened(source.granted)
            self._hand_over(source)
        finally:
            source.close()

    def _hand_over(self, source: Source) -> None:
        while not self._unwanted.is_set():
            frame = source.read()
            if frame is None:
                return
            if not self._unwanted.is_set():
                self._camera.saw(frame)
