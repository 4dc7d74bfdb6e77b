"""Reports: the numbers, a preview, documents to take, remarks and the letterhead."""

from collections.abc import Mapping
from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.model import Event
from kiosk.core.rights import Right
from kiosk.desk import Desk
from kiosk.reports.attendance_list.values import Grouping, ListPaper, ListVariant
from kiosk.reports.letterhead import Letterhead, Signer
from kiosk.reports.wording import Language
from kiosk.reports.workbook.further import Contact
from kiosk.reports.workbook.rows import Separator
from kiosk.services import reports
from kiosk.services.attendance import days, tallies
from kiosk.services.letters import lacking_on_the_list
from kiosk.services.reports import Format, ReportOrder
from kiosk.services.strangers import read_logo
from kiosk.web import jobs
from kiosk.web.jobs import Job, JobPlan, Made
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    session_of_event,
)
from kiosk.web.shell.forms import choice_of, whole_or_none

blueprint = Blueprint("attendance", __name__, url_prefix="/attendance")


@blueprint.get("")
@needs(Right.REPORT)
def index() -> str:
    """Show the numbers, what a document would look like, and the ways to take it."""
    desk, event = current_desk(), current_event()
    return render_template(
        "reports/attendance.html",
        tallies=tallies(desk, event.id, ()),
        days=days(desk, event),
        order=order_of(request.args),
        remarks=reports.remarks(desk, event.id),
        lacking=lacking_on_the_list(desk, event),
    )


@blueprint.get("/preview.png")
@needs(Right.REPORT)
def preview() -> Response:
    """Return the first page of the document as it is chosen."""
    order = order_of(request.args)
    if order.format not in {Format.LIST, Format.TURNOUT}:
        raise BadInput("Only PDFs have a preview.")
    picture = reports.preview(current_desk(), current_event(), order)
    return send_file(BytesIO(picture), "image/png")


@blueprint.post("/documents")
@needs(Right.REPORT)
def make() -> Response:
    """Begin to make a document."""
    order = order_of(request.form)
    desk, event, by = current_desk(), current_event(), current_staff().name
    title = titles()[order.format]
    back = url_for("attendance.index")
    return jobs.start(JobPlan(title, lambda job: _made(job, (desk, event, order), by), back))


@blueprint.post("/remarks")
@needs(Right.REPORT)
def store_remarks() -> Response:
    """Keep what is to be said beside the numbers."""
    text = request.form.get("remarks", "")
    reports.store_remarks(current_desk(), current_event(), text, current_staff().name)
    flash(_("The remarks were saved."), "ok")
    return redirect(url_for("attendance.index", format=Format.TURNOUT.value), 303)


@blueprint.get("/letterhead")
@needs(Right.REPORT)
def letterhead() -> str:
    """Show the letterhead and who signs."""
    kept = reports.letterhead(current_desk(), current_event().id)
    return render_template("reports/letterhead.html", letterhead=kept)


@blueprint.post("/letterhead")
@needs(Right.REPORT)
def store_letterhead() -> Response:
    """Save the letterhead and who signs."""
    desk, event = current_desk(), current_event()
    kept = reports.letterhead(desk, event.id)
    reports.store_letterhead(desk, event, _letterhead_of_form(kept), current_staff().name)
    flash(_("The letterhead was saved."), "ok")
    return redirect(url_for("attendance.letterhead"), 303)


def order_of(values: Mapping[str, str]) -> ReportOrder:
    """Return the order of a form; what is missing is as usual."""
    part = values.get("session", "")
    session_id = whole_or_none(part)
    day = part if "-" in part else None
    return ReportOrder(
        format=choice_of(Format, values.get("format"), Format.LIST),
        session_id=session_of_event(session_id).id if session_id else None,
        day=reports.day_named(current_desk(), current_event(), day),
        language=choice_of(Language, values.get("document_language"), Language.ID),
        variant=choice_of(ListVariant, values.get("variant"), ListVariant.FILLED),
        grouping=choice_of(Grouping, values.get("grouping"), Grouping.WHOLE),
        paper=choice_of(ListPaper, values.get("paper"), ListPaper.A4),
        separator=choice_of(Separator, values.get("separator"), Separator.SEMICOLON),
        contacts=frozenset(each for each in Contact if values.get(each.value)),
    )


def titles() -> dict[Format, str]:
    """Return what the documents are called."""
    return {
        Format.LIST: _("Attendance list (PDF)"),
        Format.TURNOUT: _("Turnout report (PDF)"),
        Format.XLSX: _("Excel workbook"),
        Format.CSV: _("CSV"),
        Format.JSON: _("JSON"),
        Format.CALENDAR: _("Sessions as a calendar (.ics)"),
    }


def _made(job: Job, ordered: tuple[Desk, Event, ReportOrder], by: str) -> Made:
    document = reports.document(*ordered, job.step)
    reports.hand_out(ordered[0], ordered[1], document.name, by)
    path = job.folder / document.name
    path.write_bytes(document.content)
    return Made(path, document.name, document.mimetype)


def _letterhead_of_form(kept: Letterhead) -> Letterhead:
    form = request.form
    lines = (line.strip() for line in form.get("lines", "").splitlines())
    names = ("office", "name", "rank", "nip")
    return Letterhead(
        lines=tuple(line for line in lines if line),
        logo=_logo(kept.logo),
        place=form.get("place", "").strip(),
        signer=Signer(**{name: form.get(f"signer_{name}", "").strip() for name in names}),
    )


def _logo(kept: bytes) -> bytes:
    upload: FileStorage | None = request.files.get("logo")
    if upload and upload.filename:
        return read_logo(current_desk(), upload.filename, upload.read())
    return b"" if request.form.get("remove_logo") else kept
