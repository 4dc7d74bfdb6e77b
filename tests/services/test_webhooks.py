"""Webhooks against a real receiver: one that takes, fails, hangs, redirects, answers late."""

import base64
import hashlib
import hmac
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.core.addresses import EVERYWHERE
from kiosk.core.changes import ChangeKind
from kiosk.core.errors import BadInput
from kiosk.core.model import Event
from kiosk.core.people import NewParticipant
from kiosk.core.webhooks import TOLD, address_of, may_reach, pause_after
from kiosk.desk import Desk
from kiosk.services import audit, participants, posting, webhook_sending, webhooks
from kiosk.services.check_ins import check_in, undo
from kiosk.services.webhooks import WebhookSeen, WebhookWish
from tests.conftest import Clock
from tests.makers import Maker

BY = "Siti"


@dataclass
class Receiver:
    """Takes what is sent on loopback, and answers as it is told to."""

    port: int = 0
    status: int = 200
    before: Callable[[BaseHTTPRequestHandler], None] = lambda _handler: None
    location: str = ""
    server: Any = None
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/hadir?to=us"

    def changes(self) -> list[dict[str, Any]]:
        return [each for _headers, body in self.taken for each in json.loads(body)["changes"]]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.taken.append((dict(self.headers), body))
            told.before(self)
            self.send_response(told.status)
            if told.location:
                self.send_header("Location", told.location)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port, told.server = server.server_port, server
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


def _add(desk: Desk, receiver: Receiver, *, local: bool = True) -> str:
    address = receiver.address if local else receiver.address.replace("http:", "https:")
    return webhooks.add(desk, WebhookWish("Board", address, TOLD, local), BY)[1]


def _only(desk: Desk) -> WebhookSeen:
    [found] = webhooks.seen(desk)
    return found


def test_what_happens_is_told_once_signed_and_without_identifiers(
    desk: Desk, make: Maker, event: Event, receiver: Receiver
) -> None:
    ada = make.participant(event, "Ada", nip="1" * 18, phone="0812-3456")
    secret = _add(desk, receiver)
    answer = check_in(desk, make.scan(ada))
    assert answer.check_in_id
    undo(desk, answer.check_in_id, make.user(BY))
    participants.add_walk_in(desk, event.id, NewParticipant("Alan"), BY)

    while webhook_sending.tell(desk):
        continue
    webhook_sending.tell(desk)

    [(headers, body)] = receiver.taken
    assert [(each["kind"], each["participant"]["name"]) for each in receiver.changes()] == [
        ("check_in", "Ada"),
        ("undo", "Ada"),
        ("walk_in", "Alan"),
    ]
    assert b"1" * 18 not in body and b"0812" not in body
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_one_that_is_set_up_while_nobody_was_told_anything_is_told_at_once(
    sqlite_desk: Desk, make: Maker, event: Event, receiver: Receiver
) -> None:
    ada, came = make.participant(event, "Ada"), threading.Event()
    receiver.before = lambda _handler: came.set()
    sending = webhook_sending.WebhookSending(sqlite_desk)
    sending.start()
    assert not sqlite_desk.webhooks_set_up.wait(1.2)

    _add(sqlite_desk, receiver)
    check_in(sqlite_desk, make.scan(ada))

    assert came.wait(20)
    sending.stop()
    for each in threading.enumerate():
        if each.name == "webhooks":
            each.join()
    assert [each["kind"] for each in receiver.changes()] == ["check_in"]


def test_sessions_that_open_and_close_are_told(
    sqlite_desk: Desk, event: Event, receiver: Receiver, clock: Clock
) -> None:
    _add(sqlite_desk, receiver)
    clock.pass_by(hours=4, minutes=16)

    webhook_sending.tell(sqlite_desk)

    assert [each["kind"] for each in receiver.changes()] == ["session_closed", "session_opened"]


