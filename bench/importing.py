"""How long a scan waits while a list is imported: by another program, and in the server itself.

``python -m bench importing`` serves the product, imports a list with `hadir participants import`
while 8 stations scan, and prints the longest wait; then both are done within one process. Beside
it stands the longest wait of the same stations for ten seconds before, when nobody imports.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench._doors import Filled, Sent, databases, filled, send, served
from bench._stations import Waited, scanning, within
from bench.roster import book_of, person
from kiosk.desk import open_desk
from kiosk.services import roster
from kiosk.services.lists.spreadsheets import read_file

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


def _print(name: str, where: str, sent: Sent, before: float) -> None:
    waits = f"{sent.wait(0.5):9.0f}  {sent.wait(0.99):6.0f}  {sent.wait(1):7.0f}  {before:6.0f}"
    print(f"{name:11}  {where:18}  {sent.seconds:8.1f}  {len(sent.waits):5}  {waits}", flush=True)


def _by_another_program(ready: Filled, book: bytes) -> tuple[Sent, float]:
    file = ready.settings.data / "list.xlsx"
    file.write_bytes(book)
    command = [sys.executable, "-m", "kiosk", "participants", "import", str(file)]
    command += ["--data", str(ready.settings.data)]
    command += ["--database", ready.settings.database] if ready.settings.database else []
    with served(ready.settings) as (port, _):
        return _while(
            lambda: subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL),
            ready,
            lambda code: send(port, ready.tokens, [code], 1).waits,
        )


def _in_one_process(ready: Filled, book: bytes) -> tuple[Sent, float]:
    desk = open_desk(ready.settings)
    event = desk.arrangement().programme().event
    seen = roster.preview(desk, event.id, read_file("list.xlsx", book))
    found = _while(
        lambda: roster.commit(desk, event.id, seen, "bench", skip_errors=True), ready, within(desk)
    )
    desk.close()
    return found


def _while(act: Callable[[], object], ready: Filled, waited: Waited) -> tuple[Sent, float]:
    """Return what stations wait during an act, and the longest wait just before it."""
    with scanning(ready.codes, waited) as sent:
        time.sleep(BEFORE_S)
        before = sent.wait(1)
        sent.waits.clear()
        began = time.perf_counter()
        act()
        sent.seconds = time.perf_counter() - began
    return sent, before


if __name__ == "__main__":
    main()
