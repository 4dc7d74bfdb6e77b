"""Bringing a list: file, how it is read, what it would do, and only then the import."""

from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput, Refused
from kiosk.core.rights import Right
from kiosk.core.roster.columns import columns as columns_of
from kiosk.core.roster.exports import known_exports
from kiosk.core.roster.gathering import gathered, rows_in_words
from kiosk.core.roster.plan import question_sentence
from kiosk.services import previews, roster, sessions
from kiosk.services.lists import spreadsheets
from kiosk.services.lists.code_pages import PAGES
from kiosk.services.lists.texts import MAX_ROWS
from kiosk.services.strangers import read_list
from kiosk.services.workbooks import reason, rejected_rows_xlsx, template_xlsx
from kiosk.web.roster import forms as roster_forms
from kiosk.web.roster import uploads
from kiosk.web.roster.uploads import Upload, Uploads
from kiosk.web.roster.words import field_choices, field_words, value_words
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs
from kiosk.web.shell.i18n import sentence

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("roster", __name__, url_prefix="/roster")


@blueprint.get("")
@needs(Right.CHANGE_THE_LIST)
def index() -> str:
    """Ask for a file; show the last import and whether it can be taken back."""
    desk, event = current_desk(), current_event()
    return render_template(
        "roster/roster.html",
        last=roster.last_import(desk, event.id),
        can_undo=roster.can_undo(desk, event.id),
        most_rows=MAX_ROWS,
        known=known_exports(),
    )


@blueprint.get("/template.xlsx")
@needs(Right.CHANGE_THE_LIST)
def template() -> Response:
    """Hand out an empty list whose columns are formatted as text."""
    parts = sessions.sessions_of(current_desk(), current_event().id)
    return _xlsx(template_xlsx(parts, _), _("participants-template.xlsx"))


@blueprint.post("/uploads")
@needs(Right.CHANGE_THE_LIST)
def bring() -> Response:
    """Keep the file here and show what it would do; nothing is written to the list."""
    given = request.files.get("file")
    if given is None or not given.filename:
        raise BadInput("Choose a file: .xlsx, .xls, .ods or .csv.")
    content = given.stream.read(spreadsheets.MAX_BYTES + 1)
    given.close()
    book = read_list(current_desk(), given.filename, content)
    upload = _uploads().keep(book.file_name, content)
    found = previews.understood(current_desk(), current_event().id, book)
    page = "roster.preview" if found else "roster.mapping"
    return redirect(url_for(page, token=upload.token), 303)


@blueprint.get("/uploads/<token>/mapping")
@needs(Right.CHANGE_THE_LIST)
def mapping(token: str) -> str:
    """Show sheet, header row and the meaning of each column, to be changed."""
    upload = _uploads().find(token)
    book = roster_forms.book_of(upload)
    chosen = roster_forms.mapping_to_change(upload, book, request.args)
    return render_template(
        "roster/mapping.html",
        upload=upload,
        book=book,
        mapping=chosen,
        columns=columns_of(book, chosen),
        field_words=field_words,
        choices=field_choices(),
    )


@blueprint.post("/uploads/<token>/mapping")
@needs(Right.CHANGE_THE_LIST)
def store_mapping(token: str) -> Response:
    """Read the list as it was said, and show what it would do then."""
    upload = _uploads().find(token)
    book = roster_forms.book_of(upload)
    said = roster_forms.mapping_of_form(book, request.form)
    previews.check_mapping(current_desk(), current_event().id, book, said)
    roster_forms.keep_mapping(upload, said)
    return redirect(url_for("roster.preview", token=token), 303)


@blueprint.get("/uploads/<token>")
@needs(Right.CHANGE_THE_LIST)
def preview(token: str) -> str:
    """Show what the import would do: new, changed, unchanged, questions, errors."""
    upload = _uploads().find(token)
    return render_template(
        "roster/preview.html",
        upload=upload,
        seen=_seen(upload),
        pages_of_letters=PAGES,
        reason=lambda planned: reason(planned, _),
        question=lambda planned: question_sentence(planned, _),
        gathered=gathered,
        message=lambda each: each.sentence(_),
        in_words=rows_in_words,
        value=value_words,
        field_words=field_words,
    )


@blueprint.post("/uploads/<token>/answers")
@needs(Right.CHANGE_THE_LIST)
def answer(token: str) -> Response:
    """Keep the answers to the questions, and whether spoilt identifiers are left away."""
    upload = _uploads().find(token)
    roster_forms.keep_answers(upload, request.form)
    return redirect(url_for("roster.preview", token=token), 303)


@blueprint.get("/uploads/<token>/rejected.xlsx")
@needs(Right.CHANGE_THE_LIST)
def rejected(token: str) -> Response:
    """Hand out the rows that cannot come in, each with the reason."""
    upload = _uploads().find(token)
    kept = upload.folder / "rejected.xlsx"
    content = kept.read_bytes() if kept.exists() else rejected_rows_xlsx(_seen(upload), _)
    return _xlsx(content, _("rejected-rows.xlsx"))


@blueprint.post("/uploads/<token>/import")
@needs(Right.CHANGE_THE_LIST)
def bring_in(token: str) -> Response:
    """Import the list as it was shown, whole or not at all; the file is removed."""
    upload = _uploads().find(token)
    roster_forms.keep_answers(upload, request.form)
    seen = _seen(upload)
    skip, by = request.form.get("skip_errors") == "yes", current_staff().name
    try:
        report = roster.commit(current_desk(), current_event().id, seen, by, skip_errors=skip)
    except Refused as error:
        flash(sentence(error), "no")
        return redirect(url_for("roster.preview", token=token), 303)
    if report.left_out:
        (upload.folder / "rejected.xlsx").write_bytes(rejected_rows_xlsx(seen, _))
    upload.note(report={action.value: count for action, count in report.counts.items()})
    upload.note(left_out=len(report.left_out))
    upload.path.unlink()
    return redirect(url_for("roster.report", token=token), 303)


@blueprint.get("/uploads/<token>/report")
@needs(Right.CHANGE_THE_LIST)
def report(token: str) -> str:
    """Show what the import did."""
    upload = _uploads().find(token)
    return render_template("roster/report.html", upload=upload, notes=upload.notes())


@blueprint.post("/uploads/<token>/removal")
@needs(Right.CHANGE_THE_LIST)
def forget(token: str) -> Response:
    """Do not import this file."""
    uploads.remove(_uploads().find(token))
    flash(_("The file was discarded; nothing was imported."), "off")
    return redirect(url_for("roster.index"), 303)


@blueprint.post("/imports/last/undo")
@needs(Right.CHANGE_THE_LIST)
def undo() -> Response:
    """Take the last import back."""
    last = roster.undo_last_import(current_desk(), current_event().id, current_staff().name)
    flash(_("The import of %(file)s was undone.", file=last.file_name), "off")
    return redirect(url_for("roster.index"), 303)


def _seen(upload: Upload) -> previews.RosterPreview:
    return roster_forms.seen(current_desk(), current_event().id, upload)


def _uploads() -> Uploads:
    folder = current_desk().settings.data / "uploads"
    return Uploads(folder, current_staff().id, current_event().id)


def _xlsx(content: bytes, name: str) -> Response:
    return send_file(BytesIO(content), _XLSX, as_attachment=True, download_name=name)
