"""The password of a camera in the network: in a file of its own, readable by the product alone."""

import os
from pathlib import Path

from kiosk.core.cameras import password_of, with_password, without_password
from kiosk.desk import Desk

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


def whole_source(desk: Desk, shown: str) -> str:
    """Return the source to be opened: what is stored, with its password."""
    path = _path(desk)
    password = path.read_text() if path.exists() else ""
    return with_password(shown, password)


def _path(desk: Desk) -> Path:
    return desk.settings.data / _FILE
