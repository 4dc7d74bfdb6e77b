"""`POST /api/v1/scans`: what a station sends, and what it is answered."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from kiosk.core.errors import BadInput
from kiosk.core.model import LONGEST_CODE, Answer, Means, Participant, Scan, Session, Station
from kiosk.web.shell.answers import message
from kiosk.web.shell.forms import LARGEST_ID
from kiosk.web.shell.i18n import zone

_OF = "@"
_CLOCK_MAY_LEAD = timedelta(minutes=5)
_MEANS = {Means.CAMERA, Means.HAND_SCANNER, Means.PHONE}


def scan_from(body: object, station: Station, now: datetime) -> tuple[Scan, datetime | None]:
    """Return the scan in the JSON `body`, and when it was sent where it says so.

    A `scan_id` is the station's own: another station's is another scan. Raises BadInput naming
    the field that is wrong.
    """
    if not isinstance(body, Mapping):
        raise BadInput("Send a JSON object with scan_id and code.")
    sent_at = _time("sent_at", body.get("sent_at"))
    scan = Scan(
        scan_id=f"{_scan_id(body.get('scan_id'))}{_OF}{station.id}",
        code=_code(body.get("code")),
        scanned_at=_scanned_at(body.get("scanned_at"), sent_at, now),
        means=_means(body.get("means")),
        station_id=station.id,
        session_id=_session_id(body.get("session")),
        by=station.name,
    )
    return scan, sent_at


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as the design fixes it; times are those of the event's zone."""
    return {
        "scan_id": answer.scan_id.partition(_OF)[0],
        "reason": answer.reason,
        "light": answer.light,
        "message": message(answer),
        "participant": participant_json(answer.participant),
        "session": session_json(answer.session),
        "checked_in_at": moment(answer.checked_in_at),
        "station": answer.station,
    }


def participant_json(participant: Participant | None) -> dict[str, Any] | None:
    """Return what stations may show of a participant, or None."""
    if participant is None:
        return None
    return {
        "number": participant.number,
        "name": participant.name,
        "group": participant.group,
        "organization": participant.organization,
    }


def session_json(session: Session | None) -> dict[str, Any] | None:
    """Return a session with its times, or None."""
    if session is None:
        return None
    return {
        "id": session.id,
        "name": session.name,
        "opens_at": moment(session.opens_at),
        "starts_at": moment(session.starts_at),
        "ends_at": moment(session.ends_at),
    }


def moment(value: datetime | None) -> str | None:
    """Return a time as RFC 3339 has it, in the event's zone, to the second."""
    return value.astimezone(zone()).isoformat(timespec="seconds") if value else None


def _scan_id(value: object) -> str:
    try:
        return str(UUID(str(value)))
    except ValueError as error:
        raise BadInput("scan_id must be a UUID that the station makes for each scan.") from error


def _code(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= LONGEST_CODE:
        raise BadInput("code must be the text that was read, at most 200 characters.")
    # Not every text of JSON can be stored: a half of a surrogate pair cannot.
    return value.strip().encode(errors="replace").decode()


def _scanned_at(value: object, sent_at: datetime | None, now: datetime) -> datetime:
    read = _time("scanned_at", value)
    if read is None:
        return sent_at or now
    if read - (sent_at or now) > _CLOCK_MAY_LEAD:
        raise BadInput("scanned_at lies in the future. Set the clock of this station.")
    return read


def _time(name: str, value: object) -> datetime | None:
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(str(value))
        if read.tzinfo is not None:
            return read.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadInput(
        "{name} must be a time with its zone, like 2026-11-23T07:40:00+07:00.", name=name
    )


def _means(value: object) -> Means:
    if value is None:
        return Means.CAMERA
    if not isinstance(value, str) or value not in _MEANS:
        raise BadInput("means must be camera, hand_scanner or phone.")
    return Means(value)


def _session_id(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_ID:
        raise BadInput("session must be the id of a session, or null.")
    return value
