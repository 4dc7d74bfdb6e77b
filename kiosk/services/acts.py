"""Blocking, taking off the list and their opposites: for one or many, with a way back."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from kiosk.core.acts import Act, ActKind, OnList, on_list_after
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Participant
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.led import on_the_first
from kiosk.storage import acts, participants, roster, roster_rest
from kiosk.storage.database import Tx

_NOBODY = {
    ActKind.BLOCKED: (
        "None of them can be blocked: they are off the list, or already have this note."
    ),
    ActKind.UNBLOCKED: "None of them is blocked: nothing was changed.",
    ActKind.CANCELED: "None of them is on the list: nothing was changed.",
    ActKind.RESTORED: "All of them are already on the list: nothing was changed.",
}


@on_the_first
def block(desk: Desk, event_id: int, participant_ids: Collection[int], note: str, by: str) -> Act:
    """Let staff see these before they enter, with one note for all.

    Raises BadInput without a note, Refused where it changes nobody.
    """
    if not note.strip():
        raise BadInput("Write a note for the staff: what are they to do?")
    return _set(desk, event_id, participant_ids, ActKind.BLOCKED, by, note.strip())


@on_the_first
def unblock(desk: Desk, event_id: int, participant_ids: Collection[int], by: str) -> Act:
    """Let these enter again; the note stays in their history."""
    return _set(desk, event_id, participant_ids, ActKind.UNBLOCKED, by)


@on_the_first
def cancel(desk: Desk, event_id: int, participant_ids: Collection[int], by: str) -> Act:
    """Take these off the list; badges, records and notes stay."""
    return _set(desk, event_id, participant_ids, ActKind.CANCELED, by)


@on_the_first
def restore(desk: Desk, event_id: int, participant_ids: Collection[int], by: str) -> Act:
    """Put these back on the list; who was blocked is blocked."""
    return _set(desk, event_id, participant_ids, ActKind.RESTORED, by)


def concerned(
    desk: Desk, event_id: int, kind: ActKind, participant_ids: Collection[int], note: str = ""
) -> list[Participant]:
    """Return whom an act would change."""
    with desk.store.read() as tx:
        people = people_of(tx, event_id, participant_ids)
    return [each for each in people if on_list_after(kind, each, note)]


def recent(desk: Desk, event_id: int, limit: int = 50) -> list[Act]:
    """Return what was done to people of the event, the newest first, without what was before."""
    with desk.store.read() as tx:
        return acts.recent(tx, event_id, limit)


def was_done_to(desk: Desk, act: Act, participant_id: int) -> bool:
    """Whether an act was done to this participant."""
    with desk.store.read() as tx:
        whole = acts.by_id(tx, act.event_id, act.id)
    return whole is not None and whole.concerns(participant_id)


def note_act(  # noqa: PLR0913, PLR0917
    tx: Tx, desk: Desk, event_id: int, kind: ActKind, before: Mapping[int, Any], by: str
) -> Act:
    """Store an act within the transaction that does it: `before` by participant."""
    kept = {str(person): value for person, value in before.items()}
    return acts.add(tx, event_id, kind, kept, (desk.now(), by))


def people_of(tx: Tx, event_id: int, participant_ids: Collection[int]) -> list[Participant]:
    """Return these participants of the event. Raises NotFound for those of others."""
    people = participants.by_ids(tx, participant_ids)
    if len(people) < len(set(participant_ids)) or any(x.event_id != event_id for x in people):
        raise NotFound("There is no such participant.")
    return people


def put_on_list(tx: Tx, after: Mapping[int, OnList]) -> None:
    """Store how people stand on the list, in one step for all who stand alike."""
    alike: dict[OnList, list[int]] = {}
    for person, each in after.items():
        alike.setdefault(each, []).append(person)
    for each, people in alike.items():
        participants.change_many(tx, people, {"status": each.status, "note": each.note})


def _set(  # noqa: PLR0913, PLR0917
    desk: Desk, event_id: int, ids: Collection[int], kind: ActKind, by: str, note: str = ""
) -> Act:
    def decide(tx: Tx) -> Callable[[Tx], Act]:
        people = people_of(tx, event_id, ids)
        after = {x.id: stands for x in people if (stands := on_list_after(kind, x, note))}
        if not after:
            raise Refused(_NOBODY[kind])
        before = {x.id: _changes(x, after[x.id]) for x in people if x.id in after}

        def write(tx: Tx) -> Act:
            put_on_list(tx, after)
            act = note_act(tx, desk, event_id, kind, before, by)
            roster_rest.leave_history(tx, act, after, desk.where)
            return act

        return write

    act = roster.decided(desk.store, event_id, decide)
    roster_rest.finish(desk.store)
    desk.updates.publish(Update(Topic.ROSTER, event_id))
    return act


def _changes(person: Participant, after: OnList) -> dict[str, tuple[str, str]]:
    return {
        "status": (person.status.value, after.status.value),
        "note": (person.note, after.note),
    }
