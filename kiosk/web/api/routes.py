"""The addresses of the API."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from kiosk.core.rights import Right
from kiosk.services import attendance as counted
from kiosk.services.check_ins import check_in
from kiosk.web.api.attendance import attendance_json
from kiosk.web.api.scans import answer_json, scan_from
from kiosk.web.api.token import current_station
from kiosk.web.shell.access import current_desk, current_event, may, needs

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_LONGEST_BODY = 16_384


@blueprint.post("/scans")
@needs(Right.SEND_SCANS, by_key=True)
def scans() -> Response:
    """Answer one scan of a station; a scan sent again gets the same answer."""
    station, desk = current_station(), current_desk()
    request.max_content_length = _LONGEST_BODY
    scan = scan_from(_body(), station, desk.now())
    return jsonify(answer_json(check_in(desk, scan)))


def _body() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


@blueprint.get("/attendance")
@needs(Right.READ_ATTENDANCE, by_key=True)
def attendance() -> Response:
    """Return who came to the current event, to a station or to staff who are logged in."""
    if not may(Right.READ_ATTENDANCE):
        current_station()
    return jsonify(attendance_json(counted.attendance(current_desk(), current_event())))
