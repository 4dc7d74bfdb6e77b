"""`hadir badges`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from badges.code import grouped
from badges.order import Order
from badges.presets import PAPERS, sheet_names
from badges.proof import FAULTS, Fault, Proof, ProofFinding, pages_in
from badges.proof import proof as proof_of
from kiosk.commands.options import (
    Sentence,
    event_option,
    out_option,
    saying_errors,
    with_desk,
    with_settings,
)
from kiosk.commands.targets import check_target, write_whole
from kiosk.commands.writing import say_lacking
from kiosk.core.errors import Refused
from kiosk.core.model import Event
from kiosk.desk import Desk, open_desk
from kiosk.services.badges import (
    BadgeOf,
    BadgePaper,
    PageProgress,
    Selection,
    Which,
    badges_of,
    calibration_page,
    codes_of,
    make_reserve,
    names_on,
    print_pictures,
    print_sheet,
    reissue,
)
from kiosk.services.events import all_events, find_event
from kiosk.services.letters import lacking_letters
from kiosk.services.search import choices
from kiosk.settings import Settings
from kiosk.speaking import counted, said
from kiosk.strangers.readers import Readers

layout_option = click.option(
    "--layout", default="a6-4up", show_default=True, help=", ".join(sheet_names())
)
paper_option = click.option("--paper", default="A4", show_default=True, help=", ".join(PAPERS))
offset_option = click.option(
    "--offset",
    type=(float, float),
    default=(0.0, 0.0),
    metavar="RIGHT DOWN",
    help="How far this printer is off: millimetres in steps of 0.5, from -5 to 5.",
)
which_option = click.option(
    "--which", type=click.Choice([each.value for each in Which]), default="all", show_default=True
)
group_option = click.option("--group", help="Only this group.")
order_option = click.option(
    "--order", type=click.Choice([each.value for each in Order]), default="number"
)


@click.group()
def badges() -> None:
    """Print badges, check them, replace them."""


@badges.command("sheet")
@out_option
@layout_option
@paper_option
@offset_option
@which_option
@group_option
@order_option
@event_option
@with_desk
def sheet(
    desk: Desk,
    out: Path,
    layout: str,
    paper: str,
    offset: tuple[float, float],
    which: str,
    group: str | None,
    order: str,
    slug: str | None,
) -> None:
    """Write the badges as a PDF of sheets."""
    check_target(out)
    event = find_event(desk, slug)
    chosen = _chosen(desk, event, Selection(Which(which), group, order=Order(order)))
    _make_room(out.parent)
    with _progress(len(chosen)) as progress:
        printed = print_sheet(
            desk,
            event,
            chosen,
            BadgePaper(layout, paper, offset),
            out,
            by="hadir",
            progress=progress,
        )
    _warn_of_second_prints(chosen)
    say_lacking(printed.missing)
    click.echo(f"{out}: {_badges(printed.badges)}, {_pages(printed.pages)}")


@badges.command("png")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder.")
@layout_option
@which_option
@group_option
@event_option
@with_desk
def png(
    desk: Desk, out: Path, layout: str, which: str, group: str | None, slug: str | None
) -> None:
    """Write one picture per badge into a folder."""
    event = find_event(desk, slug)
    chosen = _chosen(desk, event, Selection(Which(which), group))
    _make_room(out)
    say_lacking(lacking_letters(each.participant for each in chosen if each.participant))
    with _progress(len(chosen)) as progress:
        count = print_pictures(
            desk, event, chosen, BadgePaper(layout), out, by="hadir", progress=progress
        )
    click.echo(f"{out}: {counted('{number} picture', '{number} pictures', count)}")


@badges.command("proof")
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def proof(settings: Settings, file: Path) -> None:
    """Read every page back and say whose badge cannot be read, or is somebody else's.

    Names are compared with the rosters of the data too, where the badges are from there.
    """
    from kiosk.scanner.reading.stills import read_page  # noqa: PLC0415  cv2 only where needed

    if not file.is_file():
        raise Sentence("There is no file {name}.", name=file)
    names, codes = _known_here(settings)
    with Readers() as readers:
        pages = readers.call(file.name, pages_in, file)
        with _progress(pages, said("Pages")) as progress:
            apart = partial(readers.call, file.name)
            result = proof_of(file, read_page, names, progress, apart)
    findings = _of_this_data(result, codes)
    for finding in findings:
        click.echo(_sentence(finding))
    if not result.badges:
        raise Sentence(
            "{name} holds no names and codes of badges. Check the PDF as it was made.", name=file
        )
    if findings:
        wrong = len({(finding.page, finding.place) for finding in findings})
        raise Sentence(
            "{wrong} of {badges} badges are not fit to print.", wrong=wrong, badges=result.badges
        )
    click.echo(
        counted(
            "{number} badge read, the right person's.",
            "{number} badges read, every one the right person's.",
            result.badges,
        )
    )


@badges.command("calibrate")
@out_option
@layout_option
@paper_option
@offset_option
def calibrate(out: Path, layout: str, paper: str, offset: tuple[float, float]) -> None:
    """Write a page with a ruler and crosses that shows how far the printer is off."""
    with saying_errors():
        page = calibration_page(BadgePaper(layout, paper, offset))
    _make_room(out.parent)
    write_whole(out, page)
    click.echo(str(out))


@badges.command("reserve")
@click.argument("count", type=int)
@event_option
@with_desk
def reserve(desk: Desk, count: int, slug: str | None) -> None:
    """Make reserve badges for walk-ins; print them with --which reserve."""
    event = find_event(desk, slug)
    made = make_reserve(desk, event.id, count, by="hadir")
    click.echo(
        counted(
            "{number} reserve badge. Print it: hadir badges sheet --which reserve",
            "{number} reserve badges. Print them: hadir badges sheet --which reserve",
            len(made),
        )
    )


@badges.command("reissue")
@click.argument("number", type=int)
@event_option
@with_desk
def reissue_(desk: Desk, number: int, slug: str | None) -> None:
    """Revoke the badge of the participant with this number and give a new code."""
    event = find_event(desk, slug)
    for each in badges_of(desk, event.id):
        if each.participant and each.participant.number == number:
            fresh = reissue(desk, each.participant.id, by="hadir")
            click.echo(f"{each.participant.name}\t{fresh.code}")
            return
    raise Refused("There is no participant with number {number}.", number=number)


def _known_here(settings: Settings) -> tuple[dict[str, str], set[str]]:
    """Return the names by the codes that stand, and every code that was ever given out."""
    names: dict[str, str] = {}
    codes: set[str] = set()
    if settings.database or (settings.data / "hadir.db").exists():
        desk = open_desk(settings)
        for event in all_events(desk):
            names |= names_on(desk, event.id)
            codes |= set(codes_of(desk, event.id))
        desk.close()
    return names, codes


def _of_this_data(result: Proof, codes: set[str]) -> list[ProofFinding]:
    """Return the findings; where no code is known here, the badges are from other data."""
    unknown = {each.code for each in result.findings if each.fault is Fault.UNKNOWN_CODE}
    if len(unknown) < result.badges or unknown & codes:
        return list(result.findings)
    return [each for each in result.findings if each.fault is not Fault.UNKNOWN_CODE]


def _sentence(finding: ProofFinding) -> str:
    text = "Page {page}, a symbol ({x} mm from the left, {y} mm down)"
    if finding.place:
        text = "Page {page}, badge {place} ({x} mm from the left, {y} mm down)"
    at = {"x": f"{finding.x:.0f}", "y": f"{finding.y:.0f}"}
    where = said(text, page=finding.page, place=finding.place, **at)
    whose = f", {finding.name} ({grouped(finding.code)})" if finding.code else ""
    return f"{where}{whose}: {said(FAULTS[finding.fault], **finding.values)}"


def _badges(number: int) -> str:
    return counted("{number} badge", "{number} badges", number)


def _pages(number: int) -> str:
    return counted("{number} page", "{number} pages", number)


def _chosen(desk: Desk, event: Event, selection: Selection) -> list[BadgeOf]:
    chosen = badges_of(desk, event.id, selection)
    if chosen:
        return chosen
    groups = choices(desk, event.id).groups
    if selection.group and selection.group not in groups:
        raise Refused(
            "There is no group “{group}”. There are: {known}.",
            group=selection.group,
            known=", ".join(groups) or said("none"),
        )
    if selection.which is Which.RESERVE:
        raise Refused("There are no reserve badges. Make some first: hadir badges reserve 10.")
    if badges_of(desk, event.id, Selection(group=selection.group)):
        raise Refused("Every badge was printed before. Leave out --which to print them again.")
    raise Refused("There are no badges. Bring the roster first: hadir participants import.")


def _make_room(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Sentence(
            "The folder {folder} cannot be created: {why}.", folder=folder, why=error.strerror
        ) from error


def _warn_of_second_prints(chosen: list[BadgeOf]) -> None:
    again = sum(each.printed_at is not None for each in chosen)
    if again:
        click.echo(
            said("{again} of them had been printed before; keep only one of each.", again=again),
            err=True,
        )


@contextmanager
def _progress(total: int, label: str = "") -> Iterator[PageProgress]:
    """Show a bar to whoever watches; a log of it helps nobody."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=total, label=label or said("Badges"), file=sys.stderr, hidden=hidden
    ) as bar:
        done = 0

        def progress(count: int) -> None:
            nonlocal done
            bar.update(count - done)
            done = count

        yield progress
