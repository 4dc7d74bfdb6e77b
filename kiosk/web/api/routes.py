"""The addresses of the API."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from kiosk.services.check_in import check_in
from kiosk.web.access import current_desk
from kiosk.web.api.scans import answer_json, scan_from
from kiosk.web.api.token import current_station

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.post("/scans")
def scans() -> Response:
    """Answer one scan of a station; a scan sent again gets the same answer."""
    station, desk = current_station(), current_desk()
    scan = scan_from(request.get_json(silent=True), station, desk.now())
    return jsonify(answer_json(check_in(desk, scan)))
