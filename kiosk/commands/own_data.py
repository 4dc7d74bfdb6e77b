"""`hadir participants data` and `erase`: what one person may ask for."""

import sys
from pathlib import Path

import click

from kiosk.commands.options import event_option, with_desk
from kiosk.commands.targets import write_whole
from kiosk.desk import Desk
from kiosk.services.events import find_event
from kiosk.speaking import said

_BY = "hadir"


@click.command("data")
@click.argument("number", type=int)
@click.argument("file", type=click.Path(path_type=Path))
@event_option
@with_desk
def data(desk: Desk, number: int, file: Path, slug: str | None) -> None:
    """Write everything that is kept of the participant NUMBER into FILE (JSON), for them."""
    from kiosk.services import privacy  # noqa: PLC0415  it knows all papers, other commands none

    event = find_event(desk, slug)
    person = privacy.number_of(desk, event, number)
    write_whole(file, privacy.data_json(privacy.data_of(desk, event, person, _BY)))
    told = "{file}: everything that is kept about number {number}"
    click.echo(said(told, file=file, number=number))


@click.command("erase")
@click.argument("number", type=int)
@event_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_desk
def erase(desk: Desk, number: int, slug: str | None, yes: bool) -> None:
    """Delete everything kept about participant NUMBER for good; that somebody came stays."""
    from kiosk.services import privacy  # noqa: PLC0415  it knows all papers, other commands none

    event = find_event(desk, slug)
    person = privacy.number_of(desk, event, number)
    if not yes and sys.stdin.isatty():
        asked = said("Delete everything kept about number {number} for good?", number=number)
        click.confirm(asked, abort=True)
    done = privacy.erase(desk, event.id, person, _BY)
    click.echo(said("Everything kept about number {number} was deleted.", number=number))
    for each in done.backups:
        click.echo(said("{file} still holds the names", file=each))
