"""The dashboard: the turnout of a session as it is now, with names for who is logged in."""

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.core.errors import StorageError
from kiosk.core.rights import Right
from kiosk.core.updates import Topic
from kiosk.services import attendance
from kiosk.services.readiness import care
from kiosk.web.dashboard.board import board, people, session_in_front
from kiosk.web.dashboard.partials import DashboardParts
from kiosk.web.live.pages import LivePage, Partials, StreamVariant, stream
from kiosk.web.live.pieces import put_together
from kiosk.web.shell.access import current_desk, current_event, may, needs
from kiosk.web.shell.errors import failing_words
from kiosk.web.shell.forms import whole
from kiosk.web.shell.page import piece

TOPICS = frozenset({Topic.SCAN, Topic.ATTENDANCE, Topic.ROSTER, Topic.SESSION, Topic.STORAGE})

blueprint = Blueprint("dashboard", __name__, url_prefix="/dashboard")


@blueprint.get("")
@needs(Right.SEE_TURNOUT)
def show() -> str:
    """Show the turnout of the session now, or of the one that is asked for."""
    event = current_event()
    variant = _variant()
    with attendance.look_at(current_desk(), event.id) as look:
        shown = session_in_front(look, request.args.get("session", type=whole))
    if shown is None:
        return render_template("dashboard/none.html")
    return render_template(
        "dashboard/dashboard.html",
        partials=put_together(rendered(variant)),
        sessions=look.programme.sessions,
        shown=shown,
        care=care(current_desk()),
        feed=url_for("dashboard.live", session=request.args.get("session", type=whole)),
    )


@blueprint.get("/live")
@needs(Right.SEE_TURNOUT)
def live() -> Response:
    """Send the parts of the page as they change."""
    current_event()
    return stream(PAGE, *_variant())


def rendered(variant: StreamVariant) -> Partials:
    """Return the parts of the dashboard; the variant is the session asked for and who looks.

    Where the database cannot even be read, that is the only part.
    """
    try:
        parts = _parts(variant)
    except StorageError as error:
        return {"alarm": _failing(error)}
    fails = current_desk().store.outage.error
    return {**parts, "alarm": _failing(fails) + str(parts["alarm"])} if fails and parts else parts


def _failing(error: StorageError) -> str:
    headline, meanwhile, why = failing_words(error)
    return piece("dashboard/_failing.html", headline=headline, words=(meanwhile, why))


def _parts(variant: StreamVariant) -> Partials:
    session_id, role = variant
    with attendance.look_at(current_desk()) as look:
        g.event_here = look.programme.event
        session = session_in_front(look, int(session_id) if session_id else None)
        if session is None:
            return {}
        numbers, names = board(look, session), people(look, session)
    return DashboardParts(may_call=role == "staff").of(numbers, names, look.warnings)


def _variant() -> StreamVariant:
    session_id = request.args.get("session", type=whole)
    return (str(session_id or ""), "staff" if may(Right.HELP_PEOPLE) else "viewer")


PAGE = LivePage("dashboard", TOPICS, rendered, pause=0.3, refresh=15.0)
