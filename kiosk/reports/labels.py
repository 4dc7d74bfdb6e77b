"""What the codes of the trade are called in a report; translated by `Wording.say`."""

from collections.abc import Mapping

from kiosk.core.attendance import Attendance, AttendanceRecord
from kiosk.core.certificates import Shortfall
from kiosk.core.model import Means, Reason, Session, Status

MEANS: Mapping[Means, str] = {
    Means.CAMERA: "Camera",
    Means.HAND_SCANNER: "Hand scanner",
    Means.PHONE: "Phone",
    Means.BY_HAND: "By hand",
    Means.PAPER: "From paper",
}

REASONS: Mapping[Reason, str] = {
    Reason.OK: "Admitted",
    Reason.ALREADY_CHECKED_IN: "Already checked in",
    Reason.INVALID: "Not one of our codes",
    Reason.REVOKED: "Badge was replaced",
    Reason.CANCELED: "Taken off the roster",
    Reason.BLOCKED: "Blocked: see staff",
    Reason.NOT_EXPECTED: "Belongs to another session",
    Reason.INVALID_TIME: "No session was open",
    Reason.ERROR: "No answer could be given",
}

STATUSES: Mapping[Status, str] = {
    Status.ACTIVE: "Active",
    Status.BLOCKED: "Blocked",
    Status.CANCELED: "Canceled",
}

SHORTFALLS: Mapping[Shortfall, str] = {
    Shortfall.CANCELED: "Taken off the roster",
    Shortfall.ABSENT: "Attended no session",
    Shortfall.TOO_LITTLE: "Attended too little",
}


def standing(attendance: Attendance, record: AttendanceRecord, session: Session) -> str:
    """Return in a word how somebody stands in a session: absent only when it has begun."""
    if record.is_present(session.id):
        return "Present" if record.is_expected(session.id) else "Present, off the list"
    if not record.is_expected(session.id):
        return "Not expected"
    if not attendance.has_begun(session):
        return "Expected"
    return "Absent" if attendance.has_ended(session) else "Not here yet"
