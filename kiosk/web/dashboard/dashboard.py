"""The dashboard: the turnout of a session as it is now, with names for who is logged in."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.core.rights import Right
from kiosk.core.updates import Topic
from kiosk.services import sessions
from kiosk.services.readiness import care
from kiosk.services.warnings import warnings
from kiosk.web.dashboard.board import board, people, phone_link, session_in_front
from kiosk.web.live.pages import LivePage, Partials, StreamVariant, stream
from kiosk.web.shell.access import current_desk, current_event, may, needs
from kiosk.web.shell.forms import whole

_NUMBERS = ("alarm", "numbers", "chart", "table", "doors", "sessions", "parts")
_NAMES = ("last", "missing", "not_back")
TOPICS = frozenset({Topic.SCAN, Topic.ATTENDANCE, Topic.ROSTER, Topic.SESSION})

blueprint = Blueprint("dashboard", __name__, url_prefix="/dashboard")


@blueprint.get("")
@needs(Right.SEE_TURNOUT)
def show() -> str:
    """Show the turnout of the session now, or of the one that is asked for."""
    event = current_event()
    variant = _variant()
    shown = session_in_front(current_desk(), event, request.args.get("session", type=whole))
    if shown is None:
        return render_template("dashboard/none.html")
    return render_template(
        "dashboard/dashboard.html",
        partials=rendered(variant),
        sessions=sessions.sessions_of(current_desk(), event.id),
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
    """Return the parts of the dashboard; the variant is the session asked for and who looks."""
    desk, event = current_desk(), current_event()
    session_id, role = variant
    session = session_in_front(desk, event, int(session_id) if session_id else None)
    if session is None:
        return {}
    values = {
        "board": board(desk, event, session),
        "people": people(desk, event, session),
        "warnings": warnings(desk, event),
        "may_call": role == "staff",
        "phone_link": phone_link,
    }
    return {
        name: render_template(f"dashboard/_{name}.html", **values) for name in _NUMBERS + _NAMES
    }


def _variant() -> StreamVariant:
    session_id = request.args.get("session", type=whole)
    return (str(session_id or ""), "staff" if may(Right.HELP_PEOPLE) else "viewer")


PAGE = LivePage("dashboard", TOPICS, rendered, pause=0.3, refresh=15.0)
