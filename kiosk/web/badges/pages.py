"""Badges: whose, on which sheet; as PDF with its proof, as pictures; reserve; the print log."""

from dataclasses import dataclass
from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from badges import presets
from badges.code import grouped
from badges.errors import PrintingRefused
from kiosk.core.rights import Right
from kiosk.reports.wording import Language
from kiosk.services import badges, desk_printer, events, privacy, search
from kiosk.services.badges import BadgePaper, Selection, Which
from kiosk.services.led import followed
from kiosk.web import jobs
from kiosk.web.badges.forms import paper_json, paper_of, selection_of
from kiosk.web.badges.jobs import pictures_plan, sheet_plan
from kiosk.web.badges.room import blueprint
from kiosk.web.badges.single import SETTING, last_paper
from kiosk.web.badges.words import finding_words, layout_words, sheet_choices
from kiosk.web.participants.selection import selected_ids
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
)
from kiosk.web.shell.forms import whole
from kiosk.web.shell.i18n import language, sentence

blueprint.add_app_template_filter(grouped, "grouped")
blueprint.add_app_template_filter(finding_words, "finding_words")
blueprint.add_app_template_filter(layout_words, "layout_words")


@dataclass(frozen=True, slots=True)
class PrintSummary:
    """What a selection means on a sheet: how many, on how many pages, and who had one before."""

    badges: int
    pages: int
    again: int
    wrong: str = ""


@blueprint.get("")
@needs(Right.PRINT)
def index() -> str:
    """Show what can be printed, on what, and what was printed."""
    return _index(selection_of(request.args))


@blueprint.post("/selection")
@needs(Right.PRINT)
def selected() -> str:
    """Show the page for people who were ticked on the participants page."""
    return _index(Selection(participant_ids=frozenset(selected_ids())))


@blueprint.get("/summary")
@needs(Right.PRINT)
def summary() -> str:
    """Return what the chosen selection means on the chosen sheet: a part of the page."""
    return render_template("badges/_summary.html", summary=_summary_of_form())


@blueprint.post("/sheets")
@needs(Right.PRINT)
def print_sheet() -> Response:
    """Begin to make the PDF, and prove it."""
    return jobs.start(sheet_plan(selection_of(request.form), _kept_paper()))


@blueprint.post("/pictures")
@needs(Right.PRINT)
def print_pictures() -> Response:
    """Begin to make one PNG a badge in a zip archive."""
    return jobs.start(pictures_plan(selection_of(request.form), _kept_paper()))


@blueprint.get("/calibration.pdf")
@needs(Right.PRINT)
def calibration() -> Response:
    """Hand out the page by which the printer's offset is found."""
    content = badges.calibration_page(paper_of(request.args))
    return send_file(BytesIO(content), "application/pdf", download_name="calibration.pdf")


@blueprint.post("/reserve")
@needs(Right.PRINT)
def make_reserve() -> Response:
    """Make reserve badges that belong to nobody yet."""
    count = request.form.get("count", 0, type=whole)
    made = badges.make_reserve(current_desk(), current_event().id, count, current_staff().name)
    words = ngettext(
        "%(num)s reserve badge was made. Print it now.",
        "%(num)s reserve badges were made. Print them now.",
        len(made),
    )
    flash(words, "ok")
    return redirect(url_for("badges.index", which=Which.RESERVE.value), 303)


def _index(selection: Selection) -> str:
    desk, event = current_desk(), current_event()
    return render_template(
        "badges/badges.html",
        selection=selection,
        paper=last_paper(),
        sheets=sheet_choices(),
        papers=[(name, name) for name in presets.PAPERS],
        groups=search.choices(desk, event.id).groups,
        summary=_summary(selection, last_paper()),
        preview={} if last_paper().custom else {"layout": last_paper().layout},
        printers=desk_printer.printers(),
        printer=desk_printer.chosen_printer(desk),
        log=badges.print_log(desk, event.id, 15),
        notice=privacy.notice(desk, event, Language(language())),
    )


def _summary_of_form() -> PrintSummary:
    try:
        return _summary(selection_of(request.args), paper_of(request.args))
    except PrintingRefused as error:
        return PrintSummary(0, 0, 0, sentence(error))


def _summary(selection: Selection, paper: BadgePaper) -> PrintSummary:
    total, again = badges.count_badges(current_desk(), current_event().id, selection)
    return PrintSummary(total, -(-total // paper.sheet.per_page), again)


def _kept_paper() -> BadgePaper:
    """Return the sheet in the form, and keep it for the next time."""
    paper = paper_of(request.form)
    if paper != last_paper() and followed(current_desk()) is None:
        by = current_staff().name
        kept = paper_json(paper)
        events.store_setting(current_desk(), current_event().id, SETTING, kept, by)
    return paper
