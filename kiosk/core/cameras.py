"""Addresses of cameras: their password is kept apart and never shown."""


def without_password(source: str) -> str:
    """Return the source as it may be shown: `rtsp://admin:secret@…` becomes `rtsp://admin@…`."""
    return _parted(source)[0]


def password_of(source: str) -> str:
    """Return the password in a source, empty where there is none."""
    return _parted(source)[1]


def with_password(shown: str, password: str) -> str:
    """Return the source to be opened, from what is shown and what is kept apart."""
    if not password or "@" not in shown:
        return shown
    before, _at, after = shown.partition("@")
    return f"{before}:{password}@{after}"


def _parted(source: str) -> tuple[str, str]:
    scheme, mark, rest = source.partition("://")
    place, slash, path = rest.partition("/")
    who, at, host = place.rpartition("@")
    user, _colon, password = who.partition(":")
    return f"{scheme}{mark}{user}{at}{host}{slash}{path}", password
