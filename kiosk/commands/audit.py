"""`hadir audit`."""

from pathlib import Path

import click

from kiosk.commands.options import Sentence, with_desk
from kiosk.desk import Desk
from kiosk.services import audit as entries
from kiosk.services.audit_heads import place_of, write_down
from kiosk.services.audit_proof import ChainProof, verify
from kiosk.speaking import said, told


@click.group()
def audit() -> None:
    """Verify and export what was done, by whom, when and from where."""


@audit.command("verify")
@click.option("--printed", default="", metavar="HEAD", help="A head from paper, as 812:1A2B-3C4D-…")
@with_desk
def verify_(desk: Desk, printed: str) -> None:
    """Say whether a line was changed, removed, moved, added or cut off."""
    proof = verify(desk, printed)
    for part in proof.chains:
        click.echo(_chain(part))
    for each in proof.findings:
        click.echo(f"BAD   {told(each)}")
    if proof.unsealed:
        last = said("The last scans are not sealed yet; that is done a minute later.")
        click.echo(f"note  {last}")
    if proof.findings:
        raise Sentence("The audit is not as it was written: see BAD above.")
    head = write_down(desk)
    if head is None:
        click.echo(said("Nothing was done yet."))
        return
    place = place_of(desk.settings)
    whole = said("The audit is whole. Its head is {head}, noted in {file}.", head=head, file=place)
    click.echo(whole)


@audit.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@with_desk
def export(desk: Desk, file: Path) -> None:
    """Write every entry: FILE.csv to be read, FILE.json with what verifying needs."""
    click.echo(said("{file}: {number} entries", file=file, number=entries.export(desk, file)))


def _chain(part: ChainProof) -> str:
    fit = "BAD " if part.findings else "ok  "
    name, number = part.chain[:16], part.entries
    if part.is_ours:
        words = said("Chain {name} of this computer: {number} entries", name=name, number=number)
    else:
        words = said("Chain {name} of another key: {number} entries", name=name, number=number)
    return f"{fit}  {words}"
