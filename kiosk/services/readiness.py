"""Whether this computer is fit for the day: each finding is fine, or a sentence with what to do."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, timedelta
from pathlib import Path

from badges.fonts import missing
from kiosk.core.errors import Damaged, HadirError, StorageError
from kiosk.core.readiness import Finding, Fitness
from kiosk.desk import Desk, utc_now
from kiosk.services.backups.backup import backups_in, last_backup, way_back
from kiosk.services.clock import clock_doubt
from kiosk.services.events import current_event
from kiosk.services.privacy import overdue
from kiosk.settings import Settings

_ENOUGH_DISK = 500 * 1024 * 1024
_LITTLE_DISK = 2 * 1024 * 1024 * 1024
_LOW_BATTERY = 40
_OLD_BACKUP = timedelta(hours=24)
_JUST_NOW = timedelta(minutes=2)
_SAMPLE = "Siti Nurhayati, S.Pd. Ç Ş Ж ع"


def readiness(desk: Desk) -> list[Finding]:
    """Examine database, clock, backup, disk, fonts and battery; the camera is not here.

    What cannot be asked, because the database fails, is left out: that it fails is a finding.
    """
    findings = list(_database(desk))
    for check in (_clock, backup_findings, _kept_too_long):
        with suppress(StorageError):
            findings += check(desk)
    return [*findings, *_computer(desk.settings)]


def care(desk: Desk) -> list[Finding]:
    """Return what whoever looks after the computer should see all day: clock and backup."""
    doubts = (each for each in _clock(desk) if each.fitness is not Fitness.FINE)
    return [*doubts, *backup_findings(desk), *_kept_too_long(desk)]


def readiness_without_database(settings: Settings, error: StorageError) -> list[Finding]:
    """Examine what can be examined where the database cannot even be opened."""
    return [*_failing(settings, error), *_second_place(settings), *_computer(settings)]


def _database(desk: Desk) -> Iterator[Finding]:
    trouble = desk.store.trouble()
    if trouble:
        yield from _failing(desk.settings, trouble)
    else:
        yield Finding("database", Fitness.FINE, "The database can be written to.")


def _failing(settings: Settings, error: StorageError) -> Iterator[Finding]:
    yield Finding("database", Fitness.BAD, error.text, error.values)
    if isinstance(error, Damaged):
        yield way_back(settings, utc_now())


def _computer(settings: Settings) -> Iterator[Finding]:
    yield from _disk(settings)
    yield from _fonts()
    yield from _battery()


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = next(each for each in (settings.data, *settings.data.parents) if each.exists())
    free = shutil.disk_usage(folder).free
    values: dict[str, object] = {"free": f"{free / 1024**3:.1f}"}
    if free < _ENOUGH_DISK:
        text = "Only {free} GB are free on the disk. Delete what is not needed."
        yield Finding("disk", Fitness.BAD, text, values)
    elif free < _LITTLE_DISK:
        text = "{free} GB are free on the disk: enough for a day, not for long."
        yield Finding("disk", Fitness.WARNING, text, values)
    else:
        yield Finding("disk", Fitness.FINE, "{free} GB are free on the disk.", values)


def _clock(desk: Desk) -> Iterator[Finding]:
    now = desk.now()
    try:
        event = current_event(desk)
    except StorageError:
        raise
    except HadirError:
        event = None
    shown = now.astimezone(event.zone if event else UTC)
    values: dict[str, object] = {"time": f"{shown:%Y-%m-%d %H:%M} {shown.tzname()}"}
    found = clock_doubt(desk, event) if event else None
    yield Finding("clock", Fitness.FINE, "The clock says {time}: compare it with yours.", values)
    if found:
        yield Finding(
            "clock", Fitness.BAD if found.sure else Fitness.WARNING, found.text, found.values
        )


def _kept_too_long(desk: Desk) -> Iterator[Finding]:
    for event in overdue(desk):
        text = "Personal data of {event} is kept for longer than was said: delete it."
        yield Finding("privacy", Fitness.WARNING, text, {"event": event.name})


def _fonts() -> Iterator[Finding]:
    lacking = missing(_SAMPLE)
    if lacking:
        text = "The fonts lack {letters}. Install Hadir again."
        yield Finding("fonts", Fitness.BAD, text, {"letters": " ".join(lacking)})
    else:
        yield Finding("fonts", Fitness.FINE, "The fonts are complete.")


def _battery() -> Iterator[Finding]:
    for battery in Path("/sys/class/power_supply").glob("BAT*"):
        level = _number(battery / "capacity")
        discharging = _words(battery / "status") == "Discharging"
        values: dict[str, object] = {"level": level}
        if discharging and level < _LOW_BATTERY:
            text = "The battery has {level} %. Plug the charger in."
            yield Finding("battery", Fitness.BAD, text, values)
        elif discharging:
            text = "The computer runs on its battery ({level} %). Plug the charger in."
            yield Finding("battery", Fitness.WARNING, text, values)
        else:
            text = "The computer is plugged in ({level} %)."
            yield Finding("battery", Fitness.FINE, text, values)


def backup_findings(desk: Desk) -> Iterator[Finding]:
    """Yield how old the last backup is, here and in the second place."""
    if failed := desk.backups.failure:
        yield Finding("backup", Fitness.BAD, failed.text, failed.values)
    made = last_backup(desk)
    if made is None:
        text = "There is no backup yet. Make one: hadir backup FILE."
        yield Finding("backup", Fitness.WARNING, text)
    else:
        yield _aged(desk.now() - made)
    yield from _second_place(desk.settings)


def _aged(age: timedelta) -> Finding:
    minutes = max(0, int(age.total_seconds() // 60))
    if age > _OLD_BACKUP:
        text = "The last backup is {hours} hours old. Make one: hadir backup FILE."
        return Finding("backup", Fitness.WARNING, text, {"hours": minutes // 60})
    if age < _JUST_NOW:
        return Finding("backup", Fitness.FINE, "The last backup was made just now.")
    text = "The last backup is {minutes} minutes old."
    return Finding("backup", Fitness.FINE, text, {"minutes": minutes})


def _second_place(settings: Settings) -> Iterator[Finding]:
    if settings.backup_to is None:
        return
    newest = max((each.made_at for each in backups_in(settings.backup_to)), default=None)
    if not settings.backup_to.is_dir():
        text = "The second place for backups is not there. Plug the stick in."
        yield Finding("backup", Fitness.WARNING, text)
    elif newest is None:
        text = "The second place for backups holds none yet."
        yield Finding("backup", Fitness.WARNING, text)
    else:
        minutes = max(0, int((utc_now() - newest).total_seconds() // 60))
        text = "The last backup in the second place is {minutes} minutes old."
        yield Finding("backup", Fitness.FINE, text, {"minutes": minutes})


def _words(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _number(path: Path) -> int:
    words = _words(path)
    return int(words) if words.isdecimal() else 0
