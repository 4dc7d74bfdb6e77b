"""What other processes do in tests: `python -m tests.processes checkin URL CODES…`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from kiosk.core.model import Scan
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.settings import Settings
from kiosk.storage.database import open_store

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def main(url: str, codes: list[str]) -> None:
    """Check in each code in turn and say each answer once it has been given."""
    with TemporaryDirectory() as folder:
        desk = Desk(Settings(data=Path(folder)), open_store(url), clock=lambda: NOW)
        sys.stdin.readline()
        for code in codes:
            answer = check_in(desk, Scan(str(uuid4()), code, NOW))
            print(answer.scan_id, answer.reason, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
