"""Bringing a database to the tables of this version; what was there before is kept beside it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from kiosk.core.backups import name_of
from kiosk.core.errors import Away, NewerDatabase
from kiosk.storage.engine import files
from kiosk.storage.engine.change_log import is_logging, log_changes, log_no_changes
from kiosk.storage.engine.revisions import MIGRATIONS, revision_of, revisions
from kiosk.storage.engine.telling import is_noting, note_changes
from kiosk.storage.engine.triggers import watch

Writing = Callable[[], AbstractContextManager[Connection]]


def upgrade(engine: Engine, file: Path | None, writing: Writing) -> None:
    """Migrate where the tables are older; a SQLite database is copied to `backups` first.

    Raises NewerDatabase where a newer version wrote it, Away where the copy cannot be written:
    nothing is touched then.
    """
    with engine.connect() as connection:
        current = revision_of(connection)
    if current == revisions()[-1]:
        return
    if current and current not in revisions():
        raise NewerDatabase(
            "This database was written by a newer version of Hadir (schema {revision}). "
            "It was not touched: install the newer version.",
            revision=current,
        )
    if current and file:
        _keep(file)
    with writing() as tx:
        _migrate(tx)


def _keep(file: Path) -> None:
    now = datetime.now(UTC)
    folder = file.parent / "backups"
    try:
        folder.mkdir(exist_ok=True)
        files.copy(file, folder / name_of(now, "db"), now)
    except OSError as error:
        raise Away(
            "The database must be brought to this version, and no copy of it can be kept in "
            "{folder} ({why}). Make room there; nothing was changed.",
            folder=folder,
            why=error.strerror,
        ) from error


def _migrate(tx: Connection) -> None:
    # Alembic takes a third of a start, and is asked once in the life of a version.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    if tx.dialect.name == "postgresql":
        # Two processes may start at once on a fresh database.
        tx.exec_driver_sql("SELECT pg_advisory_xact_lock(4841444952)")
    config = Config(attributes={"connection": tx})
    config.set_main_option("script_location", str(MIGRATIONS))
    command.upgrade(config, "head")
    watch(tx)
    log_changes(tx) if is_logging(tx) else log_no_changes(tx)
    if is_noting(tx):
        note_changes(tx)
