"""The command `hadir`; what each does lies in kiosk/commands, a module a noun."""

import gc
import gettext
import importlib
import logging
import os
from types import ModuleType
from typing import Any

import click

from kiosk import __version__
from kiosk.catalogues import FOLDER
from kiosk.commands.speaking import spoken
from kiosk.private import keep_to_ourselves
from kiosk.speaking import said, system_language

_COMMANDS = {
    "demo": ("demo:demo", "Try the product with an invented event."),
    "serve": ("serve:serve", "Run the product: pages, API, camera."),
    "event": ("event:event", "Add and list events."),
    "participants": ("participants:participants", "Bring and list the roster."),
    "badges": ("badges:badges", "Print badges, check them, replace them."),
    "scan": ("scan:scan", "Scan from a camera, a film or a folder."),
    "scans": ("scans:scans", "Hand on what happened at the doors, by USB stick."),
    "read": ("scan:read", "Say what the reader sees in image files."),
    "letterhead": ("letterhead:letterhead", "Set the letterhead, and who signs."),
    "attendance": ("attendance:attendance", "Write who came, as .xlsx, .csv, .pdf or .json."),
    "report": ("report:report", "Write the turnout report."),
    "certificates": ("certificates:certificates", "List, write and verify certificates."),
    "user": ("user:user", "Add and list staff."),
    "station": ("station:station", "Add and list the stations that scan."),
    "rehearsal": ("event:rehearsal", "Try everything on a copy that leaves no trace."),
    "purge": ("purge:purge", "Delete the personal data of an event; the numbers stay."),
    "audit": ("audit:audit", "Verify and export what was done, and by whom."),
    "backup": ("backup:backup", "Copy everything into a file, also while it runs."),
    "restore": ("backup:restore", "Put the data of a backup in place."),
    "install-service": ("install_service:install_service", "Start with this computer."),
    "doctor": ("doctor:doctor", "Say whether this computer is fit for the day."),
}


class Commands(click.Group):
    """The commands by name; one is imported when it is asked for, so that each starts quickly."""

    def main(self, *args: Any, **given: Any) -> Any:
        """Run a command; click's own words are looked up by gettext, which asks LANGUAGE."""
        os.environ["LANGUAGE"] = system_language()
        gettext.bindtextdomain("messages", FOLDER / "click")
        return super().main(*args, **given)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of an organiser's day."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command called `cmd_name`."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(_loaded(f"kiosk.commands.{module}"), attribute)
        return spoken(command)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the product is, and which commands it has."""
        click.Group.format_help(spoken(self), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, said(words)) for name, (_, words) in _COMMANDS.items()])


def _loaded(module: str) -> ModuleType:
    # What is loaded stays: to look for garbage among it takes a tenth of a start.
    gc.disable()
    try:
        return importlib.import_module(module)
    finally:
        gc.freeze()
        gc.enable()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hadir", help="Show the version and exit.")
def main() -> None:
    """Check people in at the door of an event: badges, camera, attendance, live turnout."""
    # What a command has to say of a fault it says itself, in a sentence.
    logging.getLogger("kiosk").addHandler(logging.NullHandler())
    keep_to_ourselves()