def test_nothing_is_told_of_what_was_before_and_of_what_was_not_chosen(
    sqlite_desk: Desk, make: Maker, event: Event, receiver: Receiver
) -> None:
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada")))
    wish = WebhookWish("Board", receiver.address, [ChangeKind.UNDO], local=True)
    webhooks.add(sqlite_desk, wish, BY)
    check_in(sqlite_desk, make.scan(make.participant(event, "Grace")))

    webhook_sending.tell(sqlite_desk)

    assert receiver.taken == []


def test_what_failed_is_sent_again_with_growing_pauses_and_paused_after_a_day(
    sqlite_desk: Desk, make: Maker, event: Event, receiver: Receiver, clock: Clock
) -> None:
    _add(sqlite_desk, receiver)
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada")))
    receiver.status = 500

    webhook_sending.tell(sqlite_desk)
    webhook_sending.tell(sqlite_desk)
    assert len(receiver.taken) == 1
    first = _only(sqlite_desk).hook.next_at
    assert first
    clock.now = first
    webhook_sending.tell(sqlite_desk)
    assert _only(sqlite_desk).hook.next_at == first + 2 * pause_after(1)

    clock.pass_by(hours=24)
    webhook_sending.tell(sqlite_desk)
    clock.pass_by(hours=24)
    webhook_sending.tell(sqlite_desk)
    assert len(receiver.taken) == 3
    assert _only(sqlite_desk).hook.paused_at
    assert audit.history(sqlite_desk, None)[0].action == "webhook_paused"

    receiver.status = 204
    webhooks.resume(sqlite_desk, _only(sqlite_desk).hook.id, BY)
    webhook_sending.tell(sqlite_desk)
    webhook_sending.tell(sqlite_desk)
    assert len(receiver.taken) == 4
    names = {headers["webhook-id"] for headers, _body in receiver.taken}
    assert (len(names), _only(sqlite_desk).hook.failing_since) == (1, None)


def test_no_redirect_is_followed(
    sqlite_desk: Desk, make: Maker, event: Event, receiver: Receiver
) -> None:
    _add(sqlite_desk, receiver)
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada")))
    receiver.status, receiver.location = 307, receiver.address

    webhook_sending.tell(sqlite_desk)

    assert len(receiver.taken) == 1
    assert _only(sqlite_desk).answers[0].why == "redirected"
    assert _only(sqlite_desk).hook.failing_since


