"""A WSGI application behind the bridge and a real granian, in a thread of its own."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from granian.log import LogLevels
from granian.server.embed import Server

from kiosk.bridge.answers import Application
from kiosk.bridge.application import Bridge
from kiosk.bridge.bodies import BodyLimits

DEADLINE = 20.0
LIMITS = BodyLimits(size=1_000_000, in_memory=100_000, patience=0.3, seconds=2.0)

Serve = Callable[[Application], int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves an application until the test is over, and returns the port."""
    with ExitStack() as stack:
        yield lambda application: stack.enter_context(_served(application))


@contextmanager
def _served(application: Application) -> Iterator[int]:
    port, bridge = _free_port(), Bridge(application, LIMITS)
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(_run(bridge, port, stop),))
    thread.start()
    until(lambda: _answers(port))
    yield port
    loop.call_soon_threadsafe(stop.set)
    thread.join(DEADLINE)
    loop.close()


async def _run(bridge: Bridge, port: int, stop: asyncio.Event) -> None:
    server = Server(
        bridge, port=port, backpressure=1000, websockets=False, log_level=LogLevels.critical
    )
    serving = asyncio.create_task(server.serve())
    await stop.wait()
    bridge.close()
    bridge.end()
    server.stop()
    await serving


def until(holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + DEADLINE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
