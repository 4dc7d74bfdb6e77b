"""Checking in: by a scan, by hand; and taking it back."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from badges.code import normalize, read_code
from kiosk.core.admission import choose_session, decide, may_undo, opens_next
from kiosk.core.errors import Forbidden, NotFound, Refused
from kiosk.core.model import (
    Answer,
    CheckIn,
    Event,
    Holding,
    Means,
    Participant,
    Reason,
    Role,
    Scan,
    ScanResult,
    Session,
    User,
)
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.services.events import current_in
from kiosk.storage import badges, check_ins, events, participants, scans, sessions, stations
from kiosk.storage.database import Tx

_MAY_BE_SET_ASIDE = {Reason.NOT_EXPECTED, Reason.INVALID_TIME}


def check_in(desk: Desk, scan: Scan) -> Answer:
    """Answer a scan: the same scan again gets the same answer and is stored once."""
    with desk.store.write() as tx:
        earlier = scans.answered(tx, scan.scan_id)
        if earlier:
            return earlier
        event = _event_of(tx, scan)
        answer = _decided(tx, desk, event, scan)
    _tell(desk, event, answer, scan.station_id)
    return answer


def by_hand(  # noqa: PLR0913
    desk: Desk,
    participant_id: int,
    by: User,
    *,
    session_id: int | None = None,
    override: bool = False,
    means: Means = Means.BY_HAND,
    at: datetime | None = None,
    station_id: int | None = None,
) -> Answer:
    """Check somebody in whom staff have found in the list.

    `override` admits somebody not expected, or outside the time: supervisors only (Forbidden).
    `at` is the time on the paper list, where there is one.
    """
    if override and not by.role.includes(Role.SUPERVISOR):
        raise Forbidden("Only a supervisor may admit somebody who is not expected here and now.")
    with desk.store.read() as tx:
        person = participants.by_id(tx, participant_id)
        badge = badges.standing(tx, participant_id)
    if person is None or badge is None:
        raise NotFound("There is no such participant.")
    scan = Scan(
        scan_id=str(uuid4()),
        code=badge.code,
        scanned_at=at or desk.now(),
        means=means,
        station_id=station_id,
        session_id=session_id,
        by=by.name,
        event_id=person.event_id,
        override=override,
    )
    return check_in(desk, scan)


def undo(desk: Desk, check_in_id: int, by: User) -> CheckIn:
    """Take a check-in back; the record stays, marked.

    A steward may undo what they did themselves within a quarter of an hour, a supervisor any.
    """
    with desk.store.write() as tx:
        standing = check_ins.by_id(tx, check_in_id)
        if standing is None:
            raise NotFound("There is no such check-in.")
        if not may_undo(standing, by, desk.now()):
            raise Forbidden(
                "A steward may take back what they did themselves, within 15 minutes. "
                "Ask a supervisor."
            )
        if not check_ins.undo(tx, check_in_id, desk.now(), by.name):
            raise Refused("This check-in was taken back already.")
        subject = f"participant:{standing.participant_id}"
        record(tx, desk, standing.event_id, by.name, "check_in_undone", subject, id=check_in_id)
    desk.updates.publish(Update(Topic.ATTENDANCE, standing.event_id))
    return replace(standing, undone_at=desk.now(), undone_by=by.name)


def _event_of(tx: Tx, scan: Scan) -> Event:
    event = events.by_id(tx, scan.event_id) if scan.event_id else current_in(tx)
    if event is None:
        raise NotFound("There is no such event.")
    return event


def _decided(tx: Tx, desk: Desk, event: Event, scan: Scan) -> Answer:
    parts = sessions.of_event(tx, event.id)
    choice = sessions.standing_choice(tx, event.id)
    session = _session_of(scan, parts) or choose_session(parts, choice, scan.scanned_at)
    code = read_code(scan.code) or normalize(scan.code)
    holding = badges.holding(tx, event.id, code, session.id if session else None)
    chosen = bool(choice and session and choice.session_id == session.id)
    named = scan.session_named_by_staff or chosen
    result = decide(holding, session, scan.scanned_at, override=named)
    if result.reason is Reason.INVALID_TIME:
        result = replace(result, opens_next=opens_next(parts, scan.scanned_at))
    return _stored(tx, desk, event, replace(scan, code=code or scan.code), result)


def _session_of(scan: Scan, parts: list[Session]) -> Session | None:
    if scan.session_id is None:
        return None
    found = next((each for each in parts if each.id == scan.session_id), None)
    if found is None:
        names = ", ".join(f"{each.id} ({each.name})" for each in parts)
        raise NotFound(
            "There is no session {id} in this event. Known are: {known}.",
            id=scan.session_id,
            known=names,
        )
    return found


def _stored(tx: Tx, desk: Desk, event: Event, scan: Scan, result: ScanResult) -> Answer:
    despite = _set_aside(scan, result)
    if despite:
        result = replace(result, reason=Reason.OK)
    scan_row_id = scans.add(tx, scan, event.id, result, desk.now())
    if scan_row_id is None:
        # Another connection stored the same scan since we looked: its answer is the answer.
        earlier = scans.answered(tx, scan.scan_id)
        if earlier:
            return earlier
    if scan_row_id and result.reason is Reason.OK:
        result = _admitted(tx, scan_row_id, scan, result, despite)
    if scan_row_id and result.reason is Reason.ALREADY_CHECKED_IN:
        result = _first(tx, scan_row_id, scan, result)
    return _answer(tx, scan, result)


def _set_aside(scan: Scan, result: ScanResult) -> Reason | None:
    allowed = scan.override and result.session is not None
    return result.reason if allowed and result.reason in _MAY_BE_SET_ASIDE else None


def _admitted(
    tx: Tx, scan_row_id: int, scan: Scan, result: ScanResult, despite: Reason | None
) -> ScanResult:
    person, session = result.participant, result.session
    if person is None or session is None:
        message = "somebody was admitted who is nobody, or nowhere"
        raise RuntimeError(message)
    place = (session.event_id, session.id, person.id)
    admitted = check_ins.admit(tx, scan_row_id, scan, place, despite)
    reason = Reason.OK if admitted else Reason.ALREADY_CHECKED_IN
    standing = check_ins.standing(tx, person.id, session.id)
    scans.answer_with(tx, scan_row_id, reason, standing.id if standing else None)
    return replace(result, reason=reason, standing=standing)


def _first(tx: Tx, scan_row_id: int, scan: Scan, result: ScanResult) -> ScanResult:
    """Let the scan be the check-in where it is the earlier one: its station was offline."""
    standing = result.standing
    if standing is None or standing.checked_in_at <= scan.scanned_at:
        return result
    check_ins.move_earlier(tx, standing.id, scan_row_id, scan)
    return replace(result, standing=check_ins.by_id(tx, standing.id))


def _answer(tx: Tx, scan: Scan, result: ScanResult) -> Answer:
    station = stations.by_id(tx, scan.station_id) if scan.station_id else None
    standing = result.standing
    return Answer(
        scan_id=scan.scan_id,
        reason=result.reason,
        code=scan.code,
        scanned_at=scan.scanned_at,
        participant=result.participant,
        session=result.session,
        checked_in_at=standing.checked_in_at if standing else None,
        station=station.name if station else "",
        first_door=standing.station if standing else "",
        opens_next=result.opens_next,
        means=scan.means,
        check_in_id=standing.id if standing else None,
    )


def _tell(desk: Desk, event: Event, answer: Answer, station_id: int | None) -> None:
    desk.updates.publish(Update(Topic.SCAN, event.id, station_id, answer.scan_id))


def holding_of(desk: Desk, code: str) -> Holding | None:
    """Return whose badge this code is in the current event, without a scan."""
    with desk.store.read() as tx:
        event = current_in(tx)
        return badges.holding(tx, event.id, read_code(code) or normalize(code), None)


def answer_to(desk: Desk, scan_id: str) -> Answer | None:
    """Return the answer that was given to a scan."""
    with desk.store.read() as tx:
        return scans.answered(tx, scan_id)


def done_by(
    desk: Desk, event_id: int, by: User, limit: int = 8
) -> list[tuple[CheckIn, Participant]]:
    """Return whom this member of staff checked in last by hand or from paper, newest first."""
    with desk.store.read() as tx:
        return check_ins.done_by(tx, event_id, by.name, limit)


def check_in_of_event(desk: Desk, event_id: int, check_in_id: int) -> CheckIn:
    """Return a check-in of the event. Raises NotFound, also for one of another event."""
    with desk.store.read() as tx:
        found = check_ins.by_id(tx, check_in_id)
    if found is None or found.event_id != event_id:
        raise NotFound("There is no such check-in.")
    return found
