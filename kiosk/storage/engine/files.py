"""The SQLite database as a file: copied while it runs, checked, put in place."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from errno import EIO, ENOSPC
from pathlib import Path

from kiosk import __version__
from kiosk.core.backups import Contents
from kiosk.core.errors import BadInput, Damaged, NewerDatabase
from kiosk.storage.engine.label import put_label, read_label
from kiosk.storage.engine.revisions import revisions
from kiosk.storage.engine.troubles import saying_why, trouble

_MAGIC = b"SQLite format 3\0"
_LABELLED = "labelled_backup"
_TABLES = ("event", "participant", "check_in", "scan")


def copy(source: Path, target: Path, now: datetime) -> Contents:
    """Copy a database, as of one moment, into a closed file with contents and checksum.

    Nothing is written where the database lies: its disk may be full. Raises Damaged where it
    cannot be read any more, OSError for what the target's disk does not take.
    """
    with _reading(source, target.parent) as original:
        _copy(original, target)
    contents = _examine(target, now)
    put_label(target, contents)
    return contents


def is_in_use(place: Path) -> bool:
    """Tell whether another process has the database open: the last to close it ends its journal.

    A damaged one is not: it is there to be replaced.
    """
    if not place.exists():
        return False
    try:
        with closing(sqlite3.connect(place, timeout=1)) as trial:
            trial.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        return "locked" in str(error)
    return _beside(place, "-wal").exists()


def put_in_place(source: Path, place: Path, kept: Path) -> bool:
    """Put a checked backup in place of the database; tell whether one was there, now at `kept`.

    The one that was there is renamed, with its journal: that needs no room and spoils nothing.
    """
    fresh = place.with_name(f"{place.name}.new")
    fresh.unlink(missing_ok=True)
    _plain_copy(source, fresh)
    was_there = place.exists()
    for ending in ("-shm", "-wal", ""):
        if _beside(place, ending).exists():
            _beside(place, ending).replace(_beside(kept, ending))
    fresh.replace(place)
    return was_there


def check(path: Path) -> Contents | None:
    """Return what a backup says of itself; None for one of an older version, which says nothing.

    Raises BadInput where it is not ours, damaged or changed, NewerDatabase when it is too new.
    """
    if not path.is_file():
        raise BadInput("There is no file {file}.", file=path)
    label = read_label(path)
    with path.open("rb") as file:
        is_database = file.read(len(_MAGIC)) == _MAGIC
    if not is_database and label is None:
        raise BadInput("{file} is not a backup of Hadir.", file=path)
    revision, was_labelled, state = _looked_into(path)
    if state != "ok":
        raise BadInput("{file} is damaged. Take an older backup: hadir backup list.", file=path)
    if was_labelled if label is None else not label.whole:
        raise BadInput(
            "{file} was changed after it was made: its checksum does not fit. Take another one.",
            file=path,
        )
    _check_revision(path, revision)
    return label.contents if label else None


def _looked_into(path: Path) -> tuple[str, bool, str]:
    """Return the schema of a file, whether it had a label, and the state of its pages."""
    try:
        with closing(_as_it_lies(path)) as trial:
            state = str(trial.execute("PRAGMA integrity_check(1)").fetchone()[0])
            tables = {row[0] for row in trial.execute("SELECT name FROM sqlite_master")}
            if state == "ok" and "alembic_version" not in tables:
                raise BadInput("{file} is not a backup of Hadir.", file=path)
            revision = trial.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            return str(revision), _mark(trial) is not None, state
    except (sqlite3.Error, TypeError):
        return "", False, "damaged"


def _as_it_lies(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes, also where nothing can be written, as on a locked stick."""
    journal = _beside(path, "-wal")
    has_journal = journal.exists() and journal.stat().st_size > 0
    mode = "mode=ro" if has_journal else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)


def _check_revision(path: Path, revision: str) -> None:
    if revision not in revisions():
        raise NewerDatabase(
            "{file} was written by a newer version of Hadir (schema {revision}). "
            "Install the newer version first.",
            file=path,
            revision=revision,
        )


@contextmanager
def _reading(source: Path, spare: Path) -> Iterator[sqlite3.Connection]:
    """Open a database to be read; where its own disk forbids that, a copy of it in `spare`."""
    if not source.exists():
        raise BadInput("There is no database {file}.", file=source)
    with saying_why(), closing(sqlite3.connect(source, timeout=10)) as connection:
        if _is_readable(connection):
            yield connection
            return
    with tempfile.TemporaryDirectory(dir=spare, prefix="hadir-") as folder, saying_why():
        for ending in ("", "-wal"):
            if _beside(source, ending).exists():
                shutil.copyfile(_beside(source, ending), Path(folder) / f"hadir.db{ending}")
        with closing(sqlite3.connect(Path(folder) / "hadir.db")) as connection:
            yield connection


def _is_readable(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return False
    return True


def _copy(original: sqlite3.Connection, target: Path) -> None:
    """Copy into a file without a journal; an error of its disk is an OSError, whoever met it."""
    target.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copied:
            original.backup(copied)
            copied.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        _beside(target, "-journal").unlink(missing_ok=True)
        is_full = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
        code = ENOSPC if is_full else EIO
        raise OSError(code, os.strerror(code), str(target)) from error


def _examine(path: Path, now: datetime) -> Contents:
    """Read a fresh copy through, mark it as one with a label, and return what it holds."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copied:
            if copied.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise trouble(Damaged)
            copied.execute(
                "INSERT OR REPLACE INTO installation (name, value) VALUES (?, 'true')", (_LABELLED,)
            )
            return _counted(copied, now)
    except sqlite3.DatabaseError as error:
        raise trouble(Damaged) from error


def _counted(copied: sqlite3.Connection, now: datetime) -> Contents:
    revision = copied.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    events, people, check_ins, scans = (
        copied.execute(f"SELECT count(*) FROM {each}").fetchone()[0]  # noqa: S608  our own names
        for each in _TABLES
    )
    return Contents(now, __version__, revision, events, people, check_ins, scans)


def _plain_copy(source: Path, target: Path) -> None:
    """Copy the database in a backup: its bytes before the label, or all as of an older version."""
    label = read_label(source)
    if label:
        with source.open("rb") as old, target.open("wb") as new:
            shutil.copyfileobj(old, new)
            new.truncate(label.length)
    else:
        with closing(_as_it_lies(source)) as original:
            _copy(original, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as copied:
        copied.execute("DELETE FROM installation WHERE name = ?", (_LABELLED,))
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _mark(trial: sqlite3.Connection) -> object:
    with suppress(sqlite3.OperationalError):
        query = "SELECT value FROM installation WHERE name = ?"
        return trial.execute(query, (_LABELLED,)).fetchone()
    return None


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
