"""Answering scans within a transaction, all that were brought at once: look, decide, write."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.core.admission import Asked, answer, ask
from kiosk.core.arrangement import Arrangement
from kiosk.core.errors import HadirError, Refused
from kiosk.core.model import Answer, CheckIn, Reason, Scan, ScanOutcome, ScanResult
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.storage import check_ins, scans
from kiosk.storage.database import Tx
from kiosk.storage.standing import put_right

_A_WHILE = timedelta(seconds=10)

Outcome = ScanOutcome | HadirError
"""What became of a scan; an error where it could not be asked, for a session that is none."""


def answer_scans(desk: Desk, tx: Tx, brought: Sequence[Scan]) -> list[Outcome]:
    """Answer scans; of several of one badge or number each comes after the one before it."""
    arranged, now = desk.memory.as_of(tx), desk.now()
    outcomes: list[Asked | Outcome] = [_asked(arranged, scan) for scan in brought]
    while waiting := _first_of_each(outcomes):
        answered = _answered(tx, desk, arranged, [asked for _, asked in waiting])
        for (place, _), outcome in zip(waiting, answered, strict=True):
            outcomes[place] = outcome
    desk.memory.note_seen(tx, {scan.station_id for scan in brought}, now)
    return [each for each in outcomes if not isinstance(each, Asked)]


def _asked(arranged: Arrangement, scan: Scan) -> Asked | HadirError:
    try:
        return ask(scan, arranged.programme(scan.event_id))
    except HadirError as error:
        return error


def _first_of_each(outcomes: Sequence[Asked | Outcome]) -> list[tuple[int, Asked]]:
    """Return the first scan of each badge and number that has no answer yet, with its place.

    In the order of the codes: two processes that write the same rows must not wait crosswise.
    """
    codes: set[str] = set()
    numbers: set[str] = set()
    first = []
    for place, each in enumerate(outcomes):
        if isinstance(each, Asked):
            if each.scan.code not in codes and each.scan.scan_id not in numbers:
                first.append((place, each))
            codes.add(each.scan.code)
            numbers.add(each.scan.scan_id)
    return sorted(first, key=lambda found: found[1].scan.code)


@dataclass(slots=True)
class _Answered:
    """A scan on its way: its result, which the database may correct, and the row it became."""

    asked: Asked
    result: ScanResult
    row: int = 0

    @property
    def scan(self) -> Scan:
        return self.asked.scan


def _answered(tx: Tx, desk: Desk, arranged: Arrangement, asked: Sequence[Asked]) -> list[Outcome]:
    held = zip(asked, scans.look(tx, asked), strict=True)
    several = [_Answered(each, answer(each, holding)) for each, holding in held]
    rows = scans.add(tx, [(each.asked, each.result) for each in several], desk.now())
    for each, row in zip(several, rows, strict=True):
        each.row = row or 0
    admitted = [each for each in several if each.row and each.result.reason is Reason.OK]
    _admit(tx, desk, arranged, admitted)
    for each in several:
        if each.row and each.result.reason is Reason.ALREADY_CHECKED_IN:
            _move_earlier(tx, desk, each)
    put_right(tx, _late(several, desk.now()))
    return [_outcome(tx, arranged, each) for each in several]


def _late(several: Sequence[_Answered], now: datetime) -> set[int]:
    """Return who was scanned a while ago: somebody may have taken their check-in back since."""
    return {
        each.result.participant.id
        for each in several
        if each.row and each.result.participant and now - each.scan.scanned_at > _A_WHILE
    }


def _admit(tx: Tx, desk: Desk, arranged: Arrangement, several: Sequence[_Answered]) -> None:
    """Store the check-ins; where another process was first, its check-in stands."""
    ids = check_ins.admit(tx, [(each.row, each.scan, each.result) for each in several])
    for each, check_in_id in zip(several, ids, strict=True):
        if check_in_id:
            standing = _check_in(each, check_in_id, arranged.place(each.scan.station_id))
            each.result = replace(each.result, standing=standing)
            _note_override(tx, desk, standing, each)
        else:
            each.result = _already(tx, each.result)
    scans.settle(tx, [(each.row, each.result) for each in several])


def _note_override(tx: Tx, desk: Desk, made: CheckIn, answered: _Answered) -> None:
    """Write down who admitted somebody against the list or the clock."""
    if made.admitted_despite:
        record(
            tx, desk, made.event_id, made.by, "admitted_by_override",
            f"participant:{made.participant_id}", despite=made.admitted_despite,
            session=made.session_id, station=answered.scan.station_id,
        )  # fmt: skip


def _check_in(made: _Answered, check_in_id: int, station: str) -> CheckIn:
    scan, result = made.scan, made.result
    if result.participant is None or result.session is None:
        message = "somebody was admitted who is nobody, or nowhere"
        raise RuntimeError(message)
    return CheckIn(
        id=check_in_id,
        event_id=result.participant.event_id,
        session_id=result.session.id,
        participant_id=result.participant.id,
        checked_in_at=scan.scanned_at,
        means=scan.means,
        station=station,
        by=scan.by,
        admitted_despite=result.despite,
    )


def _already(tx: Tx, result: ScanResult) -> ScanResult:
    person, session = result.participant, result.session
    standing = check_ins.standing(tx, person.id, session.id) if person and session else None
    return replace(result, reason=Reason.ALREADY_CHECKED_IN, standing=standing)


def _move_earlier(tx: Tx, desk: Desk, late: _Answered) -> None:
    """Let the scan be the check-in where it is the earlier one: its station was offline."""
    standing, scan = late.result.standing, late.scan
    if standing is None or scan.doubt or scan.scanned_at > standing.checked_in_at:
        return
    if check_ins.move_earlier(tx, standing.id, late.row, scan, late.result.despite):
        late.result = replace(late.result, standing=check_ins.by_id(tx, standing.id))
        subject = f"participant:{standing.participant_id}"
        before, after = standing.checked_in_at.isoformat(), scan.scanned_at.isoformat()
        record(
            tx, desk, standing.event_id, scan.by, "check_in_moved_earlier", subject,
            before=before, after=after, station=scan.station_id,
        )  # fmt: skip


def _outcome(tx: Tx, arranged: Arrangement, answered: _Answered) -> Outcome:
    scan, result, standing = answered.scan, answered.result, answered.result.standing
    event_id = answered.asked.programme.event.id
    earlier = None if answered.row else scans.answered(tx, scan.scan_id)
    if earlier and earlier.code != scan.code:
        return Refused(
            "This scan_id was used before with another code. Make a new one for each scan."
        )
    if earlier:
        return ScanOutcome(earlier, event_id, new=False)
    station = arranged.stations.get(scan.station_id or 0)
    told = Answer(
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
        doubt=scan.doubt,
    )
    return ScanOutcome(told, event_id)
