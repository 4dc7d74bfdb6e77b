"""The product as it is served: one process, from opening the database to giving the camera back."""

import asyncio
import atexit
import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from flask import Flask

from kiosk import known_places
from kiosk.bridge.application import Bridge
from kiosk.bridge.bodies import BodyLimits
from kiosk.bridge.guests import Guests
from kiosk.core.clock import SharedClock, SteadyClock
from kiosk.core.errors import Damaged, HadirError, StorageError
from kiosk.desk import Desk, open_desk, utc_now
from kiosk.keeping import REFUSED
from kiosk.listening import Listeners
from kiosk.log import keep_log
from kiosk.opening import Opening
from kiosk.services.audit_heads import write_down
from kiosk.services.backups.automatic_backup import Backups
from kiosk.services.backups.backup import way_back
from kiosk.services.backups.restoring import note_restore
from kiosk.services.cameras import move_apart, whole_source
from kiosk.services.led import follow_clock, followed
from kiosk.services.network import addresses
from kiosk.services.scan_seals import seal_scans
from kiosk.services.stations import server_station
from kiosk.services.users import setup_key
from kiosk.services.watch import StorageWatch
from kiosk.settings import Settings, load_settings
from kiosk.speaking import said, told
from kiosk.web.shell.application import UPLOAD_LIMIT

_log = logging.getLogger(__name__)

T = TypeVar("T")

_PATIENCE_S = 0.35
_ASK_AGAIN_S = 0.5
_FILES = 8192
_LOOKED_THROUGH_AT_ONCE = 32 * 1024 * 1024

if TYPE_CHECKING:
    from kiosk.server_camera import ServerCamera


def main() -> None:
    """Serve with the settings of the environment, until told to end; `zero_of` is the argument."""
    # A key pressed in the terminal reaches every process there: the one above tells this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _run(load_settings(), SteadyClock(float(sys.argv[1])))
    except Damaged as error:
        sys.stderr.write(f"{told(error)} {told(way_back(load_settings(), utc_now()))}\n")
        sys.exit(REFUSED)
    except HadirError as error:
        sys.stderr.write(f"{told(error)}\n")
        sys.exit(REFUSED)


def _run(settings: Settings, steady: SteadyClock) -> None:
    _allow_open_files()
    keep_log(settings)
    desk = open_desk(settings, SharedClock(), steady)
    if _is_small(settings) and (damaged := desk.store.look_through()):
        raise damaged
    known_places.note(settings)
    note_restore(desk)
    if key := setup_key(desk):
        address = f"{settings.address}/setup?key={key}"
        text = "Nobody can log in yet. Make the first administrator: {address}"
        sys.stdout.write(f"{said(text, address=address)}\n")
        sys.stdout.flush()
    follow_clock(desk, followed(desk))
    move_apart(desk)
    Backups(desk).start()
    StorageWatch(desk).start()
    opening = Opening(desk, addresses)
    guests = Guests((settings.port, settings.https_port), settings.trusted_proxies)
    bridge = Bridge(opening, BodyLimits(UPLOAD_LIMIT), guests)
    is_whole = asyncio.run(_serve(desk, bridge, opening))
    with suppress(HadirError):
        seal_scans(desk, to_the_last=True)
        write_down(desk)
    desk.close()
    if not (bridge.is_idle and is_whole):
        # Somebody's long work would hold the end up: what is to be stored was stored.
        sys.stdout.flush()
        os._exit(0)


def _is_small(settings: Settings) -> bool:
    """Whether the file is looked through in no time; a large one is while it serves already."""
    file = settings.database_file
    return file is not None and file.stat().st_size < _LOOKED_THROUGH_AT_ONCE


@dataclass(frozen=True, slots=True)
class _House:
    """What is loaded after the API: the pages, and the camera of this computer."""

    app: Flask
    door: "ServerCamera"


def _loaded(desk: Desk, opening: Opening, end: Callable[[], None]) -> _House:
    """Load the pages and open them; begin with the camera. A page calls `end` to begin anew.

    Where the database does not answer meanwhile, scans are told so, and the pages come with it.
    """
    app, door = _once_it_answers(lambda: _built(desk, end))
    opening.open(app)
    _hear_others(desk)
    _tell_others(desk)
    _follow_the_first(desk)
    _once_it_answers(door.start)
    return _House(app, door)


