"""`POST /api/v1/scans`: what a station sends, and what it is answered."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.core.errors import BadInput, HadirError
from kiosk.core.model import Answer, Means, Participant, Scan, Session, Station
from kiosk.services.late_scans import Batch, SentScan
from kiosk.web.api import described
from kiosk.web.shell.answers import message
from kiosk.web.shell.errors import problem_json
from kiosk.web.shell.i18n import zone

_OF = "@"
_CLOCK_MAY_LEAD = timedelta(minutes=5)


def batch_from(
    bodies: Sequence[object],
    station: Station,
    now: datetime,
    opened: Callable[[object], object] = lambda body: body,
) -> Batch:
    """Return the scans in several JSON bodies, each with what is wrong with it in its place.

    `opened` makes of a body what a scan is here; it may raise what is wrong.
    """

    def sent(body: object) -> SentScan | HadirError:
        try:
            return scan_from(opened(body), station, now)
        except HadirError as error:
            return error

    return Batch(station.id, now, [sent(each) for each in bodies])


def refusal_json(body: object, error: HadirError) -> dict[str, Any]:
    """Return what is wrong with one scan of several, with its number where it has one."""
    scan_id = body.get("scan_id") if isinstance(body, dict) else None
    return {"scan_id": scan_id, "error": problem_json(error)}


def scan_from(body: object, station: Station, now: datetime) -> SentScan:
    """Return the scan in the JSON `body`, with when it was sent where it says so.

    A `scan_id` is the station's own: another station's is another scan. Raises BadInput naming
    the field that is wrong.
    """
    sent = described.SCAN.read("scan", body)
    sent_at = sent.get("sent_at")
    scan = Scan(
        scan_id=f"{sent['scan_id']}{_OF}{station.id}",
        code=sent["code"].strip(),
        scanned_at=_scanned_at(sent.get("scanned_at"), sent_at, now),
        means=sent.get("means") or Means.CAMERA,
        station_id=station.id,
        session_id=sent.get("session"),
        by=station.name,
    )
    return SentScan(scan, sent_at)


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as the design fixes it; times are those of the event's zone."""
    here = zone()
    return {
        "scan_id": answer.scan_id.partition(_OF)[0],
        "reason": answer.reason,
        "light": answer.light,
        "message": message(answer),
        "participant": participant_json(answer.participant),
        "session": session_json(answer.session, here),
        "checked_in_at": moment(answer.checked_in_at, here),
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


def session_json(session: Session | None, at: ZoneInfo | None = None) -> dict[str, Any] | None:
    """Return a session with its times in the event's zone, or None."""
    if session is None:
        return None
    here = at or zone()
    return {
        "id": session.id,
        "name": session.name,
        "opens_at": moment(session.opens_at, here),
        "starts_at": moment(session.starts_at, here),
        "ends_at": moment(session.ends_at, here),
    }


def moment(value: datetime | None, at: ZoneInfo | None = None) -> str | None:
    """Return a time as RFC 3339 has it, in the event's zone, to the second."""
    return value.astimezone(at or zone()).isoformat(timespec="seconds") if value else None


def _scanned_at(read: datetime | None, sent_at: datetime | None, now: datetime) -> datetime:
    if read is None:
        return sent_at or now
    if read - (sent_at or now) > _CLOCK_MAY_LEAD:
        raise BadInput("scanned_at lies in the future. Set the clock of this station.")
    return read
