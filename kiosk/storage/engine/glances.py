"""One look at one thing, again and again: connections for it lie ready, apart from the pool.

To take a connection out of SQLAlchemy's pool and to give it back costs more than such a look.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kiosk.storage.engine.prepared import Prepared, RawRow, saying_errors

_MOST = 16
"""Connections: PostgreSQL allows a hundred in all, and a look is over in no time."""

_PATIENCE_S = 3.0


class Glances:
    """Connections of the driver, each with whoever looks or lying here."""

    def __init__(self, engine: Engine) -> None:
        """Prepare; a connection of this engine is in no transaction, and begins none by itself."""
        self._engine = engine
        self._idle: deque[Any] = deque()
        self._places = threading.Semaphore(_MOST)
        self._is_closed = False

    def first(self, statement: Prepared) -> RawRow | None:
        """Return the first row of a statement, read by itself."""
        with self._place():
            try:
                return self._first(statement)
            except DBAPIError:
                # The server was away; what lay idle since then is dead, and made anew.
                self._let_go()
                return self._first(statement)

    def close(self) -> None:
        """Let go of every connection, of one that is in use when it is given back."""
        self._is_closed = True
        self._let_go()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=_PATIENCE_S):
            message = "too many looked at the same time"
            raise PoolTimeout(message)
        try:
            yield
        finally:
            self._places.release()

    def _first(self, statement: Prepared) -> RawRow | None:
        raw = self._taken()
        try:
            row = statement.glance(raw, self._engine.dialect)
        except BaseException:
            raw.close()
            raise
        self._idle.append(raw)
        if self._is_closed:
            self._let_go()
        return row

    def _taken(self) -> Any:
        with suppress(IndexError):
            return self._idle.pop()
        with saying_errors(self._engine.dialect, ""):
            pooled = self._engine.raw_connection()
        pooled.detach()
        return pooled.dbapi_connection

    def _let_go(self) -> None:
        with suppress(IndexError):
            while True:
                self._idle.pop().close()
