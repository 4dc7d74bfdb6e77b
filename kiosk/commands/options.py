"""What the commands share: where the data lies, which event is meant, how errors are said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from kiosk.core.errors import Damaged, HadirError
from kiosk.settings import Settings, load_settings
from kiosk.speaking import said, told

if TYPE_CHECKING:
    from kiosk.core.model import Event
    from kiosk.desk import Desk

P = ParamSpec("P")
R = TypeVar("R")

event_option = click.option(
    "--event", "slug", metavar="SLUG", help="Which event; may be left out while there is one."
)
out_option = click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Where to write."
)


class Sentence(click.ClickException):
    """One sentence that says what is wrong and what to do; ends with exit code 1.

    Like every error it has an English `text` with `{names}`; it is said as the system speaks.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(said(text, **values))

    def format_message(self) -> str:
        """Return the sentence as it is."""
        return self.message

    def show(self, file: Any = None) -> None:  # noqa: ARG002
        """Print the sentence on standard error, without any decoration."""
        click.echo(self.message, err=True)


def with_settings(command: Callable[..., R]) -> Callable[..., R]:
    """Add --data and --database, and hand the command `settings` first."""

    @click.option("--data", type=click.Path(path_type=Path), help="The data folder.")
    @click.option("--database", metavar="URL", help="postgresql://… instead of a folder.")
    @wraps(command)
    def wrapped(*args: Any, data: Path | None, database: str | None, **given: Any) -> R:
        with saying_errors():
            settings = load_settings({"data": data, "database": database})
            try:
                return command(settings, *args, **given)
            except Damaged as error:
                raise Sentence(f"{told(error)} {_way_back(settings)}") from error

    return wrapped


def _way_back(settings: Settings) -> str:
    from kiosk.desk import utc_now  # noqa: PLC0415  as below
    from kiosk.services.backups.backup import way_back  # noqa: PLC0415

    return told(way_back(settings, utc_now()))


def with_desk(command: Callable[..., R]) -> Callable[..., R]:
    """Add --data and --database, and hand the command an open `desk` first."""

    @with_settings
    @wraps(command)
    def wrapped(settings: Settings, *args: Any, **given: Any) -> R:
        with opened(settings) as desk:
            return command(desk, *args, **given)

    return wrapped


@contextmanager
def opened(settings: Settings) -> "Iterator[Desk]":
    """Open the desk as it is used from a terminal, for as long as the block takes."""
    # `hadir serve` opens none: its server is up half a second sooner without what opens one.
    from kiosk.desk import open_desk  # noqa: PLC0415

    desk = replace(open_desk(settings), where="terminal")
    try:
        yield desk
    finally:
        desk.close()


class saying_errors:  # noqa: N801
    """Turn what the product refuses into its sentence and exit code 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, HadirError):
            raise Sentence(error.text, **error.values) from error
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise Sentence(
                "{name} cannot be read or written: {why}. "
                "Choose another place, or make room there.",
                name=str(error.filename2 or error.filename or said("A file")).removesuffix(".part"),
                why=error.strerror or str(error),
            ) from error


def event_meant(desk: "Desk", slug: str | None) -> "Event":
    """Return the event that a command scans into, or tells of; a rehearsal is said to be one."""
    from kiosk.services.events import event_scanned  # noqa: PLC0415  as above

    event = event_scanned(desk, slug)
    if event.is_rehearsal:
        click.echo(said("REHEARSAL: nothing of this counts."), err=True)
    return event
