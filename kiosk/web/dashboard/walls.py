"""Links to the wall screen: making one, which is shown once, and withdrawing it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.rights import Right
from kiosk.services import walls
from kiosk.web.dashboard.wall import PAGE, wall_page
from kiosk.web.live.pages import stream
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs
from kiosk.web.shell.hosts import link_for_others

_LASTS = {"day": walls.A_DAY, "week": walls.A_WEEK, "month": walls.A_MONTH}

blueprint = Blueprint("walls", __name__, url_prefix="/dashboard")


@blueprint.get("/wall")
@needs(Right.SEE_TURNOUT)
def wall() -> str:
    """Show the wall screen to staff, without a link."""
    current_event()
    return wall_page("", url_for("walls.live"))


@blueprint.get("/wall/live")
@needs(Right.SEE_TURNOUT)
def live() -> Response:
    """Send the numbers of the wall screen as they change."""
    current_event()
    return stream(PAGE, "")


@blueprint.get("/walls")
@needs(Right.SEE_TURNOUT)
def index() -> str:
    """List the links that stand."""
    return _page()


@blueprint.post("/walls")
@needs(Right.SHOW_WALLS)
def make() -> str:
    """Create a link and show it, this once."""
    lasts = _LASTS.get(request.form.get("lasts", ""), walls.A_DAY)
    event, by = current_event(), current_staff().name
    _link, token = walls.make_wall_link(current_desk(), event, by, lasts)
    return _page(link_for_others(url_for("wall.show", token=token)))


@blueprint.post("/walls/<int:link_id>/withdrawal")
@needs(Right.SHOW_WALLS)
def withdraw(link_id: int) -> Response:
    """End a link: whoever has it sees nothing any more."""
    walls.withdraw_wall_link(current_desk(), current_event(), link_id, current_staff().name)
    flash(_("The link was withdrawn."), "ok")
    return redirect(url_for("walls.index"))


def _page(made: str = "") -> str:
    links = walls.wall_links(current_desk(), current_event())
    return render_template("dashboard/walls.html", links=links, made=made)
