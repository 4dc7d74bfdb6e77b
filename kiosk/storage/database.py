"""Opening the database, SQLite or PostgreSQL, and its two kinds of transactions."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError

from kiosk.core.errors import Away, BadSetting, Damaged, Moved, StorageError
from kiosk.core.model import Scan
from kiosk.storage.audit.chain import recording
from kiosk.storage.audit.signing import AuditSigner
from kiosk.storage.engine import place
from kiosk.storage.engine.glances import Glances
from kiosk.storage.engine.letting_go import let_go
from kiosk.storage.engine.outage import StoreOutage
from kiosk.storage.engine.place import Place
from kiosk.storage.engine.prepared import Prepared, RawRow
from kiosk.storage.engine.probe import Probe
from kiosk.storage.engine.troubles import said_by_driver, saying_why, trouble
from kiosk.storage.engine.turns import Turns
from kiosk.storage.engine.upgrade import upgrade
from kiosk.storage.engine.wholeness import Wholeness
from kiosk.storage.in_hand import InHand, unsure
from kiosk.storage.together import PATIENCE, Answering, StoredOrFailed, together

Done = TypeVar("Done")

Tx = Connection
"""An open transaction; storage functions take it as their first argument."""

_PATIENCE = 20
"""Seconds that anything but a scan waits for its turn to write."""

_LOOK_AGAIN_S = 0.003
_UNTIL = "hadir_until"
_CROSSED_AT_MOST = 5
_AT_ONCE = "AUTOCOMMIT"
"""Without a transaction of its own PostgreSQL is asked once, not three times."""

_ANSWER_SECONDS = 3
"""PostgreSQL knows no shorter wait for a connection than 2 seconds."""


class Store:
    """The database: `read()` for looking, `write()` for changing; both are short."""

    def __init__(self, engine: Engine, file: Place | None = None) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.signer: AuditSigner | None = None
        self.outage = StoreOutage(damage_stays=file is not None)
        self._file = file
        self._pages = Wholeness(file.path) if file else None
        self._probe = Probe(engine, file)
        self._line = Turns()
        self._in_hand = InHand()
        at_once = engine if self.is_sqlite else _postgresql(engine.url, isolation_level=_AT_ONCE)
        self._glances = Glances(at_once)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Give a transaction that sees one moment of the data."""
        with self._saying_why(writing=False), self.engine.begin() as tx:
            yield tx

    def glance(self, statement: Prepared) -> RawRow | None:
        """Return the first row of a statement that reads one thing, at the least cost."""
        with self._saying_why(writing=False):
            return self._glances.first(statement)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Give a connection of one's own, to lay ready in temporary tables what will be written.

        It is closed in the end, and they are gone.
        """
        with self._saying_why(writing=False), self.engine.connect() as own:
            own.detach()
            yield own

    @contextmanager
    def write(self, own: Connection | None = None, patience: float = _PATIENCE) -> Iterator[Tx]:
        """Give a transaction that is stored whole when the block ends, or not at all.

        SQLite has one writer: those of this process write in the order in which they came. It is
        short, so that no scan waits: what can be made before is made before, on a connection of
        one's `own` where there is much of it.
        """
        until = time.monotonic() + patience
        turn = self._line.turn(patience) if self.is_sqlite else nullcontext()
        with turn, self._transaction(until, own) as tx:
            yield tx

    def again(self, work: Callable[[Tx], Done]) -> Done:
        """Return what `work` does in a transaction that is stored whole.

        Where another process stored meanwhile what can be there once, such as the check-in of
        somebody who is scanned just now, it is done anew: it sees that then.
        """
        for _ in range(_CROSSED_AT_MOST):
            with suppress(IntegrityError), self.write() as tx:
                return work(tx)
        with self.write() as tx:
            return work(tx)

    def together(self, scans: Sequence[Scan], answering: Answering) -> Sequence[StoredOrFailed]:
        """Have scans answered in one transaction with those that wait beside them.

        Each has an outcome of its own: what became of it, or its error. Raises Busy where their
        turn does not come in time: they are withdrawn, and not stored; Unsure where the storing of
        one of them has begun, and nobody knows how that ended.
        """
        with self._in_hand.alone({each.scan_id for each in scans}, PATIENCE):
            return together(self._line, self._transaction, scans, answering)

    @contextmanager
    def _transaction(self, until: float, own: Connection | None = None) -> Iterator[Tx]:
        storing = False
        try:
            with self._saying_why(writing=True), self._given(own) as connection:
                self.check_place()
                with _patient(connection, until), connection.begin():
                    with recording(connection, self.signer):
                        yield connection
                    storing = True
                self.check_place()
        except (Away, Moved) as error:
            if storing:
                raise unsure() from error
            raise

    def _given(self, own: Connection | None) -> AbstractContextManager[Connection]:
        return nullcontext(own) if own else self.engine.connect()

    def check_place(self) -> None:
        """Raise Moved unless the file that was opened is still at its place, Damaged once known."""
        if self._pages and self._pages.is_damaged:
            raise trouble(Damaged)
        if self._file:
            self._file.check()

    def look_at_place(self) -> None:
        """Take note where the file that was opened is no longer at its place."""
        try:
            self.check_place()
        except StorageError as error:
            self.outage.failed(error, writing=True, examined=True)

    def look_through(self) -> StorageError | None:
        """Return Damaged where the pages of the file do not hang together. It is cheap, mostly."""
        suspected = self.outage.kind == Damaged.__name__
        if self._file is None or self._pages is None or not self._file.is_there:
            return None
        if self._pages.look(suspected=suspected):
            found = trouble(Damaged)
            self.outage.failed(found, writing=True, examined=True)
            return found
        if suspected:
            self.outage.healed()
        return None

    def trouble(self) -> StorageError | None:
        """Return why a scan could not be stored now; None where it could. It takes a second."""
        found = self.look_through() or self._probe.trouble(self.outage.began_at)
        if found:
            self.outage.failed(found, writing=True, examined=True)
        else:
            self.outage.worked(writing=True)
        return found

    @contextmanager
    def _saying_why(self, *, writing: bool) -> Iterator[None]:
        try:
            with saying_why():
                yield
        except StorageError as error:
            self.outage.failed(error, writing=writing)
            raise
        self.outage.worked(writing=writing)

    def close(self) -> None:
        """Let go of every connection: of those that are in use as soon as they are given back."""
        let_go(self.engine)
        self._glances.close()


@contextmanager
def _patient(connection: Connection, until: float) -> Iterator[None]:
    known = connection.info
    known[_UNTIL] = until
    try:
        yield
    finally:
        known.pop(_UNTIL, None)


def open_store(url: str) -> Store:
    """Open the database at `url`, and bring its tables to this version.

    Raises BadSetting for an address that is none, StorageError when it cannot be reached,
    NewerDatabase when a newer version wrote it (nothing is touched then).
    """
    parsed = _parsed(url)
    path = _file_of(parsed)
    if path:
        place.expect(path)
    engine = _engine(parsed)
    try:
        with saying_why():
            upgrade(engine, path, Store(engine).write)
    except StorageError as error:
        let_go(engine)
        raise _at_start(error) from error.__cause__
    return Store(engine, Place.of(path) if path else None)


def _at_start(error: StorageError) -> StorageError:
    """Say why nobody answers: whoever starts the product can see to it, and may know."""
    if not isinstance(error, Away):
        return error
    return Away(
        "The database cannot be used ({why}). Check its address, its disk and its server.",
        why=said_by_driver(error.__cause__),
    )


def _file_of(url: URL) -> Path | None:
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None


def server_version(url: str) -> int:
    """Return the major version of the PostgreSQL server at `url`. Raises StorageError."""
    engine = _engine(_parsed(url))
    try:
        with saying_why(), engine.connect() as connection:
            told = connection.exec_driver_sql("SHOW server_version_num").scalar_one()
        return int(told) // 10_000
    finally:
        let_go(engine)


def sqlite_url(path: Path) -> str:
    """Return the address of the SQLite database in the file `path`."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadSetting(
            "The database address {url} cannot be understood. Write postgresql://name@host/database.",
            url=url,
        ) from error
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return parsed
    raise BadSetting(
        "Hadir stores in SQLite or PostgreSQL, not in {name}.", name=parsed.get_backend_name()
    )


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, pool_pre_ping=True)
    engine = create_engine(
        url,
        pool_size=16,
        max_overflow=48,
        hide_parameters=True,
        connect_args={"timeout": _PATIENCE},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: URL, **options: Any) -> Engine:
    return create_engine(
        url,
        pool_size=16,
        max_overflow=16,
        hide_parameters=True,
        connect_args={"connect_timeout": _ANSWER_SECONDS},
        **options,
    )


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: we say how each begins.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    until = connection.info.get(_UNTIL)
    if until is None:
        connection.exec_driver_sql("BEGIN")
    else:
        _begin_writing(connection, until)


def _begin_writing(connection: Connection, until: float) -> None:
    """Begin as the one writer there is; another process may be it now, until that moment at most.

    SQLite's own way of waiting looks less and less often, ten times a second in the end.
    """
    raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while not _has_begun(raw, until):
            time.sleep(_LOOK_AGAIN_S)
    finally:
        raw.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")


def _has_begun(raw: sqlite3.Connection, until: float) -> bool:
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        is_held = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        if is_held and time.monotonic() < until:
            return False
        raise
    return True
