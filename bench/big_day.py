"""A big day: two processes on one PostgreSQL, doors, phones that were offline, and dashboards.

``make bench-doors`` (``python -m bench.big_day``) fills a database, opens dashboards at both
processes, lets the stations scan as fast as they are answered while the phones bring what they
kept for an hour, and compares who is there with who was scanned, to the person.
"""

import argparse
import http.client
import json
import random
import selectors
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from uuid import uuid4

from sqlalchemy import func, select, update

from bench._doors import Sent, databases, filled, send, served
from kiosk.desk import Desk, open_desk
from kiosk.services.events import current_event
from kiosk.services.stations import add_station
from kiosk.services.walls import make_wall_link
from kiosk.storage import schema

DOORS = 50
AN_HOUR = timedelta(minutes=60)
A_BATCH = 100
_LATER = timedelta(hours=2)


@dataclass(frozen=True)
class BigDay:
    """The day as it is asked for: people, scans of all stations, phones with what each kept."""

    people: int
    scans: int
    phones: int
    kept: int
    dashboards: int


@dataclass
class Phones:
    """What came of the queues: how long each batch took, and how many scans were sent again."""

    waits: list[float] = field(default_factory=list)
    again: int = 0


def main() -> None:
    """Live through the day, and print what it held."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("people", 100_000), ("scans", 10_000), ("phones", 20), ("kept", 1500)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--dashboards", type=int, default=1000)
    day = BigDay(**vars(parser.parse_args()))
    with databases(("PostgreSQL",)) as made:
        settings = made["PostgreSQL"]
        codes = filled(settings, day.people).codes
        desk = open_desk(settings)
        doors, phones, wall = _stations(desk, day)
        second = replace(settings, data=settings.data.with_name("second"))
        with served(settings) as (one, _), served(second) as (two, _):
            _live_through(desk, day, (one, two), (codes, doors, phones, wall))
        desk.close()


def _stations(desk: Desk, day: BigDay) -> tuple[list[str], list[str], str]:
    """Add doors and phones that stand since hours; return their tokens, and a link to the wall."""
    doors = [add_station(desk, f"Gate {n}")[1] for n in range(DOORS)]
    phones = [add_station(desk, f"Phone {n}")[1] for n in range(day.phones)]
    with desk.store.write() as tx:
        for table, name in ((schema.station, "added_at"), (schema.session, "starts_at")):
            tx.execute(update(table).values({name: desk.now() - _LATER}))
    return doors, phones, make_wall_link(desk, current_event(desk), "bench")[1]


def _live_through(
    desk: Desk,
    day: BigDay,
    ports: tuple[int, int],
    told: tuple[list[str], list[str], list[str], str],
) -> None:
    codes, doors, phones, wall = told
    draw = random.Random(7)
    scanned = [draw.choice(codes) for _ in range(day.scans)]
    queues = [[draw.choice(codes) for _ in range(day.kept)] for _ in phones]
    parts, found = (scanned[::2], scanned[1::2]), [Sent(), Sent()]
    came = Phones()
    with _watching(ports, wall, day.dashboards) as watched:
        began = time.perf_counter()
        threads = [
            threading.Thread(target=_scan, args=(found, n, port, doors, part))
            for n, (port, part) in enumerate(zip(ports, parts, strict=True))
        ]
        threads += [
            threading.Thread(target=_bring, args=(came, ports[n % 2], token, queue))
            for n, (token, queue) in enumerate(zip(phones, queues, strict=True))
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        seconds = time.perf_counter() - began
        time.sleep(2)
    _print(desk, day, (seconds, found, came, watched), {*scanned, *chain.from_iterable(queues)})


def _scan(
    found: list[Sent], place: int, port: int, tokens: Sequence[str], codes: list[str]
) -> None:
    found[place] = send(port, tokens, codes, DOORS // 2)


def _bring(came: Phones, port: int, token: str, queue: Sequence[str]) -> None:
    """Bring what a phone kept for an hour, a batch after the other, each again until answered."""
    began, apart = datetime.now(UTC) - AN_HOUR, AN_HOUR / len(queue)
    kept = [
        {"scan_id": str(uuid4()), "code": code, "scanned_at": (began + n * apart).isoformat()}
        for n, code in enumerate(queue)
    ]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for start in range(0, len(kept), A_BATCH):
        now = datetime.now(UTC).isoformat()
        batch = [{**each, "sent_at": now} for each in kept[start : start + A_BATCH]]
        asked_at = time.perf_counter()
        while batch:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as door:
                door.request("POST", "/api/v1/scans", json.dumps(batch), headers)
                told = json.loads(door.getresponse().read())
            later = [each for each, one in zip(batch, told, strict=True) if "reason" not in one]
            came.again += len(later)
            batch = later
        came.waits.append(time.perf_counter() - asked_at)


@contextmanager
def _watching(ports: tuple[int, int], wall: str, count: int) -> Iterator[dict[socket.socket, int]]:
    """Open dashboards at both, and read what they are sent; give the bytes that each has had."""
    had: dict[socket.socket, int] = {}
    stop = threading.Event()

    def read() -> None:
        with selectors.DefaultSelector() as selector:
            for n in range(count):
                sock = socket.create_connection(("127.0.0.1", ports[n % 2]))
                host = f"Host: 127.0.0.1:{ports[n % 2]}"
                sock.sendall(f"GET /dashboard/wall/{wall}/live HTTP/1.1\r\n{host}\r\n\r\n".encode())
                had[sock] = 0
                selector.register(sock, selectors.EVENT_READ)
            while not stop.is_set():
                for key, _events in selector.select(0.2):
                    sock = key.fileobj
                    assert isinstance(sock, socket.socket)
                    had[sock] += len(sock.recv(262_144))

    reader = threading.Thread(target=read)
    reader.start()
    while len(had) < count:
        time.sleep(0.1)
    time.sleep(3)
    try:
        yield had
    finally:
        stop.set()
        reader.join()
        for each in had:
            each.close()


def _print(
    desk: Desk,
    day: BigDay,
    held: tuple[float, list[Sent], Phones, dict[socket.socket, int]],
    scanned: set[str],
) -> None:
    seconds, found, came, watched = held
    waits = sorted(wait for each in found for wait in each.waits)
    brought = day.phones * day.kept
    check_in, badge, scan = schema.check_in, schema.badge, schema.scan
    with desk.store.read() as tx:
        there = select(check_in.c.participant_id).where(check_in.c.undone_at.is_(None))
        standing = list(tx.execute(there).scalars())
        holders = set(
            tx.execute(select(badge.c.participant_id).where(badge.c.code.in_(scanned))).scalars()
        )
        stored = tx.execute(select(func.count()).select_from(scan)).scalar_one()
    answered = sum(len(each.waits) for each in found)
    print(
        f"{day.people} people, two processes, {len(watched)} dashboards "
        f"({sum(each > 0 for each in watched.values())} were told)\n"
        f"doors:  {answered} scans in {max(each.seconds for each in found):.0f} s, "
        f"median {1000 * waits[len(waits) // 2]:.0f} ms, "
        f"p99 {1000 * waits[int(len(waits) * 0.99)]:.0f} ms, longest {1000 * waits[-1]:.0f} ms; "
        f"sent again: {sum(each.again for each in found)}\n"
        f"phones: {brought} scans of an hour in {len(came.waits)} batches, longest "
        f"{max(came.waits, default=0):.1f} s; sent again: {came.again}\n"
        f"{(answered + brought) / seconds:.0f} scans a second in all; stored {stored} of "
        f"{answered + brought}\n"
        f"there: {len(standing)}, twice: {len(standing) - len(set(standing))}, scanned: "
        f"{len(holders)}, missing: {len(holders - set(standing))}, "
        f"nobody scanned: {len(set(standing) - holders)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
