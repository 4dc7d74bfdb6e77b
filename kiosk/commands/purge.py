"""`hadir purge`."""

import sys
from pathlib import Path

import click

from kiosk.commands.options import event_option, with_desk
from kiosk.desk import Desk
from kiosk.reports.privacy import protocol_pdf
from kiosk.reports.wording import Wording
from kiosk.services import privacy
from kiosk.services.events import find_event
from kiosk.services.reports import letterhead
from kiosk.speaking import said


@click.command()
@event_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the protocol goes (PDF).")
@with_desk
def purge(desk: Desk, slug: str | None, yes: bool, out: Path | None) -> None:
    """Delete the personal data of an event for good; the numbers stay.

    At a terminal it asks first. A protocol is written beside the data, or to --out.
    """
    event = find_event(desk, slug)
    if not yes and sys.stdin.isatty():
        asked = said("Delete every name of “{event}” for good?", event=event.name)
        click.confirm(asked, abort=True)
    done = privacy.purge(desk, event, by="hadir")
    target = out or desk.settings.data / f"purged-{event.slug}-{done.at:%Y%m%d-%H%M%S}.pdf"
    wording = Wording(event.zone)
    target.write_bytes(protocol_pdf(event, done, letterhead(desk, event.id), wording))
    told = "{event}: {number} people have no name any more. Protocol: {file}"
    click.echo(said(told, event=event.name, number=done.people, file=target))
    for each in done.backups:
        click.echo(said("{file} still holds the names", file=each))
