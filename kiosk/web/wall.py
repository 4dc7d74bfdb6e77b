"""The wall screen: numbers only, large; by its own link without a login, or for staff."""

from dataclasses import dataclass

from flask import Blueprint, g, render_template, url_for
from werkzeug.wrappers import Response

from kiosk.core.errors import NotFound
from kiosk.core.model import Event
from kiosk.core.updates import Topic, Update
from kiosk.services import walls
from kiosk.web.access import current_desk
from kiosk.web.board import board, session_in_front
from kiosk.web.dashboard import TOPICS
from kiosk.web.live import LivePage, Partials, Variant, stream

blueprint = Blueprint("wall", __name__, url_prefix="/dashboard/wall")


@dataclass(frozen=True, slots=True)
class _Share:
    """How many of one part of the people came."""

    name: str
    present: int
    expected: int


@blueprint.get("/<token>")
def show(token: str) -> str:
    """Show the wall screen to whoever has the link."""
    return wall_page(_event_of(token), url_for("wall.live", token=token))


@blueprint.get("/<token>/live")
def live(token: str) -> Response:
    """Send the numbers of the wall screen as they change."""
    return wall_stream(_event_of(token))


def wall_page(event: Event, feed: str) -> str:
    """Return the wall screen of an event, fed by the stream at `feed`."""
    g.event_here = event
    return render_template("dashboard/wall.html", partials=_rendered((str(event.id),)), feed=feed)


def wall_stream(event: Event) -> Response:
    """Return the stream of an event's wall screen."""
    return stream(PAGE, str(event.id))


def _event_of(token: str) -> Event:
    event = walls.event_of_wall(current_desk(), token)
    if event is None:
        raise NotFound("This link to the wall screen does not exist, or was withdrawn.")
    return event


def _rendered(variant: Variant) -> Partials:
    desk = current_desk()
    event = walls.shown_event(desk, int(variant[0]))
    g.event_here = event
    session = session_in_front(desk, event, None)
    if session is None:
        return {"wall": render_template("dashboard/_wall_none.html", event=event)}
    shown = board(desk, event, session)
    groups = shown.tallies.by["group"].get(session.id, {})
    shares = [
        _Share(name, each.present_expected, each.expected) for name, each in groups.items() if name
    ]
    return {"wall": render_template("dashboard/_wall.html", board=shown, shares=shares[:6])}


def _concerns(update: Update, variant: Variant) -> bool:
    return update.topic is Topic.SESSION or str(update.event_id) == variant[0]


PAGE = LivePage("wall", TOPICS, _rendered, pause=0.3, refresh=15.0, hears=_concerns)
