"""`hadir doctor`."""

import time
from collections.abc import Iterable
from pathlib import Path

import click

from kiosk.commands.options import Sentence, with_settings
from kiosk.core.errors import StorageError
from kiosk.core.readiness import Finding, Fitness, camera_findings
from kiosk.desk import open_desk
from kiosk.scanner.camera.camera import open_camera, wish_of
from kiosk.scanner.camera.errors import CameraError
from kiosk.scanner.camera.health import state_of
from kiosk.services.bundle import write_bundle
from kiosk.services.readiness import readiness, readiness_without_database
from kiosk.settings import Settings
from kiosk.speaking import said, told

_WATCHED_S = 2.5
_SIGNS = {Fitness.FINE: "ok", Fitness.WARNING: "note", Fitness.BAD: "BAD"}


@click.command()
@click.option("--camera", default="0", show_default=True, help="Which camera to examine.")
@click.option(
    "--bundle", type=click.Path(path_type=Path), help="Also write a file for whoever helps."
)
@with_settings
def doctor(settings: Settings, camera: str, bundle: Path | None) -> None:
    """Say whether camera, database, disk, clock and fonts are fit for the day."""
    findings = [*_findings(settings), *_camera(settings, camera)]
    if bundle:
        write_bundle(settings, findings, bundle)
        click.echo(said("{file}: versions, settings, log and figures; no names.", file=bundle))
    for each in findings:
        click.echo(f"{said(_SIGNS[each.fitness]):<5}  {told(each)}")
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


def _camera(settings: Settings, source: str) -> Iterable[Finding]:
    try:
        camera = open_camera(source, wish_of(settings))
    except CameraError as error:
        text = "{error} Without it, a hand scanner and typed codes still work."
        return [Finding("camera", Fitness.WARNING, text, {"error": told(error)})]
    until = time.monotonic() + _WATCHED_S
    number = -1
    while time.monotonic() < until and not camera.ended:
        frame = camera.next(number, 0.5)
        number = frame.number if frame else number
    health = camera.health()
    camera.close()
    return camera_findings(state_of(health, source))
