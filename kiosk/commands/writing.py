"""What the commands that write reports share: language, paper, progress, and the file itself."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from badges.drawing import MissingGlyph
from kiosk.commands.targets import check_target, write_whole
from kiosk.core.progress import Progress
from kiosk.reports.attendance_list.values import ListPaper
from kiosk.reports.wording import Language
from kiosk.speaking import said

language_option = click.option(
    "--language",
    type=click.Choice([each.value for each in Language]),
    default=Language.ID.value,
    help="The language of the document.",
)
paper_option = click.option(
    "--paper",
    type=click.Choice([each.value for each in ListPaper]),
    default=ListPaper.A4.value,
    help="PDF: A4, or F4 (Folio).",
)


def write(out: Path, make: Callable[[Progress], bytes]) -> None:
    """Create a document and write it to `out`, whole or not at all; progress on a terminal.

    Where it cannot be written is said before the work.
    """
    check_target(out)
    write_whole(out, _made(make))
    click.echo(str(out))


def say_lacking(lacking: Iterable[MissingGlyph]) -> None:
    """Say whose letters no font has."""
    for each in lacking:
        letters = " ".join(each.characters)
        click.echo(said("{name}: no font has {letters}", name=each.name, letters=letters), err=True)


def _made(make: Callable[[Progress], bytes]) -> bytes:
    if not sys.stderr.isatty():
        return make(lambda _done, _of: None)
    content = make(lambda done, of: click.echo(f"\r{done} / {of} ", err=True, nl=False))
    click.echo("\r", err=True, nl=False)
    return content
