"""What stations and boards ask from the first moment: scans, and who came."""

from typing import Any

from flask import Blueprint, jsonify
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from kiosk.core.errors import HadirError
from kiosk.core.model import Answer, Scope
from kiosk.core.rights import Right
from kiosk.services import attendance as counted
from kiosk.services.late_scans import answers
from kiosk.web.api import described
from kiosk.web.api.attendance import attendance_json
from kiosk.web.api.operations import EVENT, Operation, Parameter, Sent, operation
from kiosk.web.api.scans import answer_json, batch_from, refusal_json
from kiosk.web.shell.access import current_desk

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_LONGEST_BODY = 65_536
EVENT_NAMED = Parameter(
    "event", EVENT, _l("The slug of an event; without it the current one is meant.")
)


@operation(
    blueprint,
    Operation(
        name="sendScans",
        method="post",
        path="/scans",
        right=Right.SEND_SCANS,
        scope=Scope.SCAN,
        says=_l(
            "Answers a scan, or a list of them, each with its own result. A processed scan is 200 "
            "whatever its reason. Sent again with its scan_id, it gets the same answer."
        ),
        body=described.SCANS,
        answers=described.ANSWERS,
        largest=_LONGEST_BODY,
        example={"scan_id": "5f0c1a52-6b1e-4c6e-9d3a-0c1f2e3d4b5a", "code": "ABCD234567"},
    ),
)
def scans(sent: Sent) -> Response:
    """Answer a scan of a station, or an array of them, each its own result."""
    desk, body = current_desk(), sent.body
    bodies = body if isinstance(body, list) else [body]
    given = answers(desk, batch_from(bodies, sent.key, desk.now()))
    if isinstance(body, list):
        return jsonify([_told(*each) for each in zip(bodies, given, strict=True)])
    [answer] = given
    if isinstance(answer, HadirError):
        raise answer
    return jsonify(answer_json(answer))


def _told(body: object, given: Answer | HadirError) -> dict[str, Any]:
    return answer_json(given) if isinstance(given, Answer) else refusal_json(body, given)


@operation(
    blueprint,
    Operation(
        name="readAttendance",
        method="get",
        path="/attendance",
        right=Right.READ_ATTENDANCE,
        scope=Scope.ATTENDANCE,
        says=_l("The numbers of each session, and who came when."),
        query=(EVENT_NAMED,),
        answers=described.ATTENDANCE,
        for_staff=True,
    ),
)
def attendance(sent: Sent) -> Response:
    """Return who came to an event, to a reading key or to staff who are logged in."""
    return jsonify(attendance_json(counted.attendance(current_desk(), sent.event)))
