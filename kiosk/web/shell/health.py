"""Whether the product works: for monitors and for the one who looks after the laptop."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from kiosk import __version__
from kiosk.core.rights import Right
from kiosk.web.shell.access import current_desk, needs

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@needs(Right.ENTER)
def healthz() -> Response:
    """Answer 200 when a scan could be stored now, else 503 and what is the matter."""
    trouble = current_desk().store.trouble()
    state = "error" if trouble else "ok"
    response = jsonify(status=state, database=state, version=__version__)
    if trouble:
        response = jsonify(
            status=state, database=state, version=__version__, trouble=type(trouble).__name__
        )
        response.status_code = 503
    return response
