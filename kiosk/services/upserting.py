"""People as other programs bring them: added where they are not known, changed where they are.

It is done as at the desk and by lists: held to the same lengths, written down, and taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.core.errors import HadirError, NotFound, Refused, StorageError
from kiosk.core.model import Event, Participant
from kiosk.core.own_fields import OWN_FIELDS, own_fields_of, own_text, own_values
from kiosk.core.people import NewParticipant
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import participants as people
from kiosk.services.led import on_the_first
from kiosk.storage import events, participants, roster
from kiosk.storage.database import Tx

_AT_ONCE = 20
"""So many in one transaction: scans wait for them."""


class Upserted(StrEnum):
    """What came of it: stable public values."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class PersonWish:
    """What a program says about a person: what it does not name stays as it is.

    `sessions` None: a new person is expected in all, a known one where they were. `uid` is what
    a person is called who is added by this, so that they are not added twice.
    """

    number: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    sessions: frozenset[int] | None = None
    uid: str = ""


@dataclass(frozen=True, slots=True)
class PersonDone:
    """What came of a wish, with the person as they are now and where they are expected."""

    result: Upserted
    person: Participant
    sessions: frozenset[int]


@on_the_first
def upsert(
    desk: Desk, event: Event, wishes: Sequence[PersonWish], by: str
) -> list[PersonDone | HadirError]:
    """Add people or change them, known by number, NIP, NUPTK or e-mail, in this order.

    Each has a result of its own, which may be a refusal: BadInput for values that cannot be;
    NotFound for a number, session or own field that is none, and where nobody is known and no name
    is said; Refused where an identifier is somebody else's or an e-mail is that of several.
    """
    done: list[PersonDone | HadirError] = []
    for start in range(0, len(wishes), _AT_ONCE):
        with desk.store.write() as tx:
            roster.hold(tx, event.id)
            several = wishes[start : start + _AT_ONCE]
            done += [_done_or_refused(tx, desk, event.id, each, by) for each in several]
    desk.updates.publish(Update(Topic.ROSTER, event.id))
    return done


def _done_or_refused(
    tx: Tx, desk: Desk, event_id: int, wish: PersonWish, by: str
) -> PersonDone | HadirError:
    """Return what came of a wish; what is refused is refused before anything of it is written."""
    try:
        return _done(tx, desk, event_id, wish, by)
    except StorageError:
        raise
    except HadirError as error:
        return error


def _done(tx: Tx, desk: Desk, event_id: int, wish: PersonWish, by: str) -> PersonDone:
    _check_labels(tx, event_id, wish)
    sessions = people.sessions_of(tx, event_id, wish.sessions or ())
    wanted = sessions if wish.sessions is not None else None
    if wish.uid and (added := participants.by_uid(tx, event_id, wish.uid)):
        return _now(tx, Upserted.ADDED, added)
    known = _known(tx, event_id, wish)
    if known is None:
        new = _new(wish)
        added = people.add_in(tx, desk, event_id, new, by, expected=wanted, uid=wish.uid)
        return _now(tx, Upserted.ADDED, added)
    result, person = _changed(tx, desk, known, wish, by)
    if wanted is not None and people.expect_in(tx, desk, person, wanted, by):
        result = Upserted.CHANGED
    return _now(tx, result, person)


def _now(tx: Tx, result: Upserted, person: Participant) -> PersonDone:
    return PersonDone(result, person, participants.expected_sessions(tx, [person.id])[person.id])


def _check_labels(tx: Tx, event_id: int, wish: PersonWish) -> None:
    if not wish.own:
        return
    known = [each.label for each in own_fields_of(events.setting(tx, event_id, OWN_FIELDS))]
    for each in wish.own:
        if each not in known:
            raise NotFound(
                "The event has no own field {label}. It has: {known}.",
                label=each,
                known=", ".join(known) or "-",
            )


def _known(tx: Tx, event_id: int, wish: PersonWish) -> Participant | None:
    if wish.number is not None:
        person = participants.by_number(tx, event_id, wish.number)
        if person is None:
            raise NotFound("There is no participant with the number {number}.", number=wish.number)
        return person
    asked = people.checked(NewParticipant(**{"name": "-", **_given(wish)}), named=False)
    if asked.nip and (person := participants.by_nip(tx, event_id, asked.nip)):
        return person
    for column in ("nuptk", "email"):
        value = getattr(asked, column)
        found = participants.by_value(tx, event_id, column, value) if value else []
        if len(found) > 1:
            raise Refused(
                "Several have this {column}: numbers {numbers}. Name one by number.",
                column=column,
                numbers=", ".join(str(each.number) for each in found[:5]),
            )
        if found:
            return found[0]
    return None


def _given(wish: PersonWish) -> dict[str, str]:
    return {name: wish.values.get(name, "") for name in ("nip", "nuptk", "email")}


def _new(wish: PersonWish) -> NewParticipant:
    if not wish.values.get("name"):
        raise NotFound("Nobody is known by what was said; to add somebody, name is needed.")
    return NewParticipant(**wish.values, own=own_text(wish.own))


def _changed(
    tx: Tx, desk: Desk, before: Participant, wish: PersonWish, by: str
) -> tuple[Upserted, Participant]:
    kept = {name: getattr(before, name) for name in NewParticipant("").details()}
    details = NewParticipant(**{**kept, **wish.values})
    if wish.own:
        details = replace(details, own=own_text({**own_values(before.own), **wish.own}))
    after = people.change_in(tx, desk, before, details, by)
    return (Upserted.CHANGED if after != before else Upserted.UNCHANGED), after
