"""`hadir audit`."""

from pathlib import Path

import click

from kiosk.commands.options import Sentence, with_desk
from kiosk.desk import Desk
from kiosk.services import audit as entries
from kiosk.services.audit_heads import place_of, write_down
from kiosk.services.audit_proof import ChainProof, verify


@click.group()
def audit() -> None:
    """Verify and export what was done, by whom, when and from where."""


@audit.command("verify")
@click.option(
    "--printed", default="", metavar="HEAD", help="A head from paper, such as 812:1A2B-3C4D-…"
)
@with_desk
def verify_(desk: Desk, printed: str) -> None:
    """Say whether a line was changed, removed, moved, added or cut off."""
    proof = verify(desk, printed)
    for part in proof.chains:
        click.echo(_chain(part))
    for each in proof.findings:
        click.echo(f"BAD   {each}")
    if proof.unsealed:
        click.echo("note  The last scans are not sealed yet; that is done a minute later.")
    if proof.findings:
        raise Sentence("The audit is not as it was written: see BAD above.")
    head = write_down(desk)
    if head is None:
        click.echo("Nothing was done yet.")
        return
    click.echo(f"The audit is whole. Its head is {head.words}, noted in {place_of(desk.settings)}.")


@audit.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@with_desk
def export(desk: Desk, file: Path) -> None:
    """Write every entry: FILE.csv to be read, FILE.json with what verifying needs."""
    click.echo(f"{file}: {entries.export(desk, file)} entries")


def _chain(part: ChainProof) -> str:
    whose = "this computer" if part.is_ours else "another computer, or another key"
    fit = "BAD " if part.findings else "ok  "
    return f"{fit}  Chain {part.chain[:16]} of {whose}: {part.entries} entries"
