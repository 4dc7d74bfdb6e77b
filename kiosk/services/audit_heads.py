"""The heads of the audit, written down outside the database: a chain that was cut off shows.

`hadir.audit` lies beside the database, and goes along to the second place of the backups. A line is
a head: how long a chain was at a moment, its last hash, the signature.
"""

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from kiosk.core.audit import Head
from kiosk.desk import Desk
from kiosk.settings import Settings
from kiosk.storage.audit import chain

_NAME = "hadir.audit"


def head_of(desk: Desk) -> Head | None:
    """Return the head of this computer's chain now, None where it has none yet."""
    signer = desk.store.signer
    if signer is None:
        return None
    with desk.store.read() as tx:
        return chain.head(tx, signer.chain, desk.now())


def write_down(desk: Desk) -> Head | None:
    """Append the head to the file outside, where it is another than the last one there.

    Where that disk takes nothing, the work goes on: the head is written down later.
    """
    head = head_of(desk)
    known = heads(desk.settings)
    if head is None or (known and (known[-1].chain, known[-1].hash) == (head.chain, head.hash)):
        return head
    line = json.dumps({**asdict(head), "at": head.at.isoformat()})
    with suppress(OSError), place_of(desk.settings).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    return head


def heads(settings: Settings) -> list[Head]:
    """Return the heads that were written down, the oldest first."""
    try:
        lines = place_of(settings).read_text("utf-8").splitlines()
    except OSError:
        return []
    return [found for each in lines if (found := _head(each))]


def begin_anew(settings: Settings, now: datetime) -> None:
    """Put the heads aside where an older backup takes the place of the database."""
    with suppress(OSError):
        place = place_of(settings)
        place.rename(place.with_name(f"{_NAME}-before-{now:%Y%m%d-%H%M%S}"))


def place_of(settings: Settings) -> Path:
    """Return the file of the heads."""
    return settings.data / _NAME


def _head(line: str) -> Head | None:
    try:
        values = json.loads(line)
        return Head(**{**values, "at": datetime.fromisoformat(values["at"])})
    except (ValueError, TypeError, KeyError):
        return None
