"""`hadir demo`: the product with an invented event, and people who are only drawn."""

import tempfile
from dataclasses import replace
from pathlib import Path

import click

from kiosk.commands.options import saying_errors
from kiosk.commands.serve import alone, is_free, run
from kiosk.desk import open_desk
from kiosk.services.demo import LOGINS, make_demo
from kiosk.settings import Settings, load_settings

_PORTS_TRIED = 50


@click.command()
@click.option("--camera", default="simulated", show_default=True, help="Or 0 for a webcam.")
@click.option("--port", default=8000, show_default=True, help="Where taken, the next one.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--data", type=click.Path(path_type=Path), help="Keep the data there.")
def demo(camera: str, port: int, host: str, data: Path | None) -> None:
    """Try the product: 125 invented teachers come to a door that is only drawn."""
    with saying_errors(), tempfile.TemporaryDirectory(prefix="hadir-demo-") as folder:
        settings = load_settings(
            {"data": data or folder, "host": host, "port": port, "camera": camera}, environment={}
        )
        settings = replace(settings, port=_free_port(host, port))
        with alone(settings):
            _demo(settings)


def _demo(settings: Settings) -> None:
    desk = open_desk(settings)
    make_demo(desk)
    desk.close()
    address = settings.address
    click.echo(f"\nHadir is at {address} (stop with Ctrl+C)\n")
    for login in LOGINS:
        click.echo(f"  {login.role:<14} {login.name:<11} {login.password}")
    click.echo(f"\n  door       {address}/kiosk\n  dashboard  {address}/dashboard\n")
    run(settings)


def _free_port(host: str, port: int) -> int:
    tried = range(port, port + _PORTS_TRIED)
    return next((each for each in tried if is_free(host, each)), port)
