"""`hadir backup` and `hadir restore`."""

from pathlib import Path

import click

from kiosk.commands.options import with_desk, with_settings
from kiosk.desk import Desk
from kiosk.services.backup import backup as make_backup
from kiosk.services.backup import restore as restore_backup
from kiosk.settings import Settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_desk
def backup(desk: Desk, file: Path) -> None:
    """Copy everything into FILE, also while people are being checked in."""
    size = make_backup(desk, file)
    click.echo(f"{file}: {size / 1024:.0f} kB")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def restore(settings: Settings, file: Path) -> None:
    """Put the data of FILE in place; what is there now is kept beside it."""
    kept = restore_backup(settings, file)
    click.echo(f"Restored from {file}." + (f" What was there is now {kept}." if kept else ""))
