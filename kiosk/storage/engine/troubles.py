"""What a driver says of a failing database, as one of our errors: words without internals."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kiosk.core.errors import Away, Busy, Damaged, DiskFull, ReadOnly, StorageError

# https://www.sqlite.org/rescode.html: the low byte is the primary result code.
_SQLITE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_IOERR: Away,
    sqlite3.SQLITE_CANTOPEN: Away,
    sqlite3.SQLITE_PROTOCOL: Busy,
}
_FULL_AS_WELL = {sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMOPEN}

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: dict[str, type[StorageError]] = {
    "53100": DiskFull,
    "25006": ReadOnly,
    "55P03": Busy,
    "57014": Busy,
    "40P01": Busy,
    "53300": Busy,
    "XX001": Damaged,
    "XX002": Damaged,
}
_AWAY_CLASSES = ("08", "57P", "58")

_SENTENCES: dict[type[StorageError], str] = {
    DiskFull: "The disk is full. Free some space; Hadir carries on by itself.",
    Busy: "Another program holds the database. Close it; Hadir goes on by itself.",
    ReadOnly: "The database can be read but not written. Check the disk and the folder's rights.",
    Away: "The database does not answer. Check its disk or its server; Hadir goes on by itself.",
    Damaged: (
        "The database is damaged, or is not a database. Put a backup in its place: hadir restore."
    ),
}


@contextmanager
def saying_why() -> Iterator[None]:
    """Turn what the driver says of a failing database into a StorageError of its kind."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        found = trouble_of(error)
        if found is None:
            raise
        raise found from error


def trouble(kind: type[StorageError]) -> StorageError:
    """Return the error of this kind with its sentence."""
    return kind(_SENTENCES[kind])


def trouble_of(error: SQLAlchemyError | sqlite3.Error) -> StorageError | None:
    """Return what the error means for the people here; None where it is a mistake of ours."""
    kind = _kind(error)
    return trouble(kind) if kind else None


def said_by_driver(error: BaseException | None) -> str:
    """Return the first line of the driver's own words: for the log and for a start that fails."""
    original = getattr(error, "orig", None) or error
    lines = str(original or "").strip().splitlines()
    return lines[0] if lines else ""


def _kind(error: SQLAlchemyError | sqlite3.Error) -> type[StorageError] | None:
    if isinstance(error, PoolTimeout):
        return Busy
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _of_sqlite(original)
    if getattr(error, "connection_invalidated", False):
        return Away
    return _of_postgresql(original)


def _of_sqlite(error: sqlite3.Error) -> type[StorageError] | None:
    code = getattr(error, "sqlite_errorcode", 0)
    return DiskFull if code in _FULL_AS_WELL else _SQLITE.get(code & 0xFF)


def _of_postgresql(error: BaseException | None) -> type[StorageError] | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        # Without a state the server never answered: there is no connection.
        is_refusal = type(error).__name__ in ("OperationalError", "ConnectionTimeout")
        return Away if is_refusal else None
    return _POSTGRESQL.get(state) or (Away if state.startswith(_AWAY_CLASSES) else None)
