"""Two entries of one person become one, with their check-ins and badges; and two again.

Merges count in the order in which they were decided, on whatever computer (`core/law`). So before
one is added or taken back, those of the same people are undone, and done again after it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kiosk.core.acts import Act, ActKind, OnList
from kiosk.core.errors import BadInput
from kiosk.core.law import EntryMerge, joined_with, stand_for
from kiosk.core.model import Participant, Status
from kiosk.core.people import NewParticipant
from kiosk.core.search import terms_of
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.acts import note_act, people_of, put_on_list
from kiosk.services.audit import record
from kiosk.services.search import index
from kiosk.storage import acts, badges, participants, roster, standing
from kiosk.storage.database import Tx
from kiosk.storage.finding import search

Details = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Merged:
    """Who stays, and who goes."""

    kept: Participant
    gone: Participant


def merge(desk: Desk, event_id: int, kept_id: int, gone_id: int, by: str) -> Act:
    """Let one entry stand for both; the other leaves the list, and its badge is the first one's.

    Of two check-ins of one session the earliest stands. What the one lacks it has from the other.
    Raises BadInput for one and the same, NotFound for people of other events.
    """
    if kept_id == gone_id:
        raise BadInput("This is the same entry. Type the number of the other one.")
    act = desk.store.again(partial(_merge, desk, event_id, (kept_id, gone_id), by))
    for topic in (Topic.ROSTER, Topic.ATTENDANCE):
        desk.updates.publish(Update(topic, event_id))
    return act


def _merge(desk: Desk, event_id: int, both: tuple[int, int], by: str, tx: Tx) -> Act:
    kept_id, gone_id = both
    roster.hold(tx, event_id)
    by_id = {each.id: each for each in people_of(tx, event_id, both)}
    apart = set_apart(tx, acts.merges(tx, event_id), both)
    before: dict[int, object] = {kept_id: {"badges": None}, gone_id: {}}
    act = note_act(tx, desk, event_id, ActKind.MERGED, before, by)
    join_again(tx, event_id, apart)
    for one, other in (both, both[::-1]):
        subject, number = f"participant:{one}", by_id[other].number
        record(tx, desk, event_id, by, "participant_merged", subject, number=number)
    return act


def set_apart(tx: Tx, merges: Collection[Act], people: Collection[int]) -> set[int]:
    """Make everybody single again whom these merges made one with these people; return them all.

    The caller holds the roster, changes which merges there are, and lets `join_again` follow.
    """
    concerned = joined_with([merge_of(each) for each in merges], people)
    for act in sorted(merges, key=_rank, reverse=True):
        if merge_of(act).kept in concerned:
            _part(tx, act)
    return concerned


def join_again(tx: Tx, event_id: int, people: Collection[int]) -> None:
    """Let those be one whom the merges of the event make one with these people, and no others."""
    merges = sorted(acts.merges(tx, event_id), key=_rank)
    concerned = joined_with([merge_of(each) for each in merges], people)
    theirs = [each for each in merges if merge_of(each).kept in concerned]
    for act in theirs:
        acts.rewrite(tx, act.id, _joined(tx, act))
    for each in participants.by_ids(tx, sorted(concerned)):
        index(tx, each)
    _find_by_all(tx, theirs)
    standing.put_right(tx, concerned)


def merge_of(act: Act) -> EntryMerge:
    """Return what a merge decided."""
    kept, gone = (int(each) for each in act.before)
    if "badges" not in act.before[str(kept)]:
        kept, gone = gone, kept
    return EntryMerge(act.done_at, act.uid, kept, gone)


def _rank(act: Act) -> tuple[datetime, str]:
    return merge_of(act).rank


def _joined(tx: Tx, act: Act) -> dict[str, object]:
    """Let two be one, where they are not yet; return what is needed to make two of them again."""
    merge = merge_of(act)
    kept_id, gone_id = (participants.stands_for(tx, each) for each in (merge.kept, merge.gone))
    if kept_id == gone_id:
        return {str(merge.kept): {"badges": None}, str(merge.gone): {}}
    by_id = {each.id: each for each in participants.by_ids(tx, [kept_id, gone_id])}
    both = _Merged(by_id[kept_id], by_id[gone_id])
    kept, gone = _kept_before(tx, both), _gone_before(both)
    kept["badges"] = badges.hand_over(tx, gone_id, kept_id)
    kept["joined"] = [kept_id, gone_id]
    gone["under"] = participants.join(tx, gone_id, kept_id)
    _store_details(tx, both)
    put_on_list(tx, {gone_id: OnList(Status.CANCELED, both.gone.note)})
    return {str(merge.kept): kept, str(merge.gone): gone}


def _part(tx: Tx, act: Act) -> None:
    """Make two of them again."""
    merge = merge_of(act)
    kept, gone = act.before[str(merge.kept)], act.before[str(merge.gone)]
    if kept["badges"] is None:
        return
    kept_id, gone_id = kept.get("joined", (merge.kept, merge.gone))
    badges.hand_back(tx, kept["badges"], gone_id)
    for person, details in ((kept_id, kept["details"]), (gone_id, gone["details"])):
        if details:
            participants.change(tx, person, details)
    put_on_list(tx, {gone_id: OnList(Status(gone["status"]), gone["note"])})
    participants.expect(tx, {kept_id: kept["sessions"]})
    participants.part(tx, gone_id, gone.get("under", ()))


def _kept_before(tx: Tx, both: _Merged) -> dict[str, object]:
    expected = participants.expected_sessions(tx, [both.kept.id, both.gone.id])
    participants.expect(tx, {both.kept.id: expected[both.kept.id] | expected[both.gone.id]})
    lacking = _lacking(both)
    return {
        "details": {name: getattr(both.kept, name) for name in lacking},
        "sessions": sorted(expected[both.kept.id]),
    }


def _gone_before(both: _Merged) -> dict[str, object]:
    gone = both.gone
    details = {"nip": gone.nip} if "nip" in _lacking(both) else {}
    return {"status": gone.status.value, "note": gone.note, "details": details}


def _lacking(both: _Merged) -> Details:
    """Return what only the one has who goes."""
    names = NewParticipant("").details()
    pairs = {name: (getattr(both.kept, name), getattr(both.gone, name)) for name in names}
    return {name: other for name, (own, other) in pairs.items() if other and not own}


def _store_details(tx: Tx, both: _Merged) -> None:
    lacking = _lacking(both)
    if "nip" in lacking:
        # A NIP is on the list once.
        participants.change(tx, both.gone.id, {"nip": ""})
    if lacking:
        participants.change(tx, both.kept.id, lacking)


def _find_by_all(tx: Tx, merges: Collection[Act]) -> None:
    """Let who stays be found by what was written about any of them."""
    both = [merge_of(act) for act in merges]
    by_law = stand_for(both)
    stands = {each: by_law.get(each, each) for one in both for each in (one.kept, one.gone)}
    people = {each.id: each for each in participants.by_ids(tx, list(stands))}
    for kept_id in set(stands.values()):
        kept, badge = people[kept_id], badges.standing(tx, kept_id)
        gone = [people[each] for each, by in stands.items() if by == kept_id != each]
        terms = [*terms_of(kept, badge.code if badge else "")]
        terms += [term for each in gone for term in terms_of(each, "")]
        search.replace_terms(tx, kept.event_id, kept_id, list(dict.fromkeys(terms)))
        for each in gone:
            search.replace_terms(tx, kept.event_id, each.id, [])
