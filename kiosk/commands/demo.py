"""`hadir demo`: the product with an invented event, and people who are only drawn."""

import tempfile
from dataclasses import replace
from pathlib import Path

import click

from kiosk.commands.options import saying_errors
from kiosk.commands.serve import alone, run
from kiosk.core.errors import Refused
from kiosk.desk import open_desk
from kiosk.services.demo import LOGINS, is_demo, make_demo, mark_as_demo
from kiosk.services.network import is_free
from kiosk.settings import Settings, load_settings
from kiosk.speaking import said

_PORTS_TRIED = 50


@click.command()
@click.option("--camera", default="simulated", show_default=True, help="Or 0 for a webcam.")
@click.option(
    "--port", default=8000, show_default=True, help="The next free one where it is taken."
)
@click.option("--data", type=click.Path(path_type=Path), help="Keep the data in this folder.")
def demo(camera: str, port: int, data: Path | None) -> None:
    """Try the product on this computer: 125 invented teachers come to a simulated door."""
    with saying_errors(), tempfile.TemporaryDirectory(prefix="hadir-demo-") as folder:
        settings = load_settings(
            {"data": data or folder, "port": port, "camera": camera, "demo": True}, environment={}
        )
        settings = replace(settings, port=_free_port(settings.host, port))
        if data and any(data.glob("*")) and not is_demo(data):
            raise Refused(
                "The folder {folder} is not the demo's. Name an empty one, or leave --data out.",
                folder=data,
            )
        with alone(settings):
            _demo(settings)


def _demo(settings: Settings) -> None:
    mark_as_demo(settings.data)
    desk = open_desk(settings)
    make_demo(desk)
    desk.close()
    address = settings.address
    where = said("Hadir is at {address} (stop with Ctrl+C)", address=address)
    click.echo(f"\n{where}\n")
    for login in LOGINS:
        click.echo(f"  {login.role:<14} {login.name:<11} {login.password}")
    door, dashboard = said("door"), said("dashboard")
    click.echo(f"\n  {door:<11}{address}/kiosk\n  {dashboard:<11}{address}/dashboard\n")
    run(settings)


def _free_port(host: str, port: int) -> int:
    tried = range(port, port + _PORTS_TRIED)
    return next((each for each in tried if is_free(host, each)), port)
