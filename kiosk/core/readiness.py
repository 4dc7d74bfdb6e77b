"""Whether camera and computer are fit for the day: each figure as a finding, with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

_FEW_PICTURES = 8.0
_DARK, _GLARING = 45.0, 235.0
_BLURRED = 25.0
_ENOUGH_DISK = 500 * 1024 * 1024
_LITTLE_DISK = 2 * 1024 * 1024 * 1024
_LOW_BATTERY = 40
_OLD_BACKUP = timedelta(hours=24)
_JUST_NOW = timedelta(minutes=2)
_TROUBLES = {
    "lost": "The camera does not answer. Check its cable; another program may have it.",
    "frozen": "The picture stands still. Pull the cable of the camera and plug it in again.",
    "dark": "The camera sees nothing but black. Open its cover, or switch on a light.",
    "opening": "The camera is being opened. Wait a few seconds.",
}


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


@dataclass(frozen=True, slots=True)
class CameraState:
    """How the camera is: `status` is ok, opening, lost, frozen, dark or off.

    `sharpness` and `brightness` are as the scanner measures them (brightness 0 to 255);
    `in_view` says that a symbol is in the picture now, `admits` that a door's page shows the
    answers (without one nobody is checked in), `unanswered` that a scan has waited for its answer
    for too long; the last reading with its duration in milliseconds and the side of the symbol in
    pixels.
    """

    status: str
    since: datetime
    name: str = ""
    width: int = 0
    height: int = 0
    fps: float = 0.0
    sharpness: float = 0.0
    brightness: float = 0.0
    in_view: bool = False
    admits: bool = True
    unanswered: bool = False
    last_read_ms: float | None = None
    last_read_side_px: float | None = None
    last_read_code: str | None = None


def camera_findings(state: CameraState | None) -> Iterator[Finding]:
    """Yield what the camera's state says; None: there is no camera here."""
    if state is None or state.status in ("off", "ended"):
        words = "No camera is in use. A hand scanner and typed codes still work."
        yield Finding("camera", Fitness.WARNING, words)
    elif state.status in _TROUBLES:
        yield Finding("camera", Fitness.BAD, _TROUBLES[state.status])
    else:
        size = {"name": state.name, "width": state.width, "height": state.height}
        yield Finding("camera", Fitness.FINE, "{name}, {width} × {height}", size)  # noqa: RUF001
        if not state.admits:
            words = "No door is open: the camera reads badges and checks nobody in."
            yield Finding("camera", Fitness.WARNING, words)
        yield from (_speed(state.fps), _lighting(state.brightness), _sharpness(state.sharpness))


def _speed(fps: float) -> Finding:
    values: dict[str, object] = {"fps": round(fps)}
    if fps >= _FEW_PICTURES:
        return Finding("pictures", Fitness.FINE, "{fps} pictures per second.", values)
    words = "{fps} pictures per second. More light makes it faster; so does another USB port."
    return Finding("pictures", Fitness.WARNING, words, values)


def _lighting(brightness: float) -> Finding:
    if brightness < _DARK:
        words = "It is too dark. Light the badge from the front."
        return Finding("lighting", Fitness.BAD, words)
    if brightness > _GLARING:
        words = "It is too bright. Turn the camera away from the window."
        return Finding("lighting", Fitness.BAD, words)
    return Finding("lighting", Fitness.FINE, "The light is good.")


def _sharpness(sharpness: float) -> Finding:
    if sharpness < _BLURRED:
        words = "The picture is blurred. Wipe the lens, or set the camera's focus."
        return Finding("sharpness", Fitness.WARNING, words)
    return Finding("sharpness", Fitness.FINE, "The picture is sharp.")


def disk_finding(free: int) -> Finding:
    """Say whether so many bytes are enough for a day of scans and backups."""
    values: dict[str, object] = {"free": f"{free / 1024**3:.1f}"}
    if free < _ENOUGH_DISK:
        words = "Only {free} GB are free on the disk. Delete what is not needed."
        return Finding("disk", Fitness.BAD, words, values)
    if free < _LITTLE_DISK:
        words = "{free} GB are free on the disk: enough for a day, not for long."
        return Finding("disk", Fitness.WARNING, words, values)
    return Finding("disk", Fitness.FINE, "{free} GB are free on the disk.", values)


def battery_finding(level: int, *, is_discharging: bool) -> Finding:
    """Say whether a battery at so many percent wants its charger."""
    values: dict[str, object] = {"level": level}
    if not is_discharging:
        words = "The computer is plugged in ({level} %)."
        return Finding("battery", Fitness.FINE, words, values)
    if level < _LOW_BATTERY:
        words = "The battery has {level} %. Plug the charger in."
        return Finding("battery", Fitness.BAD, words, values)
    words = "The computer runs on its battery ({level} %). Plug the charger in."
    return Finding("battery", Fitness.WARNING, words, values)


def backup_finding(age: timedelta | None) -> Finding:
    """Say how old the last backup is; None: there is none."""
    if age is None:
        words = "There is no backup yet. Make one on the page Backups."
        return Finding("backup", Fitness.WARNING, words)
    if age > _OLD_BACKUP:
        words = "The last backup is {hours} hours old. Make one on the page Backups."
        return Finding("backup", Fitness.WARNING, words, {"hours": _minutes(age) // 60})
    if age < _JUST_NOW:
        return Finding("backup", Fitness.FINE, "The last backup was made just now.")
    words = "The last backup is {minutes} minutes old."
    return Finding("backup", Fitness.FINE, words, {"minutes": _minutes(age)})


def second_backup_finding(age: timedelta | None, *, is_there: bool) -> Finding:
    """Say how old the last backup in the second place is, where that place is there."""
    if not is_there:
        words = "The second place for backups is not there. Plug the stick in."
        return Finding("backup", Fitness.WARNING, words)
    if age is None:
        words = "The second place for backups holds none yet."
        return Finding("backup", Fitness.WARNING, words)
    words = "The last backup in the second place is {minutes} minutes old."
    return Finding("backup", Fitness.FINE, words, {"minutes": _minutes(age)})


def _minutes(age: timedelta) -> int:
    return max(0, int(age.total_seconds() // 60))
