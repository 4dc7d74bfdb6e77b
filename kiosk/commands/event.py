"""`hadir event` and `hadir rehearsal`."""

import re
from contextlib import suppress
from datetime import date, time

import click

from kiosk.commands.options import with_desk
from kiosk.core.errors import BadInput, EndsBeforeStart
from kiosk.desk import Desk
from kiosk.services.events import NewEvent, add_event, all_events
from kiosk.services.rehearsals import end_rehearsal, start_rehearsal
from kiosk.services.sessions import NewSession
from kiosk.speaking import said

_SESSION = re.compile(
    r"(?P<name>.+)=\s*(?:(?P<day>\d{4}-\d{2}-\d{2})\s+)?(?P<starts>\d{1,2}[:.]\d{2})\s*[-–]\s*"  # noqa: RUF001
    r"(?P<ends>\d{1,2}[:.]\d{2})\s*(?P<next>\+1)?"
)


_SESSION_HELP = (
    "May be given again. On another day: NAME=2026-11-24 08:00-12:00; "
    "past midnight: NAME=22:00-01:00+1."
)

_PAST_MIDNIGHT = (
    "{name} ends at {ends}, before it starts at {starts}. Until the next day? "
    "Then write {starts}-{ends}+1."
)


@click.group()
def event() -> None:
    """Add and list events."""


@event.command("add")
@click.argument("name")
@click.option("--date", "day", required=True, help="The day, such as 2026-11-23.")
@click.option("--timezone", default="Asia/Pontianak", show_default=True)
@click.option("--place", default="", help="Where it takes place.")
@click.option(
    "--session", "sessions", multiple=True, metavar="NAME=08:00-12:00", help=_SESSION_HELP
)
@with_desk
def add(
    desk: Desk, name: str, day: str, timezone: str, place: str, sessions: tuple[str, ...]
) -> None:
    """Add an event with its sessions and make it the current one."""
    parts = tuple(_session(each) for each in sessions)
    try:
        added = add_event(desk, NewEvent(name, _date(day), timezone, place, parts), by="hadir")
    except EndsBeforeStart as question:
        raise EndsBeforeStart(_PAST_MIDNIGHT, **question.values) from question
    click.echo(f"{added.slug}\t{added.name}\t{added.date}")


@event.command("list")
@with_desk
def list_(desk: Desk) -> None:
    """List the events, the newest first."""
    for each in all_events(desk):
        click.echo(f"{each.slug}\t{each.name}\t{each.date}\t{each.timezone}")


@click.group()
def rehearsal() -> None:
    """Try everything on a copy of the event that leaves no trace."""


@rehearsal.command("start")
@with_desk
def start(desk: Desk) -> None:
    """Copy the current event and rehearse on the copy."""
    copy = start_rehearsal(desk, by="hadir")
    click.echo(
        said(
            "Rehearsing {event}. Nothing counts until you run: hadir rehearsal end", event=copy.name
        )
    )


@rehearsal.command("end")
@with_desk
def end(desk: Desk) -> None:
    """Discard the rehearsal."""
    real = end_rehearsal(desk, by="hadir")
    click.echo(said("The rehearsal is gone. The current event is {event} again.", event=real.name))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("{text} is not a date. Write it as 2026-11-23.", text=text) from error


def _session(text: str) -> NewSession:
    found = _SESSION.fullmatch(text.strip())
    if found:
        with suppress(ValueError):
            return NewSession(
                found["name"].strip(),
                _hour(found["starts"]),
                _hour(found["ends"]),
                date.fromisoformat(found["day"]) if found["day"] else None,
                until_next_day=bool(found["next"]),
            )
    raise BadInput(
        'A session is written as "Sesi Pagi=08:00-12:00", on another day as '
        '"Hari 2 Pagi=2026-11-24 08:00-12:00", past midnight as "Malam=22:00-01:00+1", '
        "not {text}.",
        text=text,
    )


def _hour(text: str) -> time:
    hour, minute = map(int, re.split("[:.]", text))
    return time(hour, minute)
