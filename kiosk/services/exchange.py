"""Two computers become one truth by a file: written on one, taken in on the other, and back.

A file holds all facts of an event since the beginning. It is taken in short turns, each whole by
itself, so that scans pass in between; broken off, it is taken again from the beginning.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from kiosk.core.errors import Refused
from kiosk.core.facts import Facts, moment
from kiosk.core.model import CheckIn, Event, Participant
from kiosk.core.progress import Progress
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import facts_file, taking
from kiosk.services.audit import record
from kiosk.services.facts_file import FactsHead
from kiosk.services.led import followed
from kiosk.services.privacy import purged
from kiosk.services.taking import TakenFacts
from kiosk.storage import (
    check_ins,
    events,
    facts,
    installation,
    participants,
    roster_rest,
    roster_told,
)
from kiosk.storage.audit import chain
from kiosk.storage.audit.signing import AuditSigner
from kiosk.storage.database import Tx

_TRUSTED = "computers"
_MAY_LEAD = timedelta(minutes=10)
_MAY_LAG = timedelta(days=366)
_AT_ONCE = 250
_PAUSE_S = 0.01
"""Between two turns: other processes have theirs."""

T = TypeVar("T")


class UnknownComputer(Refused):
    """The file is whole, and nobody here has said that its computer is one of ours."""


@dataclass(slots=True)
class Taken:
    """What came of taking a file in; `leads` is that people and sessions became as it says."""

    head: FactsHead
    leads: bool = False
    scans: int = 0
    new: int = 0
    people: int = 0
    marked: int = 0

    @property
    def known(self) -> int:
        """How many scans were here already."""
        return self.scans - self.new


def export(desk: Desk, event: Event, target: Path, by: str) -> int:
    """Write all facts of an event into a file that was not there; return how many."""
    check_event(desk, event)
    signer = _signer(desk)
    with desk.store.read() as tx:
        head = FactsHead(signer.chain, desk.now(), events.uid(tx, event.id), event.name)
        told = facts.of_event(tx, event.id)
        count = facts_file.write(target, head, told, signer)
    with desk.store.write() as tx:
        record(tx, desk, event.id, by, "facts_exported", f"event:{event.id}", facts=count)
    return count


def fingerprint(desk: Desk) -> str:
    """Return the key of this computer as people compare it."""
    return FactsHead(_signer(desk).chain, desk.now(), "", "").fingerprint


def fingerprint_of(path: Path) -> str:
    """Return the key of the computer that wrote a file. Raises BadInput as `look`."""
    return facts_file.opened(path).fingerprint


def look(desk: Desk, path: Path, trust: str = "") -> tuple[FactsHead, Event]:
    """Return who wrote a file, and the event here that it is about.

    `trust` is a fingerprint that somebody has compared. Raises BadInput for what is no whole file,
    Refused for one of this computer, of another event, or by a wrong clock; UnknownComputer.
    """
    head = facts_file.opened(path)
    if head.computer == _signer(desk).chain:
        raise Refused("This computer wrote that file itself: all of it is here already.")
    with desk.store.read() as tx:
        event = events.by_uid(tx, head.event_uid)
        known = {*chain.chains(tx), *(installation.value(tx, _TRUSTED) or {})}
    if event is None:
        raise Refused(
            "That file is about another event, {event}. On a second computer, restore a backup "
            "of the first one before the day.",
            event=head.event,
        )
    check_event(desk, event)
    _check_clock(desk, head)
    if head.computer not in known and _plain(trust) != _plain(head.fingerprint):
        raise UnknownComputer(
            "That file was written by a computer that is not known here, {fingerprint}. Compare "
            "it with what the other computer shows of itself.",
            fingerprint=head.fingerprint,
        )
    return head, event


def take_in(
    desk: Desk, path: Path, by: str, trust: str = "", progress: Progress | None = None
) -> Taken:
    """Take all facts of a file in; what is known already changes nothing. Raises as `look`."""
    head, event = look(desk, path, trust)
    told = Facts()
    for each in facts_file.facts_in(path):
        told.add(each)
    taken = Taken(head, _leads(desk, head), scans=len(told.scans))
    _trust(desk, head, by)
    try:
        _take_in(desk, event, told, taken, progress or (lambda _done, _total: None))
    finally:
        for topic in (Topic.ROSTER, Topic.ATTENDANCE):
            desk.updates.publish(Update(topic, event.id))
    with desk.store.write() as tx:
        counts = {"scans": taken.scans, "new": taken.new, "marked": taken.marked}
        subject = f"event:{event.id}"
        record(tx, desk, event.id, by, "facts_taken", subject, computer=head.fingerprint, **counts)
    return taken


def kept_apart(desk: Desk, event_id: int) -> list[tuple[CheckIn, Participant]]:
    """Return the check-ins that stand and are marked, with whose they are, by their time."""
    with desk.store.read() as tx:
        found = check_ins.kept_despite(tx, event_id)
        ids = [each.participant_id for each in found]
        people = {each.id: each for each in participants.by_ids(tx, ids)}
    return [(each, people[each.participant_id]) for each in found]


def _leads(desk: Desk, head: FactsHead) -> bool:
    """Whether a file is of the computer that has the list, and says more of it than was heard.

    People and sessions are then as it says. Of computers of which none follows the other nobody
    knows who is right about a name: each keeps its own.
    """
    following = followed(desk)
    if following is None or following.first != head.computer:
        return False
    return not following.connected_at or head.written_at > moment(following.connected_at)


def _take_in(desk: Desk, event: Event, told: Facts, taken: Taken, progress: Progress) -> None:
    before = {made.id for made, _ in kept_apart(desk, event.id)}
    done = 0
    if taken.leads:
        with desk.store.write() as tx:
            roster_told.change_sessions(tx, event.id, told.sessions)
    for part in _parts(told):
        found = desk.store.again(partial(_take_part, desk, event, part, leads=taken.leads))
        taken.new += found.scans
        taken.people += found.people
        done += len(part.scans)
        progress(done, len(told.scans))
        time.sleep(_PAUSE_S)
    roster_rest.finish(desk.store)
    taken.marked = len({made.id for made, _ in kept_apart(desk, event.id)} - before)


def _take_part(desk: Desk, event: Event, part: Facts, tx: Tx, *, leads: bool) -> TakenFacts:
    return taking.take(tx, event.id, part, desk.now(), leads=leads)


def _parts(told: Facts) -> Iterator[Facts]:
    """Yield facts in parts that are short to take in: first the people, the scans at last."""
    here = told.sessions
    yield from (Facts(here, people=each) for each in _cut(told.people))
    yield from (Facts(here, badges=each) for each in _cut(told.badges))
    yield from (Facts(here, merges=each) for each in _cut(told.merges))
    yield from (Facts(here, scans=each) for each in _cut(told.scans))


def _cut(several: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(several), _AT_ONCE):
        yield several[start : start + _AT_ONCE]


def _signer(desk: Desk) -> AuditSigner:
    if desk.store.signer is None:
        message = "a computer without a key"
        raise RuntimeError(message)
    return desk.store.signer


def check_event(desk: Desk, event: Event) -> None:
    """Raise Refused for an event of which nothing is handed on or taken in."""
    if event.is_rehearsal:
        raise Refused("This is a rehearsal: nothing of it counts, and nothing is handed on.")
    if purged(desk, event.id):
        raise Refused("The personal data of this event was deleted; none is handed on or taken in.")


def _check_clock(desk: Desk, head: FactsHead) -> None:
    ahead = head.written_at - desk.now()
    if not -_MAY_LAG < ahead < _MAY_LEAD:
        raise Refused(
            "The clocks of the two computers differ: that file was written on {day} by the clock "
            "of the other one. Set the wrong clock right, and write the file once more.",
            day=f"{head.written_at:%Y-%m-%d %H:%M} UTC",
        )


def _trust(desk: Desk, head: FactsHead, by: str) -> None:
    """Keep that a computer is one of ours, where that was said just now."""
    with desk.store.write() as tx:
        known = installation.value_alone(tx, _TRUSTED) or {}
        if head.computer not in known and head.computer not in chain.chains(tx):
            since = {"at": desk.now().isoformat(), "by": by}
            installation.keep(tx, _TRUSTED, {**known, head.computer: since})
            record(tx, desk, None, by, "computer_trusted", f"computer:{head.fingerprint}")


def _plain(typed: str) -> str:
    return "".join(each for each in typed.upper() if each.isalnum())
