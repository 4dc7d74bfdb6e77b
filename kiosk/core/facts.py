"""What computers tell each other: facts, each a line of JSON, called by what all know it as.

A fact never changes what it says; it may learn that it ended: an undo, a badge that was revoked, a
merge that was taken back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar, get_type_hints

from kiosk.core.errors import BadInput
from kiosk.core.model import LONGEST_CODE, LateDoubt, Means, Reason, Status
from kiosk.core.numbers import LARGEST_NUMBER
from kiosk.core.texts import storable

T = TypeVar("T")
Strings = dict[str, str]
Uids = list[str]


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A session there is."""

    uid: str
    name: str
    starts_at: datetime
    ends_at: datetime
    opens_before_minutes: int


@dataclass(frozen=True, slots=True)
class PersonFact:
    """Somebody on the list, and the sessions in which they are expected."""

    uid: str
    number: int
    added_at: datetime
    walk_in: bool
    status: Status
    note: str
    details: Strings
    expected: Uids


@dataclass(frozen=True, slots=True)
class BadgeFact:
    """A badge, and who was given it; `brought` is a code that its holder had already."""

    code: str
    person: str | None
    brought: bool
    reserve_number: int | None
    issued_at: datetime
    bound_at: datetime | None
    revoked_at: datetime | None
    revoked_by: str
    valid_again_at: datetime | None

    @property
    def since(self) -> datetime:
        """Since when it is good: issued, given to somebody, or valid again."""
        known = (self.issued_at, self.bound_at, self.valid_again_at)
        return max(filter(None, known))


@dataclass(frozen=True, slots=True)
class MergeFact:
    """Two entries are one person, unless that was taken back."""

    uid: str
    kept: str
    gone: str
    at: datetime
    by: str
    undone_at: datetime | None = None
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class ScanFact:
    """A scan with the answer that its own station gave, and the undo that names it."""

    scan_id: str
    code: str
    session: str | None
    person: str | None
    station: str | None
    door: str
    means: Means
    read_how: str
    read_score: float
    reason: Reason
    by: str
    scanned_at: datetime
    doubt: LateDoubt | None
    clock_ahead_seconds: int | None
    despite: Reason | None
    kept_despite: Reason | None
    undone_at: datetime | None
    undone_by: str


Fact = SessionFact | PersonFact | BadgeFact | MergeFact | ScanFact

KINDS: Mapping[str, type[Fact]] = {
    "session": SessionFact,
    "person": PersonFact,
    "badge": BadgeFact,
    "merge": MergeFact,
    "scan": ScanFact,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


_UID = 32
_LONGEST_WORDS = 10_000
LONGEST = {
    **dict.fromkeys(("uid", "kept", "gone", "person"), _UID),
    "scan_id": 64,
    "code": LONGEST_CODE,
    "read_how": 20,
}
"""So many characters names have that computers give; words are measured where they are kept."""


@dataclass(slots=True)
class Facts:
    """The facts of a file, by kind."""

    sessions: list[SessionFact] = field(default_factory=list)
    people: list[PersonFact] = field(default_factory=list)
    badges: list[BadgeFact] = field(default_factory=list)
    merges: list[MergeFact] = field(default_factory=list)
    scans: list[ScanFact] = field(default_factory=list)

    def add(self, fact: Fact) -> None:
        """Put a fact with those of its kind."""
        match fact:
            case SessionFact():
                self.sessions.append(fact)
            case PersonFact():
                self.people.append(fact)
            case BadgeFact():
                self.badges.append(fact)
            case MergeFact():
                self.merges.append(fact)
            case ScanFact():
                self.scans.append(fact)


def told(fact: Fact) -> dict[str, Any]:
    """Return a fact as JSON can say it."""
    values = {each.name: getattr(fact, each.name) for each in fields(fact)}
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if value is not None
    }
    return {"is": _NAMES[type(fact)], **plain}


def understood(value: object) -> Fact:
    """Return the fact that a JSON value tells. Raises BadInput for what is none."""
    name = str(value.get("is")) if isinstance(value, dict) else ""
    kind = KINDS.get(name)
    if not isinstance(value, dict) or kind is None:
        raise BadInput("A line of this file is no fact of Hadir.")
    try:
        return kind(**{each: read(value.get(each)) for each, read in _readers(name).items()})
    except (ValueError, TypeError, OverflowError) as error:
        raise BadInput("A line of this file is no fact of Hadir.") from error


@cache
def _readers(name: str) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(KINDS[name])
    return {
        each.name: _within(_READERS[str(hints[each.name])], LONGEST.get(each.name, _LONGEST_WORDS))
        for each in fields(KINDS[name])
    }


def _within(read: Callable[[Any], Any], most: int) -> Callable[[Any], Any]:
    """Return what reads a value as `read` does, of a text no more characters than these."""

    def read_within(value: Any) -> Any:
        found = read(value)
        return storable(found, most) if type(found) is str else found

    return read_within


def _exactly(kind: type[T]) -> Callable[[Any], T]:
    def read(value: Any) -> T:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return read


def moment(value: Any) -> datetime:
    """Return a time with its zone, in UTC. Raises ValueError."""
    read = datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise ValueError(value)
    return read.astimezone(UTC)


def _number(value: Any) -> int:
    if type(value) is not int or abs(value) > LARGEST_NUMBER:
        raise ValueError(value)
    return value


def _strings(value: Any) -> Strings:
    found = _exactly(dict)(value)
    if not all(isinstance(each, str) for pair in found.items() for each in pair):
        raise ValueError(value)
    return found


def _names(value: Any) -> Uids:
    return [_exactly(str)(each) for each in _exactly(list)(value)]


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: _exactly(str),
    int: _number,
    float: float,
    bool: _exactly(bool),
    datetime: moment,
    Strings: _strings,
    Uids: _names,
    Status: Status,
    Means: Means,
    Reason: Reason,
    LateDoubt: LateDoubt,
}
_READERS = {str(kind): read for kind, read in _PLAIN.items()} | {
    str(kind | None): _or_none(read) for kind, read in _PLAIN.items()
}
