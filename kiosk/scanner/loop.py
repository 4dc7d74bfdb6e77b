"""Looks through a camera and tells of every symbol once."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from badges.code import read_code
from kiosk.scanner.camera.camera import Camera
from kiosk.scanner.camera.health import Health
from kiosk.scanner.camera.sources import Frame, Image
from kiosk.scanner.reading.symbols import Symbol, side
from kiosk.scanner.repeats import Repeats

WAIT_S = 0.25
STOPPING_S = 5.0
STALE_S = 0.5

_log = logging.getLogger(__name__)


class Reads(Protocol):
    """What is needed of a reader."""

    def read(self, frame: Image, at: float) -> list[Symbol]:
        """Return the symbols in ``frame``, which was taken at ``at`` seconds."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A symbol that counts. ``code`` is normalised where it has the form of ours, else the text.

    ``at`` is the frame's own time in seconds, ``scanned_at`` the clock's, in UTC.
    """

    code: str
    symbol: Symbol
    at: float
    scanned_at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """What one frame showed: its symbols, its own size in pixels, the milliseconds of reading.

    ``at`` is the time of the frame, in its camera's seconds.
    """

    symbols: tuple[Symbol, ...]
    width: int
    height: int
    at: float
    ms: float


@dataclass(frozen=True, slots=True)
class BadgeRead:
    """The last symbol that was read, for the readiness check: how large it was and how quick."""

    code: str
    how: str
    side_px: float
    ms: float
    read_at: datetime


class Lookout:
    """Reads one frame after the other and keeps going whatever a frame does to the reader."""

    def __init__(self, reader: Reads, repeats: Repeats) -> None:
        """Take the reader and the memory of what is in the picture; both belong to one thread."""
        self._reader = reader
        self._repeats = repeats
        self._complaints = _Complaints()

    def look(self, frame: Frame) -> Look:
        """Return what ``frame`` shows; nothing where the reader fails."""
        began = time.perf_counter()
        try:
            symbols = tuple(self._reader.read(frame.image, frame.at))
        except Exception as error:  # noqa: BLE001 - one frame must never stop the door
            self._complaints.note("A frame could not be read", error)
            symbols = ()
        height, width = frame.image.shape[:2]
        return Look(symbols, width, height, frame.at, (time.perf_counter() - began) * 1000)

    def new(self, look: Look, scanned_at: datetime) -> list[Seen]:
        """Return the symbols of ``look`` that count now."""
        by_code = {code_of(symbol): symbol for symbol in look.symbols}
        counting = self._repeats.new(by_code, look.at)
        return [Seen(code, by_code[code], look.at, scanned_at) for code in counting]


class Loop:
    """A thread that looks at the newest frame, and another that tells what counts.

    Telling has its own thread, because an answer may wait for a disk, and the next badge must not.
    """

    def __init__(
        self,
        camera: Camera,
        reader: Reads,
        repeats: Repeats,
        on_scan: Callable[[Seen], None],
    ) -> None:
        """Prepare; nothing runs before ``start``. The camera stays the caller's to close."""
        self._camera = camera
        self._lookout = Lookout(reader, repeats)
        self._on_scan = on_scan
        self._complaints = _Complaints()
        self._stopping = threading.Event()
        self._found: queue.SimpleQueue[Seen | None] = queue.SimpleQueue()
        self._look: Look | None = None
        self._looked_at = float("-inf")
        self._last_read: BadgeRead | None = None
        self._watcher = threading.Thread(target=self._watch, name="scanner", daemon=True)
        self._teller = threading.Thread(target=self._tell_all, name="scans", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._watcher.start()
        self._teller.start()

    def stop(self) -> None:
        """Stop looking, and return when everything that was found has been told."""
        self._stopping.set()
        self.join(STOPPING_S)

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait until the film has ended and everything was told; tell whether that is so."""
        for thread in (self._watcher, self._teller):
            if thread.is_alive():
                thread.join(timeout_s)
        return not self._teller.is_alive()

    def health(self) -> Health:
        """Return how the camera is now."""
        return self._camera.health()

    @property
    def in_view(self) -> Look | None:
        """Return what the newest frame showed, or None when the last look is long ago."""
        is_fresh = time.monotonic() - self._looked_at < STALE_S
        return self._look if is_fresh else None

    @property
    def last_read(self) -> BadgeRead | None:
        """Return the last symbol that was read, repeats included."""
        return self._last_read

    def _watch(self) -> None:
        for frame in frames(self._camera, self._stopping):
            look = self._lookout.look(frame)
            self._look, self._looked_at = look, time.monotonic()
            now = datetime.now(UTC)
            self._note(look, now)
            for seen in self._lookout.new(look, now):
                self._found.put(seen)
        self._found.put(None)

    def _note(self, look: Look, now: datetime) -> None:
        for symbol in look.symbols:
            px = side(symbol.corners)
            self._last_read = BadgeRead(code_of(symbol), symbol.how, px, symbol.ms, now)

    def _tell_all(self) -> None:
        while (seen := self._found.get()) is not None:
            try:
                self._on_scan(seen)
            except Exception as error:  # noqa: BLE001 - the next person must get an answer
                self._complaints.note("A scan could not be answered", error)


def scans(
    camera: Camera, reader: Reads, repeats: Repeats, began: datetime | None = None
) -> Iterator[Seen]:
    """Return what counts in a film or before a camera, in order, until it ends or is closed.

    With ``began``, ``scanned_at`` is that moment plus the film's own time, else the clock's. A
    reader whose budget is never reached makes the same film give the same scans every time.
    """
    lookout = Lookout(reader, repeats)
    for frame in frames(camera, threading.Event()):
        look = lookout.look(frame)
        scanned_at = began + timedelta(seconds=frame.at) if began else datetime.now(UTC)
        yield from lookout.new(look, scanned_at)


def frames(camera: Camera, stopping: threading.Event) -> Iterator[Frame]:
    """Return the frames of ``camera``, until it ends or ``stopping`` is set."""
    number = -1
    while not camera.ended and not stopping.is_set():
        frame = camera.next(number, WAIT_S)
        if frame is not None:
            number = frame.number
            yield frame


def code_of(symbol: Symbol) -> str:
    """Return the normalised code of a symbol of ours, and the text of any other."""
    return read_code(symbol.text) or symbol.text


class _Complaints:
    """Logs each kind of failure once, because a bad minute has 1,800 frames."""

    def __init__(self) -> None:
        self._kinds: set[type[BaseException]] = set()

    def note(self, what: str, error: Exception) -> None:
        if type(error) not in self._kinds:
            self._kinds.add(type(error))
            _log.error("%s; the door goes on.", what, exc_info=error)
