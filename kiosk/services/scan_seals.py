"""Sealing scans by the minute in which they were received: nothing of it is on a scan's way."""

from datetime import datetime

from kiosk.core.audit import SCANS_SEALED
from kiosk.core.scan_seals import settled
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.storage.audit import seals


def seal_scans(desk: Desk, *, to_the_last: bool = False) -> int:
    """Put the scans of the minutes that are over under a seal; return how many seals were made.

    `to_the_last` also takes those of this minute: nobody scans any more.
    """
    before = None if to_the_last else settled(desk.now())
    with desk.store.read() as tx:
        due = [each for each in seals.events_with_scans(tx) if seals.unsealed(tx, each, before)[1]]
    return sum(_sealed(desk, each, before) for each in due)


def _sealed(desk: Desk, event_id: int, before: datetime | None) -> bool:
    """Record the sum of the scans that are due as they are now; False where none is.

    It is made before the lock: nobody at the door waits for it.
    """
    with desk.store.read() as tx:
        known = seals.last_sealed(tx, event_id)
        span = seals.unsealed(tx, event_id, before)
        sealed = seals.seal(tx, event_id, *span)
    with desk.store.write() as tx:
        is_due = bool(span[1]) and seals.last_sealed(tx, event_id) == known
        if is_due:
            record(tx, desk, event_id, "", SCANS_SEALED, f"scans:{event_id}", **sealed)
    return is_due
