"""`hadir certificates`: who may get one, the papers themselves, and whether a code is real."""

import json
from pathlib import Path

import click

from kiosk.commands.options import event_option, out_option, with_desk
from kiosk.commands.writing import language_option, say_lacking, write
from kiosk.core.certificates import CertificateRule
from kiosk.core.errors import BadInput
from kiosk.core.model import Event, Session
from kiosk.core.progress import Progress
from kiosk.desk import Desk
from kiosk.reports.wording import Language, Wording
from kiosk.services import certificates as service
from kiosk.services import events, reports, sessions
from kiosk.speaking import said, system_language

_BY = "command line"
_NAMES = {
    "number": "Number",
    "name": "Name",
    "event": "Event",
    "date": "Date",
    "jp": "JP",
    "issued_at": "Issued",
    "entitled": "Entitled",
}


@click.group()
def certificates() -> None:
    """List, print and verify certificates."""


@certificates.command()
@event_option
@click.option(
    "--session", "credit_texts", multiple=True, metavar="NAME=JP", help="A session that counts."
)
@click.option("--percent", type=int, help="The share of the JP that must have been attended.")
@with_desk
def rule(desk: Desk, slug: str | None, credit_texts: tuple[str, ...], percent: int | None) -> None:
    """Show the rule of the event, or set it: --session "Sesi Pagi=5" --percent 80."""
    event = events.find_event(desk, slug)
    present = service.rule_of(desk, event)
    if credit_texts or percent is not None:
        credits_ = dict(_credit(desk, event, each) for each in credit_texts) or present.credits
        present = CertificateRule(credits_, present.minimum_percent if percent is None else percent)
        service.store_rule(desk, event, present, _BY)
    for each in sessions.sessions_of(desk, event.id):
        click.echo(f"{each.name}: {present.credits.get(each.id, 0)} JP")
    click.echo(said("at least {percent} % attended", percent=present.minimum_percent))


def _credit(desk: Desk, event: Event, text: str) -> tuple[int, int]:
    name, _, jp = text.rpartition("=")
    if not name or not jp.strip().isdecimal():
        raise BadInput('“{text}” is not a session with its JP. Write "Sesi Pagi=5".', text=text)
    session: Session | None = reports.session_named(desk, event, name)
    assert session is not None  # noqa: S101  a name was given
    return session.id, int(jp)


@certificates.command("list")
@event_option
@out_option
@language_option
@with_desk
def list_(desk: Desk, slug: str | None, out: Path, language: str) -> None:
    """Write who may get a certificate, with JP, to --out FILE.xlsx for mail merge."""
    if out.suffix.lower() != ".xlsx":
        raise BadInput("{name} does not end in .xlsx.", name=out.name)
    event = events.find_event(desk, slug)
    write(out, lambda _progress: service.entitled_xlsx(desk, event, Language(language)))


@certificates.command()
@event_option
@out_option
@click.option("--number", type=int, help="Only the participant with this number.")
@language_option
@with_desk
def pdf(desk: Desk, slug: str | None, out: Path, number: int | None, language: str) -> None:
    """Issue the certificates of all who may get one, and write them to --out FILE.pdf."""
    if out.suffix.lower() != ".pdf":
        raise BadInput("{name} does not end in .pdf.", name=out.name)
    event = events.find_event(desk, slug)
    if number is None:
        say_lacking(service.undrawable(desk, event))

    def drawn(progress: Progress) -> bytes:
        awarded = service.issue(desk, event, _BY, number)
        return service.pdf(desk, event, awarded, Language(language), progress)

    write(out, drawn)


@certificates.command()
@click.argument("code", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@with_desk
def verify(desk: Desk, code: tuple[str, ...], as_json: bool) -> None:
    """Say whose certificate has this CODE; exits 1 when there is none."""
    found = service.verify(desk, "".join(code))
    language = Language.EN if as_json else Language(system_language())
    wording = Wording(found.event.zone, language)
    told = {
        "number": found.certificate.number,
        "name": found.participant.name,
        "event": found.event.name,
        "date": found.event.date.isoformat(),
        "jp": found.entitlement.earned,
        "issued_at": wording.moment(found.certificate.issued_at),
        "entitled": found.entitlement.is_entitled,
    }
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for name, value in told.items():
        click.echo(f"{said(_NAMES[name])}: {_plain(value)}")
    if not found.entitlement.is_entitled:
        click.echo(
            said("Attention: by the attendance as it stands now, this person no longer qualifies.")
        )


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return said("yes") if value else said("no")
    return value
