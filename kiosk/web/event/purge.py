"""Personal data of the current event: the notice, how long it is kept, and its deletion."""

from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kiosk.core.errors import BadInput, NotFound
from kiosk.core.privacy import LONGEST_NOTICE
from kiosk.core.rights import Right
from kiosk.reports.privacy import notice_pdf, protocol_pdf
from kiosk.reports.wording import Language, Wording
from kiosk.services import privacy
from kiosk.services.overview import overview
from kiosk.services.reports import letterhead
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs
from kiosk.web.shell.forms import date_field
from kiosk.web.shell.i18n import language

blueprint = Blueprint("purge", __name__, url_prefix="/privacy")


@blueprint.get("")
@needs(Right.PLAN)
def show() -> str:
    """Show the notice, until when data is kept, and what deleting it means."""
    desk, event = current_desk(), current_event()
    return render_template(
        "event/purge/purge.html",
        notice=privacy.notice(desk, event, Language(language())),
        longest=LONGEST_NOTICE,
        until=privacy.kept_until(desk, event.id),
        overdue=event in privacy.overdue(desk),
        purged=privacy.purged(desk, event.id),
        people=overview(desk, event).participants,
    )


@blueprint.post("/notice")
@needs(Right.PLAN)
def store_notice() -> AnyResponse:
    """Keep the organiser's own notice; an empty one is ours again."""
    text = request.form.get("notice", "")
    privacy.store_notice(current_desk(), current_event(), text, current_staff().name)
    flash(_("The notice was saved."), "ok")
    return redirect(url_for("purge.show"), 303)


@blueprint.post("/retention")
@needs(Right.PLAN)
def keep_until() -> AnyResponse:
    """Keep until when personal data of this event is kept."""
    given = request.form.get("until", "").strip()
    until: date | None = date_field(request.form, "until") if given else None
    privacy.keep_until(current_desk(), current_event(), until, current_staff().name)
    flash(_("The day was saved."), "ok")
    return redirect(url_for("purge.show"), 303)


@blueprint.post("")
@needs(Right.DELETE_DATA)
def purge() -> AnyResponse:
    """Delete the personal data of the event; its name is typed, so that nobody does it unawares."""
    event = current_event()
    if request.form.get("typed", "").strip().casefold() != event.name.strip().casefold():
        raise BadInput("Type the name of the event as it stands there. Nothing was deleted.")
    done = privacy.purge(current_desk(), event, current_staff().name)
    flash(_("The personal data of %(count)s people was deleted.", count=done.people), "ok")
    return redirect(url_for("purge.show"), 303)


@blueprint.get("/poster.pdf")
@needs(Right.PLAN)
def poster() -> Response:
    """Hand out the notice as a page to be hung up."""
    desk, event, wording = current_desk(), current_event(), _wording()
    text = privacy.notice(desk, event, wording.language)
    return _pdf(notice_pdf(event, text, letterhead(desk, event.id), wording))


@blueprint.get("/protocol.pdf")
@needs(Right.PLAN)
def protocol() -> Response:
    """Hand out the protocol of the deletion."""
    desk, event = current_desk(), current_event()
    done = privacy.purged(desk, event.id)
    if done is None:
        raise NotFound("The personal data of this event was not deleted.")
    return _pdf(protocol_pdf(event, done, letterhead(desk, event.id), _wording()))


def _wording() -> Wording:
    return Wording(current_event().zone, Language(language()))


def _pdf(content: bytes) -> Response:
    return Response(content, mimetype="application/pdf")
