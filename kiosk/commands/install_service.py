"""`hadir install-service`: the product starts with the computer, and again when it died."""

import sys
from pathlib import Path

import click

from kiosk.commands.options import with_settings
from kiosk.services.autostart import autostart
from kiosk.settings import Settings
from kiosk.speaking import said

_HERE = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


@click.command("install-service")
@click.option("--port", type=int, help="8000 unless another is given.")
@click.option("--camera", help="0, /dev/video2, rtsp://…")
@click.option("--lan", is_flag=True, help="Let phones in: HTTPS in the network.")
@click.option("--system", type=click.Choice(["linux", "macos", "windows"]), default=_HERE)
@click.option("--show", is_flag=True, help="Print the file instead of writing it.")
@with_settings
def install_service(
    settings: Settings,
    port: int | None,
    camera: str | None,
    lan: bool,
    system: str,
    show: bool,
) -> None:
    """Start Hadir with this computer, keep it awake, and start Hadir again if it stops."""
    command = [sys.executable, "-m", "kiosk", "serve", "--data", str(settings.data.absolute())]
    command += ["--database", settings.database] if settings.database else []
    command += ["--port", str(port)] if port else []
    command += ["--camera", camera] if camera else []
    command += ["--lan"] if lan else []
    made = autostart(system, command, Path.home())
    if show:
        click.echo(made.text, nl=False)
        return
    made.path.parent.mkdir(parents=True, exist_ok=True)
    made.path.write_text(made.text, "utf-8", newline="")
    click.echo(f"{made.path}\n{said(made.then)}")
