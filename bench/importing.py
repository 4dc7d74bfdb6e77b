"""How long a scan waits while a list is imported: by another program, and in the server itself.

``python -m bench importing`` serves the product, imports a list with `hadir participants import`
while 8 stations scan, and prints the longest wait; then both are done within one process. Beside
it stands the longest wait of the same stations for ten seconds before, when nobody imports.
"""

import argparse
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from bench._doors import Filled, Sent, databases, filled, send, served
from bench.roster import book_of, person
from kiosk.core.model import Scan
from kiosk.desk import Desk, open_desk
from kiosk.services import roster
from kiosk.services.check_ins import check_in
from kiosk.services.lists.spreadsheets import read_file

STATIONS = 8
EVERY_S = 0.1
BEFORE_S = 10
_ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    given = parser.parse_args()
    books = [_book(given.people, first) for first in (300_000, 600_000)]
    print("database     the import in        import s  scans  median ms  p99 ms  longest  before")
    with databases() as both:
        for name, settings in both.items():
            ready = filled(settings, 2000)
            _print(name, "another program", *_by_another_program(ready, books[0]))
            _print(name, "the same process", *_in_one_process(ready, books[1]))


def _book(people: int, first: int) -> bytes:
    draw = random.Random(first)
    return book_of([person(draw, first + n) for n in range(people)])


def _print(name: str, where: str, seconds: float, sent: Sent, before: float) -> None:
    waits = f"{sent.wait(0.5):9.0f}  {sent.wait(0.99):6.0f}  {sent.wait(1):7.0f}  {before:6.0f}"
    print(f"{name:11}  {where:18}  {seconds:8.1f}  {len(sent.waits):5}  {waits}", flush=True)


def _by_another_program(ready: Filled, book: bytes) -> tuple[float, Sent, float]:
    file = ready.settings.data / "list.xlsx"
    file.write_bytes(book)
    command = [sys.executable, "-m", "kiosk", "participants", "import", str(file)]
    command += ["--data", str(ready.settings.data)]
    command += ["--database", ready.settings.database] if ready.settings.database else []
    with served(ready.settings) as (port, _):
        token, stop, sent = ready.tokens, threading.Event(), Sent()

        def station(n: int) -> None:
            draw = random.Random(n)
            while not stop.is_set():
                sent.waits += send(port, token, [draw.choice(ready.codes)], 1).waits
                time.sleep(EVERY_S)

        with _all_stations(station, stop, sent) as before:
            began = time.perf_counter()
            subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)
            seconds = time.perf_counter() - began
    return seconds, sent, before


def _in_one_process(ready: Filled, book: bytes) -> tuple[float, Sent, float]:
    desk = open_desk(ready.settings)
    event, stop, sent = desk.arrangement().programme().event, threading.Event(), Sent()
    seen = roster.preview(desk, event.id, read_file("list.xlsx", book))

    def station(n: int) -> None:
        draw = random.Random(n)
        while not stop.is_set():
            sent.waits.append(_waited(desk, draw.choice(ready.codes)))
            time.sleep(EVERY_S)

    with _all_stations(station, stop, sent) as before:
        began = time.perf_counter()
        roster.commit(desk, event.id, seen, "bench", skip_errors=True)
        seconds = time.perf_counter() - began
    desk.close()
    return seconds, sent, before


def _waited(desk: Desk, code: str) -> float:
    began = time.perf_counter()
    check_in(desk, Scan(str(uuid4()), code, datetime.now(UTC)))
    return time.perf_counter() - began


@contextmanager
def _all_stations(
    station: Callable[[int], None], stop: threading.Event, sent: Sent
) -> Iterator[float]:
    doors = [threading.Thread(target=station, args=(n,)) for n in range(STATIONS)]
    for each in doors:
        each.start()
    time.sleep(2)
    sent.waits.clear()
    time.sleep(BEFORE_S)
    longest_before = sent.wait(1)
    sent.waits.clear()
    yield longest_before
    stop.set()
    for each in doors:
        each.join()


if __name__ == "__main__":
    main()
