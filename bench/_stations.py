"""Stations within this process, which scan while something else is done."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from bench._doors import Sent
from kiosk.core.model import Scan
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in

STATIONS = 8
EVERY_S = 0.1

Waited = Callable[[str], Sequence[float]]
"""Scans a code, and returns the seconds until its answer."""


@contextmanager
def scanning(codes: Sequence[str], waited: Waited) -> Iterator[Sent]:
    """Have stations scan ten times a second each; what they waited is in `Sent`."""
    stop, sent = threading.Event(), Sent()

    def station(n: int) -> None:
        draw = random.Random(n)
        while not stop.is_set():
            sent.waits += waited(draw.choice(codes))
            time.sleep(EVERY_S)

    doors = [threading.Thread(target=station, args=(n,)) for n in range(STATIONS)]
    for each in doors:
        each.start()
    time.sleep(2)
    sent.waits.clear()
    try:
        yield sent
    finally:
        stop.set()
        for each in doors:
            each.join()


def within(desk: Desk) -> Waited:
    """Scan at this desk itself."""

    def waited(code: str) -> Sequence[float]:
        began = time.perf_counter()
        check_in(desk, Scan(str(uuid4()), code, datetime.now(UTC)))
        return [time.perf_counter() - began]

    return waited
