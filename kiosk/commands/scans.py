"""`hadir scans`: two computers become one truth by a USB stick."""

import sys
from pathlib import Path

import click

from kiosk.commands.options import event_option, with_desk
from kiosk.desk import Desk
from kiosk.services import exchange
from kiosk.services.events import find_event
from kiosk.services.exchange import Taken, UnknownComputer
from kiosk.speaking import said, told


@click.group()
def scans() -> None:
    """Hand what happened at the doors to another computer by a USB stick, and take it in."""


@scans.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@event_option
@with_desk
def export(desk: Desk, file: Path, slug: str | None) -> None:
    """Write everything since the beginning into FILE, signed; as often as you like."""
    count = exchange.export(desk, find_event(desk, slug), file, "terminal")
    click.echo(said("{file}: {number} facts", file=file, number=count))
    own = exchange.fingerprint(desk)
    click.echo(said("Fingerprint of this computer: {fingerprint}", fingerprint=own))


@scans.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--trust", default="", metavar="FINGERPRINT", help="The other computer's, compared.")
@with_desk
def import_(desk: Desk, file: Path, trust: str) -> None:
    """Take in FILE, in any order and as often as you like; nothing counts twice."""
    try:
        exchange.look(desk, file, trust)
    except UnknownComputer as error:
        if not sys.stdin.isatty():
            raise
        click.echo(told(error))
        click.confirm(said("Is that the other computer?"), abort=True)
        trust = exchange.fingerprint_of(file)
    click.echo(_result(exchange.take_in(desk, file, "terminal", trust)))


def _result(taken: Taken) -> str:
    return said(
        "{new} scans are new, {known} were known; {people} people added; "
        "{marked} kept that would have been refused.",
        new=taken.new,
        known=taken.known,
        people=taken.people,
        marked=taken.marked,
    )
