"""Printing as long work: sheets with their proof, pictures in a zip archive."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _

from badges.proof import Proof, SymbolReader, proof
from badges.sheet import Printed
from kiosk.core.errors import Refused
from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.services import badges
from kiosk.services.badges import BadgeOf, BadgePaper, Selection
from kiosk.web.jobs import Job, JobPlan, Made, Stopped
from kiosk.web.shell.access import current_desk, current_event, current_staff

_PDF = "badges.pdf"


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What the page says of a finished PDF: its proof, and who was printed before.

    `proof` is None where somebody stopped it; the PDF itself is whole.
    """

    printed: Printed
    proof: Proof | None
    again: tuple[BadgeOf, ...]


@dataclass(frozen=True, slots=True)
class _PrintOrder:
    """What a job works from, gathered while there is a request."""

    desk: Desk
    event: Event
    selection: Selection
    paper: BadgePaper
    by: str
    proving: str
    read: SymbolReader

    def chosen(self) -> list[BadgeOf]:
        found = badges.badges_of(self.desk, self.event.id, self.selection)
        if not found:
            raise Refused("There is no badge to print.")
        return found


def sheet_plan(selection: Selection, paper: BadgePaper) -> JobPlan:
    """Return the plan that makes the PDF and then proves it."""
    order = _order(selection, paper)
    return JobPlan(
        _("Badges as PDF"),
        lambda job: _sheet(job, order),
        url_for("badges.index"),
        "badges/_printed.html",
    )


def pictures_plan(selection: Selection, paper: BadgePaper) -> JobPlan:
    """Return the plan that makes one PNG a badge, in a zip archive."""
    order = _order(selection, paper)
    return JobPlan(
        _("Badges as pictures"), lambda job: _pictures(job, order), url_for("badges.index")
    )


def _order(selection: Selection, paper: BadgePaper) -> _PrintOrder:
    return _PrintOrder(
        current_desk(),
        current_event(),
        selection,
        paper,
        current_staff().name,
        _("Proof: every symbol is read back"),
        current_app.extensions["read_page"],
    )


def _sheet(job: Job, order: _PrintOrder) -> Made:
    chosen = order.chosen()
    path = job.folder / _PDF
    job.step(0, len(chosen))
    printed = badges.print_sheet(
        order.desk, order.event, chosen, order.paper, path, by=order.by, progress=_counting(job)
    )
    again = tuple(each for each in chosen if each.printed_at)
    name = f"{order.event.slug}-{order.paper.layout}.pdf"
    return Made(
        path,
        name,
        "application/pdf",
        SheetReport(printed, _proof(job, order, chosen, printed.pages), again),
    )


def _proof(job: Job, order: _PrintOrder, chosen: list[BadgeOf], pages: int) -> Proof | None:
    try:
        job.step(0, pages, order.proving)
        return proof(job.folder / _PDF, order.read, badges.names_by_code(chosen), _counting(job))
    except Stopped:
        return None


def _pictures(job: Job, order: _PrintOrder) -> Made:
    chosen = order.chosen()
    path = job.folder / "badges.zip"
    job.step(0, len(chosen))
    with path.open("wb") as out:
        badges.print_pictures(
            order.desk, order.event, chosen, order.paper, out, by=order.by, progress=_counting(job)
        )
    return Made(path, f"{order.event.slug}-png.zip", "application/zip")


def _counting(job: Job) -> Callable[[int], None]:
    return lambda done: job.step(done)  # noqa: PLW0108  step takes more than a count
