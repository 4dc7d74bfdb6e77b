"""A door that is left alone: its browser sees nothing else until staff enter their PIN."""

from flask import Blueprint, redirect, request, url_for
from flask import session as browser_session
from werkzeug.wrappers import Response

_LOCKED = "door_locked"
_OPEN_TO_A_LOCKED_DOOR = {"static", "assets.font", "health.healthz", "language.switch"}


def init_lock(blueprint: Blueprint) -> None:
    """Keep a locked browser at the door, whatever address it asks for."""
    blueprint.before_app_request(_stay_at_the_door)


def lock() -> None:
    """Lock this browser."""
    browser_session[_LOCKED] = True


def unlock() -> None:
    """Give this browser free."""
    browser_session.pop(_LOCKED, None)


def is_locked() -> bool:
    """Whether this browser is kept at the door."""
    return bool(browser_session.get(_LOCKED))


def _stay_at_the_door() -> Response | None:
    endpoint = request.endpoint or ""
    allowed = endpoint in _OPEN_TO_A_LOCKED_DOOR or endpoint.startswith("api.")
    if not is_locked() or allowed or endpoint in LOCKED_PAGES:
        return None
    return redirect(url_for("kiosk.show"))


LOCKED_PAGES = {
    "kiosk.show",
    "kiosk.live",
    "kiosk.preview",
    "kiosk.scan",
    "kiosk.picture",
    "kiosk.exit_page",
    "kiosk.leave",
}
"""What the door itself needs."""
