"""Bodies of requests: read before a thread is taken, never more and never longer than allowed.

This is the place where what strangers send is limited in size and in time.
"""

import asyncio
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO

from granian.rsgi import HTTPProtocol, Scope

_BODILESS = {"GET", "HEAD", "OPTIONS"}
_SMALL = 64 * 1024


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """What is taken: bytes in all, of these in memory; seconds for the next piece and in all."""

    size: int = 32 * 1024 * 1024
    in_memory: int = 1024 * 1024
    patience: float = 10.0
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Body:
    """What came with a request: `length` bytes, or more than allowed and then nothing to read."""

    file: IO[bytes]
    length: int


class SlowBody(Exception):
    """The body did not come in time."""


class BrokenBody(Exception):
    """The one who asked went away before the body was whole."""


async def read_body(scope: Scope, protocol: HTTPProtocol, limits: BodyLimits) -> Body:
    """Read the body of a request.

    One that says or shows itself to be too large is left unread: its length tells why.

    Raises SlowBody and BrokenBody.
    """
    if scope.method in _BODILESS:
        return Body(BytesIO(), 0)
    said = scope.headers.get("content-length")
    length = int(said) if said and said.isdecimal() else None
    if length is not None and length > limits.size:
        return Body(BytesIO(), length)
    try:
        if length is not None and length <= _SMALL:
            return await _small(protocol, length, limits)
        return await _large(protocol, length, limits)
    except TimeoutError as error:
        raise SlowBody from error


async def _small(protocol: HTTPProtocol, length: int, limits: BodyLimits) -> Body:
    if not length:
        return Body(BytesIO(), 0)
    async with asyncio.timeout(limits.patience):
        try:
            content = await protocol()
        except RuntimeError as error:
            raise BrokenBody from error
    return Body(BytesIO(content), len(content))


async def _large(protocol: HTTPProtocol, length: int | None, limits: BodyLimits) -> Body:
    kept: IO[bytes] = SpooledTemporaryFile(limits.in_memory)  # noqa: SIM115  the answer closes it
    try:
        come = await _keep(protocol, kept, limits)
    except BaseException:
        kept.close()
        raise
    if length is not None and come < length:
        kept.close()
        raise BrokenBody
    if come > limits.size:
        kept.truncate(0)
    kept.seek(0)
    return Body(kept, come)


async def _keep(protocol: HTTPProtocol, kept: IO[bytes], limits: BodyLimits) -> int:
    """Write what comes, until it is too much; return how much came."""
    now = asyncio.get_running_loop().time
    end, come = now() + limits.seconds, 0
    async with asyncio.timeout(limits.patience) as patience:
        async for piece in protocol:
            come += len(piece)
            if come > limits.size:
                break
            kept.write(piece)
            patience.reschedule(min(now() + limits.patience, end))
    return come
