"""The start page: what is done, and what to do next."""

from flask import Blueprint, render_template

from kiosk.services import sessions
from kiosk.web.access import current_desk, event_here

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def show() -> str:
    """Show what to do next."""
    event = event_here()
    parts = sessions.sessions_of(current_desk(), event.id) if event else []
    return render_template("home/home.html", sessions=parts, steps=[])
