"""Participants one by one: adding at the door, changing, taking off the roster."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from badges.code import looks_mistyped, new_code, read_code
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import AuditEntry, Badge, CheckIn, Participant, Status
from kiosk.core.people import NewParticipant
from kiosk.core.roster.cells import Severity, clean
from kiosk.core.roster.fields import LENGTHS, Field
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.audit import history, record
from kiosk.services.search import index
from kiosk.storage import badges, check_ins, participants, roster, sessions
from kiosk.storage.database import Tx


class Listed(StrEnum):
    """The columns of the list of participants, in their order."""

    NUMBER = "number"
    NAME = "name"
    NIP = "nip"
    NUPTK = "nuptk"
    GROUP = "group"
    ORGANIZATION = "organization"
    DISTRICT = "district"
    PHONE = "phone"
    EMAIL = "email"
    SESSIONS = "sessions"
    STATUS = "status"
    CODE = "code"


def listed(desk: Desk, event_id: int) -> list[dict[str, object]]:
    """Return everybody by number, as `participants list` prints them: keys as in Listed."""
    with desk.store.read() as tx:
        people = participants.all_of_event(tx, event_id).values()
        names = {each.id: each.name for each in sessions.of_event(tx, event_id)}
        expected = participants.expectations(tx, event_id)
        codes = participants.codes(tx, event_id)
    return [
        {
            **_details(person),
            Listed.SESSIONS.value: [
                name for session, name in names.items() if session in expected.get(person.id, ())
            ],
            Listed.STATUS.value: person.status.value,
            Listed.CODE.value: codes.get(person.id, ""),
        }
        for person in people
    ]


def add_walk_in(
    desk: Desk, event_id: int, new: NewParticipant, by: str, *, reserve_code: str = ""
) -> Participant:
    """Add somebody at the door, with the next number and a badge.

    With `reserve_code` the blank badge of that code becomes theirs, else a new code is issued.
    Raises BadInput for values that cannot be, Refused where NIP or badge belong to another.
    """
    new = checked(new)
    with desk.store.write() as tx:
        roster.hold(tx, event_id)
        _check_nip_is_free(tx, event_id, new.nip)
        person = participants.add(tx, event_id, [new], desk.now(), walk_in=True)[0]
        _give_badge(tx, desk, person, reserve_code)
        index(tx, person)
        record(tx, desk, event_id, by, "participant_added", _subject(person.id), **_details(person))
    _tell(desk, event_id)
    return person


def add_participant(
    desk: Desk, event_id: int, new: NewParticipant, by: str, *, session_ids: Collection[int]
) -> Participant:
    """Add somebody to the list before the day, expected in these sessions.

    Raises BadInput for values that cannot be, Refused where the NIP belongs to another.
    """
    new = checked(new)
    with desk.store.write() as tx:
        roster.hold(tx, event_id)
        _check_nip_is_free(tx, event_id, new.nip)
        person = participants.add(tx, event_id, [new], desk.now())[0]
        participants.expect_new(tx, {person.id: _sessions_of(tx, event_id, session_ids)})
        _give_badge(tx, desk, person, "")
        index(tx, person)
        record(tx, desk, event_id, by, "participant_added", _subject(person.id), **_details(person))
    _tell(desk, event_id)
    return person


def change_participant(
    desk: Desk, participant_id: int, details: NewParticipant, by: str
) -> Participant:
    """Store new details of a participant and write down which changed, from what to what.

    Raises NotFound, BadInput for values that cannot be, Refused where the NIP is another's.
    """
    with desk.store.write() as tx:
        before = _known(tx, None, participant_id)
        roster.hold(tx, before.event_id)
        before = _known(tx, None, participant_id)
        details = checked(details, before)
        changes = _changes(before, details)
        if "nip" in changes:
            _check_nip_is_free(tx, before.event_id, details.nip)
        if not changes:
            return before
        participants.change(tx, participant_id, details.details())
        after = _known(tx, before.event_id, participant_id)
        index(tx, after)
        subject = _subject(participant_id)
        record(tx, desk, before.event_id, by, "participant_changed", subject, changes=changes)
    _tell(desk, before.event_id)
    return after


def cancel(desk: Desk, participant_id: int, by: str) -> Participant:
    """Take somebody off the roster; badge and record stay."""
    return _set_status(desk, [participant_id], Status.CANCELED, by)[0]


def cancel_many(desk: Desk, participant_ids: Collection[int], by: str) -> None:
    """Take these off the roster, all or none."""
    _set_status(desk, participant_ids, Status.CANCELED, by)


def block(desk: Desk, participant_id: int, note: str, by: str) -> Participant:
    """Let staff see somebody before they enter; the door shows the note."""
    return _set_status(desk, [participant_id], Status.BLOCKED, by, _note(note))[0]


def block_many(desk: Desk, participant_ids: Collection[int], note: str, by: str) -> None:
    """Let staff see these before they enter, with one note for all."""
    _set_status(desk, participant_ids, Status.BLOCKED, by, _note(note))


def restore(desk: Desk, participant_id: int, by: str) -> Participant:
    """Put somebody back on the roster."""
    return _set_status(desk, [participant_id], Status.ACTIVE, by)[0]


def restore_many(desk: Desk, participant_ids: Collection[int], by: str) -> None:
    """Put these back on the roster, all or none."""
    _set_status(desk, participant_ids, Status.ACTIVE, by)


def set_expected(
    desk: Desk,
    event_id: int,
    participant_ids: Collection[int],
    session_ids: Collection[int],
    by: str,
) -> int:
    """Expect these participants in these sessions and no others; returns how many changed.

    Raises NotFound for a session or participant of another event.
    """
    with desk.store.write() as tx:
        roster.hold(tx, event_id)
        wanted = _sessions_of(tx, event_id, session_ids)
        if not participants.are_of_event(tx, event_id, participant_ids):
            raise NotFound("There is no such participant.")
        before = participants.expected_sessions(tx, participant_ids)
        changed = [each for each, sessions in before.items() if sessions != wanted]
        participants.expect(tx, dict.fromkeys(changed, wanted))
        for each in changed:
            detail = {"from": sorted(before[each]), "to": sorted(wanted)}
            record(tx, desk, event_id, by, "expectation_changed", _subject(each), **detail)
    _tell(desk, event_id)
    return len(changed)


def set_expected_of_group(
    desk: Desk, event_id: int, group: str, session_ids: Collection[int], by: str
) -> int:
    """Expect everybody of a group in these sessions and no others; returns how many changed."""
    with desk.store.read() as tx:
        people = participants.all_of_event(tx, event_id).values()
    chosen = [each.id for each in people if each.group == group]
    if not chosen:
        raise NotFound("There is nobody in the group {group}.", group=group)
    return set_expected(desk, event_id, chosen, session_ids, by)


def history_of(desk: Desk, event_id: int, participant_id: int) -> list[AuditEntry]:
    """Return what was done to a participant, the newest first."""
    return history(desk, event_id, _subject(participant_id))


def checked(new: NewParticipant, before: Participant | None = None) -> NewParticipant:
    """Return the details cleaned as an import would. Raises BadInput naming the first bad one.

    What stands as it was `before` is not judged again.
    """
    cleaned: dict[str, str] = {}
    for name, raw in new.details().items():
        if before and getattr(before, name) == raw:
            cleaned[name] = raw
            continue
        result = clean(Field(name), raw)
        if result.severity is Severity.ERROR:
            raise BadInput(result.text, value=raw.strip(), limit=LENGTHS.get(Field(name), 0))
        cleaned[name] = result.value
    if not cleaned["name"]:
        raise BadInput("The name is missing.")
    return NewParticipant(**cleaned)


def _known(tx: Tx, event_id: int | None, participant_id: int) -> Participant:
    person = participants.by_id(tx, participant_id)
    if person is None or event_id not in (None, person.event_id):
        raise NotFound("There is no such participant.")
    return person


def _details(person: Participant) -> dict[str, object]:
    names = list(Listed)[: list(Listed).index(Listed.SESSIONS)]
    return {name.value: getattr(person, name.value) for name in names}


def _changes(before: Participant, after: NewParticipant) -> dict[str, tuple[str, str]]:
    pairs = {name: (getattr(before, name), value) for name, value in after.details().items()}
    return {name: (old, new) for name, (old, new) in pairs.items() if old != new}


def _check_nip_is_free(tx: Tx, event_id: int, nip: str) -> None:
    other = participants.by_nip(tx, event_id, nip) if nip else None
    if other:
        raise Refused(
            "This NIP belongs to number {number}, {name}. Check it, or find that person.",
            number=other.number,
            name=other.name,
        )


def _give_badge(tx: Tx, desk: Desk, person: Participant, reserve_code: str) -> None:
    if not reserve_code.strip():
        badges.issue(tx, person.event_id, {person.id: new_code()}, desk.now())
        return
    code = read_code(reserve_code)
    badge = badges.by_code(tx, person.event_id, code) if code else None
    if badge is None:
        raise BadInput(_why_no_badge(reserve_code))
    if badge.reserve_number is None or not badges.bind(tx, badge.id, person.id, desk.now()):
        raise Refused("This badge is not blank: it belongs to somebody. Take another one.")


def _why_no_badge(typed: str) -> str:
    if looks_mistyped(typed):
        return "This code has a typing error: its last character does not fit. Read it again."
    return "This is not the code of one of our blank badges. Scan the badge, or type its code."


def _note(typed: str) -> str:
    if not typed.strip():
        raise BadInput("Write a note for the staff at the door: what are they to do?")
    return typed.strip()


def _set_status(
    desk: Desk, participant_ids: Collection[int], status: Status, by: str, note: str = ""
) -> list[Participant]:
    with desk.store.write() as tx:
        people = [_known(tx, None, each) for each in participant_ids]
        for before in people:
            participants.change(tx, before.id, {"status": status, "note": note})
            changes = {"status": (before.status, status), "note": (before.note, note)}
            subject, did = _subject(before.id), f"participant_{status}"
            record(tx, desk, before.event_id, by, did, subject, changes=changes)
    for event_id in {each.event_id for each in people}:
        _tell(desk, event_id)
    return [replace(each, status=status, note=note) for each in people]


def _sessions_of(tx: Tx, event_id: int, session_ids: Collection[int]) -> frozenset[int]:
    known = {each.id for each in sessions.of_event(tx, event_id)}
    if not known.issuperset(session_ids):
        raise NotFound("There is no such session in this event.")
    return frozenset(session_ids)


def _subject(participant_id: int) -> str:
    return f"participant:{participant_id}"


def _tell(desk: Desk, event_id: int) -> None:
    desk.updates.publish(Update(Topic.ROSTER, event_id))


@dataclass(frozen=True, slots=True)
class Dossier:
    """The badge in use with its last printing, and every check-in, undone ones too."""

    badge: Badge | None = None
    printed_at: datetime | None = None
    check_ins: list[CheckIn] = field(default_factory=list)

    def standing(self, session_id: int) -> CheckIn | None:
        """Return the check-in that stands for a session."""
        for each in self.check_ins:
            if each.session_id == session_id and not each.undone_at:
                return each
        return None


def dossier(desk: Desk, participant_id: int) -> Dossier:
    """Return what is known of a participant beside the roster."""
    with desk.store.read() as tx:
        badge = badges.standing(tx, participant_id)
        printed_at = badges.last_print(tx, badge.id) if badge else None
        return Dossier(badge, printed_at, check_ins.of_participant(tx, participant_id))