@pytest.mark.parametrize("drips", [False, True], ids=["hangs", "answers byte by byte"])
def test_who_answers_late_is_not_waited_for(  # noqa: PLR0913, PLR0917
    sqlite_desk: Desk,
    make: Maker,
    event: Event,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    drips: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(posting, "PATIENCE", posting.PATIENCE / 20)
    over = threading.Event()

    def late(handler: BaseHTTPRequestHandler) -> None:
        while drips and not over.wait(0.05):
            handler.wfile.write(b"H")
            handler.wfile.flush()
        over.wait(20)

    receiver.before = late
    _add(sqlite_desk, receiver)
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada")))

    webhook_sending.tell(sqlite_desk)
    over.set()

    assert _only(sqlite_desk).answers[0].why == "too_slow"
    assert check_in(sqlite_desk, make.scan(make.participant(event, "Grace"))).reason == "ok"


def test_without_leave_nothing_is_sent_to_this_computer(
    sqlite_desk: Desk, make: Maker, event: Event, receiver: Receiver
) -> None:
    _add(sqlite_desk, receiver, local=False)
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada")))

    webhook_sending.tell(sqlite_desk)

    assert (receiver.taken, _only(sqlite_desk).answers[0].why) == ([], "not_allowed")


def test_a_name_is_asked_once_and_what_was_looked_at_is_connected_to(
    sqlite_desk: Desk,
    make: Maker,
    event: Event,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = receiver.address.replace("127.0.0.1", "board.invalid")
    asked = []
    resolve = posting.socket.getaddrinfo

    def once(host: str, *rest: Any, **more: Any) -> Any:
        if host == "board.invalid":
            asked.append(host)
            return resolve("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *rest, **more)
        return resolve(host, *rest, **more)

    monkeypatch.setattr(posting.socket, "getaddrinfo", once)
    webhooks.add(sqlite_desk, WebhookWish("Board", address, TOLD, local=True), BY)
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada")))
    webhook_sending.tell(sqlite_desk)

    assert (len(asked), len(receiver.taken)) == (1, 1)
    assert receiver.taken[0][0]["Host"] == f"board.invalid:{receiver.port}"


def _certificate(name: str, folder: Path) -> Path:
    """Make a certificate for a name that signs itself; return the file with it and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    file = folder / f"{name}.pem"
    file.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, *plain))
    return file


@pytest.mark.parametrize(
    ("shown", "trusted", "status"),
    [
        ("board.invalid", True, 200),
        ("board.invalid", False, None),
        ("other.invalid", True, None),
    ],
)
def test_the_certificate_must_be_that_of_the_name(  # noqa: PLR0913, PLR0917
    sqlite_desk: Desk,
    make: Maker,
    event: Event,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    shown: str,
    trusted: bool,  # noqa: FBT001
    status: int | None,
) -> None:
    file = _certificate(shown, tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    receiver.server.socket = context.wrap_socket(receiver.server.socket, server_side=True)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    resolve = posting.socket.getaddrinfo
    monkeypatch.setattr(
        posting.socket,
        "getaddrinfo",
        lambda _host, *rest, **more: resolve("127.0.0.1", *rest, **more),
    )
    address = f"https://board.invalid:{receiver.port}/hadir"
    webhooks.add(sqlite_desk, WebhookWish("Board", address, TOLD, local=True), BY)
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada")))

    webhook_sending.tell(sqlite_desk)

    given = _only(sqlite_desk).answers[0]
    assert (given.status, given.why) == (status, "" if status else "not_trusted")
    assert len(receiver.taken) == bool(status)


def test_two_processes_tell_the_same_once(
    desk: Desk, make: Maker, event: Event, receiver: Receiver
) -> None:
    _add(desk, receiver)
    check_in(desk, make.scan(make.participant(event, "Ada")))
    receiver.before = lambda _handler: time.sleep(0.2)
    both = [threading.Thread(target=webhook_sending.tell, args=(desk,)) for _each in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert len(receiver.taken) == 1


def test_a_backup_put_back_elsewhere_tells_nobody_and_opens_no_secret(
    sqlite_desk: Desk, make: Maker, event: Event, receiver: Receiver
) -> None:
    secret = _add(sqlite_desk, receiver)
    kept = (sqlite_desk.settings.data / "hadir.db").read_bytes()
    assert secret.encode() not in kept and b"/hadir?to=us" not in kept
    for name in ("webhooks.key", "audit.key"):
        (sqlite_desk.settings.data / name).unlink(missing_ok=True)
    sqlite_desk.store.signer = type(sqlite_desk.store.signer)(sqlite_desk.settings.data)
    check_in(sqlite_desk, make.scan(make.participant(event, "Ada")))

    webhook_sending.tell(sqlite_desk)

    assert (receiver.taken, _only(sqlite_desk).host) == ([], "")


@pytest.mark.parametrize(
    "address",
    [
        *("", "board", "ftp://x.id/", "https://", "https://u:p@x.id/", "https://x.id:99999/"),
        *("http://x.id/", "https://x.id/\nHost: y", "https://x.id/ä", "https://" + "x" * 600),
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadInput):
        address_of(address, local=False)


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        *((each, False) for each in ("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254")),
        *((each, False) for each in (EVERYWHERE, "100.64.0.1", "::1", "fe80::1%eth0", "fd00::1")),
        *((each, False) for each in ("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")),
        ("224.0.0.1", False),
    ],
)
def test_only_public_addresses_are_reached_without_leave(address: str, reached: bool) -> None:  # noqa: FBT001
    assert may_reach(address, local=False) is reached


@pytest.mark.parametrize(
    ("address", "port"),
    [("https://x.id/", 443), ("http://x.id/", 80), ("http://x.id:8080/", 8080)],
)
def test_an_address_without_a_port_means_the_usual_one(address: str, port: int) -> None:
    assert address_of(address, local=True).port == port
