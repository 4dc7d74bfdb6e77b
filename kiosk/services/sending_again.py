"""A write that is sent again, because its answer was lost, is done once: `Idempotency-Key`.

Who is added by such a write is called by the key and the place in it: sent again, they are there.
"""

import re
from datetime import timedelta

from kiosk.core.errors import BadInput, Refused
from kiosk.core.secrets import fingerprint
from kiosk.desk import Desk
from kiosk.storage import sent_keys

KEPT_FOR = timedelta(days=7)
KEY = "^[!-~]{1,200}$"
"""How keys are written."""


def names_for(desk: Desk, station_id: int, key: str | None, body: bytes) -> str:
    """Return what the people are called whom this write adds; empty without a key.

    Raises BadInput for what is no key, Refused where something else was sent with it before.
    """
    if key is None:
        return ""
    if not re.fullmatch(KEY, key):
        raise BadInput("Idempotency-Key has 1 to 200 signs of ASCII, without spaces.")
    name = fingerprint(f"{station_id}\n{key}")
    now = desk.now()
    with desk.store.write() as tx:
        sent_keys.forget(tx, now - KEPT_FOR)
        if not sent_keys.take(tx, name, fingerprint(body.decode("latin-1")), now):
            raise Refused(
                "Something else was sent with this Idempotency-Key. Make a new one for each write."
            )
    return name


def name_of(names: str, place: int) -> str:
    """Return what the person at a place of the write is called; empty without a key."""
    return fingerprint(f"{names}\n{place}")[:32] if names else ""
