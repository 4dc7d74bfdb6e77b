"""Two computers become one truth by a file: written on one, taken in on the other, and back.

A file holds all facts of an event since the beginning. It is taken in short turns, each whole by
itself, so that scans pass in between; broken off, it is taken again from the beginning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from kiosk.core.errors import Refused
from kiosk.core.facts import Facts, MergeFact, PersonFact, ScanFact
from kiosk.core.model import CheckIn, Event, Participant
from kiosk.core.progress import Progress
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import facts_file
from kiosk.services.audit import record
from kiosk.services.facts_file import FactsHead
from kiosk.services.merging import join_again, merge_of, set_apart
from kiosk.services.privacy import purged
from kiosk.services.search import index
from kiosk.storage import (
    acts,
    check_ins,
    events,
    facts,
    facts_taken,
    installation,
    marks,
    participants,
    roster,
    schema,
    standing,
)
from kiosk.storage.audit import chain
from kiosk.storage.audit.signing import AuditSigner
from kiosk.storage.database import Tx
from kiosk.storage.facts_taken import KnownHere, ScansTaken

_TRUSTED = "computers"
_MAY_LEAD = timedelta(minutes=10)
_MAY_LAG = timedelta(days=366)
_PEOPLE_AT_ONCE, _SCANS_AT_ONCE = 500, 250

T = TypeVar("T")


class UnknownComputer(Refused):
    """The file is whole, and nobody here has said that its computer is one of ours."""


@dataclass(slots=True)
class Taken:
    """What came of taking a file in."""

    head: FactsHead
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
    _check_event(desk, event)
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
    _check_event(desk, event)
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
    taken = Taken(head, scans=len(told.scans))
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


def _take_in(desk: Desk, event: Event, told: Facts, taken: Taken, progress: Progress) -> None:
    before = {made.id for made, _ in kept_apart(desk, event.id)}
    with desk.store.write() as tx:
        sessions = facts_taken.add_sessions(tx, event.id, told.sessions)
        known = facts_taken.ids(tx, schema.participant, event.id)
    fresh = [each for each in told.people if each.uid not in known]
    for several in _parts(fresh, _PEOPLE_AT_ONCE):
        with desk.store.write() as tx:
            taken.people += _add_people(tx, event.id, several, sessions)
    with desk.store.write() as tx:
        _badges_and_merges(tx, event.id, told)
        people = facts_taken.ids(tx, schema.participant, event.id)
        here = KnownHere(event.id, sessions, people, facts_taken.forgotten(tx, event.id))
    for done, scans in enumerate(_parts(told.scans, _SCANS_AT_ONCE)):
        progress(done * _SCANS_AT_ONCE, len(told.scans))
        taken.new += _add_scans(desk, here, scans)
    taken.marked = len({made.id for made, _ in kept_apart(desk, event.id)} - before)


def _add_scans(desk: Desk, here: KnownHere, told: Sequence[ScanFact]) -> int:
    """Add the scans that are new, and let check-ins be as they say; return how many are new."""
    with desk.store.write() as tx:
        scans = ScansTaken(tx, here, desk.now())
        scans.take(told)
        marked = marks.mark(tx, here.event_id, scans.rows)
        standing.put_right(tx, facts_taken.standing_for(tx, scans.people | marked))
    return scans.new


def _add_people(
    tx: Tx, event_id: int, told: Sequence[PersonFact], sessions: Mapping[str, int]
) -> int:
    """Add who is not known; two of one NIP are one person from when the second was added."""
    roster.hold(tx, event_id)
    added, same = facts_taken.add_people(tx, event_id, told, sessions)
    people = facts_taken.ids(tx, schema.participant, event_id)
    for kept, gone in same:
        uid = sha256(f"{kept.uid}{gone.uid}".encode()).hexdigest()[:32]
        merge = MergeFact(uid, kept.uid, gone.uid, gone.added_at, "")
        acts.take(tx, event_id, merge, (people[kept.uid], people[gone.uid]))
    for person in participants.by_ids(tx, added):
        index(tx, person)
    return len(added)


def _badges_and_merges(tx: Tx, event_id: int, told: Facts) -> None:
    """Let badges be whose they are, and those be one who are."""
    roster.hold(tx, event_id)
    people = facts_taken.ids(tx, schema.participant, event_id)
    forgotten = facts_taken.forgotten(tx, event_id)
    given = {uid: row for uid, row in people.items() if row not in forgotten}
    before = acts.merges(tx, event_id)
    merged = {each for act in before for each in (merge_of(act).kept, merge_of(act).gone)}
    set_apart(tx, before, merged)
    changed = facts_taken.add_badges(tx, event_id, told.badges, given)
    for each in told.merges:
        if each.kept in given and each.gone in given and each.kept != each.gone:
            acts.take(tx, event_id, each, (given[each.kept], given[each.gone]))
            merged |= {given[each.kept], given[each.gone]}
    for person in participants.by_ids(tx, facts_taken.holders(tx, event_id, changed)):
        index(tx, person)
    join_again(tx, event_id, merged)
    scans = marks.of_codes(tx, event_id, changed)
    marked = marks.mark(tx, event_id, scans, by_badge_alone=True)
    standing.put_right(tx, facts_taken.standing_for(tx, marked))


def _signer(desk: Desk) -> AuditSigner:
    if desk.store.signer is None:
        message = "a computer without a key"
        raise RuntimeError(message)
    return desk.store.signer


def _check_event(desk: Desk, event: Event) -> None:
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


def _parts(several: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(several), size):
        yield several[start : start + size]
