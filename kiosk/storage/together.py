"""Scans that wait side by side are answered in one transaction, with one wait for the disk.

Whoever finds nobody writing leads: begins, takes along who waits by then, and wakes them once all
is stored. Who waits in vain leaves the line before that, and nothing of it is stored.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from kiosk.core.errors import HadirError, StorageError, Unsure
from kiosk.core.model import Scan, ScanOutcome
from kiosk.storage.engine.turns import Turns, WaitingScan
from kiosk.storage.in_hand import unsure

MOST = 64
PATIENCE = 1.5
"""Seconds after which a scan is withdrawn whose turn has not come."""

Begin = Callable[[float], AbstractContextManager[Connection]]
"""Opens a transaction, and gives up at a moment of the monotonic clock."""

Answering = Callable[[Connection, Sequence[Scan]], Sequence[ScanOutcome | HadirError]]
"""Answers scans in a transaction: an outcome each, or the error that its sender is told."""


def together(line: Turns, begin: Begin, scan: Scan, answering: Answering) -> ScanOutcome:
    """Return the outcome of a scan once it is stored, alone or with others; or raise its error.

    Raises Busy where it was withdrawn: nothing of it is stored then.
    """
    waiting = WaitingScan(PATIENCE, scan)
    if line.enter(waiting):
        try:
            _lead(line, begin, waiting, answering)
        finally:
            line.leave()
    if isinstance(waiting.outcome, ScanOutcome):
        return waiting.outcome
    raise waiting.outcome or unsure()


def _lead(line: Turns, begin: Begin, first: WaitingScan, answering: Answering) -> None:
    several = [first]
    try:
        with begin(first.until) as tx:
            several += line.take_along(MOST - 1)
            outcomes = answering(tx, [each.scan for each in several])
        for each, outcome in zip(several, outcomes, strict=True):
            each.outcome = outcome
    except Exception as error:  # noqa: BLE001  whoever sent the scan is told
        if len(several) == 1 or isinstance(error, Unsure):
            for each in several:
                each.outcome = error
        else:
            _one_by_one(begin, several, answering)
    finally:
        for each in several[1:]:
            each.outcome = each.outcome or unsure()
            each.wake.release()


def _one_by_one(begin: Begin, several: Sequence[WaitingScan], answering: Answering) -> None:
    """Let a scan that cannot be stored fail alone; a database that fails, fails for all."""
    failed: Exception | None = None
    for each in several:
        each.outcome = failed or _alone(begin, each, answering)
        if isinstance(each.outcome, StorageError):
            failed = each.outcome


def _alone(begin: Begin, waiting: WaitingScan, answering: Answering) -> ScanOutcome | Exception:
    try:
        with begin(time.monotonic() + PATIENCE) as tx:
            return answering(tx, [waiting.scan])[0]
    except Exception as error:  # noqa: BLE001  whoever sent the scan is told
        return error
