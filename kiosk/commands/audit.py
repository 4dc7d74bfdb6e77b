"""`hadir audit`."""

from pathlib import Path

import click

from kiosk.commands.options import Sentence, opened, with_desk, with_settings
from kiosk.core.audit_check import AuditFinding
from kiosk.desk import Desk
from kiosk.services.audit_export import export as write_out
from kiosk.services.audit_heads import heads, place_of, write_down
from kiosk.services.audit_proof import ChainProof, verify, verify_file
from kiosk.settings import Settings
from kiosk.speaking import said, told
from kiosk.storage.audit.signing import known_chain
from kiosk.strangers.readers import Readers


@click.group()
def audit() -> None:
    """Verify and export what was done, by whom, when and from where."""


@audit.command("verify")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--printed", default="", metavar="HEAD", help="A head from paper, as 812:1A2B-3C4D-…")
@with_settings
def verify_(settings: Settings, file: Path | None, printed: str) -> None:
    """Say whether a line was changed, removed, moved, added or cut off.

    FILE is an audit that was exported as .json, here or on another computer; without it, the
    audit of this computer is looked through, with the scans that it seals.
    """
    if file is not None:
        _verify_file(settings, file, printed)
        return
    with opened(settings) as desk:
        _verify_here(desk, printed)


@audit.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@with_desk
def export(desk: Desk, file: Path) -> None:
    """Write every entry: FILE.csv to be read, FILE.json with what verifying needs."""
    click.echo(said("{file}: {number} entries", file=file, number=write_out(desk, file)))


def _verify_here(desk: Desk, printed: str) -> None:
    proof = verify(desk, printed)
    _tell(proof.chains, proof.findings)
    if proof.unsealed:
        last = said("The last scans are not sealed yet; that is done a minute later.")
        click.echo(f"note  {last}")
    _refuse(proof.findings)
    head = write_down(desk)
    if head is None:
        click.echo(said("Nothing has been done yet."))
        return
    place = place_of(desk.settings)
    whole = said("The audit is whole. Its head is {head}, noted in {file}.", head=head, file=place)
    click.echo(whole)


def _verify_file(settings: Settings, file: Path, printed: str) -> None:
    ours = known_chain(settings.data)
    with Readers() as readers:
        proof = readers.call(file.name, verify_file, file, heads(settings), ours, printed)
    _tell(proof.chains, proof.findings)
    if not printed and not all(each.is_ours for each in proof.chains):
        text = "Whose it is, and whether its end was cut off, a head from paper shows: --printed."
        click.echo(f"note  {said(text)}")
    scans = said("The scans themselves are in no export: they are verified where they are stored.")
    click.echo(f"note  {scans}")
    _refuse(proof.findings)
    number = sum(each.entries for each in proof.chains)
    click.echo(said("{file} is whole: {number} entries.", file=file, number=number))


def _tell(chains: tuple[ChainProof, ...], findings: list[AuditFinding]) -> None:
    for part in chains:
        click.echo(_chain(part))
    for each in findings:
        click.echo(f"BAD   {told(each)}")


def _refuse(findings: list[AuditFinding]) -> None:
    if findings:
        raise Sentence("The audit is not as it was written: see BAD above.")


def _chain(part: ChainProof) -> str:
    fit = "BAD " if part.findings else "ok  "
    name, number = part.chain[:16], part.entries
    if part.is_ours:
        words = said("Chain {name} of this computer: {number} entries", name=name, number=number)
    else:
        words = said("Chain {name} of another key: {number} entries", name=name, number=number)
    return f"{fit}  {words}"
