"""Backups: made while it runs, checked before they are put back, found again by their age."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk.core.backups import TIME_IN_NAME, Backup, Contents, name_of
from kiosk.core.errors import BadInput, Refused
from kiosk.core.readiness import Finding, Fitness
from kiosk.desk import Desk, utc_now
from kiosk.services import audit_heads
from kiosk.services.backups import postgres_dump, sealing
from kiosk.services.backups.sealing import is_sealed
from kiosk.settings import Settings
from kiosk.storage.engine import files
from kiosk.storage.engine.lock import is_held

__all__ = [
    "backup",
    "backups",
    "check",
    "folder_of",
    "found",
    "is_sealed",
    "last_backup",
    "name_for",
    "newest",
    "remember",
    "restore",
    "way_back",
]

_MANY_MINUTES = 300
_NAMED = re.compile(r"hadir-(\d{8}-\d{6})\.(db|dump)(\.sealed)?")


def backup(settings: Settings, target: Path, now: datetime | None = None) -> int:
    """Copy the database into `target` as of one moment; return its size in bytes.

    Nothing is written where the database lies. Raises Refused where `target` is there already,
    BadInput where it cannot be written, Damaged where the database cannot be read.
    """
    if target.exists():
        raise Refused("{file} already exists; it was not touched.", file=target)
    partial = target.with_name(f"{target.name}.part")
    try:
        partial.unlink(missing_ok=True)
        if settings.database_file:
            files.copy(settings.database_file, partial, now or utc_now())
        else:
            postgres_dump.dump(settings.database, partial)
        os.replace(partial, target)  # noqa: PTH105  one step, on every system
    except OSError as error:
        raise BadInput(
            "{file} cannot be written: {why}.", file=target, why=error.strerror
        ) from error
    finally:
        _forget(partial)
    return target.stat().st_size


def folder_of(settings: Settings) -> Path:
    """Return where the backups lie that are made by themselves."""
    return settings.data / "backups"


def name_for(now: datetime, settings: Settings) -> str:
    """Return the name of a backup made at this moment."""
    return name_of(now, "db" if settings.database_file else "dump")


def backups(settings: Settings) -> list[Backup]:
    """Return the backups in the data's own folder and in the second place, newest first."""
    places = [folder_of(settings), *([settings.backup_to] if settings.backup_to else [])]
    found = (each for place in places for each in backups_in(place))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def backups_in(folder: Path) -> Iterator[Backup]:
    """Yield the backups in a folder by their names; nothing where it is not there now."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for path in entries:
        named = _NAMED.fullmatch(path.name)
        if named:
            made_at = datetime.strptime(named[1], TIME_IN_NAME).replace(tzinfo=UTC)
            yield Backup(path, made_at, path.stat().st_size, sealed=bool(named[3]))


def newest(settings: Settings) -> Backup | None:
    """Return the newest backup, asking nothing but the folders."""
    return next(iter(backups(settings)), None)


def way_back(settings: Settings, now: datetime) -> Finding:
    """Return what to do where the database is damaged: the newest backup and the one command."""
    found = newest(settings)
    if found is None:
        text = "There is no backup in {folder}. Do not delete anything."
        return Finding("backup", Fitness.BAD, text, {"folder": folder_of(settings)})
    minutes = max(0, int((now - found.made_at).total_seconds() // 60))
    text = "The newest backup is {minutes} minutes old. Stop Hadir, then: hadir restore {name}"
    if minutes > _MANY_MINUTES:
        text = "The newest backup is {hours} hours old. Stop Hadir, then: hadir restore {name}"
    values = {"minutes": minutes, "hours": minutes // 60, "name": found.path.name}
    return Finding("backup", Fitness.BAD, text, values)


def last_backup(desk: Desk) -> datetime | None:
    """Return when the last backup was made, by itself or by hand."""
    found = newest(desk.settings)
    by_hand = _made_by_hand(desk.settings)
    return max(filter(None, (found.made_at if found else None, by_hand)), default=None)


def remember(settings: Settings, made_at: datetime) -> None:
    """Keep when a backup was made elsewhere; where that cannot be written, the backup counts."""
    try:
        folder_of(settings).mkdir(parents=True, exist_ok=True)
        _note(settings).write_text(made_at.isoformat(), "utf-8")
    except OSError:
        return


def check(settings: Settings, source: Path, passphrase: str = "") -> Contents | None:
    """Return what a backup holds; None where an older version made it, which did not say.

    Raises BadInput where it is not ours, damaged or changed.
    """
    with sealing.opened(found(settings, source), passphrase) as plain:
        return files.check(plain)


def restore(
    settings: Settings, source: Path, passphrase: str = "", now: datetime | None = None
) -> Path | None:
    """Put a backup in place of the database; return where the one that was there is kept.

    Raises BadInput when it is no backup of ours, NewerDatabase when it is too new; nothing is
    touched then. Refused while the product runs.
    """
    source = found(settings, source)
    place = settings.database_file
    with sealing.opened(source, passphrase) as plain:
        if place is None:
            postgres_dump.put_back(settings.database, plain)
            audit_heads.begin_anew(settings, now or utc_now())
            return None
        files.check(plain)
        if is_held(settings.data) or files.is_in_use(place):
            raise Refused("Hadir is running. Stop it first, then restore.")
        place.parent.mkdir(parents=True, exist_ok=True)
        kept = place.with_name(f"hadir-before-{now or utc_now():{TIME_IN_NAME}}.db")
        was_there = files.put_in_place(plain, place, kept)
        audit_heads.begin_anew(settings, now or utc_now())
        return kept if was_there else None


def found(settings: Settings, source: Path) -> Path:
    """Return the backup that is meant: a path, or the name of one that `backup list` shows."""
    if source.exists() or source.parent != Path():
        return source
    named = (each.path for each in backups(settings) if each.path.name == source.name)
    return next(named, source)


def _made_by_hand(settings: Settings) -> datetime | None:
    try:
        return datetime.fromisoformat(_note(settings).read_text("utf-8").strip())
    except (OSError, ValueError):
        return None


def _note(settings: Settings) -> Path:
    return folder_of(settings) / "made-by-hand"


def _forget(partial: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        partial.with_name(partial.name + ending).unlink(missing_ok=True)
