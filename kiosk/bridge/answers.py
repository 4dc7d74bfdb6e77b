"""What a page answered, and sending it: at once, from a file, or in pieces."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any

from granian.rsgi import HTTPProtocol, ProtocolClosed, ProtocolError

from kiosk.bridge.environ import FileAnswer
from kiosk.web.live.streams import Stream

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application, as PEP 3333 has it."""

_AT_ONCE = 256 * 1024


@dataclass(slots=True)
class SentAnswer:
    """Status, headers, and the body: `begin`, and after it `rest` if that is not all."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    begin: bytes = b""
    rest: Iterable[bytes] | None = None

    @property
    def stream(self) -> Stream | None:
        """What is sent as long as somebody listens, if it is that."""
        return self.rest if isinstance(self.rest, Stream) else None

    def close(self) -> None:
        """Let go of what the body was made from."""
        if close := getattr(self.rest, "close", None):
            close()


def ask(application: Application, environ: dict[str, Any]) -> SentAnswer:
    """Call the application; a body that is not long is read whole."""
    answer = SentAnswer()

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        answer.status, answer.headers = int(status[:3]), headers

    try:
        body = application(environ, start)
    finally:
        environ["wsgi.input"].close()
    if isinstance(body, Stream) or (isinstance(body, FileAnswer) and body.path):
        answer.rest = body
    else:
        _read(answer, body)
    return answer


def _read(answer: SentAnswer, body: Iterable[bytes]) -> None:
    pieces = iter(body)
    pending: list[bytes] = []
    while sum(len(each) for each in pending) < _AT_ONCE:
        piece = next(pieces, None)
        if piece is None:
            break
        pending.append(piece)
    else:
        answer.rest = _Rest(pieces, body)
    answer.begin = b"".join(pending)
    if answer.rest is None and hasattr(body, "close"):
        body.close()


async def send(answer: SentAnswer, protocol: HTTPProtocol, threads: Executor) -> None:
    """Send an answer that is no stream."""
    if answer.rest is None:
        protocol.response_bytes(answer.status, answer.headers, answer.begin)
    elif isinstance(answer.rest, FileAnswer):
        protocol.response_file(answer.status, answer.headers, str(answer.rest.path))
        answer.close()
    else:
        await _send_pieces(answer, protocol, threads)


async def _send_pieces(answer: SentAnswer, protocol: HTTPProtocol, threads: Executor) -> None:
    pieces, loop = iter(answer.rest or ()), asyncio.get_running_loop()
    transport = protocol.response_stream(answer.status, answer.headers)
    piece: bytes | None = answer.begin
    try:
        while piece is not None:
            await transport.send_bytes(piece)
            piece = await loop.run_in_executor(threads, next, pieces, None)
    except (ProtocolClosed, ProtocolError):
        return  # the client went away
    finally:
        await loop.run_in_executor(threads, answer.close)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a body, and the body that wants to be closed."""

    pieces: Iterator[bytes]
    body: Iterable[bytes]

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        if close := getattr(self.body, "close", None):
            close()
