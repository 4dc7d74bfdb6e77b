"""The bridge itself: what granian calls for each request."""

import asyncio
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from typing import Any

from granian.rsgi import HTTPProtocol, Scope

from kiosk.bridge.answers import Application, SentAnswer, ask, send
from kiosk.bridge.bodies import BodyLimits, BrokenBody, SlowBody, read_body
from kiosk.bridge.environ import environ_of
from kiosk.bridge.guests import Guests
from kiosk.bridge.pushing import Pusher
from kiosk.short_turns import short_turns
from kiosk.web.shell.access import INTRODUCED

_THREADS_FOR_SCANS = 64
_THREADS_FOR_PAGES = 8
"""Few: each that runs takes its turns from a scan, and pages wait for each other anyway."""
_THREADS_FOR_PICTURES = 4
"""As few as wait for the processes that read them: a crowd of pictures keeps no scan waiting."""
_SCANS = {"/api/v1/scans", "/kiosk/scans"}
_PICTURES = {"/kiosk/pictures", "/kiosk/reading"}
_END = ("Connection", "close")


class Bridge:
    """Answers requests with a WSGI application.

    Scans have threads of their own, which no page, picture or stream can take: however many are
    asked for at once, a scan finds one, and few others take turns with it.
    """

    def __init__(
        self, application: Application, limits: BodyLimits, guests: Guests | None = None
    ) -> None:
        self._application = application
        self._limits = limits
        self.guests = guests or Guests(())
        self._door = ThreadPoolExecutor(_THREADS_FOR_SCANS, "scans")
        self._pictures = ThreadPoolExecutor(_THREADS_FOR_PICTURES, "pictures")
        self._pages = ThreadPoolExecutor(_THREADS_FOR_PAGES, "pages")
        self._is_closed = False
        self._busy = 0
        self._rest = asyncio.Event()
        self._rest.set()

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an answer."""
        return self._busy == 0

    async def idle(self, patience: float) -> None:
        """Wait until nobody waits for an answer, or for so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._rest.wait()

    def close(self) -> None:
        """Begin nothing new, and end every stream: who asks from now on is told to come later."""
        self._is_closed = True
        self._pusher.close()

    def end_streams(self) -> None:
        """End every stream that is open; pages open theirs anew at once."""
        self._pusher.end_all()

    def end(self) -> None:
        """Let the threads go."""
        for each in (self._door, self._pictures, self._pages):
            each.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer a request: RSGI 1.5, "HTTP protocol"."""
        if self._is_closed:
            protocol.response_bytes(503, [_END, ("Retry-After", "5")], b"")
            return
        try:
            await self._answer(scope, protocol)
        except SlowBody:
            protocol.response_bytes(408, [_END], b"")
        except BrokenBody:
            protocol.response_bytes(400, [_END], b"")

    async def _answer(self, scope: Scope, protocol: HTTPProtocol) -> None:
        threads = self._threads_for(scope)
        body = await read_body(scope, protocol, self._limits)
        self._busy += 1
        self._rest.clear()
        environ = environ_of(scope, body)
        self.guests.begin(scope.client)
        try:
            loop = asyncio.get_running_loop()
            asking = ask if threads is self._door else _ask_beside_scans
            answer = await loop.run_in_executor(threads, asking, self._application, environ)
            if not answer.stream:
                await send(answer, protocol, threads)
                return
        finally:
            self.guests.end(scope.client, is_known=INTRODUCED in environ)
            self._busy -= 1
            if self.is_idle:
                self._rest.set()
        await self._pusher.push(answer, answer.stream, protocol)

    def _threads_for(self, scope: Scope) -> Executor:
        if scope.method == "POST" and scope.path in _SCANS:
            return self._door
        return self._pictures if scope.path in _PICTURES else self._pages

    @cached_property
    def _pusher(self) -> Pusher:
        return Pusher()


def _ask_beside_scans(application: Application, environ: dict[str, Any]) -> SentAnswer:
    with short_turns():
        return ask(application, environ)
