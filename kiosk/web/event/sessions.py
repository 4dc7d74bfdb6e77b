"""Sessions of the current event: times, opening, and which one is taken now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import EndsBeforeStart
from kiosk.core.model import Session
from kiosk.core.rights import Right
from kiosk.services import sessions
from kiosk.services.sessions import NewSession, session_on
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    session_of_event,
)
from kiosk.web.shell.forms import date_field, minutes_of, time_field
from kiosk.web.shell.i18n import sentence

blueprint = Blueprint("sessions", __name__, url_prefix="/sessions")


@blueprint.get("")
@needs(Right.PLAN)
def index() -> str:
    """Show the sessions, and which one is taken now."""
    return _page()


@blueprint.post("")
@needs(Right.PLAN)
def add() -> Response | str:
    """Add a session; everybody on the list is expected in it.

    Where it would end before it starts, ask whether it goes on until the next day.
    """
    new, by = _new_session(), current_staff().name
    try:
        session = sessions.add_session(current_desk(), current_event(), new, by)
    except EndsBeforeStart as question:
        return _page(request.form, sentence(question))
    flash(_("%(name)s was added.", name=session.name), "ok")
    return redirect(url_for("sessions.index"))


@blueprint.post("/<int:session_id>")
@needs(Right.PLAN)
def change(session_id: int) -> Response:
    """Change name, times and opening of a session."""
    before = session_of_event(session_id)
    sessions.change_session(current_desk(), _changed(before), current_staff().name)
    flash(_("The session was changed."), "ok")
    return redirect(url_for("sessions.index"))


@blueprint.post("/<int:session_id>/removal")
@needs(Right.PLAN)
def remove(session_id: int) -> Response:
    """Remove a session that nobody was scanned in."""
    session = session_of_event(session_id)
    sessions.remove_session(current_desk(), session.id, current_staff().name)
    flash(_("%(name)s was removed.", name=session.name), "ok")
    return redirect(url_for("sessions.index"))


@blueprint.post("/<int:session_id>/choice")
@needs(Right.PLAN)
def choose(session_id: int) -> Response:
    """Take this session, whatever the clock says."""
    session = session_of_event(session_id)
    sessions.choose_session(current_desk(), session.id, current_staff().name)
    flash(
        _("Attendance is taken for %(name)s now, until this choice is ended.", name=session.name),
        "ok",
    )
    return redirect(url_for("sessions.index"))


@blueprint.post("/choice/end")
@needs(Right.PLAN)
def end_choice() -> Response:
    """Let the clock decide again."""
    sessions.end_choice(current_desk(), current_event().id, current_staff().name)
    flash(_("The clock decides again."), "ok")
    return redirect(url_for("sessions.index"))


def _page(typed: Mapping[str, str] | None = None, asked: str = "") -> str:
    desk, event = current_desk(), current_event()
    return render_template(
        "event/sessions/sessions.html",
        sessions=sessions.sessions_of(desk, event.id),
        now=sessions.session_now(desk, event.id),
        typed=typed or {},
        asked=asked,
    )


def _new_session() -> NewSession:
    form = request.form
    return NewSession(
        form.get("name", ""),
        time_field(form, "starts"),
        time_field(form, "ends"),
        date_field(form, "day") if form.get("day") else None,
        until_next_day="until_next_day" in form,
    )


def _changed(before: Session) -> Session:
    timed = session_on(current_event(), _new_session())
    minutes = minutes_of(request.form, "opens_before")
    return replace(timed, id=before.id, opens_before=timedelta(minutes=minutes))
