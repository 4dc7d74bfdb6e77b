"""`hadir serve --lan`: HTTPS under an authority that clients trust or do not, and plain HTTP."""

import hashlib
import http.client
import json
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.desk import open_desk, utc_now
from kiosk.services.authority import Authority
from kiosk.services.events import NewEvent, add_event
from kiosk.services.network import reached
from kiosk.services.stations import add_station
from kiosk.settings import Settings
from tests.commands.test_serve import DEADLINE, free_port, wait_until

ELSEWHERE = "192.168.7.7"

needs_ipv6 = pytest.mark.skipif(
    Settings(data=Path(), lan=True).listens_on != "::", reason="this computer has no IPv6"
)


@dataclass(frozen=True)
class Served:
    """A product that serves the network, and how it is asked."""

    data: Path
    port: int
    https_port: int

    def trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.data / "tls" / "authority.pem"))
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        return context

    def plain(self, method: str, path: str, host: str = "localhost") -> http.client.HTTPResponse:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)) as door:
            door.request(method, path, headers={"Host": f"{host}:{self.port}"})
            return door.getresponse()

    def secure(
        self, path: str, context: ssl.SSLContext, host: str = "127.0.0.1"
    ) -> http.client.HTTPResponse:
        asked = http.client.HTTPSConnection(
            host, self.https_port, context=context, timeout=DEADLINE
        )
        with closing(asked) as door:
            door.request("GET", path)
            return door.getresponse()

    def shown(self) -> str:
        """Return the imprint of the certificate that is shown now."""
        with (
            socket.create_connection(("127.0.0.1", self.https_port), DEADLINE) as raw,
            self.trusting().wrap_socket(raw, server_hostname="127.0.0.1") as secured,
        ):
            found = secured.getpeercert(binary_form=True)
        assert found
        return hashlib.sha256(found).hexdigest()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("lan")
    made = Served(folder, free_port(), free_port())
    command = [sys.executable, "-m", "kiosk", "serve", "--lan", "--data", str(folder)]
    ports = ["--port", str(made.port), "--https-port", str(made.https_port)]
    server = subprocess.Popen([*command, *ports], stdout=subprocess.PIPE, text=True)
    wait_until(made.https_port, taken=True)
    wait_until(made.port, taken=True)
    yield made
    server.terminate()
    server.communicate(timeout=DEADLINE)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", pytest.param("::1", marks=needs_ipv6)])
def test_a_client_that_trusts_the_authority_gets_in(served: Served, host: str) -> None:
    assert served.secure("/healthz", served.trusting(), host).status == 200


def test_a_client_that_does_not_is_warned(served: Served) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        served.secure("/healthz", ssl.create_default_context())


@pytest.mark.parametrize("elsewhere", [ELSEWHERE, "[fd00::7]"])
def test_plain_http_is_for_this_computer_and_leads_others_on(
    served: Served, elsewhere: str
) -> None:
    assert served.plain("GET", "/login").status == 200
    led = served.plain("GET", "/desk?from=x", elsewhere)

    assert (led.status, led.getheader("Location")) == (
        308,
        f"https://{elsewhere}:{served.https_port}/desk?from=x",
    )


@needs_ipv6
def test_a_client_over_ipv6_is_this_computer_too(served: Served) -> None:
    with closing(http.client.HTTPConnection("::1", served.port, timeout=DEADLINE)) as door:
        door.request("POST", "/login", "name=x", {"Host": f"[::1]:{served.port}"})
        assert door.getresponse().status != 403


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/login"), ("POST", "/api/v1/scans"), ("GET", "/api/v1/x")]
)
def test_what_others_send_over_plain_http_is_not_taken(
    served: Served, method: str, path: str
) -> None:
    assert served.plain(method, path, ELSEWHERE).status == 403


def test_cookies_of_https_are_never_sent_in_the_open(served: Served) -> None:
    secure = served.secure("/login", served.trusting()).getheader("Set-Cookie") or ""
    plain = served.plain("GET", "/login").getheader("Set-Cookie") or ""

    assert secure.startswith("__Host-hadir=")
    assert "; Secure" in secure
    assert plain.startswith("hadir=")


def test_phones_find_the_authority_before_they_trust_it(served: Served) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=DEADLINE)) as phone:
        phone.request("GET", "/certificate/hadir.crt")
        answer = phone.getresponse()
        content = answer.read()

    assert answer.getheader("Content-Type") == "application/x-x509-ca-cert"
    assert ssl.DER_cert_to_PEM_cert(content) == (served.data / "tls" / "authority.pem").read_text()


def test_a_new_leaf_is_shown_while_stations_scan_and_none_of_their_scans_is_lost(
    served: Served,
) -> None:
    settings = Settings(data=served.data, lan=True)
    desk = open_desk(settings)
    add_event(desk, NewEvent("Coaching Clinic", date(2026, 11, 23)))
    station = Station(served, add_station(desk, "Ponsel")[1])
    desk.close()
    before = served.shown()
    station.start()

    # As if the certificate had been made for another clock: it ends soon.
    (served.data / "tls" / "leaf.pem").unlink()
    end = time.monotonic() + DEADLINE
    while served.shown() == before:
        assert time.monotonic() < end
        time.sleep(0.2)
    station.is_done.set()
    station.join(DEADLINE)

    assert station.lost == 0
    assert station.answered > 10
    assert Authority(settings).renewed(reached(settings), utc_now())[1] is False


class Station(threading.Thread):
    """Scans one after the other, and asks again under the same number where it got no answer."""

    def __init__(self, served: Served, token: str) -> None:
        super().__init__()
        self.is_done = threading.Event()
        self.answered = self.lost = 0
        self._served = served
        self._token = token

    def run(self) -> None:
        while not self.is_done.wait(0.02):
            scan = json.dumps({"scan_id": str(uuid4()), "code": "FOREIGN"})
            told = any(self._sent(scan) for _ in range(2))
            self.answered += told
            self.lost += not told

    def _sent(self, scan: str) -> bool:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        context = self._served.trusting()
        door = http.client.HTTPSConnection(
            "127.0.0.1", self._served.https_port, context=context, timeout=DEADLINE
        )
        with closing(door), suppress(OSError, http.client.HTTPException):
            door.request("POST", "/api/v1/scans", scan, headers)
            return door.getresponse().status == 200
        return False


def test_both_ports_are_named_and_said_when_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        command = [sys.executable, "-m", "kiosk", "serve", "--lan", "--data", str(tmp_path)]
        result = subprocess.run(
            [*command, "--port", str(free_port()), "--https-port", taken],
            capture_output=True,
            text=True,
            check=False,
        )

    assert result.returncode == 1
    assert f"--https-port {int(taken) + 1}" in result.stderr


def test_plain_http_for_the_network_is_said_in_words(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "kiosk", "serve", "--host", "0.0.0.0"]  # noqa: S104
    server = subprocess.Popen(
        [*command, "--port", str(port), "--data", str(tmp_path)], stderr=subprocess.PIPE, text=True
    )
    assert server.stderr
    line = server.stderr.readline()
    server.terminate()
    server.communicate(timeout=DEADLINE)

    assert "Everybody in this network can read along" in line
