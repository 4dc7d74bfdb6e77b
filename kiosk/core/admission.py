"""Who is admitted: the choice of the session by the clock, and the decision on a badge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.core.arrangement import Programme
from kiosk.core.model import (
    CheckIn,
    Holding,
    Reason,
    Scan,
    ScanResult,
    Session,
    SessionChoice,
    Status,
    User,
)
from kiosk.core.rights import Right, actor_of, may

STEWARD_MAY_UNDO_FOR = timedelta(minutes=15)
_MAY_BE_SET_ASIDE = {Reason.NOT_EXPECTED, Reason.INVALID_TIME}


@dataclass(frozen=True, slots=True)
class Asked:
    """A scan, the programme of its event, and the session that it is about, if one is taken."""

    scan: Scan
    programme: Programme
    session: Session | None


def ask(scan: Scan, programme: Programme) -> Asked:
    """Return which session a scan asks for: the one it names, else the one taken at its time.

    Raises NotFound where it names one that is not of the event.
    """
    if scan.session_id is not None:
        return Asked(scan, programme, programme.session(scan.session_id))
    taken = choose_session(programme.sessions, programme.choice, scan.scanned_at)
    return Asked(scan, programme, taken)


def answer(asked: Asked, holding: Holding | None) -> ScanResult:
    """Decide on a scan: what staff chose or a supervisor orders sets the clock aside."""
    scan, session, choice = asked.scan, asked.session, asked.programme.choice
    chosen = bool(choice and session and choice.session_id == session.id)
    named = scan.session_named_by_staff or chosen
    result = decide(holding, session, scan.scanned_at, override=named)
    if result.reason is Reason.INVALID_TIME:
        result = replace(result, opens_next=opens_next(asked.programme.sessions, scan.scanned_at))
    if scan.override and session and result.reason in _MAY_BE_SET_ASIDE:
        result = replace(result, reason=Reason.OK, despite=result.reason)
    if scan.doubt and result.reason is Reason.OK:
        result = replace(result, reason=Reason.INVALID_TIME)
    return result


def choose_session(
    sessions: Sequence[Session], choice: SessionChoice | None, now: datetime
) -> Session | None:
    """Return the session whose attendance is taken now.

    A choice made by staff goes first; then the clock: the session that runs, else the one that
    is open and starts soonest.
    """
    if choice:
        return next((each for each in sessions if each.id == choice.session_id), None)
    candidates = [each for each in sessions if each.is_open(now)]
    return min(
        candidates, key=lambda each: (not each.is_running(now), each.starts_at), default=None
    )


def opens_next(sessions: Sequence[Session], now: datetime) -> Session | None:
    """Return the session that will open soonest after now."""
    to_come = [each for each in sessions if each.opens_at > now]
    return min(to_come, key=lambda each: each.opens_at, default=None)


def decide(
    holding: Holding | None, session: Session | None, now: datetime, *, override: bool = False
) -> ScanResult:
    """Decide on a badge held out at `now`.

    `holding` is None for what is not one of our codes, `session` is None when none is taken now.
    `override` is a choice by staff that sets the clock aside. The reasons go by what the person
    at the door can do least about.
    """
    if holding is None or holding.participant is None:
        return ScanResult(Reason.INVALID, session=session)
    reason = _refusal_of_holder(holding) or _refusal_of_time(session, now, override=override)
    if reason is None and session is not None:
        reason = _standing_in_session(holding, session)
    return ScanResult(reason or Reason.OK, holding.participant, session, holding.standing)


def _refusal_of_holder(holding: Holding) -> Reason | None:
    if holding.badge.revoked_at:
        return Reason.REVOKED
    if holding.participant and holding.participant.status is Status.CANCELED:
        return Reason.CANCELED
    if holding.participant and holding.participant.status is Status.BLOCKED:
        return Reason.BLOCKED
    return None


def _refusal_of_time(session: Session | None, now: datetime, *, override: bool) -> Reason | None:
    if session is None or not (override or session.is_open(now)):
        return Reason.INVALID_TIME
    return None


def _standing_in_session(holding: Holding, session: Session) -> Reason | None:
    if holding.standing:
        return Reason.ALREADY_CHECKED_IN
    walked_in = holding.participant is not None and holding.participant.walk_in
    if session.id not in holding.expected_sessions and not walked_in:
        return Reason.NOT_EXPECTED
    return None


def may_undo(made: CheckIn, by: User, now: datetime) -> bool:
    """Whether this member of staff may take a check-in back.

    A steward what they did themselves, within a quarter of an hour; a supervisor any.
    """
    if may(actor_of(by.role), Right.DECIDE_EXCEPTIONS):
        return True
    own = made.by == by.name and may(actor_of(by.role), Right.HELP_PEOPLE)
    return own and now - made.checked_in_at <= STEWARD_MAY_UNDO_FOR
