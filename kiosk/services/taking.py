"""Some facts of another computer are taken in, all or none; files and second computers bring them.

What is known already changes nothing, and the order in which facts come does not matter.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kiosk.core.facts import Facts, MergeFact
from kiosk.core.law import Entry
from kiosk.services.merging import join_again, merge_of, set_apart
from kiosk.storage import (
    acts,
    facts_taken,
    marks,
    participants,
    roster,
    roster_rest,
    roster_told,
    schema,
    standing,
)
from kiosk.storage.database import Tx
from kiosk.storage.facts_taken import KnownHere, ScansTaken


@dataclass(frozen=True, slots=True)
class TakenFacts:
    """How many people and scans were new."""

    people: int
    scans: int


@dataclass(slots=True)
class _Taking:
    """Facts, where they belong, and who of the people they speak of is here, by uid.

    `leads` says that the other computer has the list: what it says of people is how they are.
    """

    tx: Tx
    event_id: int
    told: Facts
    at: datetime
    leads: bool
    sessions: Mapping[str, int]
    people: dict[str, int]


def take(tx: Tx, event_id: int, told: Facts, at: datetime, *, leads: bool = False) -> TakenFacts:
    """Take facts of an event in. Whoever calls finishes the rest of the roster afterwards.

    `leads` is a computer whose list is the list: people become as it says, and what it says
    against an admission is said here, nothing else.
    """
    sessions = facts_taken.add_sessions(tx, event_id, told.sessions)
    taking = _Taking(tx, event_id, told, at, leads, sessions, {})
    people = 0
    if told.people or told.badges or told.merges:
        roster.hold(tx, event_id)
        people = _people_and_badges(taking)
    return TakenFacts(people, _scans(taking) if told.scans else 0)


def _people_and_badges(taking: _Taking) -> int:
    """Let people be on the list, badges whose they are, and those one who are."""
    tx, event_id, told = taking.tx, taking.event_id, taking.told
    added, same = facts_taken.add_people(tx, event_id, told.people, taking.sessions)
    merges = [*told.merges, *map(_merge_of_one_nip, same)]
    taking.people = facts_taken.ids(tx, schema.participant, event_id, _spoken_of(told, merges))
    before = acts.merges(tx, event_id)
    codes = [each.code for each in told.badges]
    holders = facts_taken.holders(tx, event_id, codes)
    joined = {each for act in before for each in (merge_of(act).kept, merge_of(act).gone)}
    concerned = joined & {*taking.people.values(), *holders}
    apart = set_apart(tx, before, concerned) if concerned else set()
    if taking.leads:
        added += roster_told.change_people(tx, event_id, told.people, taking.sessions)
    changed = _badges(taking, codes)
    apart |= _merged(taking, merges)
    others = {*added, *facts_taken.holders(tx, event_id, changed)} - apart
    roster_rest.leave_to_find(tx, others)
    if apart:
        join_again(tx, event_id, apart)
    _judge_badges(taking, changed)
    return len(added)


def _spoken_of(told: Facts, merges: Sequence[MergeFact]) -> set[str]:
    return {
        *(each.uid for each in told.people),
        *(each.person for each in told.badges if each.person),
        *(uid for each in merges for uid in (each.kept, each.gone)),
    }


def _merge_of_one_nip(same: tuple[Entry, Entry]) -> MergeFact:
    """Two of one NIP are one person from when the second was added."""
    kept, gone = same
    uid = sha256(f"{kept.uid}{gone.uid}".encode()).hexdigest()[:32]
    return MergeFact(uid, kept.uid, gone.uid, gone.added_at, "")


def _badges(taking: _Taking, codes: Sequence[str]) -> list[str]:
    """Return the codes of the badges that changed."""
    if not codes:
        return []
    tx, event_id = taking.tx, taking.event_id
    holders = participants.uids_of(tx, facts_taken.holders(tx, event_id, codes))
    given = _known(taking, {**taking.people, **holders})
    return facts_taken.add_badges(tx, event_id, taking.told.badges, given)


def _merged(taking: _Taking, merges: Sequence[MergeFact]) -> set[int]:
    """Store merges; return whom they concern."""
    given = _known(taking, taking.people)
    found = set()
    for each in merges:
        if each.kept in given and each.gone in given and each.kept != each.gone:
            both = given[each.kept], given[each.gone]
            acts.take(taking.tx, taking.event_id, each, both)
            found |= {*both}
    return found


def _known(taking: _Taking, people: Mapping[str, int]) -> dict[str, int]:
    """Return those of these people whose personal data was not deleted."""
    forgotten = facts_taken.forgotten(taking.tx, people.values())
    return {uid: row for uid, row in people.items() if row not in forgotten}


def _judge_badges(taking: _Taking, changed: Sequence[str]) -> None:
    """Mark whom a badge let in that had been replaced."""
    tx, event_id = taking.tx, taking.event_id
    if changed and not taking.leads:
        scans = marks.of_codes(tx, event_id, changed)
        _put_right(tx, marks.mark(tx, event_id, scans, by_badge_alone=True))


def _scans(taking: _Taking) -> int:
    """Add the scans that are new, and let check-ins be as they say; return how many are new."""
    tx, event_id, told = taking.tx, taking.event_id, taking.told.scans
    people = facts_taken.ids(
        tx, schema.participant, event_id, {each.person for each in told if each.person}
    )
    forgotten = facts_taken.forgotten(tx, people.values())
    here = KnownHere(event_id, taking.sessions, people, forgotten)
    scans = ScansTaken(tx, here, taking.at)
    scans.take(told)
    marked = set() if taking.leads else marks.mark(tx, event_id, scans.rows)
    _put_right(tx, scans.people | marked)
    return scans.new


def _put_right(tx: Tx, people: Collection[int]) -> None:
    if people:
        standing.put_right(tx, facts_taken.standing_for(tx, people))
