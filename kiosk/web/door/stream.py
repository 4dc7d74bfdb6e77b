"""The door's own stream: each answer as it falls, then what is waited for, and a pulse.

Format: WHATWG HTML, 9.2.6. Unlike other pages a door must hear every answer, not only the newest
state, and must hear it at once; so it listens by itself.
"""

import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from flask import Flask, current_app, g
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from kiosk import __version__
from kiosk.core.errors import StorageError
from kiosk.core.model import Station
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.live.broker import Subscription
from kiosk.services import check_ins, stations
from kiosk.services.events import current_event
from kiosk.services.logins import standing
from kiosk.web.door.answers import answer_html, error_html, languages_of
from kiosk.web.door.camera import door_camera
from kiosk.web.door.settings import kiosk_settings
from kiosk.web.door.states import camera_html, camera_state, waiting_html
from kiosk.web.door.trouble import trouble_html
from kiosk.web.live.pages import event_stream
from kiosk.web.live.streams import Written
from kiosk.web.shell.access import current_login

PULSE = 1.0
"""Seconds between two signs of life: a page that misses two says that the server is lost."""

_SHORTEST_WAITING = 0.4
_LONGEST_WAITING = 5.0
_WAITED_FOR = timedelta(seconds=10)
"""Nobody waits longer at a door for an answer."""

_NEVER = float("-inf")
_STREAMS_A_LOGIN, _STREAMS = 6, 200


def kiosk_stream(station: Station, heard: datetime | None = None) -> Response:
    """Answer a door's page with its stream; `heard` is when the page last heard anything."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    spoken = languages_of(kiosk_settings(station))[0]
    login = current_login()
    stream = _KioskStream(
        app, app.extensions["desk"], station, spoken, login.id if login else 0, heard
    )
    ends = ExitStack()
    ends.callback(_places(app).take(stream.login_id))
    stream.desk.doors_opened.note(stream.desk.now())
    if camera_state(station) and (camera := door_camera()):
        ends.callback(camera.answers_are_shown())
    return event_stream(Written(stream.events(), ends.close))


class _Places:
    """How many streams each login has: every one costs a thread, and a browser needs one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: Counter[int] = Counter()

    def take(self, login_id: int) -> Callable[[], None]:
        """Take a place and return what gives it back. Raises ServiceUnavailable (503)."""
        with self._lock:
            if self._taken[login_id] >= _STREAMS_A_LOGIN or self._taken.total() >= _STREAMS:
                raise ServiceUnavailable(retry_after=5)
            self._taken[login_id] += 1
        return partial(self._give_back, login_id)

    def _give_back(self, login_id: int) -> None:
        with self._lock:
            self._taken[login_id] -= 1
            self._taken += Counter()


def _places(app: Flask) -> _Places:
    places: _Places = app.extensions.setdefault("door_places", _Places())
    return places


def stamp(desk: Desk, station_id: int) -> str:
    """Return what changes when the page must be loaded anew: version, event, settings, door."""
    station, event = stations.station(desk, station_id), current_event(desk)
    parts = [__version__, event.id, event.name, station.settings, station.door]
    shown = json.dumps(parts, sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:12]


@dataclass(slots=True)
class _KioskStream:
    app: Flask
    desk: Desk
    station: Station
    language: str
    login_id: int
    heard: datetime | None = None
    _sent: dict[str, str] = field(default_factory=dict)
    _pulsed: float = _NEVER
    _looked: float = _NEVER
    _stale: bool = True
    _stamp: str | None = None

    def events(self) -> Generator[bytes, None, None]:
        """Yield events for as long as the page listens."""
        with self.desk.updates.listen() as news:
            yield b"retry: 1000\n\n"
            yield from self._missed()
            while not self.app.extensions["feeds"].closed and self._is_allowed():
                yield from self._due()
                update = news.take(self._patience())
                while update is not None:
                    yield from self._heard(update)
                    update = self._next(news)

    def _missed(self) -> Iterator[bytes]:
        """Yield the answers that fell while the page heard nothing: somebody waits for them."""
        if self.heard is None:
            return
        since = max(self.heard, self.desk.now() - _WAITED_FOR)
        with suppress(StorageError):
            for scan_id in check_ins.received_since(self.desk, self.station.id, since):
                yield from self._answer(scan_id)

    def _is_allowed(self) -> bool:
        """Whether the login stands by which this door listens; asked as often as it pulses."""
        if time.monotonic() - self._pulsed < PULSE:
            return True
        try:
            return bool(standing(self.desk, {self.login_id}))
        except StorageError:
            return True

    def _due(self) -> Iterator[bytes]:
        now = time.monotonic()
        age = now - self._looked
        if age > _LONGEST_WAITING or (self._stale and age > _SHORTEST_WAITING):
            self._looked, self._stale = now, False
            yield from self._changed("trouble")
            yield from self._changed("waiting")
            yield from self._changed("camera")
        if now - self._pulsed >= PULSE:
            self._pulsed = now
            yield _event("pulse", self._pulse())

    def _patience(self) -> float:
        return _SHORTEST_WAITING if self._stale else PULSE / 2

    def _next(self, news: Subscription) -> Update | None:
        return news.take(0) if time.monotonic() - self._pulsed < PULSE else None

    def _heard(self, update: Update) -> Iterator[bytes]:
        if update.topic in (Topic.CAMERA, Topic.STORAGE):
            yield from self._changed("trouble")
            yield from self._changed("camera")
            yield from self._changed("waiting")
            return
        if update.topic is Topic.NOT_STORED:
            if update.station_id == self.station.id:
                yield _event("answer", self._rendered("not stored", update.scan_id))
            return
        self._stale = True
        if update.topic is Topic.SCAN and update.station_id == self.station.id:
            yield from self._answer(update.scan_id)

    def _answer(self, scan_id: str) -> Iterator[bytes]:
        if html := self._rendered("answer", scan_id):
            yield _event("answer", html)

    def _changed(self, name: str) -> Iterator[bytes]:
        try:
            html = self._rendered(name)
        except StorageError:
            # What was sent last stays; the trouble itself is told, and asks no database.
            return
        if self._sent.get(name) != html:
            self._sent[name] = html
            yield _event(name, html)

    def _rendered(self, name: str, scan_id: str = "") -> str:
        with self.app.test_request_context("/"):
            g.language = self.language
            if name == "waiting":
                return waiting_html(self.desk, self.station)
            if name == "camera":
                return camera_html(self.station)
            if name == "trouble":
                return trouble_html(self.desk, self.station)
            if name == "not stored":
                return error_html(self.desk, kiosk_settings(self.station), scan_id)
            answer = check_ins.answer_to(self.desk, scan_id)
            settings = kiosk_settings(self.station)
            return answer_html(self.desk, answer, settings) if answer else ""

    def _pulse(self) -> str:
        now = int(self.desk.now().timestamp() * 1000)
        with suppress(StorageError):
            self._stamp = stamp(self.desk, self.station.id)
        return json.dumps({"now": now, "stamp": self._stamp})


def _event(name: str, data: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in data.strip().splitlines()) or "data:\n"
    return f"event: {name}\n{lines}\n".encode()
