"""A restore that is asked for on a page: staged here, and put in place while nothing serves.

The process that keeps the server alive carries it out between two lives of the one that serves:
then nobody has the database open. What is not whole is refused before anything stops.
"""

import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.core.backups import TIME_IN_NAME, Backup
from kiosk.core.changes import CHANGES_EPOCH
from kiosk.core.errors import BadInput, HadirError, NotFound, Refused
from kiosk.desk import Desk, utc_now
from kiosk.services import audit
from kiosk.services.audit_heads import begin_anew
from kiosk.services.backups import sealing
from kiosk.services.backups.backup import backups
from kiosk.settings import Settings
from kiosk.storage import installation, untold
from kiosk.storage.engine import files

_BEFORE = re.compile(r"hadir-before-(\d{8}-\d{6})\.db")


@dataclass(frozen=True, slots=True)
class RestoreWish:
    """Which backup somebody wants in place: its name, who wants it, and when that was said."""

    name: str
    by: str
    asked_at: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a wish: where the database that was there is kept, or why nothing was done.

    `refusal` is English with `{names}`, filled in from `values`.
    """

    wish: RestoreWish
    at: str
    kept: str = ""
    refusal: str = ""
    values: dict[str, str] = field(default_factory=dict)
    is_noted: bool = False

    @property
    def done_at(self) -> datetime:
        """When it was put in place, or refused."""
        return datetime.fromisoformat(self.at)


def replaced(settings: Settings) -> list[Backup]:
    """Return the databases that a restore put aside, newest first: a restore is taken back too."""
    found = []
    for path in settings.data.glob("hadir-before-*.db"):
        if named := _BEFORE.fullmatch(path.name):
            made_at = datetime.strptime(named[1], TIME_IN_NAME).replace(tzinfo=UTC)
            found.append(Backup(path, made_at, path.stat().st_size))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def named(settings: Settings, name: str) -> Backup:
    """Return the backup, or the database put aside, of this name. Raises NotFound."""
    known = [*backups(settings), *replaced(settings)]
    for each in known:
        if each.path.name == name:
            return each
    raise NotFound("There is no backup of this name any more.")


def stage(desk: Desk, chosen: Backup, passphrase: str, by: str) -> None:
    """Prepare a restore; it is carried out as soon as the server has stopped.

    Raises BadInput for what is damaged, changed or sealed with another passphrase, NewerDatabase
    when it is too new, Refused on PostgreSQL.
    """
    settings = desk.settings
    if settings.database_file is None:
        raise Refused("With PostgreSQL a backup is put back by the command: hadir restore NAME.")
    folder = _folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    with sealing.opened(chosen.path, passphrase) as plain:
        files.check(plain)
        if _BEFORE.fullmatch(chosen.path.name):
            files.copy(plain, _staged(settings, new=True), desk.now())
        else:
            shutil.copyfile(plain, _staged(settings, new=True))
    _staged(settings, new=True).replace(_staged(settings))
    with desk.store.write() as tx:
        audit.record(tx, desk, None, by, "restore_asked", f"backup:{chosen.path.name}")
    wish = RestoreWish(chosen.path.name, by, desk.now().isoformat())
    _write(settings.restore_wish, asdict(wish))


def carry_out(settings: Settings, now: datetime | None = None) -> None:
    """Put the staged backup in place, if there is one; nothing serves while this is called."""
    told = _read(settings.restore_wish)
    if told is None:
        return
    at = now or utc_now()
    wish = RestoreWish(**told)
    try:
        outcome = Restored(wish, at.isoformat(), _put_in_place(settings, at))
    except HadirError as error:
        values = {name: str(value) for name, value in error.values.items()}
        outcome = Restored(wish, at.isoformat(), refusal=error.text, values=values)
    except OSError as error:
        why = "The disk refuses: {why}."
        outcome = Restored(wish, at.isoformat(), refusal=why, values={"why": str(error.strerror)})
    with suppress(OSError):
        _write(_folder(settings) / "restored.json", asdict(outcome))
    settings.restore_wish.unlink(missing_ok=True)
    _staged(settings).unlink(missing_ok=True)


def last_restore(settings: Settings) -> Restored | None:
    """Return what came of the last wish; None where there was none."""
    told = _read(_folder(settings) / "restored.json")
    return Restored(**{**told, "wish": RestoreWish(**told["wish"])}) if told else None


def note_restore(desk: Desk) -> None:
    """Write into the record of the database that was put in place that it was, once."""
    done = last_restore(desk.settings)
    if done is None or done.is_noted:
        return
    action = "restore_refused" if done.refusal else "restored"
    with desk.store.write() as tx:
        installation.forget(tx, CHANGES_EPOCH)
        if not done.refusal:
            untold.tell_anew(tx)
        subject = f"backup:{done.wish.name}"
        audit.record(tx, desk, None, done.wish.by, action, subject, kept=done.kept)
    _write(_folder(desk.settings) / "restored.json", {**asdict(done), "is_noted": True})


def _put_in_place(settings: Settings, at: datetime) -> str:
    place, staged = settings.database_file, _staged(settings)
    if place is None or not staged.exists():
        raise BadInput("The staged backup is gone.")
    files.check(staged)
    if files.is_in_use(place):
        raise Refused("Another program has the database open. Stop it, then try again.")
    kept = place.with_name(f"hadir-before-{at:{TIME_IN_NAME}}.db")
    was_there = files.put_in_place(staged, place, kept)
    begin_anew(settings, at)
    return kept.name if was_there else ""


def _folder(settings: Settings) -> Path:
    return settings.restore_wish.parent


def _staged(settings: Settings, *, new: bool = False) -> Path:
    return _folder(settings) / ("staged.part" if new else "staged.db")


def _write(path: Path, told: dict[str, Any]) -> None:
    partial = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return told
