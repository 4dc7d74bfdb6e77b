"""Whether this computer is fit for the day: each finding is fine, or a sentence with what to do."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from badges.fonts import missing
from kiosk.core.computers import first_finding, second_finding
from kiosk.core.errors import Damaged, HadirError, StorageError
from kiosk.core.readiness import (
    Finding,
    Fitness,
    backup_finding,
    battery_finding,
    disk_finding,
    second_backup_finding,
)
from kiosk.desk import Desk, utc_now
from kiosk.services.backups.backup import backups_in, last_backup, way_back
from kiosk.services.clock import clock_doubt
from kiosk.services.computers import lags
from kiosk.services.events import current_event
from kiosk.services.led import lag
from kiosk.services.privacy import overdue
from kiosk.settings import Settings

_SAMPLE = "Siti Nurhayati, S.Pd. Ç Ş Ж ع"


def readiness(desk: Desk) -> list[Finding]:
    """Examine database, clock, backup, disk, fonts and battery; the camera is not here.

    What cannot be asked, because the database fails, is left out: that it fails is a finding.
    """
    findings = list(_database(desk))
    for check in (_clock, backup_findings, _kept_too_long, _computers):
        with suppress(StorageError):
            findings += check(desk)
    return [*findings, *_computer(desk.settings)]


def care(desk: Desk) -> list[Finding]:
    """Return what whoever looks after the computer should see all day.

    Clock, backup, and how it stands with the computers beside it.
    """
    doubts = (each for each in _clock(desk) if each.fitness is not Fitness.FINE)
    return [*doubts, *backup_findings(desk), *_kept_too_long(desk), *_computers(desk)]


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
    yield _disk(settings)
    yield font_finding()
    yield from batteries()


def _disk(settings: Settings) -> Finding:
    folder = next(each for each in (settings.data, *settings.data.parents) if each.exists())
    return disk_finding(shutil.disk_usage(folder).free)


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
        text = "Personal data of {event} has been kept for longer than was said: delete it."
        yield Finding("privacy", Fitness.WARNING, text, {"event": event.name})


def _computers(desk: Desk) -> Iterator[Finding]:
    """Yield how this computer stands with the one that it follows, and with those that follow."""
    now, current = desk.now(), desk.arrangement().current
    zone = current.event.zone if current else UTC
    if own := lag(desk):
        yield first_finding(own, now, zone)
    for each in lags(desk):
        yield second_finding(each, now, zone)


def font_finding(sample: str = _SAMPLE) -> Finding:
    """Say whether the fonts have every letter of a text."""
    lacking = missing(sample)
    if lacking:
        text = "The fonts lack {letters}. Install Hadir again."
        return Finding("fonts", Fitness.BAD, text, {"letters": " ".join(lacking)})
    return Finding("fonts", Fitness.FINE, "The fonts are complete.")


def batteries(supplies: Path = Path("/sys/class/power_supply")) -> Iterator[Finding]:
    """Yield how each battery of this computer is, where the system tells of one."""
    for battery in supplies.glob("BAT*"):
        is_discharging = _words(battery / "status") == "Discharging"
        yield battery_finding(_number(battery / "capacity"), is_discharging=is_discharging)


def backup_findings(desk: Desk) -> Iterator[Finding]:
    """Yield how old the last backup is, here and in the second place."""
    if failed := desk.backups.failure:
        yield Finding("backup", Fitness.BAD, failed.text, failed.values)
    made = last_backup(desk)
    yield backup_finding(desk.now() - made if made else None)
    yield from _second_place(desk.settings)


def _second_place(settings: Settings) -> Iterator[Finding]:
    if place := settings.backup_to:
        newest = max((each.made_at for each in backups_in(place)), default=None)
        age = utc_now() - newest if newest else None
        yield second_backup_finding(age, is_there=place.is_dir())


def _words(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _number(path: Path) -> int:
    words = _words(path)
    return int(words) if words.isdecimal() else 0
