"""What comes late: a phone's batches of 100 beside doors that scan, and a file of 50,000 scans.

``python -m bench late`` serves the product, has a phone bring what it kept while 16 doors scan as
fast as they are answered, and prints how long a batch takes and how long a door waits beside it.
Then another program takes a file of 50,000 scans in (`hadir scans import`) while 8 stations scan.
"""

import argparse
import base64
import http.client
import json
import random
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from sqlalchemy import update

from bench._doors import KINDS, Filled, Sent, databases, filled, send, served
from bench._stations import scanning
from kiosk.core.facts import ScanFact
from kiosk.core.model import Means, Reason
from kiosk.desk import open_desk
from kiosk.services import facts_file
from kiosk.services.events import current_event
from kiosk.services.facts_file import FactsHead
from kiosk.services.stations import add_station
from kiosk.settings import Settings
from kiosk.storage import events, facts, schema
from kiosk.storage.audit.signing import AuditSigner

A_BATCH = 100
DOORS = 16
_ROOT = Path(__file__).parent.parent
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


def main() -> None:
    """Measure both, on both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--batches", type=int, default=5, help="of a phone; 0 leaves them out")
    parser.add_argument("--scans", type=int, default=50_000, help="in the file; 0 leaves it out")
    parser.add_argument("--database", choices=KINDS, nargs="*", default=KINDS)
    given = parser.parse_args()
    with databases(given.database) as both:
        for name, settings in both.items():
            ready = filled(settings, given.people)
            if given.batches:
                _batches(name, ready, given.batches)
            if given.scans:
                _file(name, ready, given.scans)


@dataclass
class Phone:
    """A phone that brings what it kept, until all is answered."""

    port: int
    token: str
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0

    def brings(self, codes: list[str], batches: int) -> None:
        """Bring so many batches, one after the other, and note what each took."""
        key = self._key()
        for _ in range(batches):
            batch = [_kept(random.choice(codes), key) for _ in range(A_BATCH)]
            began = time.perf_counter()
            told = self._asked("POST", "/phone/scans", batch)
            self.waits.append(time.perf_counter() - began)
            self.unanswered += sum("reason" not in each for each in told)

    def _key(self) -> rsa.RSAPublicKey:
        told = self._asked("GET", "/phone/roster")["public_key"]
        key = serialization.load_der_public_key(base64.b64decode(told))
        assert isinstance(key, rsa.RSAPublicKey)
        return key

    def _asked(self, method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        content = json.dumps(body) if body else None
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as line:
            line.request(method, path, content, headers)
            return json.loads(line.getresponse().read())


def _kept(code: str, key: rsa.RSAPublicKey) -> dict[str, str]:
    now = datetime.now(UTC)
    scanned = now - timedelta(minutes=5 + 50 * random.random())
    return {
        "scan_id": str(uuid4()),
        "sealed": base64.b64encode(key.encrypt(code.encode(), _OAEP)).decode(),
        "scanned_at": scanned.isoformat(),
        "sent_at": now.isoformat(),
        "means": "phone",
    }


def _batches(name: str, ready: Filled, batches: int) -> None:
    token = _phone_since_hours(ready.settings)
    with served(ready.settings) as (port, _):
        alone = Phone(port, token)
        alone.brings(ready.codes, batches)
        doors = _beside(ready, port, lambda: time.sleep(3))
        busy = Phone(port, token)
        beside = _beside(ready, port, lambda: busy.brings(ready.codes, batches))
    print(
        f"{name}: a batch of {A_BATCH} took {_ms(alone.waits)} ms alone, {_ms(busy.waits)} ms "
        f"beside {DOORS} doors; a door waited {doors.wait(0.5):.0f}, at most {doors.wait(1):.0f} "
        f"ms without, {beside.wait(0.5):.0f}, at most {beside.wait(1):.0f} ms beside them; not "
        f"answered: {alone.unanswered + busy.unanswered}",
        flush=True,
    )


def _ms(waits: list[float]) -> str:
    ordered = sorted(waits)
    return f"{1000 * ordered[len(ordered) // 2]:.0f} (at most {1000 * ordered[-1]:.0f})"


def _phone_since_hours(settings: Settings) -> str:
    """Return the token of a phone that was last heard of two hours ago."""
    desk = open_desk(settings)
    token = add_station(desk, "Phone")[1]
    with desk.store.write() as tx:
        long_ago = desk.now() - timedelta(hours=2)
        tx.execute(update(schema.station).values(added_at=long_ago))
        tx.execute(update(schema.session).values(starts_at=long_ago))
    desk.close()
    return token


def _beside(ready: Filled, port: int, act: Any) -> Sent:
    """Have the doors scan until the act is done; return what they waited."""
    found, stop = Sent(), threading.Event()

    def scan() -> None:
        draw = random.Random(1)
        while not stop.is_set():
            codes = [draw.choice(ready.codes) for _ in range(200)]
            found.waits.extend(send(port, ready.tokens, codes, DOORS).waits)

    doors = threading.Thread(target=scan)
    doors.start()
    time.sleep(1)
    found.waits.clear()
    act()
    stop.set()
    doors.join()
    return found


def _file(name: str, ready: Filled, scans: int) -> None:
    file = ready.settings.data / "scans.hadir"
    trusted = _written(ready.settings, file, scans)
    command = [sys.executable, "-m", "kiosk", "scans", "import", str(file), "--trust", trusted]
    command += ["--data", str(ready.settings.data)]
    command += ["--database", ready.settings.database] if ready.settings.database else []
    with (
        served(ready.settings) as (port, _),
        scanning(ready.codes, lambda code: send(port, ready.tokens, [code], 1).waits) as sent,
    ):
        time.sleep(5)
        before = sent.wait(1)
        sent.waits.clear()
        began = time.perf_counter()
        subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - began
    print(
        f"{name}: a file of {scans:,} scans took {seconds:.1f} s; a door waited "
        f"{sent.wait(0.5):.0f} ms, at most {sent.wait(1):.0f} ms ({before:.0f} before)",
        flush=True,
    )


def _written(settings: Settings, file: Path, scans: int) -> str:
    """Write what another computer admitted in the last hour; return its fingerprint."""
    desk, signer = open_desk(settings), AuditSigner(settings.data / "another")
    event = current_event(desk)
    with desk.store.read() as tx:
        uids = list(facts.uids(tx, schema.participant, event.id).values())
        [session] = facts.uids(tx, schema.session, event.id).values()
        head = FactsHead(signer.chain, desk.now(), events.uid(tx, event.id), event.name)
    began = desk.now() - timedelta(hours=1)

    def fact(n: int) -> ScanFact:
        return ScanFact(
            scan_id=str(uuid4()), code="", session=session, person=random.choice(uids),
            station=f"Gate {n % 20}", door="", means=Means.CAMERA, read_how="", read_score=0.0,
            reason=Reason.OK, by="", scanned_at=began + timedelta(seconds=n * 3000 / scans),
            doubt=None, clock_ahead_seconds=None, despite=None, kept_despite=None,
            undone_at=None, undone_by="",
        )  # fmt: skip

    facts_file.write(file, head, map(fact, range(scans)), signer)
    desk.close()
    return head.fingerprint


if __name__ == "__main__":
    main()
