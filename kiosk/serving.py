"""The application as the web server loads it, in a process of its own: settings from HADIR_*."""

import atexit
import os
from dataclasses import fields
from typing import TYPE_CHECKING

from kiosk.app import create_app
from kiosk.desk import open_desk
from kiosk.door import Door
from kiosk.live.postgres import relay
from kiosk.settings import Settings, load_settings

if TYPE_CHECKING:
    from flask import Flask


def application() -> "Flask":
    """Open the desk and the door of this computer, and return the pages."""
    settings = load_settings()
    desk = open_desk(settings)
    if not desk.store.is_sqlite:
        atexit.register(relay(desk.updates, settings.database).close)
    door = Door(desk, settings.camera)
    if settings.camera:
        door.start()
        atexit.register(door.stop)
    return create_app(desk, door)


def hand_over(settings: Settings) -> None:
    """Put the settings where the server's process finds them."""
    for each in fields(settings):
        os.environ[f"HADIR_{each.name.upper()}"] = str(getattr(settings, each.name))
