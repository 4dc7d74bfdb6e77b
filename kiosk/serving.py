"""The application as the web server loads it, in a process of its own: settings from HADIR_*."""

import atexit
import os
import threading
import time

from flask import Flask

from kiosk.app import create_app
from kiosk.desk import open_desk
from kiosk.live.postgres import relay
from kiosk.log import keep_log
from kiosk.server_camera import ServerCamera
from kiosk.services.automatic_backup import Backups
from kiosk.services.stations import server_station
from kiosk.settings import load_settings

_LOOK_EVERY_S = 0.2


def application() -> Flask:
    """Open the desk and the door of this computer, and return the pages."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    settings = load_settings()
    keep_log(settings)
    desk = open_desk(settings)
    Backups(desk).start()
    if not desk.store.is_sqlite:
        atexit.register(relay(desk.updates, settings.database).close)
    source = settings.camera or str(server_station(desk).settings.get("camera", ""))
    door = ServerCamera(desk, source)
    door.start()
    atexit.register(door.stop)
    return create_app(desk, door)


def _end_with_parent() -> None:
    # Where the command was killed outright, nobody else would give camera and port back.
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_S)
    os._exit(1)
