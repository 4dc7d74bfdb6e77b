"""Participants one by one: adding at the door, changing, taking off the roster."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from badges.code import looks_mistyped, new_code, read_code
from kiosk.core.acts import ActKind
from kiosk.core.audit import AuditEntry
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Badge, CheckIn, Participant, Session
from kiosk.core.numbers import block_of
from kiosk.core.own_fields import OWN
from kiosk.core.people import NewParticipant
from kiosk.core.roster.cells import Severity, clean
from kiosk.core.roster.fields import LENGTHS, Field
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.acts import note_act, people_of
from kiosk.services.audit import history, record
from kiosk.services.led import followed_in, on_the_first
from kiosk.services.search import index
from kiosk.storage import badges, check_ins, participants, roster, roster_rest, sessions
from kiosk.storage.audit import chain
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
        block = _own_block(tx, desk)
        person = participants.add(tx, event_id, [new], desk.now(), walk_in=True, block=block)[0]
        _give_badge(tx, desk, person, reserve_code)
        index(tx, person)
        _note_added(tx, desk, person, by)
    _tell(desk, event_id)
    return person


@on_the_first
def add_participant(
    desk: Desk, event_id: int, new: NewParticipant, by: str, *, session_ids: Collection[int]
) -> Participant:
    """Add somebody to the list before the day, expected in these sessions.

    Raises BadInput for values that cannot be, Refused where the NIP belongs to another.
    """
    with desk.store.write() as tx:
        roster.hold(tx, event_id)
        expected = sessions_of(tx, event_id, session_ids)
        person = add_in(tx, desk, event_id, new, by, expected=expected)
    _tell(desk, event_id)
    return person


def add_in(  # noqa: PLR0913
    tx: Tx,
    desk: Desk,
    event_id: int,
    new: NewParticipant,
    by: str,
    *,
    expected: Collection[int] | None,
    uid: str = "",
) -> Participant:
    """Add somebody to the list, which is held; expected in all sessions where `expected` is None.

    `uid` is what they are called everywhere, where the caller knows. Raises as `add_participant`.
    """
    new = checked(new)
    _check_nip_is_free(tx, event_id, new.nip)
    block = _own_block(tx, desk)
    person = participants.add(tx, event_id, [new], desk.now(), block=block, uid=uid)[0]
    if expected is None:
        expected = {each.id for each in sessions.of_event(tx, event_id)}
    participants.expect_new(tx, {person.id: expected})
    _give_badge(tx, desk, person, "")
    index(tx, person)
    _note_added(tx, desk, person, by)
    return person


@on_the_first
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
        after = change_in(tx, desk, before, details, by)
    if after != before:
        _tell(desk, before.event_id)
    return after


def change_in(
    tx: Tx, desk: Desk, before: Participant, details: NewParticipant, by: str
) -> Participant:
    """Store new details of somebody on the list, which is held. Raises as `change_participant`."""
    details = checked(details, before)
    changes = _changes(before, details)
    if "nip" in changes:
        _check_nip_is_free(tx, before.event_id, details.nip)
    if not changes:
        return before
    participants.change(tx, before.id, details.details())
    after = _known(tx, before.event_id, before.id)
    index(tx, after)
    subject = _subject(before.id)
    record(tx, desk, before.event_id, by, "participant_changed", subject, changes=changes)
    note_act(tx, desk, before.event_id, ActKind.CHANGED, {before.id: changes}, by)
    return after


@on_the_first
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

    def decide(tx: Tx) -> Callable[[Tx], int]:
        wanted = sessions_of(tx, event_id, session_ids)
        if not participants.are_of_event(tx, event_id, participant_ids):
            raise NotFound("There is no such participant.")
        before = participants.expected_sessions(tx, participant_ids)
        changed = {
            each: {"sessions": [sorted(sessions), sorted(wanted)]}
            for each, sessions in before.items()
            if sessions != wanted
        }

        def write(tx: Tx) -> int:
            if changed:
                participants.expect(tx, dict.fromkeys(changed, wanted))
                act = note_act(tx, desk, event_id, ActKind.EXPECTED, changed, by)
                roster_rest.leave_history(tx, act, changed, desk.where)
            return len(changed)

        return write

    number = roster.decided(desk.store, event_id, decide)
    roster_rest.finish(desk.store)
    _tell(desk, event_id)
    return number


def expect_in(tx: Tx, desk: Desk, person: Participant, wanted: frozenset[int], by: str) -> bool:
    """Expect somebody on the list, which is held, in these sessions; False where they were."""
    before = participants.expected_sessions(tx, [person.id])[person.id]
    if before == wanted:
        return False
    pair = [sorted(before), sorted(wanted)]
    participants.expect(tx, {person.id: wanted})
    kept = {person.id: {"sessions": pair}}
    note_act(tx, desk, person.event_id, ActKind.EXPECTED, kept, by)
    told = {"from": pair[0], "to": pair[1]}
    record(tx, desk, person.event_id, by, "expectation_changed", _subject(person.id), **told)
    return True


def expected_elsewhere(
    desk: Desk, event_id: int, participant_ids: Collection[int], session_ids: Collection[int]
) -> list[Participant]:
    """Return who of these is not expected in exactly these sessions."""
    with desk.store.read() as tx:
        expected = participants.expected_sessions(tx, participant_ids)
        people = people_of(tx, event_id, participant_ids)
    return [each for each in people if expected[each.id] != set(session_ids)]


def expected_later(desk: Desk, participant_id: int, session: Session) -> Session | None:
    """Return the next session in which this person is expected, after `session`."""
    with desk.store.read() as tx:
        expected = participants.expected_sessions(tx, [participant_id])[participant_id]
        later = [
            each
            for each in sessions.of_event(tx, session.event_id)
            if each.id in expected and each.starts_at > session.starts_at
        ]
    return min(later, key=lambda each: each.starts_at, default=None)


def history_of(desk: Desk, event_id: int, participant_id: int) -> list[AuditEntry]:
    """Return what was done to a participant, the newest first."""
    return history(desk, event_id, _subject(participant_id))


def checked(
    new: NewParticipant, before: Participant | None = None, *, named: bool = True
) -> NewParticipant:
    """Return the details cleaned as an import would. Raises BadInput naming the first bad one.

    What stands as it was `before` is not judged again; a name is needed where they are `named`.
    """
    cleaned: dict[str, str] = {}
    for name, raw in new.details().items():
        if name == OWN or (before and getattr(before, name) == raw):
            cleaned[name] = raw
            continue
        result = clean(Field(name), raw)
        if result.severity is Severity.ERROR:
            raise BadInput(result.text, value=raw.strip(), limit=LENGTHS.get(Field(name), 0))
        cleaned[name] = result.value
    if named and not cleaned["name"]:
        raise BadInput("The name is missing.")
    return NewParticipant(**cleaned)


def _own_block(tx: Tx, desk: Desk) -> range | None:
    """Return this computer's own numbers where another one has or began the list, else None."""
    first, signer = chain.first(tx), desk.store.signer
    is_ours = followed_in(tx) is None and (signer is None or first in {None, signer.chain})
    return None if is_ours or signer is None else block_of(signer.chain)


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


def _note_added(tx: Tx, desk: Desk, person: Participant, by: str) -> None:
    details, subject = _details(person), _subject(person.id)
    record(tx, desk, person.event_id, by, "participant_added", subject, **details)
    note_act(tx, desk, person.event_id, ActKind.ADDED, {person.id: {}}, by)


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


def sessions_of(tx: Tx, event_id: int, session_ids: Collection[int]) -> frozenset[int]:
    """Return these sessions of the event. Raises NotFound where one is none."""
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
