"""Scans that wait side by side are answered in one transaction, with one wait for the disk.

Whoever finds nobody writing leads: begins, takes along who waits by then, and wakes them once all
is stored. Who waits in vain leaves the line before that, and nothing of it is stored.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import islice

from sqlalchemy import Connection

from kiosk.core.errors import HadirError, StorageError, Unsure
from kiosk.core.model import Scan, ScanOutcome
from kiosk.storage.engine.turns import Turns, WaitingScans
from kiosk.storage.in_hand import unsure

MOST = 64
PATIENCE = 1.5
"""Seconds after which a scan is withdrawn whose turn has not come."""

LONG_PATIENCE = 10.0
"""Where a station brings several: nobody stands before it and waits."""

Begin = Callable[[float], AbstractContextManager[Connection]]
"""Opens a transaction, and gives up at a moment of the monotonic clock."""

StoredOrFailed = ScanOutcome | Exception

Answering = Callable[[Connection, Sequence[Scan]], Sequence[ScanOutcome | HadirError]]
"""Answers scans in a transaction: an outcome each, or the error that its sender is told."""


def together(
    line: Turns, begin: Begin, scans: Sequence[Scan], answering: Answering
) -> Sequence[StoredOrFailed]:
    """Return the outcomes of scans once they are stored, alone or with those of others.

    Raises Busy where they were withdrawn: nothing of them is stored then.
    """
    waiting = WaitingScans(PATIENCE if len(scans) == 1 else LONG_PATIENCE, scans)
    if line.enter(waiting):
        try:
            _lead(line, begin, waiting, answering)
        finally:
            line.leave()
    return waiting.outcomes or [unsure() for _ in scans]


def _lead(line: Turns, begin: Begin, first: WaitingScans, answering: Answering) -> None:
    several = [first]
    try:
        with begin(first.until) as tx:
            several += line.take_along(MOST - len(first.scans))
            outcomes = answering(tx, _scans(several))
        _hand_out(several, outcomes)
    except Exception as error:  # noqa: BLE001  whoever sent the scan is told
        scans = _scans(several)
        all_fail = len(scans) == 1 or isinstance(error, Unsure)
        _hand_out(several, [error] * len(scans) if all_fail else _each(begin, scans, answering))
    finally:
        for each in several[1:]:
            each.outcomes = each.outcomes or [unsure() for _ in each.scans]
            each.wake.release()


def _scans(several: Iterable[WaitingScans]) -> list[Scan]:
    return [scan for each in several for scan in each.scans]


def _hand_out(several: Iterable[WaitingScans], outcomes: Sequence[StoredOrFailed]) -> None:
    left = iter(outcomes)
    for each in several:
        each.outcomes = list(islice(left, len(each.scans)))


def _each(begin: Begin, scans: Sequence[Scan], answering: Answering) -> list[StoredOrFailed]:
    """Let a scan that cannot be stored fail alone; a database that fails, fails for all."""
    failed: Exception | None = None
    outcomes: list[StoredOrFailed] = []
    for scan in scans:
        outcome = failed or _alone(begin, scan, answering)
        failed = outcome if isinstance(outcome, StorageError) else None
        outcomes.append(outcome)
    return outcomes


def _alone(begin: Begin, scan: Scan, answering: Answering) -> StoredOrFailed:
    try:
        with begin(time.monotonic() + PATIENCE) as tx:
            return answering(tx, [scan])[0]
    except Exception as error:  # noqa: BLE001  whoever sent the scan is told
        return error
