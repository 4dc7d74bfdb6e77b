"""Taking an act back: everybody is as before, but for what somebody changed since."""

from collections.abc import Callable, Mapping
from functools import partial

from kiosk.core.acts import Act, ActKind, OnList, may_take_back, removed_session
from kiosk.core.errors import Forbidden, NotFound, Refused
from kiosk.core.model import Participant, Status, User
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.acts import put_on_list
from kiosk.services.led import check_leads
from kiosk.services.merging import join_again, merge_of, set_apart
from kiosk.services.search import index
from kiosk.storage import (
    acts,
    badges,
    check_ins,
    participants,
    roster,
    roster_rest,
    sessions,
)
from kiosk.storage.database import Tx

TakingBack = Callable[[Tx], set[int]]
"""Puts back what an act changed; returns who is as before."""

Back = Callable[[Tx, Desk, Act, str], set[int]]


def take_back(desk: Desk, event_id: int, act_id: int, by: User) -> tuple[Act, int]:
    """Take an act back; returns it, and how many are as before.

    Raises NotFound; Forbidden for what is not one's own; Refused where it was taken back already,
    or where everybody was changed since.
    """
    # What the act itself has left is written first.
    roster_rest.finish(desk.store)

    def decide(tx: Tx) -> Callable[[Tx], tuple[Act, int]]:
        act = acts.by_id(tx, event_id, act_id)
        if act is None:
            raise NotFound("There is no such act.")
        _check(desk, act, by)
        if act.kind not in _OF_ANY_COMPUTER:
            check_leads(desk)
        return partial(_write, desk, act, by, _look(tx, desk, act, by))

    act, number = roster.decided(desk.store, event_id, decide)
    roster_rest.finish(desk.store)
    for topic in (Topic.ROSTER, Topic.ATTENDANCE, Topic.SESSION):
        desk.updates.publish(Update(topic, event_id))
    return act, number


def _look(tx: Tx, desk: Desk, act: Act, by: User) -> TakingBack:
    if act.kind in _LOOK:
        return _LOOK[act.kind](tx, act)
    return lambda tx: _BACK[act.kind](tx, desk, act, by.name)


def _write(desk: Desk, act: Act, by: User, back: TakingBack, tx: Tx) -> tuple[Act, int]:
    if not acts.mark_undone(tx, act.id, desk.now(), by.name):
        raise Refused("This was already undone.")
    people = back(tx)
    if act.people and not people:
        raise Refused("This cannot be undone: it has been changed since.")
    roster_rest.leave_history(tx, act, people, desk.where, taken_back=True)
    return act, len(people)


def _check(desk: Desk, act: Act, by: User) -> None:
    if act.undone_at:
        raise Refused("This was already undone.")
    if not may_take_back(act, by, desk.now()):
        raise Forbidden(
            "A steward may undo what they did themselves, within 15 minutes. Ask a supervisor."
        )


def _on_list(tx: Tx, act: Act) -> TakingBack:
    back: dict[int, OnList] = {}
    for person in _people(tx, act):
        (status, was_status), (note, was_note) = (
            act.before[str(person.id)][name] for name in ("status", "note")
        )
        if (person.status, person.note) == (was_status, was_note):
            back[person.id] = OnList(Status(status), note)

    def write(tx: Tx) -> set[int]:
        put_on_list(tx, back)
        return set(back)

    return write


def _expected(tx: Tx, act: Act) -> TakingBack:
    now = participants.expected_sessions(tx, [int(each) for each in act.before])
    back = {
        person: act.before[str(person)]["sessions"][0]
        for person, sessions in now.items()
        if sorted(sessions) == act.before[str(person)]["sessions"][1]
    }

    def write(tx: Tx) -> set[int]:
        participants.expect(tx, back)
        return set(back)

    return write


def _details(tx: Tx, _desk: Desk, act: Act, _by: str) -> set[int]:
    changed = set()
    for person in _people(tx, act):
        changes: Mapping[str, list[str]] = act.before[str(person.id)]
        back = {name: old for name, (old, new) in changes.items() if getattr(person, name) == new}
        if back:
            participants.change(tx, person.id, back)
            changed.add(person.id)
            again = participants.by_id(tx, person.id)
            if again:
                index(tx, again)
    return changed


def _added(tx: Tx, desk: Desk, act: Act, by: str) -> set[int]:
    """Take off the list who was added by mistake, with the check-ins that stand."""
    people = {each.id: each for each in _people(tx, act) if each.status is not Status.CANCELED}
    for person in people:
        for made in check_ins.of_participant(tx, person):
            check_ins.undo(tx, made.id, desk.now(), by)
    put_on_list(tx, {each.id: OnList(Status.CANCELED, each.note) for each in people.values()})
    return set(people)


def _checked_in(tx: Tx, desk: Desk, act: Act, by: str) -> set[int]:
    return {
        int(person)
        for person, made in act.before.items()
        if check_ins.undo(tx, made["check_in"], desk.now(), by)
    }


def _badge(tx: Tx, desk: Desk, act: Act, by: str) -> set[int]:
    """Let the old badge be valid again, and the new one not, where it is still theirs."""
    changed = set()
    for person in _people(tx, act):
        old, new = act.before[str(person.id)]["badge"]
        standing = badges.standing(tx, person.id)
        if standing and standing.id == new:
            badges.revoke(tx, person.id, desk.now(), by)
            badges.make_valid(tx, old, desk.now())
            index(tx, person)
            changed.add(person.id)
    return changed


def _merged(tx: Tx, _desk: Desk, act: Act, _by: str) -> set[int]:
    both = merge_of(act)
    apart = set_apart(tx, [*acts.merges(tx, act.event_id), act], [both.kept, both.gone])
    join_again(tx, act.event_id, apart)
    return {both.kept, both.gone}


def _session(tx: Tx, _desk: Desk, act: Act, _by: str) -> set[int]:
    """Put a removed session back, with those who were expected in it."""
    session = removed_session(act)
    stored = sessions.add(tx, session)
    if stored is None:
        raise Refused("There is already a session called {name}.", name=session.name)
    return sessions.expect_again(tx, stored, act.before["expected"])


def _people(tx: Tx, act: Act) -> list[Participant]:
    return participants.by_ids(tx, [int(each) for each in act.before])


_OF_ANY_COMPUTER = {ActKind.CHECKED_IN, ActKind.BADGE_REPLACED, ActKind.MERGED}
"""What the computers tell each other; all else is done where the list is."""

_LOOK: Mapping[ActKind, Callable[[Tx, Act], TakingBack]] = {
    ActKind.BLOCKED: _on_list,
    ActKind.UNBLOCKED: _on_list,
    ActKind.CANCELED: _on_list,
    ActKind.RESTORED: _on_list,
    ActKind.EXPECTED: _expected,
}
"""What may concern many: it is looked at before the lock, and only written under it."""

_BACK: Mapping[ActKind, Back] = {
    ActKind.CHANGED: _details,
    ActKind.ADDED: _added,
    ActKind.CHECKED_IN: _checked_in,
    ActKind.BADGE_REPLACED: _badge,
    ActKind.MERGED: _merged,
    ActKind.SESSION_REMOVED: _session,
}
