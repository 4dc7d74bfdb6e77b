"""The rehearsal: the whole run in a copy of the event, thrown away at its end."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.rights import Right
from kiosk.services import attendance, rehearsals
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs

blueprint = Blueprint("rehearsal", __name__, url_prefix="/rehearsal")


@blueprint.get("")
@needs(Right.PLAN)
def show() -> str:
    """Say whether a rehearsal runs, and what may be done."""
    desk, event = current_desk(), current_event()
    scans = attendance.scans_of(desk, event.id) if event.is_rehearsal else []
    return render_template("event/rehearsal/rehearsal.html", scans=len(scans))


@blueprint.post("")
@needs(Right.PLAN)
def start() -> Response:
    """Begin a rehearsal."""
    rehearsals.start_rehearsal(current_desk(), current_staff().name)
    flash(_("The rehearsal has begun. Nothing counts until you end it."), "attention")
    return redirect(url_for("rehearsal.show"))


@blueprint.post("/end")
@needs(Right.PLAN)
def end() -> Response:
    """End the rehearsal and throw away what happened in it."""
    event = rehearsals.end_rehearsal(current_desk(), current_staff().name)
    flash(_("The rehearsal is over and wiped. From now on %(name)s counts.", name=event.name), "ok")
    return redirect(url_for("rehearsal.show"))
