"""What changed since a moment, for other programs: read from the log, at a cost that stays flat."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.core.arrangement import Arrangement
from kiosk.core.changes import (
    CHANGES_EPOCH,
    NOW,
    ChangeKind,
    Cursor,
    Happening,
    LoggedChange,
    LoggedKind,
    OpenedBy,
    by_the_clock,
    marked,
    old_until,
)
from kiosk.core.errors import Expired
from kiosk.core.model import CheckIn, Participant, SessionChoice
from kiosk.desk import Desk
from kiosk.storage import changes, check_ins, installation, participants, sessions
from kiosk.storage.database import Tx

__all__ = ["NOW"]

_OF_PEOPLE = {LoggedKind.PERSON, LoggedKind.WALK_IN}
_OF_CHECK_INS = {LoggedKind.CHECK_IN, LoggedKind.UNDO}
_OF_CHOICES = {LoggedKind.CHOSEN, LoggedKind.CHOICE_ENDED}


@dataclass(frozen=True, slots=True)
class ChangesRead:
    """What happened after a place, the place to go on from, and whether more has happened."""

    changes: tuple[Happening, ...]
    next: Cursor
    more: bool


def since(desk: Desk, place: str, limit: int, event_id: int | None = None) -> ChangesRead:
    """Return what happened after a place, of one event or of all but rehearsals.

    Whoever is the first to ask has what is there by then written down; nothing was before. At most
    `limit` lines of the log are looked at, whosever they are. Raises BadInput for what is
    no place, Expired for one of a database that was since put back from a backup, and for one that
    lies further back than the log is kept.
    """
    now, arranged, epoch = desk.now(), desk.arrangement(), _epoch(desk)
    changes.put_in_order(desk.store)
    with desk.store.read() as tx:
        newest = changes.newest(tx)
        if place == NOW:
            return ChangesRead((), Cursor(epoch, newest, int(now.timestamp())), more=False)
        start = Cursor.of(place, epoch)
        if start.number > newest:
            raise Expired("This place lies ahead of the database. Go on from “now”.")
        start.check_kept(changes.gone(tx))
        lines = changes.since(tx, start.number, limit)
        wanted = _Events(arranged, event_id)
        told = [each for each in lines if each.event_id in wanted.events]
        found = list(_told(tx, epoch, told, wanted))
    number = lines[-1].number if lines else start.number
    if more := number < newest:
        return ChangesRead(tuple(found), Cursor(epoch, number, start.seconds), more)
    found += wanted.by_the_clock(start, now)
    end = max(start.seconds, int(now.timestamp()))
    return ChangesRead(tuple(found), Cursor(epoch, number, end), more)


def shorten(desk: Desk) -> None:
    """Forget what is older than the log is kept; a webhook is paused long before."""
    changes.put_in_order(desk.store)
    now = desk.now()
    with desk.store.write() as tx:
        before = changes.marks(tx)
        marks = marked(before, changes.newest(tx), now)
        if marks != before:
            changes.keep_marks(tx, marks)
    if until := old_until(marks, now):
        changes.forget(desk.store, until)


def _epoch(desk: Desk) -> str:
    with desk.store.read() as tx:
        known = installation.value(tx, CHANGES_EPOCH)
    return str(known or changes.begin(desk.store, secrets.token_hex(4)))


class _Events:
    """The events that are asked for, with their sessions."""

    def __init__(self, arranged: Arrangement, event_id: int | None) -> None:
        self.events = {
            each.event.id: each
            for each in arranged.programmes.values()
            if each.event.id == event_id or (event_id is None and not each.event.is_rehearsal)
        }
        self.sessions = {part.id: part for each in self.events.values() for part in each.sessions}

    def by_the_clock(self, start: Cursor, now: datetime) -> list[Happening]:
        found = [
            change
            for each in self.events.values()
            for change in by_the_clock(each, start.looked_at, now)
        ]
        return sorted(found, key=lambda each: (each.at or now, each.id))


@dataclass(slots=True)
class _Concerned:
    """The rows that lines of the log are about, as they are now."""

    people: dict[int, Participant] = field(default_factory=dict)
    check_ins: dict[int, CheckIn] = field(default_factory=dict)
    choices: dict[int, SessionChoice] = field(default_factory=dict)


def _told(
    tx: Tx, epoch: str, lines: Sequence[LoggedChange], wanted: _Events
) -> Iterator[Happening]:
    rows = _concerned(tx, lines)
    for line in lines:
        change = _change(f"{epoch}.{line.number}", line, rows, wanted)
        if change:
            yield change


def _concerned(tx: Tx, lines: Sequence[LoggedChange]) -> _Concerned:
    about = {
        kinds: {each.about for each in lines if each.kind in kinds}
        for kinds in map(frozenset, (_OF_PEOPLE, _OF_CHECK_INS, _OF_CHOICES))
    }
    people, made, chosen = about.values()
    found = check_ins.by_ids(tx, made)
    people |= {each.participant_id for each in found}
    return _Concerned(
        {each.id: each for each in participants.by_ids(tx, people)},
        {each.id: each for each in found},
        sessions.choices(tx, chosen),
    )


def _change(name: str, line: LoggedChange, rows: _Concerned, wanted: _Events) -> Happening | None:
    """Return what a line tells; None where what it is about is gone, which a later line tells."""
    event = wanted.events[line.event_id].event
    if line.kind in _OF_CHECK_INS:
        made = rows.check_ins.get(line.about)
        return _checked_in(name, line, made, rows, wanted) if made else None
    if line.kind in _OF_PEOPLE:
        person = rows.people.get(line.about)
        kind = ChangeKind.WALK_IN if line.kind is LoggedKind.WALK_IN else ChangeKind.PARTICIPANT
        return Happening(name, kind, event, participant=person) if person else None
    if line.kind is LoggedKind.PERSON_GONE:
        return Happening(name, ChangeKind.PARTICIPANT_REMOVED, event, number=line.about)
    if line.kind in _OF_CHOICES:
        chosen = rows.choices.get(line.about)
        return _opened(name, line, chosen, wanted) if chosen else None
    session = wanted.sessions.get(line.about)
    kind = ChangeKind.SESSION if session else ChangeKind.SESSION_REMOVED
    return Happening(name, kind, event, session=session, session_id=line.about)


def _checked_in(
    name: str, line: LoggedChange, made: CheckIn, rows: _Concerned, wanted: _Events
) -> Happening:
    undone = line.kind is LoggedKind.UNDO
    return Happening(
        name,
        ChangeKind.UNDO if undone else ChangeKind.CHECK_IN,
        wanted.events[line.event_id].event,
        (made.undone_at if undone else None) or made.checked_in_at,
        participant=rows.people.get(made.participant_id),
        session=wanted.sessions.get(made.session_id),
        session_id=made.session_id,
        check_in=made,
    )


def _opened(name: str, line: LoggedChange, choice: SessionChoice, wanted: _Events) -> Happening:
    ended = line.kind is LoggedKind.CHOICE_ENDED
    return Happening(
        name,
        ChangeKind.SESSION_CLOSED if ended else ChangeKind.SESSION_OPENED,
        wanted.events[line.event_id].event,
        (choice.ended_at if ended else None) or choice.chosen_at,
        session=wanted.sessions.get(choice.session_id),
        session_id=choice.session_id,
        by=OpenedBy.STAFF,
    )
