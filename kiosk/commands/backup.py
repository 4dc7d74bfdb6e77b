"""`hadir backup` and `hadir restore`."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from kiosk.commands.options import with_settings
from kiosk.core.backups import Backup, Contents
from kiosk.desk import open_desk, utc_now
from kiosk.services.audit import restored
from kiosk.services.backups import backup as backups
from kiosk.settings import Settings
from kiosk.speaking import said


@click.command()
@click.argument("file", metavar="FILE|list", type=click.Path(path_type=Path))
@with_settings
def backup(settings: Settings, file: Path) -> None:
    """Copy everything into FILE, even while people are being checked in.

    `hadir backup list` shows the backups that were made automatically.
    """
    if str(file) == "list":
        _list(settings)
        return
    now = utc_now()
    size = backups.backup(settings, file, now)
    backups.remember(settings, now)
    contents = backups.check(settings, file) if settings.database_file else None
    click.echo(f"{file}: {size / 1024:.0f} kB{_holding(contents)}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Say what FILE holds; change nothing.")
@with_settings
def restore(settings: Settings, file: Path, only_check: bool) -> None:
    """Put the data of FILE in place; what is there now is kept beside it.

    FILE may be a name that `hadir backup list` shows.
    """
    passphrase = _passphrase(settings, file)
    if only_check:
        whole = said("{file} is whole", file=file)
        click.echo(f"{whole}{_holding(backups.check(settings, file, passphrase))}.")
        return
    kept = backups.restore(settings, file, passphrase)
    desk = replace(open_desk(settings), where="terminal")
    restored(desk, file.name)
    desk.close()
    click.echo(said("Restored from {file}.", file=file))
    if kept:
        click.echo(said("What was there is now {kept}.", kept=kept))


def _list(settings: Settings) -> None:
    found = backups.backups(settings)
    if not found:
        click.echo(said("There is no backup in {folder} yet.", folder=backups.folder_of(settings)))
    for each in found:
        click.echo(_line(each))


def _line(each: Backup) -> str:
    made = each.made_at.astimezone()
    note = f"  {said('sealed with a passphrase')}" if each.sealed else ""
    return f"{made:%Y-%m-%d %H:%M:%S}  {each.size / 1024:>8.0f} kB  {each.path}{note}"


def _passphrase(settings: Settings, file: Path) -> str:
    if not backups.is_sealed(backups.found(settings, file)):
        return ""
    return settings.backup_passphrase or str(click.prompt(said("Passphrase"), hide_input=True))


def _holding(contents: Contents | None) -> str:
    if contents is None:
        return ""
    made: datetime = contents.made_at.astimezone()
    return said(
        ", made {made}: {events} events, {participants} participants, {check_ins} check-ins",
        made=f"{made:%Y-%m-%d %H:%M:%S}",
        events=contents.events,
        participants=contents.participants,
        check_ins=contents.check_ins,
    )
