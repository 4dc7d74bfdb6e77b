"""`hadir station`."""

from collections.abc import Sequence
from datetime import timedelta

import click

from kiosk.commands.options import with_desk
from kiosk.core.model import Scope
from kiosk.desk import Desk
from kiosk.services.stations import add_key, stations
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
    default=[Scope.SCAN.value],
    show_default=True,
    multiple=True,
    help="What the token is for; may be given several times.",
)
@click.option("--days", type=click.IntRange(1, 3650), help="The token ends after so many days.")
@with_desk
def add(desk: Desk, name: str, door: str, scope: Sequence[str], days: int | None) -> None:
    """Add a station, or a key for another program; its token is the last word, this once."""
    ends_at = desk.now() + timedelta(days=days) if days else None
    scopes = frozenset(map(Scope, scope))
    added, token = add_key(desk, (name, door), scopes, ends_at, by="hadir")
    kept = said("keep this token, it is not shown again")
    click.echo(f"{added.name}: {kept}: {token}")


@station.command("list")
@with_desk
def list_(desk: Desk) -> None:
    """List the stations."""
    for each in stations(desk):
        state = said("withdrawn") if each.withdrawn_at else said("in use")
        if each.is_over(desk.now()):
            state = said("over")
        scopes = " ".join(sorted(each.scopes))
        click.echo(f"{each.id}\t{each.name}\t{each.door}\t{state}\t{scopes}")
