"""What changed since a moment: the log, a place in it, and what the clock adds to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from kiosk.core.arrangement import Programme
from kiosk.core.errors import BadInput, Expired
from kiosk.core.model import CheckIn, Event, Participant, Session

CHANGES_EPOCH = "changes_epoch"
"""Under this name the installation keeps which life of its database this is."""


KEPT_FOR = timedelta(days=30)
"""So long others may be away, and still be told all that happened meanwhile."""

_MARKED_EVERY = timedelta(days=1)

NOW = "now"
"""The place after which nothing has happened yet."""

PLACE = r"^(now|[0-9a-f]{8}\.[0-9]{1,10}\.[0-9]{1,10})?$"
"""How places are written; nothing is the beginning."""


class LoggedKind(StrEnum):
    """What the log writes down; each is about a row, and about a number where that is gone."""

    CHECK_IN = "check_in"
    UNDO = "undo"
    WALK_IN = "walk_in"
    PERSON = "person"
    PERSON_GONE = "person_gone"
    SESSION = "session"
    SESSION_GONE = "session_gone"
    CHOSEN = "chosen"
    CHOICE_ENDED = "choice_ended"


class ChangeKind(StrEnum):
    """What others are told that happened: stable public values."""

    CHECK_IN = "check_in"
    UNDO = "undo"
    WALK_IN = "walk_in"
    PARTICIPANT = "participant"
    PARTICIPANT_REMOVED = "participant_removed"
    SESSION = "session"
    SESSION_REMOVED = "session_removed"
    SESSION_OPENED = "session_opened"
    SESSION_CLOSED = "session_closed"


class OpenedBy(StrEnum):
    """By whom a session opens or closes."""

    CLOCK = "clock"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A line of the log."""

    number: int
    kind: LoggedKind
    event_id: int
    about: int


@dataclass(frozen=True, slots=True)
class LogMark:
    """The number of the newest line at a moment."""

    number: int
    at: datetime


def marked(marks: Sequence[LogMark], number: int, now: datetime) -> list[LogMark]:
    """Return the marks that are kept, with one of today; those of a clock that ran ahead go."""
    kept = [each for each in marks if each.at <= now]
    if not kept or now - kept[-1].at >= _MARKED_EVERY:
        kept.append(LogMark(number, now))
    old = [each for each in kept if now - each.at >= KEPT_FOR]
    # Of the old ones the newest says all that they say.
    return kept[max(0, len(old) - 1) :]


def old_until(marks: Sequence[LogMark], now: datetime) -> int:
    """Return up to which number the log is older than it is kept, 0 where nothing is."""
    return max((each.number for each in marks if now - each.at >= KEPT_FOR), default=0)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, with those it is about as they are now.

    `id` is the same however often it is told; `number` is that of a participant who is gone.
    """

    id: str
    kind: ChangeKind
    event: Event
    at: datetime | None = None
    participant: Participant | None = None
    number: int | None = None
    session: Session | None = None
    session_id: int | None = None
    check_in: CheckIn | None = None
    by: OpenedBy | None = None


def change_json(change: Happening) -> dict[str, Any]:
    """Return what others are told of it; identifiers, telephone numbers and notes are left out."""
    return {
        "id": change.id,
        "kind": change.kind.value,
        "event": change.event.slug,
        "at": _moment(change, change.at),
        "participant": _person(change),
        "session": change.session_id,
        "session_name": change.session.name if change.session else None,
        "check_in": _check_in(change),
        "by": change.by.value if change.by else None,
    }


def _moment(change: Happening, at: datetime | None) -> str | None:
    return at.astimezone(change.event.zone).isoformat(timespec="seconds") if at else None


def _person(change: Happening) -> dict[str, Any] | None:
    person = change.participant
    if person is None:
        return {"number": change.number} if change.number is not None else None
    return {
        "number": person.number,
        "name": person.name,
        "group": person.group,
        "organization": person.organization,
        "status": person.status.value,
        "walk_in": person.walk_in,
    }


def _check_in(change: Happening) -> dict[str, Any] | None:
    made = change.check_in
    if made is None:
        return None
    return {
        "session": made.session_id,
        "checked_in_at": _moment(change, made.checked_in_at),
        "means": made.means.value,
        "station": made.station,
    }


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the log of one installation, and until when its clock was looked at."""

    epoch: str
    number: int
    seconds: int

    @classmethod
    def of(cls, text: str, epoch: str) -> "Cursor":
        """Return the place that `str` gave; the beginning for no text.

        Raises BadInput for what is none, Expired for one of another life of the database.
        """
        if not text:
            return cls(epoch, 0, 0)
        if not re.fullmatch(PLACE, text) or text == NOW:
            raise BadInput("since must be the next of an earlier answer, or “now”.")
        parts = text.split(".")
        if parts[0] != epoch:
            raise Expired(
                "This place is none of this database, which was put back from a backup since. "
                "Read the lists again, and go on from “now”."
            )
        return cls(epoch, int(parts[1]), int(parts[2]))

    def check_kept(self, gone: int) -> None:
        """Raise Expired where the log was forgotten behind this place."""
        if self.number < gone:
            raise Expired(
                "What happened after this place is more than {days} days ago, and is not kept. "
                "Read the lists again, and go on from “now”.",
                days=KEPT_FOR.days,
            )

    @property
    def looked_at(self) -> datetime:
        """Until when the clock was looked at."""
        return datetime.fromtimestamp(self.seconds, UTC)

    def __str__(self) -> str:
        return f"{self.epoch}.{self.number}.{self.seconds}"


def by_the_clock(programme: Programme, since: datetime, until: datetime) -> Iterator[Happening]:
    """Return which sessions of an event opened and closed after one moment, until another."""
    event = programme.event
    for each in programme.sessions:
        for kind, at in (
            (ChangeKind.SESSION_OPENED, each.opens_at),
            (ChangeKind.SESSION_CLOSED, each.ends_at),
        ):
            if since < at <= until:
                name = f"{kind}.{each.id}.{int(at.timestamp())}"
                by = OpenedBy.CLOCK
                yield Happening(name, kind, event, at, session=each, session_id=each.id, by=by)
