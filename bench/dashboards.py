"""Measures what open dashboards cost the door: from a scan to every screen.

``python -m bench.dashboards`` starts the product as `hadir serve` does, opens 200 dashboards and
one door on it, scans a badge every 400 ms and prints how long the door's own answer took, and how
long the last of the dashboards had to wait for its number. Without dashboards first, to compare.
"""

import argparse
import json
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from badges.code import new_code
from bench._doors import wait_for
from kiosk.app import create_app
from kiosk.commands.serve import run
from kiosk.core.logins import Origin
from kiosk.core.model import Role
from kiosk.desk import Desk, open_desk
from kiosk.services.events import NewEvent, add_event
from kiosk.services.logins import begin
from kiosk.services.sessions import NewSession, sessions_of
from kiosk.services.stations import add_station
from kiosk.services.users import add_user
from kiosk.settings import Settings
from kiosk.storage import badges, schema

BETWEEN_SCANS_S = 0.4
PATIENCE_S = 10.0
PEOPLE = 125
_ROOT = Path(__file__).parent.parent
_ZONE = ZoneInfo("Asia/Pontianak")


@dataclass
class Screen:
    """One open page: its stream, and what it has been sent and not yet looked at."""

    sock: socket.socket
    waits_for: bytes
    seen_at: float | None = None
    rest: bytes = b""

    def take(self, now: float) -> None:
        """Read what came, and note when it was what this screen waits for."""
        self.rest = (self.rest + self.sock.recv(262_144))[-262_144:]
        if self.seen_at is None and self.waits_for in self.rest:
            self.seen_at, self.rest = now, b""


@dataclass
class Times:
    """Milliseconds of all scans: the answer, the door's screen, the last dashboard."""

    answer: list[float] = field(default_factory=list)
    door: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Prepared:
    """What a run needs: codes, the cookies of a browser at the door, the station's token."""

    codes: list[str]
    cookies: str
    token: str


@dataclass(frozen=True)
class Product:
    """The product as it runs: its address, a station's token, a door and the dashboards."""

    port: int
    token: str
    door: Screen
    screens: list[Screen]
    times: Times


