"""What other processes do in tests: check codes in, or live through a queue of deeds."""

import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from kiosk.core.errors import HadirError
from kiosk.core.model import Scan
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.settings import Settings
from kiosk.storage import events, users
from kiosk.storage.database import open_store
from tests.services.test_exchange import Computer, act

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def main(url: str, codes: list[str]) -> None:
    """Check in each code in turn and say each answer once it has been given."""
    with TemporaryDirectory() as folder:
        desk = Desk(Settings(data=Path(folder)), open_store(url), clock=lambda: NOW)
        sys.stdin.readline()
        for code in codes:
            answer = check_in(desk, Scan(str(uuid4()), code, NOW))
            print(answer.scan_id, answer.reason, flush=True)  # noqa: T201


def live() -> None:
    """Live through each queue of deeds that standard input tells, and say when it is done."""
    for line in sys.stdin:
        told = json.loads(line)
        with TemporaryDirectory() as folder:
            began = datetime.fromtimestamp(told["began"], UTC)
            desk = Desk(
                Settings(data=Path(folder)),
                open_store(told["url"]),
                clock=lambda began=began: NOW + (datetime.now(UTC) - began),
            )
            with desk.store.read() as tx:
                event = events.current(tx)
                known = users.with_password(tx, "Siti")
            assert event
            assert known
            here = Computer(desk, event, known[0], Path(folder), told["codes"])
            for what, number, other in told["deeds"]:
                with suppress(HadirError):
                    _do(here, what, (number, other), told["file"])
            desk.close()
        print(json.dumps({"done": True}), flush=True)  # noqa: T201


def _do(here: Computer, what: str, people: tuple[int, int], file: str) -> None:
    number, other = people
    if what == "scan":
        check_in(here.desk, Scan(str(uuid4()), here.codes[number - 1], here.desk.now()))
    elif what == "take":
        if file:
            here.take(Path(file))
    else:
        act(here, here, what, number, other)


if __name__ == "__main__":
    if sys.argv[1] == "live":
        live()
    else:
        main(sys.argv[1], sys.argv[2:])
