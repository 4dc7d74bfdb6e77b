"""What a check-in over HTTP costs, on SQLite and PostgreSQL, beside a plain sqlite3 loop.

``python -m bench check_in`` serves the product as `hadir serve` does and scans badges from 1, 4,
16 and 64 clients. The loop stores a scan and a check-in as they are stored here, in one
transaction that waits for the disk: more than that no one client can have of this disk.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from bench._doors import KINDS, Filled, Sent, databases, filled, processor_of, send, served
from kiosk.settings import Settings

CLIENTS = (1, 4, 16, 64)
_HEAD = (
    "clients  of the loop's rate  p95/median  processor ms  scans/s  median ms  p95 ms  longest  "
    "failed"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--scans", type=int, default=1000, help="by each number of clients")
    parser.add_argument("--clients", type=int, nargs="*", default=CLIENTS)
    parser.add_argument("--database", choices=KINDS, nargs="*", default=KINDS)
    given = parser.parse_args()
    needed = 100 + given.scans * len(given.clients)
    with databases(given.database) as both:
        rate = _plain_loop(given.scans)
        for name, settings in both.items():
            ready = filled(settings, max(given.people, needed))
            print(f"\n{name}, {len(ready.codes):,} people\n{_HEAD}")
            _measure(ready, given.scans, given.clients, rate)


def _measure(ready: Filled, scans: int, several: Sequence[int], rate: float) -> None:
    codes = iter(ready.codes)
    with served(ready.settings) as (port, process):
        send(port, ready.tokens, [next(codes) for _ in range(100)], 4)
        for clients in several:
            before = processor_of(process)
            sent = send(port, ready.tokens, [next(codes) for _ in range(scans)], clients)
            sent.processor = processor_of(process) - before
            _print(clients, sent, rate)


def _print(clients: int, sent: Sent, rate: float) -> None:
    count, median, late = len(sent.waits), sent.wait(0.5), sent.wait(0.95)
    told = count / sent.seconds
    print(
        f"{clients:7}  {100 * told / rate:16.0f} %  {late / median:10.1f}  "
        f"{1000 * sent.processor / count:12.2f}  {told:7.0f}  {median:9.1f}  {late:6.1f}  "
        f"{sent.wait(1):7.1f}  {sent.failed:6}",
        flush=True,
    )


def _plain_loop(scans: int) -> float:
    """Store scans and check-ins one after the other, as durably; return how many in a second."""
    with tempfile.TemporaryDirectory(prefix="hadir-bench-") as folder:
        settings = Settings(data=Path(folder))
        filled(settings, scans)
        return _stored(settings.data / "hadir.db", scans)


def _stored(path: Path, scans: int) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            plain.execute(f"PRAGMA {pragma}")
        free = plain.execute(
            "SELECT id, event_id FROM participant p WHERE NOT EXISTS "
            "(SELECT 1 FROM check_in c WHERE c.participant_id = p.id) LIMIT ?",
            (scans,),
        ).fetchall()
        [(session,)] = plain.execute("SELECT id FROM session").fetchall()
        began, processor = time.perf_counter(), time.process_time()
        for person, event in free:
            _store(plain, person, event, session)
        seconds, processor = time.perf_counter() - began, time.process_time() - processor
    rate, cost = len(free) / seconds, 1000 * processor / len(free)
    print(f"a plain sqlite3 loop: {rate:.0f} a second, {cost:.2f} ms of processor each")
    return rate


def _store(plain: sqlite3.Connection, person: int, event: int, session: int) -> None:
    now = "2026-11-23 01:00:00.000000"
    plain.execute("BEGIN IMMEDIATE")
    [scan] = plain.execute(
        "INSERT INTO scan (scan_id, event_id, session_id, participant_id, code, means, reason, "
        "scanned_at, received_at) VALUES (?, ?, ?, ?, 'plain', 'camera', 'ok', ?, ?) RETURNING id",
        (str(uuid4()), event, session, person, now, now),
    ).fetchone()
    plain.execute(
        "INSERT INTO check_in (event_id, session_id, participant_id, scan_row_id, means, "
        "checked_in_at) VALUES (?, ?, ?, ?, 'camera', ?)",
        (event, session, person, scan, now),
    )
    plain.execute("COMMIT")


if __name__ == "__main__":
    main()
