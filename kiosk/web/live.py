"""Server-sent events: a page is rendered once for all who watch it, each of them gets the bytes.

Format: WHATWG HTML, 9.2.6 "Interpreting an event stream". One message a partial: its first line
is the `data-live` of the element that it fills, the rest the HTML. An event `beat` breaks silence.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, current_app, g
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from kiosk.core.updates import Topic, Update
from kiosk.web.i18n import language

HEARTBEAT = 12.0
"""Seconds of silence after which a beat is sent: who left is noticed here, a dead line there."""

Partials = Mapping[str, str]
"""The HTML of each partial by its name."""

Variant = tuple[str, ...]
"""What distinguishes renderings of one page: a role, a station, `names` or `numbers`."""


@dataclass(frozen=True, slots=True)
class LivePage:
    """A page whose partials are also sent live.

    `render` gets the variant, inside an application and request context in the right language,
    and nobody logged in. `pause` is the least time between renderings, `refresh` the longest;
    both in seconds. `hears` says which updates matter to a variant, beyond their topic.
    """

    name: str
    topics: frozenset[Topic]
    render: Callable[[Variant], Partials]
    pause: float = 0.25
    refresh: float = 60.0
    hears: Callable[[Update, Variant], bool] = field(default=lambda _update, _variant: True)


@dataclass(frozen=True, slots=True)
class _Key:
    page: str
    language: str
    variant: Variant


class Channel:
    """One rendering of one page, and all who watch it."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.watchers = 0
        self.closed = False
        self._version = 0
        self._partials: dict[str, str] = {}
        self._events: dict[str, tuple[int, bytes]] = {}

    def put(self, partials: Partials) -> None:
        """Keep what was rendered; only what differs is sent to those who have the rest."""
        with self.changed:
            self._version += 1
            for name, html in partials.items():
                if self._partials.get(name) != html:
                    self._partials[name] = html
                    self._events[name] = (self._version, _event(self._version, name, html))
            self.changed.notify_all()

    def close(self) -> None:
        """Let everybody go."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()

    def watch(self) -> Iterator[bytes]:
        """Yield the present state, then what changes, and a beat when nothing does."""
        seen = 0
        yield b"retry: 2000\n\n"
        while not self.closed:
            with self.changed:
                if self._version == seen and not self.closed:
                    self.changed.wait(HEARTBEAT)
                news = self._since(seen)
                seen = self._version
            if self.closed:
                return
            yield news or b"event: beat\ndata: 1\n\n"

    def _since(self, seen: int) -> bytes:
        return b"".join(event for version, event in self._events.values() if version > seen)


class Feeds:
    """All channels of an application; a channel lives as long as somebody watches."""

    def __init__(self, app: Flask, limit: int) -> None:
        self._app = app
        self._limit = limit
        self._lock = threading.Lock()
        self._channels: dict[_Key, Channel] = {}
        self._closed = False
        self._names = itertools.count(1)

    @property
    def watchers(self) -> int:
        """How many streams are open."""
        with self._lock:
            return sum(each.watchers for each in self._channels.values())

    @property
    def closed(self) -> bool:
        """Whether the product stops: streams of one's own end then."""
        return self._closed

    def stream(self, page: LivePage, variant: Variant) -> Iterator[bytes]:
        """Return what a new watcher is sent; its place is taken at once, or 503 is raised."""
        key = _Key(page.name, language(), variant)
        channel = self._join(key, page)
        return _Stream(channel.watch(), lambda: self._leave(key, channel))

    def close(self) -> None:
        """End every stream: the product stops."""
        with self._lock:
            self._closed = True
            channels = tuple(self._channels.values())
        for each in channels:
            each.close()

    def _join(self, key: _Key, page: LivePage) -> Channel:
        with self._lock:
            if self._closed or sum(c.watchers for c in self._channels.values()) >= self._limit:
                raise ServiceUnavailable(retry_after=5)
            channel = self._channels.get(key)
            if channel is None:
                channel = self._channels[key] = Channel()
                self._start(key, page, channel)
            channel.watchers += 1
            return channel

    def _start(self, key: _Key, page: LivePage, channel: Channel) -> None:
        name = f"live-{page.name}-{next(self._names)}"
        run = threading.Thread(
            target=self._render_for, args=(key, page, channel), name=name, daemon=True
        )
        run.start()

    def _leave(self, key: _Key, channel: Channel) -> None:
        with self._lock:
            channel.watchers -= 1
            if channel.watchers == 0 and self._channels.get(key) is channel:
                del self._channels[key]
                channel.close()

    def _render_for(self, key: _Key, page: LivePage, channel: Channel) -> None:
        desk = self._app.extensions["desk"]
        with desk.updates.listen() as news:
            while not channel.closed:
                began = time.monotonic()
                self._render_once(key, page, channel)
                time.sleep(max(0.0, page.pause - (time.monotonic() - began)))
                deadline = time.monotonic() + page.refresh
                while not channel.closed and time.monotonic() < deadline:
                    update = news.take(min(1.0, max(0.0, deadline - time.monotonic())))
                    if update and update.topic in page.topics and page.hears(update, key.variant):
                        break

    def _render_once(self, key: _Key, page: LivePage, channel: Channel) -> None:
        try:
            with self._app.test_request_context("/"):
                g.language = key.language
                channel.put(page.render(key.variant))
        except Exception:
            # Whoever watches keeps the last true state; the next update tries again.
            self._app.logger.exception("a live page could not be rendered: %s", page.name)


class _Stream:
    """An iterator that gives its place back when the server closes it, begun or not."""

    def __init__(self, events: Iterator[bytes], leave: Callable[[], None]) -> None:
        self._events = events
        self._leave = leave
        self._left = False

    def __iter__(self) -> "_Stream":
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._events)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the place back, once."""
        if not self._left:
            self._left = True
            self._leave()


def init_live(app: Flask) -> None:
    """Give the application its feeds."""
    limit = app.extensions["desk"].settings.max_streams
    app.extensions["feeds"] = Feeds(app, limit)


def stream(page: LivePage, *variant: str) -> Response:
    """Answer a view with the live partials of `page`: the present state first.

    Raises ServiceUnavailable (503 with Retry-After) when too many watch already.
    """
    feeds: Feeds = current_app.extensions["feeds"]
    response = Response(feeds.stream(page, variant), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-cache, no-transform"
    response.headers["X-Accel-Buffering"] = "no"
    return response


@contextmanager
def closing_streams(app: Flask) -> Iterator[None]:
    """End every stream of the application when the block ends."""
    try:
        yield
    finally:
        app.extensions["feeds"].close()


def _event(version: int, name: str, html: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in (name, *html.strip().splitlines()))
    return f"id: {version}\n{lines}\n".encode()
