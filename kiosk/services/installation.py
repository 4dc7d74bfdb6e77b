"""What belongs to this installation and to no event."""

import secrets

from kiosk.desk import Desk
from kiosk.storage import installation


def secret_key(desk: Desk) -> str:
    """Return what signs the cookies, made once and the same for every process."""
    with desk.store.write() as tx:
        return str(installation.value_or_first(tx, "cookie_secret", secrets.token_urlsafe(48)))
