"""The product as it is served: a process of its own, which ends with the command."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kiosk.core.model import Role
from kiosk.desk import open_desk
from kiosk.services.backups import automatic_backup
from kiosk.services.backups.backup import backups
from kiosk.services.events import NewEvent, add_event
from kiosk.services.users import add_user
from kiosk.services.walls import make_wall_link
from kiosk.settings import Settings
from tests.makers import PASSWORD

DEADLINE = 30.0


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def is_taken(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def wait_until(port: int, *, taken: bool) -> None:
    end = time.monotonic() + DEADLINE
    while is_taken(port) is not taken:
        assert time.monotonic() < end, "the server did not follow"
        time.sleep(0.1)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    port = free_port()
    command = [sys.executable, "-m", "kiosk", "serve", "--data", str(tmp_path)]
    ports = ["--port", str(port), "--https-port", str(free_port())]
    server = subprocess.Popen([*command, *ports], stdout=subprocess.PIPE, text=True)
    wait_until(port, taken=True)
    yield server, port
    server.kill()
    server.communicate()


def test_a_fresh_start_answers_and_prints_the_one_time_address(
    served: tuple["subprocess.Popen[str]", int],
) -> None:
    server, port = served

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        health = json.load(answer)
    server.terminate()
    said = server.communicate(timeout=DEADLINE)[0]

    assert health["database"] == "ok"
    assert f"http://localhost:{port}/setup?key=" in said
    wait_until(port, taken=False)


def test_the_product_stops_although_pages_are_open(
    served: tuple["subprocess.Popen[str]", int], tmp_path: Path
) -> None:
    server, port = served
    desk = open_desk(Settings(data=tmp_path))
    event = add_event(desk, NewEvent("Coaching Clinic", date(2026, 11, 23)))
    _link, token = make_wall_link(desk, event, "Siti")
    desk.close()
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as wall:
        wall.sendall(
            f"GET /dashboard/wall/{token}/live HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        )
        assert b"200 OK" in wall.recv(1000)

        server.terminate()

        while wall.recv(100_000):
            pass
    assert server.wait(DEADLINE) == 0


def test_a_command_that_was_killed_leaves_nobody_at_its_port(
    served: tuple["subprocess.Popen[str]", int],
) -> None:
    server, port = served

    server.kill()

    wait_until(port, taken=False)


def test_what_serves_comes_back_by_itself_however_often_it_is_killed(
    served: tuple["subprocess.Popen[str]", int],
) -> None:
    server, port = served

    for _ in range(3):
        worker = worker_of(server.pid)
        os.kill(worker, signal.SIGKILL)
        while worker_of(server.pid) == worker:
            time.sleep(0.1)
        wait_until(port, taken=True)

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        assert json.load(answer)["database"] == "ok"


def test_a_backup_is_put_back_from_its_page(
    served: tuple["subprocess.Popen[str]", int], tmp_path: Path
) -> None:
    server, port = served
    desk = open_desk(Settings(data=tmp_path))
    add_user(desk, "Siti", Role.ADMINISTRATOR, PASSWORD, "")
    add_event(desk, NewEvent("Yang lama", date(2026, 11, 23)))
    automatic_backup.make(desk.settings, desk.now())
    name = backups(desk.settings)[0].path.name
    add_event(desk, NewEvent("Yang baru", date(2026, 11, 23)))
    desk.close()
    before, browser = worker_of(server.pid), Browser(f"http://127.0.0.1:{port}")
    browser.send("/login", name="Siti", password=PASSWORD)

    browser.look(f"/backups/{name}")
    assert "The backup is being restored" in browser.send(
        f"/backups/{name}/restoration", sure="yes"
    )
    wait_for_another(server, port, before)

    browser.send("/login", name="Siti", password=PASSWORD)
    assert "Restored on" in browser.look("/backups")
    events = browser.look("/events")
    assert "Yang lama" in events and "Yang baru" not in events


def test_phones_are_let_in_and_shut_out_from_their_page(
    served: tuple["subprocess.Popen[str]", int], tmp_path: Path
) -> None:
    server, port = served
    desk = open_desk(Settings(data=tmp_path))
    add_user(desk, "Siti", Role.ADMINISTRATOR, PASSWORD, "")
    desk.close()
    browser = Browser(f"http://127.0.0.1:{port}")
    browser.send("/login", name="Siti", password=PASSWORD)
    assert "Only this computer can reach Hadir" in browser.look("/phones")

    for phones, said in (("yes", "Phone and computer"), ("no", "Only this computer can reach")):
        before = worker_of(server.pid)
        browser.send("/phones/network", phones=phones)
        wait_for_another(server, port, before)
        assert said in browser.look("/phones")

    assert (tmp_path / "tls" / "authority.pem").exists()


def wait_for_another(server: "subprocess.Popen[str]", port: int, before: int) -> None:
    """Wait until another process serves than the one that did before."""
    while worker_of(server.pid) == before:
        time.sleep(0.1)
    wait_until(port, taken=True)


class Browser:
    """A browser without a script: cookies, and forms as the last page had them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self._opener.addheaders = [("Accept-Language", "en")]
        self._guard = ""

    def look(self, path: str, data: bytes | None = None) -> str:
        with self._opener.open(self.address + path, data, timeout=DEADLINE) as answer:
            page: str = answer.read().decode()
        if found := re.search(r'name="csrf_token" value="([^"]+)"', page):
            self._guard = found[1]
        return page

    def send(self, path: str, **form: str) -> str:
        if path == "/login":
            self.look(path)
        return self.look(path, urlencode({"csrf_token": self._guard, **form}).encode())


def worker_of(parent: int) -> int:
    """Return the process that serves, as soon as there is one."""
    end = time.monotonic() + DEADLINE
    command = ["ps", "-o", "pid=", "--ppid", str(parent)]
    while time.monotonic() < end:
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        if pids := told.split():
            return int(pids[0])
        time.sleep(0.1)
    raise AssertionError("nothing serves any more")


def test_a_port_that_is_taken_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        command = [sys.executable, "-m", "kiosk", "serve", "--data", str(tmp_path)]
        result = subprocess.run(
            [*command, "--port", str(other.getsockname()[1])],
            capture_output=True,
            text=True,
            check=False,
        )

    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "--port" in result.stderr


def test_a_database_that_cannot_be_used_ends_the_command_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "hadir.db").write_bytes(b"no database at all" * 100)
    command = [sys.executable, "-m", "kiosk", "serve", "--data", str(tmp_path)]

    result = subprocess.run(
        [*command, "--port", str(free_port())], capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    assert "hadir.db" in result.stderr or "database" in result.stderr
    assert "Traceback" not in result.stderr
