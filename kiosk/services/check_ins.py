"""Checking in: by a scan, by hand; and taking it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from math import ceil
from uuid import uuid4

from badges.code import written
from kiosk.core.admission import may_undo
from kiosk.core.errors import Forbidden, HadirError, NotFound, Refused, TooSoon
from kiosk.core.model import (
    LONGEST_CODE,
    Answer,
    CheckIn,
    Holding,
    Means,
    Participant,
    Reason,
    Scan,
    ScanOutcome,
    User,
)
from kiosk.core.rights import Right, actor_of, may
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.answering import answer_scans
from kiosk.services.audit import record, slowed
from kiosk.services.events import current_in
from kiosk.storage import badges, check_ins, participants, scans


def check_in(desk: Desk, scan: Scan) -> Answer:
    """Answer a scan: the same scan again gets the same answer and is stored once.

    Raises Busy where its turn did not come within a second and a half; it is not stored then.
    """
    [given] = _answered(desk, [scan])
    if isinstance(given, Answer):
        return given
    raise given


def check_in_slowed(desk: Desk, scan: Scan) -> Answer:
    """Answer a scan as `check_in` does, for who could be guessing codes.

    Raises TooSoon where this station sent too many different wrong codes in a row.
    """
    [given] = check_in_all(desk, scan.station_id or 0, [scan])
    if isinstance(given, Answer):
        return given
    raise given


def check_in_all(desk: Desk, station_id: int, scans: Sequence[Scan]) -> list[Answer | HadirError]:
    """Answer the scans that a station brings at once, each as `check_in_slowed` would.

    So many are stored in one transaction as could be wrong without being slowed.
    """
    outcomes: list[Answer | HadirError] = []
    while left := scans[len(outcomes) :]:
        free = desk.wrong_codes.free(station_id, desk.now())
        try:
            _check_not_guessing(desk, station_id)
            given = _answered(desk, left[: max(1, free)])
        except HadirError as error:
            outcomes += [error] * max(1, free)
        else:
            _note_wrong(desk, station_id, given)
            outcomes += given
    return outcomes[: len(scans)]


def _answered(desk: Desk, scans: Sequence[Scan]) -> list[Answer | HadirError]:
    written_alike = [_in_our_writing(each) for each in scans]
    outcomes = desk.store.together(written_alike, partial(answer_scans, desk))
    for scan, outcome in zip(scans, outcomes, strict=True):
        if isinstance(outcome, ScanOutcome) and outcome.new:
            update = Update(Topic.SCAN, outcome.event_id, scan.station_id, scan.scan_id)
            desk.updates.publish(update)
    return [_told(each) for each in outcomes]


def _told(outcome: ScanOutcome | Exception) -> Answer | HadirError:
    if isinstance(outcome, ScanOutcome):
        return outcome.answer
    if isinstance(outcome, HadirError):
        return outcome
    raise outcome


def _check_not_guessing(desk: Desk, station_id: int) -> None:
    wait = desk.wrong_codes.to_wait(station_id, desk.now())
    if wait:
        slowed(desk, f"station:{station_id}")
        raise TooSoon(
            "Too many wrong codes in a row. Wait {seconds} seconds and try again.",
            seconds=ceil(wait.total_seconds()),
        )


def _note_wrong(desk: Desk, station_id: int, given: Sequence[Answer | HadirError]) -> None:
    for each in given:
        if isinstance(each, Answer):
            is_wrong = each.reason is Reason.INVALID
            desk.wrong_codes.note(station_id, each.code, desk.now(), is_wrong=is_wrong)


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
    if override and not may(actor_of(by.role), Right.DECIDE_EXCEPTIONS):
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
                "A steward may undo what they did themselves, within 15 minutes. Ask a supervisor."
            )
        if not check_ins.undo(tx, check_in_id, desk.now(), by.name):
            raise Refused("This check-in was already undone.")
        subject = f"participant:{standing.participant_id}"
        record(tx, desk, standing.event_id, by.name, "check_in_undone", subject, id=check_in_id)
    desk.updates.publish(Update(Topic.ATTENDANCE, standing.event_id))
    return replace(standing, undone_at=desk.now(), undone_by=by.name)


def _in_our_writing(scan: Scan) -> Scan:
    """Return a scan with its code as our codes are written, a foreign one as it can be stored."""
    # PostgreSQL stores no NUL in a text.
    return replace(scan, code=written(scan.code).replace("\0", "")[:LONGEST_CODE])


def holding_of(desk: Desk, code: str) -> Holding | None:
    """Return whose badge this code is in the current event, without a scan."""
    with desk.store.read() as tx:
        event = current_in(tx)
        return badges.holding(tx, event.id, written(code), None)


def answer_to(desk: Desk, scan_id: str) -> Answer | None:
    """Return the answer that was given to a scan."""
    with desk.store.read() as tx:
        return scans.answered(tx, scan_id)


def received_since(desk: Desk, station_id: int, since: datetime) -> list[str]:
    """Return the scans of a station since a moment: what its screen missed, the oldest first."""
    with desk.store.read() as tx:
        return scans.received_at_station(tx, station_id, since)


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
