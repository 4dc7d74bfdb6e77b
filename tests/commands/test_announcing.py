"""`hadir serve` says where it is once it answers, in the language of the system."""

import os
import socket
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kiosk.commands import announcing


def command(folder: Path, port: int) -> list[str]:
    place = ["--data", str(folder), "--port", str(port)]
    return [sys.executable, "-m", "kiosk", "serve", *place]


def test_the_address_is_printed_when_it_answers(tmp_path: Path) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    server = subprocess.Popen(command(tmp_path, port), stdout=subprocess.PIPE, text=True)
    assert server.stdout
    line = next(each for each in server.stdout if each.startswith("Hadir: "))

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        status = answer.status
    server.terminate()
    server.communicate(timeout=30)

    assert (line.strip(), status) == (f"Hadir: http://localhost:{port}", 200)


@pytest.mark.parametrize("status", [200, 503])
def test_the_product_answers_whatever_it_says(status: int) -> None:
    class Saying(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(status)

        def log_message(self, *_words: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Saying) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        one = threading.Thread(target=server.handle_request)
        one.start()
        assert announcing._answers(address)
        one.join()
    assert not announcing._answers(address)


def test_where_the_system_speaks_indonesian_the_command_does(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {**os.environ, "LC_ALL": "id_ID.UTF-8"}
        refused = subprocess.run(
            command(tmp_path, port), env=environment, capture_output=True, text=True, check=False
        )

    assert f"Port {port} sedang dipakai program lain." in refused.stderr
