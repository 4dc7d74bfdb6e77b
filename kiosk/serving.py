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
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from flask import Flask

from kiosk import known_places
from kiosk.app import UPLOAD_LIMIT, create_app
from kiosk.bridge.application import Bridge
from kiosk.bridge.bodies import BodyLimits
from kiosk.bridge.guests import Guests
from kiosk.core.errors import Damaged, HadirError
from kiosk.desk import Desk, open_desk, utc_now
from kiosk.keeping import REFUSED
from kiosk.listening import Listeners
from kiosk.live.postgres import relay
from kiosk.log import keep_log
from kiosk.server_camera import ServerCamera
from kiosk.services.audit_heads import write_down
from kiosk.services.automatic_backup import Backups
from kiosk.services.backup import way_back
from kiosk.services.cameras import move_apart, whole_source
from kiosk.services.network import addresses
from kiosk.services.restoring import note_restore
from kiosk.services.scan_seals import seal_scans
from kiosk.services.stations import server_station
from kiosk.services.users import setup_key
from kiosk.services.watch import StorageWatch
from kiosk.settings import Settings, load_settings
from kiosk.speaking import said, told

_log = logging.getLogger(__name__)

_PATIENCE_S = 0.5
_FILES = 8192
_LOOKED_THROUGH_AT_ONCE = 32 * 1024 * 1024


def main() -> None:
    """Serve with the settings of the environment, until told to end."""
    # A key pressed in the terminal reaches every process there: the one above tells this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _run(load_settings())
    except Damaged as error:
        sys.stderr.write(f"{told(error)} {told(way_back(load_settings(), utc_now()))}\n")
        sys.exit(REFUSED)
    except HadirError as error:
        sys.stderr.write(f"{told(error)}\n")
        sys.exit(REFUSED)


def _run(settings: Settings) -> None:
    _allow_open_files()
    keep_log(settings)
    desk = open_desk(settings)
    if _is_small(settings) and (damaged := desk.store.look_through()):
        raise damaged
    known_places.note(settings)
    note_restore(desk)
    if key := setup_key(desk):
        address = f"{settings.address}/setup?key={key}"
        text = "Nobody can log in yet. Make the first administrator: {address}"
        sys.stdout.write(f"{said(text, address=address)}\n")
        sys.stdout.flush()
    move_apart(desk)
    Backups(desk).start()
    StorageWatch(desk).start()
    door = opened_door(desk)
    app = create_app(desk, door, addresses)
    guests = Guests((settings.port, settings.https_port), settings.trusted_proxies)
    bridge = Bridge(app.wsgi_app, BodyLimits(UPLOAD_LIMIT), guests)
    # What was loaded until now stays: no collection looks at it again, not even the last one.
    gc.freeze()
    asyncio.run(_serve(desk, app, bridge, partial(_stop, app, bridge, door)))
    with suppress(HadirError):
        seal_scans(desk, to_the_last=True)
        write_down(desk)
    desk.close()
    if not bridge.is_idle:
        # Somebody's long work would hold the end up: what is to be stored was stored.
        sys.stdout.flush()
        os._exit(0)


def _is_small(settings: Settings) -> bool:
    """Whether the file is looked through in no time; a large one is while it serves already."""
    file = settings.database_file
    return file is not None and file.stat().st_size < _LOOKED_THROUGH_AT_ONCE


def opened_door(desk: Desk) -> ServerCamera:
    """Open the camera of this computer, and listen to the other processes if there are any."""
    if not desk.store.is_sqlite:
        atexit.register(relay(desk.updates, desk.settings.database).close)
    stored = str(server_station(desk).settings.get("camera", ""))
    source = desk.settings.camera or whole_source(desk, stored)
    door = ServerCamera(desk, source)
    door.start()
    return door


async def _serve(
    desk: Desk, app: Flask, bridge: Bridge, stop: Callable[[], Awaitable[None]]
) -> None:
    listeners = Listeners(desk.settings, bridge, desk.now)
    told = asyncio.Event()
    app.extensions["end"] = _listen_for_end(told)
    serving = asyncio.create_task(listeners.serve())
    asked = asyncio.create_task(told.wait())
    await asyncio.wait({serving, asked}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        await serving
    await stop()
    listeners.stop()
    await asyncio.wait({serving}, timeout=_PATIENCE_S / 2)


async def _stop(app: Flask, bridge: Bridge, door: ServerCamera) -> None:
    """Stop in order: nothing new, pages told, what was begun ended, the camera given back."""
    began = time.monotonic()
    bridge.close()
    app.extensions["feeds"].close()
    await bridge.idle(_PATIENCE_S)
    _log.info("Ending: no new requests, pages told, %s", _what_is_left(bridge))
    await asyncio.to_thread(door.stop)
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
        sys.stdin.buffer.read()
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
