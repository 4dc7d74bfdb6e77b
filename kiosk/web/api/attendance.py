"""`GET /api/v1/attendance`: the numbers of each session, and who came when."""

from typing import Any

from kiosk.core.attendance import Attendance, AttendanceRecord, Counts
from kiosk.core.model import CheckIn, Event
from kiosk.web.api.scans import moment, participant_json, session_json


def attendance_json(attendance: Attendance) -> dict[str, Any]:
    """Return the attendance of an event; identifiers and telephone numbers are left out."""
    return {
        "event": event_json(attendance.event),
        "sessions": [
            {**(session_json(each) or {}), **_counts_json(attendance.counts(each.id))}
            for each in attendance.sessions
        ],
        "participants": [_record_json(each) for each in attendance.records],
    }


def event_json(event: Event) -> dict[str, Any]:
    """Return an event as others are told of it."""
    return {
        "slug": event.slug,
        "name": event.name,
        "date": event.date.isoformat(),
        "timezone": event.timezone,
        "place": event.place,
        "rehearsal": event.is_rehearsal,
    }


def _counts_json(counts: Counts) -> dict[str, Any]:
    return {
        "expected": counts.expected,
        "present": counts.present,
        "absent": counts.missing,
        "walk_ins": counts.walk_ins,
        "percent": round(counts.percent, 1),
    }


def _record_json(record: AttendanceRecord) -> dict[str, Any]:
    person = record.participant
    return {
        **(participant_json(person) or {}),
        "district": person.district,
        "status": person.status,
        "walk_in": person.walk_in,
        "expected": sorted(record.expected),
        "check_ins": [
            _check_in_json(each)
            for each in sorted(record.check_ins.values(), key=lambda each: each.checked_in_at)
        ],
    }


def _check_in_json(check_in: CheckIn) -> dict[str, Any]:
    return {
        "session": check_in.session_id,
        "checked_in_at": moment(check_in.checked_in_at),
        "means": check_in.means,
        "station": check_in.station,
    }