def main() -> None:
    """Measure without and with dashboards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dashboards", type=int, default=200)
    parser.add_argument("--scans", type=int, default=60)
    given = parser.parse_args()
    print(
        f"{'open dashboards':>16} {'answer p50/p95':>16} {'door p50/p95':>16} {'last p50/p95':>16}"
    )
    for count in (0, given.dashboards):
        with tempfile.TemporaryDirectory() as folder:
            times = _measure(Path(folder), count, given.scans)
        shown = (_percentiles(each) for each in (times.answer, times.door, times.last))
        print(f"{count:>16} " + " ".join(f"{each:>16}" for each in shown), flush=True)


def _measure(folder: Path, dashboards: int, scans: int) -> Times:
    prepared = _prepared(folder)
    with _served(folder) as port:
        door = _opened(port, "/kiosk/live", prepared.cookies)
        screens = [_opened(port, "/dashboard/live", prepared.cookies) for _ in range(dashboards)]
        _settle([door, *screens])
        product = Product(port, prepared.token, door, screens, Times())
        for place, code in enumerate(prepared.codes[:scans], start=1):
            _scan(product, code, place)
            time.sleep(BETWEEN_SCANS_S)
        for each in (door, *screens):
            each.sock.close()
    return product.times


def _scan(product: Product, code: str, place: int) -> None:
    door, screens, times = product.door, product.screens, product.times
    door.waits_for, door.seen_at = b"event: answer", None
    for each in screens:
        each.waits_for, each.seen_at = _number(place), None
    began = time.perf_counter()
    sender = _post(product.port, product.token, code)
    waiting = _wait([sender, door, *screens])
    if waiting:
        raise SystemExit(f"{len(waiting)} screens did not hear of scan {place}")
    times.answer.append(1000 * ((sender.seen_at or 0) - began))
    times.door.append(1000 * ((door.seen_at or 0) - began))
    last = max((each.seen_at or 0 for each in screens), default=began)
    times.last.append(1000 * (last - began))
    sender.sock.close()


def _number(present: int) -> bytes:
    return f'<strong class="numbers">{present}</strong>'.encode()


def _wait(screens: list[Screen]) -> list[Screen]:
    """Read from all screens until each has seen what it waits for; return those that have not."""
    deadline = time.perf_counter() + PATIENCE_S
    waiting = list(screens)
    with selectors.DefaultSelector() as selector:
        for each in waiting:
            selector.register(each.sock, selectors.EVENT_READ, each)
        while waiting and time.perf_counter() < deadline:
            for key, _events in selector.select(0.5):
                key.data.take(time.perf_counter())
            waiting = [each for each in waiting if each.seen_at is None]
    return waiting


def _settle(screens: list[Screen]) -> None:
    if _wait(screens):
        raise SystemExit("not every page got its stream")
    until = time.perf_counter() + 3
    with selectors.DefaultSelector() as selector:
        for each in screens:
            selector.register(each.sock, selectors.EVENT_READ, each)
        while time.perf_counter() < until:
            for key, _events in selector.select(0.2):
                key.data.take(time.perf_counter())
    for each in screens:
        each.rest = b""


def _opened(port: int, path: str, cookies: str) -> Screen:
    sock = socket.create_connection(("127.0.0.1", port))
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\n\r\n"
    sock.sendall(head.encode())
    return Screen(sock, b"event: pulse" if "kiosk" in path else _number(0))


def _post(port: int, token: str, code: str) -> Screen:
    body = json.dumps({"scan_id": str(uuid4()), "code": code}).encode()
    head = (
        f"POST /api/v1/scans HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    sock = socket.create_connection(("127.0.0.1", port))
    sock.sendall(head.encode() + body)
    return Screen(sock, b'"reason":"ok"')


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.dashboards", "serve", str(folder), str(port)], cwd=_ROOT
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _prepared(folder: Path) -> Prepared:
    """Fill a database: people with badges, a station, and somebody who is logged in."""
    desk = open_desk(Settings(data=folder))
    codes = _filled(desk)
    user = add_user(desk, "Siti", Role.ADMINISTRATOR, "rahasia-sekali")
    app = create_app(desk)
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = begin(desk, user, Origin())
    cookie = client.get_cookie("hadir")
    assert cookie
    station, token = add_station(desk, "Pintu")
    desk.close()
    return Prepared(codes, f"hadir={cookie.value}; station={station.id}", token)


def _filled(desk: Desk) -> list[str]:
    now = datetime.now(UTC).astimezone(_ZONE)
    starts, ends = (now + timedelta(minutes=20)).time(), (now + timedelta(hours=4)).time()
    session = NewSession("Sesi Pagi", starts, ends)
    event = add_event(desk, NewEvent("Coaching Clinic", now.date(), sessions=(session,)))
    [stored] = sessions_of(desk, event.id)
    codes = [new_code() for _ in range(PEOPLE)]
    with desk.store.write() as tx:
        for number, code in enumerate(codes, start=1):
            row = {
                "event_id": event.id,
                "number": number,
                "name": f"Guru {number}",
                "organization": f"SDN {number % 20 + 1} Ampah",
                "group": f"Kelompok {number % 2}",
                "district": f"Kecamatan {number % 5}",
                "phone": "0812-5000-0001",
                "added_at": desk.now(),
            }
            table = schema.participant
            person_id = tx.execute(insert(table).values(**row).returning(table.c.id)).scalar_one()
            badges.issue(tx, event.id, {person_id: code}, desk.now())
            expected = {"participant_id": person_id, "session_id": stored.id}
            tx.execute(insert(schema.expectation).values(**expected))
    return codes


def _percentiles(values: list[float]) -> str:
    ordered = sorted(values)
    place = min(len(ordered) - 1, int(0.95 * len(ordered)))
    return f"{ordered[len(ordered) // 2]:.0f} / {ordered[place]:.0f} ms"


def _serve(folder: str, port: str) -> None:
    run(Settings(data=Path(folder), port=int(port)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        _serve(sys.argv[2], sys.argv[3])
    else:
        main()
