"""What the head of the office is told of an event: absentees by organization, walk-ins, remarks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from badges.order import natural
from kiosk.core.attendance import Attendance, AttendanceRecord, ScanRow
from kiosk.core.clock import minutes_of
from kiosk.core.model import Reason, Session, Status
from kiosk.reports.labels import REASONS
from kiosk.reports.turnout.numbers import MOST_SESSIONS, came_in_words
from kiosk.reports.wording import Wording

_NOT_REFUSED = {Reason.OK, Reason.ALREADY_CHECKED_IN}


@dataclass(frozen=True, slots=True)
class Absentee:
    """Somebody who was missed, and in which sessions; empty when in all where expected."""

    name: str
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """An organization with its absentees, of how many people expected."""

    organization: str
    expected: int
    absentees: tuple[Absentee, ...]


@dataclass(frozen=True, slots=True)
class TurnoutPeople:
    """Whole persons: expected anywhere, came at least once, came always, came off the list."""

    expected: int
    came: int
    always: int
    off_the_list: int


def people(attendance: Attendance) -> TurnoutPeople:
    """Count persons over the sessions, by where each of them was expected."""
    expected = came = always = off_the_list = 0
    for record in attendance.records:
        wanted = [each for each in attendance.sessions if record.is_expected(each.id)]
        there = sum(record.is_present(each.id) for each in wanted)
        expected += bool(wanted)
        came += bool(there)
        always += bool(wanted) and there == len(wanted)
        off_the_list += not wanted and bool(record.check_ins)
    return TurnoutPeople(expected, came, always, off_the_list)


def in_short(attendance: Attendance, wording: Wording) -> str:
    """Return in a few sentences how many came; who is missed before a session begins is not."""
    awaited, begun = people(attendance), attendance.begun
    found = people(begun)
    if not awaited.expected:
        return wording.say("Nobody is expected.")
    said = [_awaited(awaited, wording)]
    if found.expected:
        said = [_came(found, wording, is_one_session=len(begun.sessions) == 1)]
    if awaited.off_the_list:
        count = wording.number(awaited.off_the_list)
        said.append(wording.say("{count} more came off the list.", count=count))
    if not attendance.is_over:
        moment = wording.moment(attendance.counted_at)
        said.append(wording.say("This is how it stood on {moment}.", moment=moment))
    return " ".join(said)


def _awaited(found: TurnoutPeople, wording: Wording) -> str:
    return wording.say(
        "{expected} people are expected, {came} are here; no session has begun yet.",
        expected=wording.number(found.expected),
        came=wording.number(found.came),
    )


def _came(found: TurnoutPeople, wording: Wording, *, is_one_session: bool) -> str:
    told = {
        "expected": wording.number(found.expected),
        "came": wording.number(found.came),
        "share": wording.percent(100 * found.came / found.expected),
        "always": wording.number(found.always),
        "never": wording.number(found.expected - found.came),
    }
    if is_one_session:
        return wording.say(
            "{expected} people were expected: {came} ({share}) came, {never} did not.", **told
        )
    return wording.say(
        "{expected} people were expected: {came} ({share}) came to at least one session, "
        "{always} to all of theirs, {never} to none.",
        **told,
    )


def absences(attendance: Attendance) -> list[Absence]:
    """Return the organizations that missed somebody, those with the most first."""
    attendance = attendance.begun
    groups: dict[str, list[AttendanceRecord]] = {}
    for record in attendance.records:
        if any(record.is_expected(each.id) for each in attendance.sessions):
            groups.setdefault(record.participant.organization, []).append(record)
    found = [
        Absence(name, len(records), tuple(_absentees(records, attendance.sessions)))
        for name, records in groups.items()
    ]
    missed = [each for each in found if each.absentees]
    return sorted(missed, key=lambda each: (-len(each.absentees), natural(each.organization)))


def _absentees(
    records: Iterable[AttendanceRecord], sessions: Sequence[Session]
) -> Iterable[Absentee]:
    for record in records:
        missed = [each for each in sessions if record.is_missing(each.id)]
        expected = [each for each in sessions if record.is_expected(each.id)]
        if missed:
            named = () if len(missed) == len(expected) else tuple(each.name for each in missed)
            yield Absentee(record.participant.name, named)


def walk_ins(attendance: Attendance) -> list[AttendanceRecord]:
    """Return the walk-ins who came to a session."""
    return [
        record
        for record in attendance.records
        if record.participant.walk_in
        and any(record.is_present(each.id) for each in attendance.sessions)
    ]


def remarks(attendance: Attendance, scans: Sequence[ScanRow], wording: Wording) -> list[str]:
    """Return what is worth saying beside the numbers, in whole sentences."""
    return [
        *_further_sessions(attendance, wording),
        *_late(attendance, wording),
        *_not_back(attendance, wording),
        *_off_the_roster(attendance, wording),
        *_refused(scans, wording),
        *_put_right(scans, wording),
    ]


def _further_sessions(attendance: Attendance, wording: Wording) -> Iterable[str]:
    """Say the numbers of the sessions that have no card of their own."""
    for session in attendance.sessions[MOST_SESSIONS:]:
        told = came_in_words(attendance.counts(session.id), wording)
        yield f"{session.name}: {'; '.join(told)}."


def _late(attendance: Attendance, wording: Wording) -> Iterable[str]:
    for session in attendance.sessions:
        marks = [each.check_ins.get(session.id) for each in attendance.records]
        late = sum(1 for each in marks if each and each.checked_in_at > session.starts_at)
        if late:
            yield wording.say(
                "{session}: {count} came after the start at {time}.",
                session=session.name,
                count=wording.number(late),
                time=wording.time(session.starts_at),
            )


def _not_back(attendance: Attendance, wording: Wording) -> Iterable[str]:
    for first, second in pairwise(attendance.begun.sessions):
        gone = sum(
            each.is_present(first.id) and each.is_missing(second.id) for each in attendance.records
        )
        if gone:
            yield wording.say(
                "{count} came to {first} and not to {second}.",
                count=wording.number(gone),
                first=first.name,
                second=second.name,
            )


def _off_the_roster(attendance: Attendance, wording: Wording) -> Iterable[str]:
    canceled = sum(each.participant.status is Status.CANCELED for each in attendance.records)
    if canceled:
        yield wording.say(
            "Taken off the roster and not expected: {count}.",
            count=wording.number(canceled),
        )


def _refused(scans: Sequence[ScanRow], wording: Wording) -> Iterable[str]:
    reasons = Counter(each.reason for each in scans if each.reason not in _NOT_REFUSED)
    if reasons:
        parts = [f"{wording.say(REASONS[each]).lower()} {n}" for each, n in reasons.most_common()]
        yield wording.say(
            "Scans refused: {count} ({reasons}).",
            count=wording.number(reasons.total()),
            reasons=", ".join(parts),
        )


def _put_right(scans: Sequence[ScanRow], wording: Wording) -> Iterable[str]:
    """Say whose clock was wrong, and that the times were put right."""
    by_station: dict[str, list[int]] = {}
    for each in scans:
        if minutes := minutes_of(each.clock_ahead):
            by_station.setdefault(each.door or each.station, []).append(minutes)
    for station, several in sorted(by_station.items()):
        most = max(several, key=abs)
        text = "{station}: clock up to {minutes} minutes ahead; times put right: {count}."
        if most < 0:
            text = "{station}: clock up to {minutes} minutes behind; times put right: {count}."
        told = {"minutes": wording.number(abs(most)), "count": wording.number(len(several))}
        yield wording.say(text, station=station, **told)
