"""The command `hadir`; what each does lies in kiosk/commands, a module a noun."""

import importlib

import click

from kiosk import __version__

_COMMANDS = {
    "demo": "kiosk.commands.demo:demo",
    "serve": "kiosk.commands.serve:serve",
    "event": "kiosk.commands.event:event",
    "participants": "kiosk.commands.participants:participants",
    "badges": "kiosk.commands.badges:badges",
    "scan": "kiosk.commands.scan:scan",
    "read": "kiosk.commands.scan:read",
    "attendance": "kiosk.commands.attendance:attendance",
    "report": "kiosk.commands.report:report",
    "certificates": "kiosk.commands.certificates:certificates",
    "user": "kiosk.commands.user:user",
    "station": "kiosk.commands.station:station",
    "rehearsal": "kiosk.commands.event:rehearsal",
    "backup": "kiosk.commands.backup:backup",
    "restore": "kiosk.commands.backup:restore",
    "doctor": "kiosk.commands.doctor:doctor",
}


class Commands(click.Group):
    """The commands by name; one is imported when it is asked for, so that each starts quickly."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names in the order of an organiser's day."""
        return list(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import the command called `name`."""
        if name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hadir")
def main() -> None:
    """Check people in at the door of an event: badges, camera, attendance, live turnout."""
