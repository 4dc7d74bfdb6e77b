"""The wall screen: numbers only, large; by its own link without a login, or for staff."""

from flask import Blueprint, g, render_template, url_for
from werkzeug.wrappers import Response

from kiosk.core.errors import NotFound
from kiosk.core.rights import Right
from kiosk.services import attendance, walls
from kiosk.web.dashboard.board import board, session_in_front
from kiosk.web.dashboard.charts import FAR
from kiosk.web.dashboard.dashboard import TOPICS
from kiosk.web.dashboard.partials import WallParts
from kiosk.web.live.pages import LivePage, Partials, StreamVariant, stream
from kiosk.web.live.pieces import put_together
from kiosk.web.shell.access import current_desk, current_event, introduce, needs

blueprint = Blueprint("wall", __name__, url_prefix="/dashboard/wall")


@blueprint.get("/<token>")
@needs(Right.SEE_WALL, by_key=True)
def show(token: str) -> str:
    """Show the wall screen to whoever has the link."""
    return wall_page(_link_of(token), url_for("wall.live", token=token))


@blueprint.get("/<token>/live")
@needs(Right.SEE_WALL, by_key=True)
def live(token: str) -> Response:
    """Send the numbers of the wall screen as they change."""
    return stream(PAGE, _link_of(token))


def wall_page(link: str, feed: str) -> str:
    """Return the wall screen of a link, or of the current event where `link` is empty."""
    return render_template(
        "dashboard/wall.html", partials=put_together(_rendered((link,))), feed=feed
    )


def _link_of(token: str) -> str:
    link = walls.link_of_token(current_desk(), token)
    if link is None:
        raise NotFound("This link to the wall screen does not exist, or was withdrawn.")
    introduce()
    return str(link.id)


def _rendered(variant: StreamVariant) -> Partials:
    desk, [link] = current_desk(), variant
    event = walls.event_of_link(desk, int(link)) if link else current_event()
    if event is None:
        return {"wall": render_template("dashboard/_wall_dark.html")}
    g.event_here = event
    with attendance.look_at(desk, event.id) as look:
        session = session_in_front(look, None)
        if session:
            return WallParts().of(board(look, session, FAR))
    return {"wall": render_template("dashboard/_wall_none.html", event=event)}


PAGE = LivePage("wall", TOPICS, _rendered, pause=0.3, refresh=15.0)
"""The variant is the id of the link, empty for staff."""
