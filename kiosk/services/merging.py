"""Two entries of one person become one, with their check-ins and badges; and two again."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.core.acts import Act, ActKind, OnList
from kiosk.core.errors import BadInput
from kiosk.core.model import CheckIn, Participant, Status
from kiosk.core.people import NewParticipant
from kiosk.core.search import terms_of
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.acts import note_act, people_of, put_on_list
from kiosk.services.audit import record
from kiosk.services.search import index
from kiosk.storage import badges, check_ins, participants, roster
from kiosk.storage.database import Tx
from kiosk.storage.finding import search

Details = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Merged:
    """Who stays, who goes, and when and by whom that was decided."""

    kept: Participant
    gone: Participant
    at: datetime
    by: str


def merge(desk: Desk, event_id: int, kept_id: int, gone_id: int, by: str) -> Act:
    """Let one entry stand for both; the other leaves the list, and its badge is the first one's.

    Of two check-ins of one session the earliest stands. What the one lacks it has from the other.
    Raises BadInput for one and the same, NotFound for people of other events.
    """
    if kept_id == gone_id:
        raise BadInput("This is the same entry. Type the number of the other one.")
    with desk.store.write() as tx:
        roster.hold(tx, event_id)
        by_id = {each.id: each for each in people_of(tx, event_id, [kept_id, gone_id])}
        both = _Merged(by_id[kept_id], by_id[gone_id], desk.now(), by)
        before = {kept_id: _kept_before(tx, both), gone_id: _gone_before(both)}
        before[kept_id] |= _joined_check_ins(tx, both)
        before[kept_id]["badges"] = badges.hand_over(tx, gone_id, kept_id)
        _store_details(tx, both)
        put_on_list(tx, {gone_id: OnList(Status.CANCELED, both.gone.note)})
        _found_by_both(tx, both)
        act = note_act(tx, desk, event_id, ActKind.MERGED, before, by)
        for each, other in ((both.kept, both.gone), (both.gone, both.kept)):
            subject = f"participant:{each.id}"
            record(tx, desk, event_id, by, "participant_merged", subject, number=other.number)
    for topic in (Topic.ROSTER, Topic.ATTENDANCE):
        desk.updates.publish(Update(topic, event_id))
    return act


def separate(tx: Tx, act: Act) -> set[int]:
    """Make two of them again, within the transaction that takes the merging back."""
    kept_id, gone_id = (int(each) for each in act.before)
    if "badges" not in act.before[str(kept_id)]:
        kept_id, gone_id = gone_id, kept_id
    kept, gone = act.before[str(kept_id)], act.before[str(gone_id)]
    badges.hand_back(tx, kept["badges"], gone_id)
    for each in kept["moved"]:
        check_ins.give_to(tx, each, gone_id)
    for each in (*kept["undone"], *kept["own"]):
        check_ins.stand_again(tx, each)
    for person, details in ((kept_id, kept["details"]), (gone_id, gone["details"])):
        if details:
            participants.change(tx, person, details)
    put_on_list(tx, {gone_id: OnList(Status(gone["status"]), gone["note"])})
    participants.expect(tx, {kept_id: kept["sessions"]})
    for each in participants.by_ids(tx, [kept_id, gone_id]):
        index(tx, each)
    return {kept_id, gone_id}


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


def _joined_check_ins(tx: Tx, both: _Merged) -> dict[str, object]:
    """Move the check-ins, and let the earliest of a session stand; return what is to be undone."""
    own = _standing(tx, both.kept.id)
    moved, undone, own_undone = [], [], []
    for session, theirs in _standing(tx, both.gone.id).items():
        mine = own.get(session)
        if mine and mine.checked_in_at <= theirs.checked_in_at:
            check_ins.undo(tx, theirs.id, both.at, both.by)
            undone.append(theirs.id)
            continue
        if mine:
            check_ins.undo(tx, mine.id, both.at, both.by)
            own_undone.append(mine.id)
        check_ins.give_to(tx, theirs.id, both.kept.id)
        moved.append(theirs.id)
    return {"moved": moved, "undone": undone, "own": own_undone}


def _standing(tx: Tx, person: int) -> dict[int, CheckIn]:
    made = check_ins.of_participant(tx, person)
    return {each.session_id: each for each in made if not each.undone_at}


def _found_by_both(tx: Tx, both: _Merged) -> None:
    """Let the one who stays be found by what was written about either."""
    kept = participants.by_id(tx, both.kept.id) or both.kept
    index(tx, kept)
    badge = badges.standing(tx, kept.id)
    terms = [*terms_of(kept, badge.code if badge else ""), *terms_of(both.gone, "")]
    search.replace_terms(tx, kept.event_id, kept.id, list(dict.fromkeys(terms)))
    search.replace_terms(tx, kept.event_id, both.gone.id, [])
