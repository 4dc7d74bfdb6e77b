"""What staff do to people on the list, as records by which it is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from kiosk.core.admission import STEWARD_MAY_UNDO_FOR
from kiosk.core.model import Participant, Role, Session, Status, User


class ActKind(StrEnum):
    """What was done; each is an act of its own, with its own way back."""

    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    CANCELED = "canceled"
    RESTORED = "restored"
    EXPECTED = "expected"
    CHANGED = "changed"
    ADDED = "added"
    CHECKED_IN = "checked_in"
    BADGE_REPLACED = "badge_replaced"
    MERGED = "merged"
    SESSION_REMOVED = "session_removed"


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to how many, when; `before` is what is needed to take it back, by person.

    `uid` is what every computer calls it.
    """

    id: int
    event_id: int
    kind: ActKind
    people: int
    done_at: datetime
    done_by: str
    before: dict[str, Any]
    undone_at: datetime | None = None
    undone_by: str = ""
    uid: str = ""

    def concerns(self, participant_id: int) -> bool:
        """Whether it was done to this person."""
        return str(participant_id) in self.before


@dataclass(frozen=True, slots=True)
class OnList:
    """How somebody stands on the list, with the note of the staff."""

    status: Status
    note: str


def on_list_after(kind: ActKind, person: Participant, note: str = "") -> OnList | None:
    """Return how a person stands after an act; None where it changes nothing.

    A note stays as long as the person is blocked, on the list or off it: whoever comes back on
    the list is blocked as before.
    """
    after = _AFTER[kind](person, note)
    return None if after == OnList(person.status, person.note) else after


def kept_session(session: Session) -> dict[str, Any]:
    """Return a session as an act keeps it that removes it."""
    return {
        "name": session.name,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "opens_before": session.opens_before.total_seconds(),
    }


def removed_session(act: Act) -> Session:
    """Return the session that an act removed; it gets an id anew."""
    kept = act.before["session"]
    return Session(
        id=0,
        event_id=act.event_id,
        name=kept["name"],
        starts_at=datetime.fromisoformat(kept["starts_at"]),
        ends_at=datetime.fromisoformat(kept["ends_at"]),
        opens_before=timedelta(seconds=kept["opens_before"]),
    )


def may_take_back(act: Act, by: User, now: datetime) -> bool:
    """Whether this member of staff may take an act back, as with a check-in."""
    if act.undone_at:
        return False
    own = act.done_by == by.name and by.role.includes(Role.STEWARD)
    return by.role.includes(Role.SUPERVISOR) or (own and now - act.done_at <= STEWARD_MAY_UNDO_FOR)


def _blocked(person: Participant, note: str) -> OnList:
    on_list = person.status is not Status.CANCELED
    return OnList(Status.BLOCKED, note) if on_list else _as_is(person)


def _unblocked(person: Participant, _note: str) -> OnList:
    blocked = person.status is Status.BLOCKED
    return OnList(Status.ACTIVE, "") if blocked else _as_is(person)


def _canceled(person: Participant, _note: str) -> OnList:
    return OnList(Status.CANCELED, person.note)


def _restored(person: Participant, _note: str) -> OnList:
    if person.status is not Status.CANCELED:
        return _as_is(person)
    return OnList(Status.BLOCKED if person.note else Status.ACTIVE, person.note)


def _as_is(person: Participant) -> OnList:
    return OnList(person.status, person.note)


_AFTER: Mapping[ActKind, Callable[[Participant, str], OnList]] = {
    ActKind.BLOCKED: _blocked,
    ActKind.UNBLOCKED: _unblocked,
    ActKind.CANCELED: _canceled,
    ActKind.RESTORED: _restored,
}
