"""Live pages: rendered once for all who watch, each of them gets the same bytes."""

import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from flask import Flask, current_app, g, request
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from kiosk.core.errors import StorageError
from kiosk.core.updates import Topic, Update
from kiosk.live.broker import Subscription
from kiosk.services.logins import standing
from kiosk.web.live.channels import NOBODY, Channel, Owner, Partials, Watching, refusal
from kiosk.web.live.streams import Stream
from kiosk.web.shell.access import current_login
from kiosk.web.shell.i18n import language

__all__ = ["Feeds", "LivePage", "Partials", "StreamVariant", "init_live", "stream"]

_GUARD_EVERY_S = 2.0
"""Seconds between two looks whether those who watch are still logged in."""

StreamVariant = tuple[str, ...]
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
    render: Callable[[StreamVariant], Partials]
    pause: float = 0.25
    refresh: float = 60.0
    hears: Callable[[Update, StreamVariant], bool] = field(default=lambda _update, _variant: True)


@dataclass(frozen=True, slots=True)
class _Key:
    page: str
    language: str
    variant: StreamVariant


class Feeds:
    """All channels and streams of an application; a channel lives as long as somebody watches."""

    def __init__(self, app: Flask, limit: int) -> None:
        self._app = app
        self._limit = limit
        self._lock = threading.Lock()
        self._channels: dict[_Key, Channel] = {}
        self._streams: set[Watching] = set()
        self._held: Counter[str] = Counter()
        self._guard: threading.Thread | None = None
        self._closing = threading.Event()
        self._environ = EnvironBuilder().get_environ()
        self._names = itertools.count(1)

    @property
    def watchers(self) -> int:
        """How many streams are open."""
        return len(self._streams)

    @property
    def closed(self) -> bool:
        """Whether the product stops: streams of one's own end then."""
        return self._closing.is_set()

    def stream(self, page: LivePage, variant: StreamVariant, owner: Owner = NOBODY) -> Watching:
        """Return what a new watcher is sent; its place is taken at once, or 503 is raised.

        One owner holds at most half of all places: however many one opens, others get in.
        """
        key = _Key(page.name, language(), variant)
        with self._lock:
            if self.closed or not self._has_place(owner):
                raise ServiceUnavailable(retry_after=5)
            opened = Watching([self._channel(key, page).sit()], owner, self._leave)
            self._streams.add(opened)
            self._held[owner.name] += 1
            self._keep_guard()
            return opened

    def _has_place(self, owner: Owner) -> bool:
        share = (self._limit + 1) // 2
        return len(self._streams) < self._limit and self._held[owner.name] < share

    def together(self, streams: Sequence[Watching | None]) -> Watching:
        """Return several streams as one, their messages marked by their position.

        None stands for one that was refused; who watches is told so.
        """
        opened = [(at, each) for at, each in enumerate(streams) if each]
        for at, each in opened:
            each.seats[0].mark = f"{at} "
        one = Watching([each.seats[0] for _at, each in opened], opened[0][1].owner, self._leave)
        one.begin += b"".join(refusal(at) for at, each in enumerate(streams) if each is None)
        with self._lock:
            self._streams.difference_update(each for _at, each in opened)
            self._held.subtract(each.owner.name for _at, each in opened)
            self._streams.add(one)
            self._held[one.owner.name] += 1
        return one

    def close(self) -> None:
        """End every stream: the product stops."""
        with self._lock:
            self._closing.set()
            channels = tuple(self._channels.values())
        for each in channels:
            each.close()

    def _channel(self, key: _Key, page: LivePage) -> Channel:
        if key not in self._channels:
            self._channels[key] = Channel()
            threading.Thread(
                target=self._render_for,
                args=(key, page, self._channels[key]),
                name=f"live-{page.name}-{next(self._names)}",
                daemon=True,
            ).start()
        return self._channels[key]

    def _leave(self, left: Watching) -> None:
        with self._lock:
            self._streams.discard(left)
            self._held[left.owner.name] -= 1
            for each in left.seats:
                each.channel.leave(each)
            for key, channel in tuple(self._channels.items()):
                if channel.is_empty:
                    del self._channels[key]
                    channel.close()

    def _keep_guard(self) -> None:
        if self._guard is None:
            self._guard = threading.Thread(target=self._end_with_logins, name="guard", daemon=True)
            self._guard.start()

    def _end_with_logins(self) -> None:
        """End the streams of those whose login ended, whatever ended it, in this process or not."""
        while not self._closing.wait(_GUARD_EVERY_S):
            with self._lock:
                watched = [each for each in self._streams if each.owner.login_id is not None]
            with suppress(StorageError):
                stand = standing(
                    self._app.extensions["desk"], {each.owner.login_id or 0 for each in watched}
                )
                for each in watched:
                    if each.owner.login_id not in stand:
                        each.end()

    def _render_for(self, key: _Key, page: LivePage, channel: Channel) -> None:
        desk = self._app.extensions["desk"]
        with desk.updates.listen() as news:
            while not channel.closed:
                began = time.monotonic()
                news.forget()
                self._render_once(key, page, channel)
                took = time.monotonic() - began
                # What is costly is rendered less often: others have their share of the processor.
                time.sleep(max(page.pause - took, took))
                _hear(news, page, key.variant, channel)

    def _render_once(self, key: _Key, page: LivePage, channel: Channel) -> None:
        try:
            with self._app.request_context(dict(self._environ)):
                g.language = key.language
                channel.put(page.render(key.variant))
        except Exception:
            # Whoever watches keeps the last true state; the next update tries again.
            self._app.logger.exception("a live page could not be rendered: %s", page.name)


def _hear(news: Subscription, page: LivePage, variant: StreamVariant, channel: Channel) -> None:
    """Wait for an update that matters, or until the page is to be refreshed."""
    deadline = time.monotonic() + page.refresh
    while not channel.closed and (left := deadline - time.monotonic()) > 0:
        update = news.take(min(1.0, left))
        if update and update.topic in page.topics and page.hears(update, variant):
            return


def init_live(app: Flask) -> None:
    """Give the application its feeds."""
    limit = app.extensions["desk"].settings.max_streams
    app.extensions["feeds"] = Feeds(app, limit)


def stream(page: LivePage, *variant: str) -> Response:
    """Answer a view with the live partials of `page`: the present state first.

    Raises ServiceUnavailable (503 with Retry-After) when too many watch already.
    """
    feeds: Feeds = current_app.extensions["feeds"]
    return event_stream(feeds.stream(page, variant, _owner(page, variant)))


def _owner(page: LivePage, variant: StreamVariant) -> Owner:
    """Return who takes a place: a member of staff, or else whoever has the link."""
    login = current_login()
    if login is None:
        return Owner(" ".join((page.name, *variant)))
    return Owner(f"staff {login.user.id}", login.id)


def event_stream(opened: Stream) -> Response:
    """Return the answer that sends a stream, as it is: the server takes it piece by piece."""
    response = Response(opened, mimetype="text/event-stream", direct_passthrough=True)
    response.headers["Cache-Control"] = "no-cache, no-transform"
    response.headers["X-Accel-Buffering"] = "no"
    response.headers["Vary"] = "Accept-Encoding"
    if request.accept_encodings["gzip"]:
        opened.pack()
        response.headers["Content-Encoding"] = "gzip"
    return response
