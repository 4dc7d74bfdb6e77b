"""Backups of the one-file database: made while it runs, checked before they are put back."""

import os
from datetime import UTC, datetime
from pathlib import Path

from kiosk.core.errors import BadInput, Refused
from kiosk.desk import Desk
from kiosk.settings import Settings
from kiosk.storage import files, installation


def backup(desk: Desk, target: Path) -> int:
    """Copy the database into `target` as of one moment; return its size in bytes."""
    if not desk.store.is_sqlite:
        raise Refused("A PostgreSQL database is backed up with pg_dump.")
    if target.exists():
        raise Refused("{file} is there already; it was not touched.", file=target)
    partial = target.with_name(f"{target.name}.part")
    try:
        files.copy_to(desk.store, partial)
        os.replace(partial, target)  # noqa: PTH105  one step, on every system
    except OSError as error:
        raise BadInput(
            "{file} cannot be written: {why}.", file=target, why=error.strerror
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    with desk.store.write() as tx:
        installation.keep(tx, "backed_up_at", desk.now().isoformat())
    return target.stat().st_size


def last_backup(desk: Desk) -> datetime | None:
    """Return when the last backup was made."""
    with desk.store.read() as tx:
        kept = installation.value(tx, "backed_up_at")
    return datetime.fromisoformat(kept) if kept else None


def restore(settings: Settings, source: Path) -> Path | None:
    """Put a backup in place of the database; return where the one that was there is kept.

    Raises BadInput when it is no backup of ours, NewerDatabase when it is too new; nothing is
    touched then. Refused while the product runs.
    """
    if settings.database:
        raise Refused("A PostgreSQL database is restored with pg_restore.")
    files.check(source)
    if files.is_in_use(settings.data / "hadir.db"):
        raise Refused("Hadir is running. Stop it first, then restore.")
    settings.data.mkdir(parents=True, exist_ok=True)
    place = settings.data / "hadir.db"
    kept = None
    if place.exists():
        kept = place.with_name(f"hadir-before-{datetime.now(UTC):%Y%m%d-%H%M%S}.db")
        files.copy_file(place, kept)
    files.replace(source, place)
    return kept
