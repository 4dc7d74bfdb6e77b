"""Sends streams to those who watch: a thousand of them from one thread, none with its own."""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from granian.rsgi import HTTPProtocol

from kiosk.bridge.answers import SentAnswer
from kiosk.web.live.streams import HEARTBEAT, Stream

_AT_ONCE = 100
"""So many streams are told in a row: then scans have their turn."""

_MOST = 1024 * 1024
"""Bytes after which a stream ends, and the page opens it anew: granian keeps what a client does
not take, and does not say so."""


@dataclass(slots=True, eq=False)
class _Watcher:
    """One who watches."""

    stream: Stream
    transport: Any
    over: asyncio.Future[None]
    told_at: float = 0.0
    bytes: int = 0


class Pusher:
    """The streams that are open; lives in the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._watchers: set[_Watcher] = set()
        self._stirred: deque[_Watcher] = deque()
        self._is_awake = False
        self._beats = self._loop.call_later(1.0, self._beat)

    async def push(self, answer: SentAnswer, stream: Stream, protocol: HTTPProtocol) -> None:
        """Send a stream until it is over or the client goes away."""
        transport = protocol.response_stream(answer.status, answer.headers)
        one = _Watcher(stream, transport, self._loop.create_future())
        self._watchers.add(one)
        gone = asyncio.ensure_future(protocol.client_disconnect())
        try:
            stream.on_news(partial(self._stir, one))
            self._stir(one)
            await asyncio.wait({gone, one.over}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            one.over.cancel()
            self._watchers.discard(one)
            stream.close()
            one.transport = None  # granian ends the answer when nobody holds this

    def close(self) -> None:
        """End every stream, and take no more."""
        self._beats.cancel()
        self.end_all()

    def end_all(self) -> None:
        """End every stream; who watches asks again."""
        for each in self._watchers:
            if not each.over.done():
                each.over.set_result(None)

    def _stir(self, one: _Watcher) -> None:
        """Remember that a stream has news; called from any thread, and never waits."""
        self._stirred.append(one)
        if not self._is_awake:
            self._is_awake = True
            with suppress(RuntimeError):  # the loop has ended, and with it every stream
                self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        # Before looking: who stirs from now on calls again.
        self._is_awake = False
        for _ in range(min(len(self._stirred), _AT_ONCE)):
            self._tell_one(self._stirred.popleft())
        if self._stirred and not self._is_awake:
            self._is_awake = True
            self._loop.call_soon(self._tell)

    def _tell_one(self, one: _Watcher) -> None:
        if one.over.done():
            return
        while news := one.stream.piece():
            self._send(one, news)
        if one.stream.is_over or one.bytes > _MOST:
            one.over.set_result(None)

    def _send(self, one: _Watcher, piece: bytes) -> None:
        one.transport.send_bytes(piece)
        one.told_at = self._loop.time()
        one.bytes += len(piece)

    def _beat(self) -> None:
        silent = self._loop.time() - HEARTBEAT
        for each in self._watchers:
            if each.told_at < silent:
                self._send(each, each.stream.beat)
        self._beats = self._loop.call_later(1.0, self._beat)
