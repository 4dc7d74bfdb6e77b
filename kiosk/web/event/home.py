"""The start page: what is done, what to do next, and the turnout of the session that is taken."""

from flask import Blueprint, render_template

from kiosk.core.model import Event
from kiosk.core.rights import Right
from kiosk.services import sessions
from kiosk.services.attendance import tallies
from kiosk.services.overview import overview
from kiosk.services.readiness import care
from kiosk.services.sessions import SessionNow
from kiosk.web.door.camera import door_camera
from kiosk.web.event.steps import SetupProgress, Step, first_steps, steps_of
from kiosk.web.shell.access import current_desk, event_here, may_open, needs
from kiosk.web.shell.page import has_page

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@needs(Right.SEE_TURNOUT)
def show() -> str:
    """Show what to do next."""
    event = event_here()
    if event is None:
        return render_template(
            "event/home/empty.html", steps=_allowed(first_steps(current_desk().now()))
        )
    now = sessions.session_now(current_desk(), event.id)
    return render_template(
        "event/home/home.html",
        steps=_steps(event),
        now=now,
        counts=_counts(event, now),
        care=care(current_desk()),
        camera_waits=_camera_waits(),
    )


def _steps(event: Event) -> list[Step]:
    desk = current_desk()
    progress = SetupProgress(
        sessions.sessions_of(desk, event.id), overview(desk, event), desk.now()
    )
    return _allowed(steps_of(progress))


def _allowed(steps: list[Step]) -> list[Step]:
    return [each for each in steps if has_page(each.endpoint) and may_open(each.endpoint)]


def _camera_waits() -> bool:
    """Whether a camera reads here and checks nobody in, because no door is open."""
    camera = door_camera()
    state = camera.state() if camera else None
    return state is not None and state.status == "ok" and not state.admits


def _counts(event: Event, now: SessionNow) -> object:
    if now.session is None:
        return None
    return tallies(current_desk(), event.id, by=()).of(now.session.id)
