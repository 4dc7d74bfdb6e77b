"""Sealing scans by the minute in which they were received: nothing of it is on a scan's way."""

from kiosk.core.audit import SCANS_SEALED
from kiosk.core.scan_seals import settled
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.storage.audit import seals
from kiosk.storage.database import Tx


def seal_scans(desk: Desk, *, to_the_last: bool = False) -> int:
    """Put the scans of the minutes that are over under a seal; return how many seals were made.

    `to_the_last` also takes those of this minute: nobody scans any more.
    """
    before = None if to_the_last else settled(desk.now())
    with desk.store.read() as tx:
        due = [each for each in seals.events_with_scans(tx) if seals.unsealed(tx, each, before)[1]]
    for event_id in due:
        with desk.store.write() as tx:
            span = seals.unsealed(tx, event_id, before)
            if span[1]:
                put_seal(tx, desk, event_id, *span)
    return len(due)


def put_seal(tx: Tx, desk: Desk, event_id: int, first: int, last: int) -> None:
    """Record the sum of these scans as they are now."""
    sealed = seals.seal(tx, event_id, first, last)
    record(tx, desk, event_id, "", SCANS_SEALED, f"scans:{event_id}", **sealed)
