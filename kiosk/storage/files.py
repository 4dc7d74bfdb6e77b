"""The SQLite database as a file: copied while it runs, checked, put in place."""

import os
import shutil
import sqlite3
from contextlib import closing
from errno import EIO
from pathlib import Path

from alembic.script import ScriptDirectory

from kiosk.core.errors import BadInput, NewerDatabase
from kiosk.storage.database import Store, alembic_config


def copy_to(store: Store, target: Path) -> None:
    """Copy the database of a store into a new file, as of one moment."""
    with closing(store.engine.raw_connection()) as source:
        original: sqlite3.Connection = source.driver_connection  # type: ignore[assignment]
        _copy(original, target)


def copy_file(source: Path, target: Path) -> None:
    """Copy one database file into another, whatever its journal still holds included.

    A damaged one is copied as it lies there.
    """
    try:
        with closing(sqlite3.connect(source)) as original:
            _copy(original, target)
    except sqlite3.DatabaseError:
        shutil.copyfile(source, target)


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
    return place.with_name(f"{place.name}-wal").exists()


def replace(source: Path, place: Path) -> None:
    """Put a checked file in place of the database in one step."""
    fresh = place.with_name(f"{place.name}.new")
    fresh.unlink(missing_ok=True)
    copy_file(source, fresh)
    for journal in ("-wal", "-shm"):
        place.with_name(place.name + journal).unlink(missing_ok=True)
    os.replace(fresh, place)  # noqa: PTH105


def check(path: Path) -> None:
    """Raise BadInput unless the file is a whole database of ours, NewerDatabase when too new."""
    if not path.is_file():
        raise BadInput("There is no file {file}.", file=path)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as trial:
            state = trial.execute("PRAGMA quick_check").fetchone()[0]
            revision = trial.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    except (sqlite3.Error, TypeError) as error:
        raise BadInput("{file} is not a backup of Hadir.", file=path) from error
    if state != "ok":
        raise BadInput("{file} is damaged: {state}.", file=path, state=state)
    if revision not in {each.revision for each in _revisions().walk_revisions()}:
        raise NewerDatabase(
            "{file} was written by a newer version of Hadir (schema {revision}). "
            "Install the newer version first.",
            file=path,
            revision=revision,
        )


def _revisions() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config())


def _copy(original: sqlite3.Connection, target: Path) -> None:
    """Copy into a file; an error of the disk is an OSError, whoever met it."""
    target.open("wb").close()
    try:
        with closing(sqlite3.connect(target)) as copy:
            original.backup(copy)
    except sqlite3.OperationalError as error:
        target.with_name(f"{target.name}-journal").unlink(missing_ok=True)
        raise OSError(EIO, str(error), str(target)) from error
    _flush(target)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
