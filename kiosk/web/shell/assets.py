"""The static files, under an address that changes when they do."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from kiosk import __version__

_FOLDER = Path(__file__).parents[1] / "static"


@cache
def static_address() -> str:
    """Return where the static files begin: browsers may keep what lies there for ever.

    The imprint is of the files themselves: two states of one version differ as well.
    """
    imprint = sha256()
    for path in sorted(each for each in _FOLDER.rglob("*") if each.is_file()):
        imprint.update(path.relative_to(_FOLDER).as_posix().encode() + path.read_bytes())
    return f"/static/{__version__}-{imprint.hexdigest()[:8]}"


def static_files(*folders: str) -> list[str]:
    """Return the static files in some folders, as `url_for` names them."""
    found = (path for each in folders for path in sorted((_FOLDER / each).glob("*.*")))
    return [path.relative_to(_FOLDER).as_posix() for path in found]
