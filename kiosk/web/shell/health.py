"""Whether the product is alive: for monitors and for the one who looks after the laptop."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from kiosk import __version__
from kiosk.services import installation
from kiosk.web.shell.access import current_desk

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer 200 when the database answers, else 503."""
    works = installation.answers(current_desk())
    response = jsonify(
        status="ok" if works else "error",
        database="ok" if works else "error",
        version=__version__,
    )
    response.status_code = 200 if works else 503
    return response
