"""The addresses of the API."""

from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput, HadirError
from kiosk.core.model import Scope, Station
from kiosk.core.rights import Right
from kiosk.services import attendance as counted
from kiosk.services.check_ins import check_in_slowed
from kiosk.services.late_scans import judged
from kiosk.web.api.attendance import attendance_json
from kiosk.web.api.scans import answer_json, scan_from
from kiosk.web.api.token import current_station
from kiosk.web.shell.access import current_desk, current_event, may, needs
from kiosk.web.shell.errors import problem_json
from kiosk.web.shell.forms import json_body

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_LONGEST_BODY = 65_536
_MOST_AT_ONCE = 100


@blueprint.post("/scans")
@needs(Right.SEND_SCANS, by_key=True)
def scans() -> Response:
    """Answer a scan of a station, or an array of them, each its own result.

    A scan sent again gets the same answer.
    """
    station = current_station(Scope.SCAN)
    request.max_content_length = _LONGEST_BODY
    body = json_body()
    if not isinstance(body, list):
        return jsonify(_answered(body, station))
    if len(body) > _MOST_AT_ONCE:
        raise BadInput("Send at most {most} scans at once.", most=_MOST_AT_ONCE)
    return jsonify([_answered_or_refused(each, station) for each in body])


def _answered(body: object, station: Station) -> dict[str, Any]:
    desk = current_desk()
    scan, sent_at = scan_from(body, station, desk.now())
    return answer_json(check_in_slowed(desk, judged(desk, scan, sent_at)))


def _answered_or_refused(body: object, station: Station) -> dict[str, Any]:
    """Return the answer to one scan of an array; what is wrong with it concerns it alone."""
    try:
        return _answered(body, station)
    except HadirError as error:
        scan_id = body.get("scan_id") if isinstance(body, dict) else None
        return {"scan_id": scan_id, "error": problem_json(error)}


@blueprint.get("/attendance")
@needs(Right.READ_ATTENDANCE, by_key=True)
def attendance() -> Response:
    """Return who came to the current event, to a reading key or to staff who are logged in."""
    if not may(Right.READ_ATTENDANCE):
        current_station(Scope.ATTENDANCE)
    return jsonify(attendance_json(counted.attendance(current_desk(), current_event())))
