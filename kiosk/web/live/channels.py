"""Channels: one rendering each, and the streams of those who watch one or several of them.

Format: WHATWG HTML, 9.2.6 "Interpreting an event stream". One message a partial: its first line
is the `data-live` of the element that it fills, the rest the HTML, or, in an event `rows`, JSON:
`{"all": [[key, html], …]}` or `{"steps": […]}` (see `rows.changes`). A `beat` breaks silence.

A partial `a` may be a frame for others, called `a-…`: when it is sent, so are they.
"""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.web.live.rows import Rows, changes
from kiosk.web.live.streams import Stream

Partial = str | Rows
Partials = Mapping[str, Partial]
"""The HTML of each partial by its name, or its rows; a frame stands before what is in it."""

_BEGIN = b"retry: 2000\n\n"
_REMEMBERED = 32
"""So many changes are kept for those who were told late; whoever missed more is told all."""


@dataclass(frozen=True, slots=True)
class _Message:
    """What is said of one partial, without the mark of whom it is said to."""

    name: str
    text: str
    event: str = ""

    def framed(self, version: int, mark: str) -> bytes:
        written = filter(None, map(str.strip, self.text.splitlines()))
        lines = "".join(f"data: {line}\n" for line in (mark + self.name, *written))
        event = f"event: {self.event}\n" if self.event else ""
        return f"{event}id: {version}\n{lines}\n".encode()


class Channel:
    """One rendering of one page, and the seats of those who watch it."""

    def __init__(self) -> None:
        self.closed = False
        self._lock = threading.Lock()
        self._seats: list[Seat] = []
        self._version = 0
        self._partials: dict[str, Partial] = {}
        self._changes: deque[tuple[int, list[_Message]]] = deque(maxlen=_REMEMBERED)
        self._told: dict[tuple[int, str], bytes] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nobody watches."""
        return not self._seats

    def put(self, partials: Partials) -> None:
        """Keep what was rendered; only what differs is sent to those who have the rest."""
        with self._lock:
            changed = list(_changed(self._partials, partials))
            if not changed:
                return
            self._version += 1
            self._changes.append((self._version, changed))
            self._partials = dict(partials)
            self._told.clear()
            self._wake_all()

    def close(self) -> None:
        """Let everybody go."""
        with self._lock:
            self.closed = True
            self._wake_all()

    def sit(self) -> "Seat":
        """Give a place to somebody who has seen nothing yet."""
        seat = Seat(self)
        with self._lock:
            self._seats.append(seat)
        return seat

    def leave(self, seat: "Seat") -> None:
        """Take the place back."""
        with self._lock:
            self._seats.remove(seat)

    def news_for(self, seat: "Seat") -> bytes:
        """Return what changed since the seat last asked, as messages."""
        with self._lock:
            asked = seat.seen, seat.mark
            seat.seen = self._version
            if asked not in self._told:
                self._told[asked] = self._since(*asked)
            return self._told[asked]

    def _since(self, seen: int, mark: str) -> bytes:
        if seen == self._version:
            return b""
        missed = [each for each in self._changes if each[0] > seen]
        if seen == 0 or missed[0][0] != seen + 1:
            missed = [(self._version, [_whole(*each) for each in self._partials.items()])]
        return b"".join(
            each.framed(version, mark) for version, messages in missed for each in messages
        )

    def _wake_all(self) -> None:
        for each in self._seats:
            each.wake()


def _nobody() -> None:
    """Stands for one who does not listen yet, and looks once it does."""


@dataclass(slots=True, eq=False)
class Seat:
    """A place at a channel: what was seen there, what wakes who sits, and a mark of messages."""

    channel: Channel
    wake: Callable[[], None] = _nobody
    seen: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who watches, and the login by which they may; a link has none."""

    name: str = ""
    login_id: int | None = None


NOBODY = Owner()


class Watching(Stream):
    """The present state of one or several channels, then what changes.

    It gives its seats back when the server closes it, begun or not.
    """

    def __init__(
        self, seats: Sequence[Seat], owner: Owner, leave: Callable[["Watching"], None]
    ) -> None:
        self.seats = seats
        self.owner = owner
        self._leave = leave
        self._left = False
        self.begin = _BEGIN

    @property
    def is_over(self) -> bool:
        """Whether a channel was closed, or the one who watched left."""
        return self._left or any(each.channel.closed for each in self.seats)

    def on_news(self, tell: Callable[[], None]) -> None:
        """Be woken by every channel."""
        for each in self.seats:
            each.wake = tell

    def take(self) -> bytes:
        """Return how to come back, and after that what changed."""
        if self.begin:
            begin, self.begin = self.begin, b""
            return begin
        news = [each.channel.news_for(each) for each in self.seats]
        return news[0] if len(news) == 1 else b"".join(news)

    def close(self) -> None:
        """Give the seats back, once."""
        if not self._left:
            self._left = True
            self._leave(self)

    def end(self) -> None:
        """End it though the one who watches is still there: they may not see it any more."""
        self.close()
        for each in self.seats:
            each.wake()


def refusal(position: int) -> bytes:
    """Return the message that one of several feeds is not open to who asks."""
    return f"event: refused\ndata: {position}\n\n".encode()


def _changed(before: Partials, after: Partials) -> Iterator[_Message]:
    frames: set[str] = set()
    for name, partial in after.items():
        known = before.get(name)
        if known is None or name.partition("-")[0] in frames:
            yield _whole(name, partial)
        elif known == partial:
            continue
        elif isinstance(partial, Rows) and isinstance(known, Rows):
            yield _Message(name, _json(steps=changes(known, partial)), "rows")
            continue
        else:
            yield _whole(name, partial)
        frames.add(name)


def _whole(name: str, partial: Partial) -> _Message:
    if isinstance(partial, Rows):
        return _Message(name, _json(all=list(partial.by_key.items())), "rows")
    return _Message(name, partial)


def _json(**said: object) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
