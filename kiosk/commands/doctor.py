"""`hadir doctor`."""

import time

import click

from kiosk.commands.options import Sentence, with_settings
from kiosk.core.errors import StorageError
from kiosk.desk import open_desk
from kiosk.scanner.camera.camera import open_camera, wish_of
from kiosk.scanner.camera.errors import CameraError
from kiosk.scanner.camera.health import Health
from kiosk.services.readiness import Finding, Fitness, readiness, readiness_without_database
from kiosk.settings import Settings

_WATCHED_S = 2.5
_SLOW_FPS = 8
_DARK = 45
_SIGNS = {Fitness.FINE: "ok  ", Fitness.WARNING: "note", Fitness.BAD: "BAD "}


@click.command()
@click.option("--camera", default="0", show_default=True, help="Which camera to examine.")
@with_settings
def doctor(settings: Settings, camera: str) -> None:
    """Say in words whether camera, database, disk, clock and fonts are fit for the day."""
    findings = [*_findings(settings), _camera(settings, camera)]
    for each in findings:
        click.echo(f"{_SIGNS[each.fitness]}  {each}")
    if any(each.fitness is Fitness.BAD for each in findings):
        raise Sentence("Not everything is fit yet: see BAD above.")


def _findings(settings: Settings) -> list[Finding]:
    try:
        desk = open_desk(settings)
    except StorageError as error:
        return readiness_without_database(settings, error)
    try:
        return readiness(desk)
    finally:
        desk.close()


def _camera(settings: Settings, source: str) -> Finding:
    try:
        camera = open_camera(source, wish_of(settings))
    except CameraError as error:
        text = "{error} Without it, a hand scanner and typed codes still work."
        return Finding("camera", Fitness.WARNING, text, {"error": str(error)})
    until = time.monotonic() + _WATCHED_S
    number = -1
    while time.monotonic() < until and not camera.ended:
        frame = camera.next(number, 0.5)
        number = frame.number if frame else number
    health = camera.health()
    camera.close()
    return _judged(source, health)


def _judged(source: str, health: Health) -> Finding:
    size = f"{health.granted.width} × {health.granted.height}" if health.granted else "?"  # noqa: RUF001
    values: dict[str, object] = {"source": source, "size": size, "fps": f"{health.fps:.0f}"}
    if health.light and health.light.brightness < _DARK:
        text = "Camera {source} gives {size}, but it is dark there. Switch on a light."
        return Finding("camera", Fitness.WARNING, text, values)
    if health.fps < _SLOW_FPS:
        text = "Camera {source} gives {size} at only {fps} pictures a second. More light helps."
        return Finding("camera", Fitness.WARNING, text, values)
    text = "Camera {source} gives {size} at {fps} pictures a second."
    return Finding("camera", Fitness.FINE, text, values)
