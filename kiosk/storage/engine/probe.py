"""Whether a scan could be stored at this moment: found out by storing something small."""

import shutil
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, text

from kiosk.core.errors import DiskFull, StorageError
from kiosk.storage.engine.place import Place
from kiosk.storage.engine.troubles import saying_why, trouble

_TRUE_FOR_S = 1.0
_WAIT_S = 1.0
_ROOM = 128 * 1024
"""Bytes that must be free: a scan with its check-in and their indexes takes some ten pages."""

_NOTE = "INSERT OR REPLACE INTO installation (name, value) VALUES ('examined_at', ?)"
_POSTGRESQL_NOTE = text(
    "INSERT INTO installation (name, value) VALUES ('examined_at', to_json(CAST(:at AS text))) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


class Probe:
    """Asked by many, it writes once a second at most; it never waits longer than a second."""

    def __init__(self, engine: Engine, file: Place | None) -> None:
        self._engine = engine
        self._file = file
        self._lock = threading.Lock()
        self._asked_at = float("-inf")
        self._found: StorageError | None = None

    def trouble(self, since: float) -> StorageError | None:
        """Return why nothing could be stored now; None where it could, and was.

        What was found before `since`, by the monotonic clock, is found out anew.
        """
        with self._lock:
            if self._asked_at < max(since, time.monotonic() - _TRUE_FOR_S):
                self._asked_at = time.monotonic()
                self._found = self._asked()
            return self._found

    def _asked(self) -> StorageError | None:
        try:
            with saying_why():
                if self._file:
                    _store_in_file(self._file)
                else:
                    self._store_at_server()
        except StorageError as error:
            return error
        return None

    def _store_at_server(self) -> None:
        with self._engine.begin() as tx:
            tx.execute(text(f"SET LOCAL lock_timeout = '{int(_WAIT_S * 1000)}ms'"))
            tx.execute(_POSTGRESQL_NOTE, {"at": datetime.now(UTC).isoformat()})


def _store_in_file(file: Place) -> None:
    file.check()
    # A connection of its own: those of the pool may all be waiting.
    with closing(sqlite3.connect(file.path, timeout=_WAIT_S, isolation_level=None)) as own:
        own.execute("PRAGMA synchronous=FULL")
        own.execute(_NOTE, (f'"{datetime.now(UTC).isoformat()}"',))
    file.check()
    if shutil.disk_usage(Path(file.path).parent).free < _ROOM:
        raise trouble(DiskFull)
