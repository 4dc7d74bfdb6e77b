"""`hadir user`."""

import sys

import click

from kiosk.commands.options import with_desk
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services.users import add_user, unlock, users
from kiosk.speaking import said


@click.group()
def user() -> None:
    """Add and list staff."""


@user.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([each.value for each in Role]))
@with_desk
def add(desk: Desk, name: str, role: str) -> None:
    """Add a member of staff; asks for the password, or reads it from standard input."""
    added = add_user(desk, name, Role(role), _password(), by="hadir")
    click.echo(f"{added.name}\t{added.role}")


@user.command("list")
@with_desk
def list_(desk: Desk) -> None:
    """List the staff and their roles."""
    for each in users(desk):
        click.echo(
            f"{each.name}\t{each.role}" + (f"\t{said('disabled')}" if each.disabled_at else "")
        )


@user.command("unlock")
@click.argument("name")
@with_desk
def unlock_(desk: Desk, name: str) -> None:
    """Let somebody who typed too many wrong passwords or PINs try again at once."""
    unlock(desk, name)
    click.echo(said("{name} may try again now.", name=name.strip()))


def _password() -> str:
    if sys.stdin.isatty():
        answer: str = click.prompt(said("Password"), hide_input=True, confirmation_prompt=True)
        return answer
    return sys.stdin.readline().rstrip("\r\n")
