"""Laptops that are served as people serve them, the line between them, and phones that join one."""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as clock_time
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import psutil
from sqlalchemy import func, select

from kiosk.core.model import Event, User
from kiosk.desk import Desk, open_desk
from kiosk.services import computers
from kiosk.services.events import NewEvent, add_event
from kiosk.services.led import lag
from kiosk.services.sessions import NewSession
from kiosk.services.stations import add_station
from kiosk.settings import Settings
from kiosk.storage import events, schema
from tests.commands.test_serve import DEADLINE, free_port, wait_until
from tests.makers import Maker
from tests.services.test_exchange import Computer

SERVE = [sys.executable, "-m", "kiosk", "serve"]


class Relay:
    """A line between two computers that can be cut and mended."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self._target = target
        self._door: socket.socket | None = None
        self._open: list[socket.socket] = []

    def mend(self) -> None:
        self._door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._take, args=[self._door], daemon=True).start()

    def cut(self) -> None:
        for each in [self._door, *self._open]:
            if each:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
        self._door, self._open = None, []

    def _take(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = door.accept()
                self._open.append(near)
                try:
                    far = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    near.close()
                    continue
                self._open.append(far)
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while content := one.recv(65536):
                other.sendall(content)
            other.shutdown(socket.SHUT_WR)


@dataclass
class Laptop:
    """A product that is served, and what its staff do."""

    data: Path
    options: list[str]
    https: int = 0
    port: int = field(default_factory=free_port)
    token: str = ""
    server: "subprocess.Popen[str] | None" = None

    def start(self, *further: str, key: str = "") -> None:
        command = [*SERVE, "--data", str(self.data), "--port", str(self.port), *self.options]
        self.server = subprocess.Popen(
            [*command, *further], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert self.server.stdin
        self.server.stdin.write(key)
        self.server.stdin.close()
        wait_until(self.port, taken=True)
        if "--lan" in self.options:
            wait_until(self.https, taken=True)
            until((self.data / "tls" / "leaf.pem").exists)

    @property
    def authority(self) -> Path:
        """What a phone installs to trust this laptop."""
        return self.data / "tls" / "authority.pem"

    def kill_what_serves(self) -> None:
        assert self.server
        [child] = [
            each
            for each in psutil.Process(self.server.pid).children()
            if "kiosk.serving" in " ".join(each.cmdline())
        ]
        child.kill()
        child.wait(DEADLINE)

    def scan(self, code: str) -> str:
        body = json.dumps({"scan_id": str(uuid4()), "code": code}).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        with closing(asked) as door:
            door.request("POST", "/api/v1/scans", body, headers)
            return str(json.load(door.getresponse())["reason"])

    def end(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait(DEADLINE)


@dataclass
class Two:
    """Both laptops, their databases, and the line between them."""

    first: Laptop
    second: Laptop
    line: Relay
    desks: tuple[Desk, Desk]
    event: Event
    codes: list[str]
    by: User
    key: str

    def waiting(self) -> int:
        found = lag(self.desks[1])
        assert found
        return found.waiting

    def count(self, where: int, table: str = "participant") -> int:
        with self.desks[where].store.read() as tx:
            query = select(func.count()).select_from(schema.metadata.tables[table])
            return tx.execute(query).scalar_one()

    def says(self, where: int) -> list[str]:
        with self.desks[0].store.read() as tx:
            uid = events.uid(tx, self.event.id)
        with self.desks[where].store.read() as tx:
            event = events.by_uid(tx, uid)
        assert event
        return Computer(self.desks[where], event, self.by, self.first.data).says()

    def standing(self, where: int) -> list[str]:
        """The codes of whose check-ins stand, once for each check-in."""
        made, badge = schema.check_in, schema.badge
        query = select(badge.c.code).join(made, made.c.participant_id == badge.c.participant_id)
        with self.desks[where].store.read() as tx:
            return list(tx.execute(query.where(made.c.undone_at.is_(None))).scalars())

    def are_alike(self) -> bool:
        return self.waiting() == 0 and self.says(0) == self.says(1)


@contextmanager
def two_laptops(folder: Path, people: int, *, lan: bool = False) -> Iterator[Two]:
    """Serve a laptop with people on its list, and one that follows it; with `lan` for phones."""
    https, own = free_port(), free_port()
    first = Laptop(folder / "first", ["--lan", "--https-port", str(https)], https=https)
    options = ["--lan", "--https-port", str(own)] if lan else []
    second = Laptop(folder / "second", options, https=own)
    desk = open_desk(Settings(data=first.data, lan=True))
    event, by, codes = _prepared(desk, people)
    first.token = add_station(desk, "Ponsel A")[1]
    first.start()
    line = Relay(https)
    line.mend()
    key = str(computers.add_key(desk, "Laptop 2", "Siti")[1])
    second.start("--join", f"https://127.0.0.1:{line.port}", "--key", "-", key=key)
    other = open_desk(Settings(data=second.data, lan=lan))
    second.token = add_station(other, "Ponsel B")[1]
    found = Two(first, second, line, (desk, other), event, codes, by, key)
    until(lambda: found.count(1) == people)
    yield found
    line.cut()
    for each in (second, first):
        each.end()
    for each in found.desks:
        each.close()


def _prepared(desk: Desk, people: int) -> tuple[Event, User, list[str]]:
    """Add an event that is open all day; return it, who did that, and the codes of its people."""
    today = datetime.now(ZoneInfo("Asia/Pontianak")).date()
    all_day = NewSession("Sesi", clock_time(0), clock_time(23, 59))
    event = add_event(desk, NewEvent("Coaching Clinic", today, sessions=(all_day,)))
    make = Maker(desk)
    by = make.user()
    codes = [make.badge(make.participant(event, f"Ada {n}")).code for n in range(people)]
    return event, by, codes


def until(true: Callable[[], bool], within: float = DEADLINE) -> None:
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "the two did not become alike"
        time.sleep(0.2)
