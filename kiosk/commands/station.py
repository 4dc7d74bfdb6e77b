"""`hadir station`."""

import click

from kiosk.commands.options import with_desk
from kiosk.core.model import Scope
from kiosk.desk import Desk
from kiosk.services.stations import add_station, stations
from kiosk.speaking import said


@click.group()
def station() -> None:
    """Add and list the stations that scan."""


@station.command("add")
@click.argument("name")
@click.option("--door", default="", help="Where it stands.")
@click.option(
    "--scope",
    type=click.Choice([each.value for each in Scope]),
    default=Scope.SCAN.value,
    show_default=True,
    help="What the token is for: it scans, or reads the attendance.",
)
@with_desk
def add(desk: Desk, name: str, door: str, scope: str) -> None:
    """Add a station; its token is printed as the last word, this once."""
    added, token = add_station(desk, name, door, by="hadir", scope=Scope(scope))
    kept = said("keep this token, it is not shown again")
    click.echo(f"{added.name}: {kept}: {token}")


@station.command("list")
@with_desk
def list_(desk: Desk) -> None:
    """List the stations."""
    for each in stations(desk):
        state = said("withdrawn") if each.withdrawn_at else said("in use")
        click.echo(f"{each.id}\t{each.name}\t{each.door}\t{state}")
