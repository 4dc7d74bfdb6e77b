"""Light or dark: by the system, or as chosen in this browser."""

from flask import Blueprint, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kiosk.core.rights import Right
from kiosk.web.shell.access import needs
from kiosk.web.shell.browser import keep_in_browser

APPEARANCES = ("auto", "light", "dark")

blueprint = Blueprint("appearance", __name__)


@blueprint.post("/appearance/<choice>")
@needs(Right.ENTER)
def switch(choice: str) -> Response:
    """Keep the choice in this browser and go back to the page."""
    if choice not in APPEARANCES:
        raise NotFound
    return keep_in_browser("appearance", choice)


def appearance() -> str:
    """Return how this browser shows pages: `auto`, `light` or `dark`."""
    chosen = request.cookies.get("appearance", "auto")
    return chosen if chosen in APPEARANCES else "auto"
