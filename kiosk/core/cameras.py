"""Addresses of cameras: their password is kept apart and never shown."""

import re

_USER = re.compile(
    r"(?P<begin>[a-z][a-z0-9+.-]*://)(?P<user>[^/?#@:]*):(?P<password>[^/?#]*)@", re.IGNORECASE
)


def without_password(source: str) -> str:
    """Return the source as it may be shown: `rtsp://admin:secret@…` becomes `rtsp://admin@…`."""
    return _USER.sub(r"\g<begin>\g<user>@", source, count=1)


def password_of(source: str) -> str:
    """Return the password in a source, empty where there is none."""
    found = _USER.match(source)
    return found["password"] if found else ""


def with_password(shown: str, password: str) -> str:
    """Return the source to be opened, from what is shown and what is kept apart."""
    if not password or "@" not in shown:
        return shown
    before, _at, after = shown.partition("@")
    return f"{before}:{password}@{after}"
