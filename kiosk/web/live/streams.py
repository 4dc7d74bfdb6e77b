"""A stream of server-sent events: what one who watches is sent, taken piece by piece.

Format: WHATWG HTML, 9.2.6 "Interpreting an event stream". Packed, it is one gzip member (RFC 1952)
whose blocks stand each for itself, so that a piece is packed once for all who get it.
"""

import threading
import zlib
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Generator
from functools import lru_cache

HEARTBEAT = 12.0
"""Seconds of silence after which a beat is sent: a dead line is noticed by it."""

_BEAT = b"event: beat\ndata: 1\n\n"
_GZIP_HEAD = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255))


class Stream(ABC):
    """What is sent: the server takes a piece whenever it is told that there is news.

    A server that knows nothing of that may iterate over it, with a thread for each stream.
    """

    _packs = False
    _has_begun = False
    _wake: threading.Event | None = None

    @property
    @abstractmethod
    def is_over(self) -> bool:
        """Whether nothing more will come."""

    @abstractmethod
    def take(self) -> bytes:
        """Return what came since the last time, and never wait."""

    @abstractmethod
    def on_news(self, tell: Callable[[], None]) -> None:
        """Call `tell` from now on, from any thread, when there is news or the stream is over."""

    @abstractmethod
    def close(self) -> None:
        """End it: the one who watched went away."""

    def pack(self) -> None:
        """Send it packed from the first byte."""
        self._packs = True

    @property
    def beat(self) -> bytes:
        """A sign of life, as it is sent."""
        return _packed(_BEAT) if self._packs else _BEAT

    def piece(self) -> bytes:
        """Return what came since the last time as it is sent; empty where nothing did."""
        news = self.take()
        if not self._packs or not news:
            return news
        head, self._has_begun = b"" if self._has_begun else _GZIP_HEAD, True
        return head + _packed(news)

    def __iter__(self) -> "Stream":
        if not self._wake:
            self._wake = threading.Event()
            self.on_news(self._wake.set)
        return self

    def __next__(self) -> bytes:
        wake = self._wake or threading.Event()
        while not self.is_over:
            wake.clear()
            if piece := self.piece():
                return piece
            if not wake.wait(HEARTBEAT):
                return self.beat
        raise StopIteration


class Written(Stream):
    """A stream that a thread of its own writes: for the few that must hear everything at once."""

    def __init__(
        self, pieces: Generator[bytes, None, None], on_end: Callable[[], None] = lambda: None
    ) -> None:
        """Prepare; `on_end` is called once, when nobody listens any more or nothing more comes."""
        self._pieces = pieces
        self._on_end = on_end
        self._written: deque[bytes] = deque()
        self._tell: Callable[[], None] | None = None
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """Whether the writer ended, or nobody listens any more."""
        return self._is_over

    def on_news(self, tell: Callable[[], None]) -> None:
        """Begin to write."""
        self._tell = tell
        threading.Thread(target=self._write, name="written-stream", daemon=True).start()

    def take(self) -> bytes:
        """Return what was written."""
        return self._written.popleft() if self._written else b""

    def close(self) -> None:
        """Let the writer end with its next piece."""
        self._is_over = True
        self._end()

    def _write(self) -> None:
        tell = self._tell or (lambda: None)
        try:
            for piece in self._pieces:
                if self._is_over:
                    break
                self._written.append(piece)
                tell()
        finally:
            self._pieces.close()
            self._is_over = True
            self._end()
            tell()

    def _end(self) -> None:
        on_end, self._on_end = self._on_end, lambda: None
        on_end()


@lru_cache(maxsize=32)
def _packed(piece: bytes) -> bytes:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(piece) + deflate.flush(zlib.Z_FULL_FLUSH)
