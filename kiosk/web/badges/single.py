"""One person's badge at the desk: printed here, handed out as a PDF, replaced, or on the screen."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from PIL import Image
from werkzeug.wrappers import Response

from badges import presets
from badges.symbol import matrix
from kiosk.core.errors import Forbidden, HadirError, NotFound
from kiosk.core.model import Participant
from kiosk.core.rights import Right
from kiosk.reports.wording import Language
from kiosk.services import badges, desk_printer, events, participants, privacy
from kiosk.services.badges import BadgePaper
from kiosk.web.badges.forms import paper_from_json
from kiosk.web.badges.room import blueprint
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    may,
    needs,
    person_here,
)
from kiosk.web.shell.i18n import language, sentence

SETTING = "badge_paper"
_QUIET = 4  # modules of white around a symbol, ISO/IEC 18004
_PIXELS = 12


@blueprint.post("/people/<int:participant_id>.pdf")
@needs(Right.HELP_PEOPLE)
def one(participant_id: int) -> Response:
    """Hand out one person's badge; a steward may print what was never printed."""
    person = _printable(participant_id)
    content = desk_printer.pdf_of(
        current_desk(), current_event(), person.id, single(last_paper()), current_staff().name
    )
    name = f"badge-{person.number}.pdf"
    return send_file(BytesIO(content), "application/pdf", download_name=name)


@blueprint.post("/people/<int:participant_id>/print")
@needs(Right.HELP_PEOPLE)
def print_one(participant_id: int) -> Response:
    """Print one person's badge at the printer of the desk."""
    return _printed(_printable(participant_id))


@blueprint.post("/people/<int:participant_id>/replacement")
@needs(Right.HELP_PEOPLE)
def replace(participant_id: int) -> Response:
    """Replace a lost badge, and print the new one at the printer of the desk.

    Where it cannot be printed, it is replaced all the same, and both are said.
    """
    person = person_here(participant_id).participant
    badges.reissue(current_desk(), person.id, current_staff().name)
    try:
        return _printed(person)
    except HadirError as error:
        flash(_("There is a new code; the old badge is no longer valid. Print the new one."), "ok")
        flash(sentence(error), "attention")
        return redirect(url_for("desk.person", participant_id=person.id), 303)


@blueprint.get("/people/<int:participant_id>/screen")
@needs(Right.HELP_PEOPLE)
def screen(participant_id: int) -> str:
    """Show the symbol large, to be photographed by whom it belongs to."""
    found = person_here(participant_id)
    told = privacy.notice(current_desk(), current_event(), Language(language()))
    return render_template(
        "badges/screen.html", person=found.participant, code=found.code, notice=told
    )


@blueprint.get("/people/<int:participant_id>/symbol.png")
@needs(Right.HELP_PEOPLE)
def symbol(participant_id: int) -> Response:
    """Draw the symbol of somebody's badge, black on white."""
    code = person_here(participant_id).code
    if not code:
        raise NotFound("There is no such badge.")
    modules = matrix(code)
    drawn = Image.fromarray((1 - modules) * 255)
    side = modules.shape[0] + 2 * _QUIET
    framed = Image.new("L", (side, side), 255)
    framed.paste(drawn, (_QUIET, _QUIET))
    out = BytesIO()
    framed.resize((side * _PIXELS, side * _PIXELS), Image.Resampling.NEAREST).save(out, "PNG")
    out.seek(0)
    response = send_file(out, "image/png")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/printer")
@needs(Right.PRINT)
def choose_printer() -> Response:
    """Keep the printer of this computer on which the desk prints."""
    desk_printer.choose_printer(
        current_desk(), request.form.get("printer", ""), current_staff().name
    )
    flash(_("The printer of the desk was saved."), "ok")
    return redirect(url_for("badges.index"), 303)


def last_paper() -> BadgePaper:
    """Return the sheet that was used last in this event."""
    return paper_from_json(events.setting(current_desk(), current_event().id, SETTING))


def single(kept: BadgePaper) -> BadgePaper:
    """Return the paper with one badge a page, of the same size."""
    size = kept.sheet.badge
    return BadgePaper(custom=presets.Sheet("single", size, size))


def _printable(participant_id: int) -> Participant:
    person = person_here(participant_id).participant
    if participants.dossier(current_desk(), person.id).printed_at and not may(Right.PRINT):
        raise Forbidden("This badge was printed before. Replace it, or ask a supervisor.")
    return person


def _printed(person: Participant) -> Response:
    printer = desk_printer.print_badge(
        current_desk(), current_event(), person.id, single(last_paper()), current_staff().name
    )
    flash(_("The badge was sent to %(printer)s.", printer=printer), "ok")
    return redirect(url_for("desk.person", participant_id=person.id), 303)
