"""Whether this computer is fit for the day: each finding is fine, or a sentence with what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from badges.fonts import missing
from kiosk.core.errors import HadirError
from kiosk.desk import Desk
from kiosk.services.backup import last_backup
from kiosk.services.events import current_event
from kiosk.storage import installation

_ENOUGH_DISK = 500 * 1024 * 1024
_LITTLE_DISK = 2 * 1024 * 1024 * 1024
_LOW_BATTERY = 40
_OLD_BACKUP = timedelta(hours=24)
_RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
_EVENT_IS_NEAR = timedelta(days=400)
_SAMPLE = "Siti Nurhayati, S.Pd. Ç Ş Ж ع"


class Fitness(StrEnum):
    """How serious a finding is."""

    FINE = "fine"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `text` is English with `{names}` and a key of the translations."""

    subject: str
    fitness: Fitness
    text: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values)


def readiness(desk: Desk) -> list[Finding]:
    """Examine database, disk, clock, fonts, battery and backup; the camera is not here."""
    checks = (_database, _disk, _clock, _fonts, _battery, _backup)
    return [finding for check in checks for finding in check(desk)]


def _database(desk: Desk) -> Iterator[Finding]:
    try:
        with desk.store.write() as tx:
            installation.keep(tx, "examined_at", desk.now().isoformat())
    except SQLAlchemyError:
        text = "The database cannot be written. Free the disk and check the folder's rights."
        yield Finding("database", Fitness.BAD, text)
    else:
        yield Finding("database", Fitness.FINE, "The database can be written.")


def _disk(desk: Desk) -> Iterator[Finding]:
    folder = next(
        each for each in (desk.settings.data, *desk.settings.data.parents) if each.exists()
    )
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
    except HadirError:
        event = None
    zone = event.zone if event else UTC
    shown = now.astimezone(zone)
    values: dict[str, object] = {"time": f"{shown:%Y-%m-%d %H:%M} {shown.tzname()}"}
    far = event and abs(shown.date() - event.date) > _EVENT_IS_NEAR
    if now < _RELEASED or far:
        text = "The clock says {time}. Set the computer's date and time."
        yield Finding("clock", Fitness.BAD, text, values)
    else:
        yield Finding("clock", Fitness.FINE, "The clock says {time}: compare it.", values)


def _fonts(_desk: Desk) -> Iterator[Finding]:
    lacking = missing(_SAMPLE)
    if lacking:
        text = "The fonts lack {letters}. Install Hadir again."
        yield Finding("fonts", Fitness.BAD, text, {"letters": " ".join(lacking)})
    else:
        yield Finding("fonts", Fitness.FINE, "The fonts are there.")


def _battery(_desk: Desk) -> Iterator[Finding]:
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


def _backup(desk: Desk) -> Iterator[Finding]:
    if not desk.store.is_sqlite:
        return
    made = last_backup(desk)
    if made is None:
        text = "There is no backup yet. Make one: hadir backup FILE."
        yield Finding("backup", Fitness.WARNING, text)
        return
    hours = int((desk.now() - made).total_seconds() // 3600)
    if desk.now() - made > _OLD_BACKUP:
        text = "The last backup is {hours} hours old. Make one: hadir backup FILE."
        yield Finding("backup", Fitness.WARNING, text, {"hours": hours})
    else:
        yield Finding(
            "backup", Fitness.FINE, "The last backup is {hours} hours old.", {"hours": hours}
        )


def _words(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _number(path: Path) -> int:
    words = _words(path)
    return int(words) if words.isdecimal() else 0
