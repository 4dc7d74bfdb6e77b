"""The password of a camera in the network: in a file of its own, readable by the product alone."""

import os
from pathlib import Path

from kiosk.core.cameras import password_of, with_password, without_password
from kiosk.core.model import Station
from kiosk.desk import Desk
from kiosk.services.stations import is_here, stations, store_station_settings
from kiosk.storage.purging import compact

_FILE = "camera-password"


def keep_apart(desk: Desk, source: str) -> str:
    """Keep the password of a source in its file; return the source as it is stored and shown."""
    path = _path(desk)
    path.unlink(missing_ok=True)
    if password := password_of(source):
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(password)
    return without_password(source)


def move_apart(desk: Desk) -> None:
    """Take passwords out of the database where an older version kept them.

    That of this computer's own camera goes to its file; no other one is opened here.
    """
    known = [each for each in stations(desk) if password_of(_source_of(each))]
    for each in known:
        source = _source_of(each)
        shown = keep_apart(desk, source) if is_here(desk, each) else without_password(source)
        store_station_settings(desk, each.id, {**each.settings, "camera": shown}, by="")
    if known:
        compact(desk.store)


def _source_of(station: Station) -> str:
    return str(station.settings.get("camera", ""))


def whole_source(desk: Desk, shown: str) -> str:
    """Return the source to be opened: what is stored, with its password."""
    path = _path(desk)
    password = path.read_text() if path.exists() else ""
    return with_password(shown, password)


def _path(desk: Desk) -> Path:
    return desk.settings.data / _FILE
