"""The exceptions' lane: who was refused at a door and waits for help at the desk."""

from dataclasses import dataclass

from kiosk.core.errors import NotFound
from kiosk.core.model import Event, Participant, Session
from kiosk.core.refusals import SHOWN_FOR, DoorRefusal, waiting
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.storage import badges, events, participants, refusals, sessions


@dataclass(frozen=True, slots=True)
class Case:
    """A refusal with what is known about it: where the person belongs, whose the code is.

    `other_event` and `other_person` are set where the code is a badge of another event.
    """

    refusal: DoorRefusal
    expected: tuple[Session, ...] = ()
    other_event: Event | None = None
    other_person: Participant | None = None


def waiting_cases(desk: Desk, event_id: int) -> list[Case]:
    """Return who waits for help now, the newest first."""
    with desk.store.read() as tx:
        found = refusals.since(tx, event_id, desk.now() - SHOWN_FOR)
        ids = [each.participant.id for each in found if each.participant]
        present = {
            (person, session)
            for person, among in participants.present_sessions(tx, ids).items()
            for session in among
        }
    return [_case(desk, event_id, each) for each in waiting(found, present)]


def case(desk: Desk, event_id: int, scan_id: str) -> Case:
    """Return one refusal of the event with what is known about it. Raises NotFound."""
    with desk.store.read() as tx:
        found = refusals.by_scan(tx, event_id, scan_id)
    if found is None:
        raise NotFound("There is no such refusal.")
    return _case(desk, event_id, found)


def case_of_number(desk: Desk, event_id: int, number: str) -> Case | None:
    """Return who waits under this number, as the door shows it: a letter and two digits."""
    wanted = number.strip().upper()
    return next((x for x in waiting_cases(desk, event_id) if x.refusal.number == wanted), None)


def settle(desk: Desk, event_id: int, scan_id: str, by: str) -> None:
    """Take somebody off the lane: they were helped, or went away."""
    refusal = case(desk, event_id, scan_id).refusal
    with desk.store.write() as tx:
        refusals.settle(tx, refusal.row_id, desk.now(), by)
        record(tx, desk, event_id, by, "refusal_settled", _subject(refusal))
    desk.updates.publish(Update(Topic.ROSTER, event_id))


def reopen(desk: Desk, event_id: int, scan_id: str, by: str) -> None:
    """Put somebody back on the lane."""
    refusal = case(desk, event_id, scan_id).refusal
    with desk.store.write() as tx:
        refusals.reopen(tx, refusal.row_id)
        record(tx, desk, event_id, by, "refusal_reopened", _subject(refusal))
    desk.updates.publish(Update(Topic.ROSTER, event_id))


def _subject(refusal: DoorRefusal) -> str:
    person = refusal.participant
    return f"participant:{person.id}" if person else f"scan:{refusal.scan_id}"


def _case(desk: Desk, event_id: int, refusal: DoorRefusal) -> Case:
    with desk.store.read() as tx:
        if refusal.participant:
            ids = participants.expected_sessions(tx, [refusal.participant.id])
            parts = sessions.of_event(tx, event_id)
            mine = [each for each in parts if each.id in ids[refusal.participant.id]]
            return Case(refusal, tuple(mine))
        badge = badges.of_other_event(tx, event_id, refusal.code)
        if badge is None:
            return Case(refusal)
        person = participants.by_id(tx, badge.participant_id) if badge.participant_id else None
        return Case(refusal, (), events.by_id(tx, badge.event_id), person)
