"""A delegation on one screen: tick who is here, check in at once, take back at once."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.rights import Right
from kiosk.services import delegations, search, sessions
from kiosk.web.desk.room import blueprint
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    session_of_event,
)
from kiosk.web.shell.forms import id_of, whole


@blueprint.get("/delegation", endpoint="delegation")
@needs(Right.HELP_PEOPLE)
def show() -> str:
    """Show the people of one organization or group, ticked where they are waited for."""
    desk, event = current_desk(), current_event()
    chosen = _chosen()
    found = delegations.delegation(desk, event.id, **chosen) if any(chosen.values()) else ()
    return render_template(
        "desk/delegation.html",
        found=found,
        chosen=chosen,
        choices=search.choices(desk, event.id),
        now=sessions.session_now(desk, event.id),
        most=delegations.MOST,
    )


@blueprint.post("/delegation", endpoint="add_delegation")
@needs(Right.HELP_PEOPLE)
def add() -> Response:
    """Check the ticked people in at once."""
    ids = request.form.getlist("id", type=whole)
    if not ids:
        raise BadInput("Nobody is ticked. Tick at least one person.")
    session = session_of_event(id_of(request.form, "session"))
    done = delegations.check_in_together(
        current_desk(), current_event().id, ids, session.id, current_staff()
    )
    if done.refused:
        words = ngettext(
            "%(num)s person was not checked in: see below.",
            "%(num)s people were not checked in: see below.",
            len(done.refused),
        )
        flash(words, "attention")
    chosen = _chosen()
    back = url_for(
        "desk.delegation",
        organization=chosen["organization"] or None,
        group=chosen["group"] or None,
    )
    return redirect(back, 303)


def _chosen() -> dict[str, str]:
    return {name: request.values.get(name, "") for name in ("organization", "group")}
