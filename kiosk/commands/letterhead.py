"""`hadir letterhead`: what stands at the head and the foot of everything an office hands in."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kiosk.commands.options import event_option, with_desk
from kiosk.desk import Desk
from kiosk.reports.letterhead import Letterhead
from kiosk.services import events, reports
from kiosk.services.strangers import read_logo
from kiosk.speaking import said

_BY = "command line"


@click.command()
@event_option
@click.option(
    "--line", "lines", multiple=True, help="May be given again: government, office, address."
)
@click.option(
    "--logo", type=click.Path(path_type=Path), help="A picture (PNG, JPEG, SVG); '' removes it."
)
@click.option("--place", help="Where papers are signed.")
@click.option("--signer-office", "office", help="Who signs: Kepala Dinas Pendidikan.")
@click.option("--signer-name", "name", help="The name with titles.")
@click.option("--signer-rank", "rank", help="The rank.")
@click.option("--signer-nip", "nip", help="The NIP.")
@with_desk
def letterhead(desk: Desk, slug: str | None, **given: Any) -> None:
    """Show the letterhead of the event, or change the given parts; the rest stays."""
    event = events.find_event(desk, slug)
    kept = reports.letterhead(desk, event.id)
    if any(value not in {None, ()} for value in given.values()):
        kept = _changed(desk, kept, given)
        reports.store_letterhead(desk, event, kept, _BY)
    for name, value in _told(kept).items():
        click.echo(f"{said(name)}: {value}")


def _changed(desk: Desk, kept: Letterhead, given: dict[str, Any]) -> Letterhead:
    signer = {each: given[each] for each in ("office", "name", "rank", "nip")}
    lines = tuple(line.strip() for line in given["lines"] if line.strip())
    return Letterhead(
        lines=lines if given["lines"] else kept.lines,
        logo=kept.logo if given["logo"] is None else _logo(desk, given["logo"]),
        place=kept.place if given["place"] is None else given["place"],
        signer=replace(kept.signer, **{k: v for k, v in signer.items() if v is not None}),
    )


def _logo(desk: Desk, path: Path) -> bytes:
    return read_logo(desk, path.name, path.read_bytes()) if path != Path() else b""


def _told(kept: Letterhead) -> dict[str, str]:
    signer = kept.signer
    return {
        "lines": " / ".join(kept.lines),
        "logo": said("{size} bytes", size=len(kept.logo)) if kept.logo else said("none"),
        "place": kept.place,
        "signer": ", ".join(each for each in (signer.office, signer.name, signer.rank) if each),
        "nip": signer.nip,
    }
