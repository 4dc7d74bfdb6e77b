"""What belongs to this installation and to no event."""

from kiosk.desk import Desk
from kiosk.private import private_folder, secret_in
from kiosk.storage import installation

_FORMER_KEY = "cookie_secret"
"""Where 0.1.0 kept the key: whoever had a backup could forge a login."""


def secret_key(desk: Desk) -> str:
    """Return what signs the cookies: of this computer, beside the database and in no backup.

    Raises Moved while the data is away: a key made then would end every login.
    """
    desk.store.check_place()
    with desk.store.read() as tx:
        was_in_database = installation.value(tx, _FORMER_KEY) is not None
    if was_in_database:
        with desk.store.write() as tx:
            installation.forget(tx, _FORMER_KEY)
    private_folder(desk.settings.data)
    return secret_in(desk.settings.data / "cookies.key")
