"""The real server in processes of its own, with an event of today and a station for each door."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

from badges.code import new_code
from kiosk.core.model import Role
from kiosk.core.roster.roster import NewParticipant
from kiosk.desk import Desk, open_desk
from kiosk.services.events import NewEvent, add_event
from kiosk.services.sessions import NewSession, sessions_of
from kiosk.services.stations import add_station
from kiosk.services.users import add_user
from kiosk.settings import Settings
from kiosk.storage import badges, participants

PASSWORD = "terserah-saya-saja"
INJECTED = Path(__file__).parent / "injected"
_PATIENCE_S = 90.0


class Product:
    """Starts, stops and watches one server; `codes` are the badges, `tokens` the stations'."""

    def __init__(self, folder: Path, *, people: int, stations: int, **more: Any) -> None:
        self.data = folder / "data"
        self.clock_file = folder.parent / f"{folder.name}-clock"
        self.database = str(more.get("database", ""))
        self._sessions = int(more.get("sessions", 1))
        self.camera = ""
        self.starts: list[float] = []
        self.ends: list[float] = []
        self.port = _free_port()
        self._log = (folder.parent / f"{folder.name}-server.log").open("ab")
        self._process: subprocess.Popen[bytes] | None = None
        self.set_clock(0)
        desk = open_desk(self.settings)
        self._make(desk, people, stations)
        desk.close()

    @property
    def settings(self) -> Settings:
        return Settings(data=self.data, database=self.database)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers; the seconds are kept."""
        began = time.monotonic()
        command = [sys.executable, "-m", "kiosk", "serve", "--data", str(self.data)]
        command += ["--port", str(self.port), *(["--camera", self.camera] * bool(self.camera))]
        command += ["--database", self.database] * bool(self.database)
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(INJECTED), str(INJECTED.parents[2]))),
            "TORTURE_CLOCK": str(self.clock_file),
        }
        self._process = subprocess.Popen(
            command, env=environment, stdout=self._log, stderr=self._log, start_new_session=True
        )
        self.wait()
        self.starts.append(time.monotonic() - began)

    def wait(self) -> None:
        """Wait until a scan could be stored."""
        until = time.monotonic() + _PATIENCE_S
        while not self.is_well():
            assert time.monotonic() < until, "the product did not come back"
            time.sleep(0.05)

    def is_well(self) -> bool:
        health = f"{self.url}/healthz"
        with suppress(OSError, ValueError), urllib.request.urlopen(health, timeout=3) as answer:  # noqa: S310
            return bool(json.load(answer)["status"] == "ok")
        return False

    def server(self) -> int:
        """Return the process that serves: the child of the one that keeps it."""
        assert self._process
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        until = time.monotonic() + _PATIENCE_S
        while not (found := children.read_text().split()):
            assert time.monotonic() < until, "nothing serves"
            time.sleep(0.02)
        return int(found[0])

    def kill_all(self) -> None:
        """Pull the plug: both processes at once."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def stop(self, *, by_keyboard: bool = False) -> int:
        """Tell it to end, by SIGTERM or as Ctrl-C does; keep the seconds, return its exit code."""
        assert self._process
        began = time.monotonic()
        if by_keyboard:
            os.killpg(self._process.pid, signal.SIGINT)
        else:
            self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(30)
        self.ends.append(time.monotonic() - began)
        return code

    def set_clock(self, seconds: int) -> None:
        """Set the server's clock so many seconds ahead of the true one."""
        fresh = self.clock_file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.replace(self.clock_file)

    def close(self) -> None:
        self.kill_all()
        self._log.close()

    def _make(self, desk: Desk, people: int, stations: int) -> None:
        day = datetime.now(UTC).date()
        sessions = tuple(
            NewSession(f"Sesi {n}", clock(0), clock(23, 59)) for n in range(self._sessions)
        )
        event = add_event(desk, NewEvent("Torture", day, "UTC", sessions=sessions))
        parts = [each.id for each in sessions_of(desk, event.id)]
        new = [NewParticipant(name=f"Person {n}") for n in range(people)]
        with desk.store.write() as tx:
            there = participants.add(tx, event.id, new, desk.now())
            participants.expect_new(tx, {each.id: parts for each in there})
            codes = {each.id: new_code() for each in there}
            badges.issue(tx, event.id, codes, desk.now())
        self.codes = list(codes.values())
        added = (add_station(desk, f"Door {n}") for n in range(stations))
        self.tokens = [token for _station, token in added]
        add_user(desk, "steward", Role.STEWARD, PASSWORD)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
