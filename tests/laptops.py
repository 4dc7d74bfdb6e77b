"""Laptops that are served as people serve them, the line between them, and phones that join one."""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psutil

from tests.commands.test_serve import DEADLINE, free_port, wait_until

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


def until(true: Callable[[], bool], within: float = DEADLINE) -> None:
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "the two did not become alike"
        time.sleep(0.2)
