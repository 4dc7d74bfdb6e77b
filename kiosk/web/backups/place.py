"""What holds all data leaves, or comes in, at the computer of Hadir only."""

from kiosk.core.addresses import is_loopback
from kiosk.core.errors import Forbidden
from kiosk.web.shell.access import origin


def is_here() -> bool:
    """Whether the browser is at the computer on which Hadir runs."""
    return is_loopback(origin().address)


def check_is_here() -> None:
    """Raise Forbidden for a browser elsewhere."""
    if not is_here():
        raise Forbidden(
            "Backups can be downloaded and restored only on the computer that runs Hadir."
        )