def _built(desk: Desk, end: Callable[[], None]) -> "tuple[Flask, ServerCamera]":
    with _without_looking_for_garbage():
        from kiosk.app import create_app  # noqa: PLC0415  longer than all that a scan needs
        from kiosk.server_camera import ServerCamera  # noqa: PLC0415

        stored = str(server_station(desk).settings.get("camera", ""))
        door = ServerCamera(desk, desk.settings.camera or whole_source(desk, stored))
        app = create_app(desk, door, addresses)
        app.extensions["end"] = end
    return app, door


def _once_it_answers(build: Callable[[], T]) -> T:
    while True:
        try:
            return build()
        except StorageError:
            time.sleep(_ASK_AGAIN_S)


@contextmanager
def _without_looking_for_garbage() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        # What was loaded until now stays: no collection looks at it again, not even the last one.
        gc.freeze()
        gc.enable()


def _follow_the_first(desk: Desk) -> None:
    """Speak with the computer that this one follows, or will follow."""
    from kiosk.services.following import Follower  # noqa: PLC0415  no scan needs it

    Follower(desk).start()


def _hear_others(desk: Desk) -> None:
    """Listen to the other processes if there are any."""
    if not desk.store.is_sqlite:
        from kiosk.live.postgres import relay  # noqa: PLC0415  it knows no other database

        atexit.register(relay(desk.updates, desk.settings.database).close)


def _tell_others(desk: Desk) -> None:
    """Tell webhooks what happens, where somebody set one up; forget in time what was told."""
    from kiosk.services.shortening import Shortening  # noqa: PLC0415  no scan needs it
    from kiosk.services.webhook_sending import WebhookSending  # noqa: PLC0415  no scan needs it

    WebhookSending(desk).start()
    Shortening(desk).start()


async def _serve(desk: Desk, bridge: Bridge, opening: Opening) -> bool:
    """Serve until told to end; return whether the pages were there by then."""
    listeners = Listeners(desk.settings, bridge, desk.now)
    told = asyncio.Event()
    end = _listen_for_end(told)
    serving = asyncio.create_task(listeners.serve())
    asked = asyncio.create_task(told.wait())
    loader = ThreadPoolExecutor(1, "loading")
    loading = asyncio.get_running_loop().run_in_executor(loader, _loaded, desk, opening, end)
    loading.add_done_callback(lambda done: told.set() if done.exception() else None)
    await asyncio.wait({serving, asked}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        await serving
    await _stop(bridge, loading.result() if loading.done() else None)
    listeners.stop()
    await asyncio.wait({serving}, timeout=_PATIENCE_S / 2)
    return loading.done()


async def _stop(bridge: Bridge, house: _House | None) -> None:
    """Stop in order: nothing new, pages told, what was begun ended, the camera given back."""
    began = time.monotonic()
    bridge.close()
    if house:
        house.app.extensions["feeds"].close()
    await bridge.idle(_PATIENCE_S)
    _log.info("Ending: no new requests, pages told, %s", _what_is_left(bridge))
    if house:
        await asyncio.to_thread(house.door.stop)
    bridge.end()
    _log.info("Ended in %.2f s: the camera was given back", time.monotonic() - began)


def _what_is_left(bridge: Bridge) -> str:
    return "all answered" if bridge.is_idle else "somebody's long work is left"


def _listen_for_end(told: asyncio.Event) -> Callable[[], None]:
    """Be told by SIGTERM, or by the end of standard input: the process that keeps this one went.

    Return what a page calls to end this process, which is then started anew.
    """
    loop = asyncio.get_running_loop()

    def tell(*_signal: object) -> None:
        loop.call_soon_threadsafe(told.set)

    def read() -> None:
        # Not through Python's buffer: who holds that is in the way of an end that a page asks for.
        while os.read(sys.stdin.fileno(), 1024):
            continue
        with suppress(RuntimeError):  # the loop has ended already
            tell()

    signal.signal(signal.SIGTERM, tell)
    threading.Thread(target=read, name="end", daemon=True).start()
    return tell


def _allow_open_files() -> None:
    """Allow a file for each connection; Windows has no such limit."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  not on Windows

    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


if __name__ == "__main__":
    main()
