"""Computers that follow another one: the key by which they join, and what is refused then."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from kiosk.core.errors import BadInput, Refused
from kiosk.core.readiness import Finding, Fitness

KEY_STANDS_FOR = timedelta(hours=1)
"""How long somebody has to carry a key to the second computer."""

MOST_FACTS = 1000
"""So many facts are taken at once."""

_CLOCKS_AGREE_S = 2.0
_CLOCKS_MAY_DIFFER = timedelta(hours=24)
_SILENT = timedelta(seconds=45)
_HEX_OF_SHA256 = 64


@dataclass(frozen=True, slots=True)
class ComputerKey:
    """A key as it is told: a secret, good once, and how to know the first computer again.

    `authority` is the SHA-256 of its certificate authority, in hex.
    """

    secret: str
    authority: str

    def __str__(self) -> str:
        return f"{self.secret}.{self.authority}"


def key_of(typed: str) -> ComputerKey:
    """Return the key that somebody has copied. Raises BadInput."""
    secret, _dot, authority = "".join(typed.split()).partition(".")
    is_hex = len(authority) == _HEX_OF_SHA256 and not set(authority) - set("0123456789abcdef")
    if not secret or not is_hex:
        raise BadInput("This is not the whole key. Copy it once more from the first computer.")
    return ComputerKey(secret, authority)


@dataclass(frozen=True, slots=True)
class SecondComputer:
    """A computer that follows this one, or is about to; `computer` is its public key in hex."""

    id: int
    name: str
    made_at: datetime
    made_by: str
    key_ends_at: datetime
    computer: str = ""
    joined_at: datetime | None = None
    seen_at: datetime | None = None
    waiting: int = 0
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a computer says of itself when it joins: who it is, its version, what its clock shows.

    `events` are the names of the events it has already, by what every computer calls them.
    """

    computer: str
    version: str
    at: datetime
    events: dict[str, str] = field(default_factory=dict)


def check_may_follow(first: Introduction, second: Introduction) -> None:
    """Raise Refused where the second must not follow the first, or cannot."""
    if first.computer == second.computer:
        raise Refused("This is the same computer: it cannot follow itself.")
    check_alike(first, second)
    for uid, name in second.events.items():
        if uid not in first.events:
            raise Refused(
                "There is an event here that the first computer does not know, {event}. Join with "
                "an empty folder: --data.",
                event=name,
            )


def check_alike(first: Introduction, second: Introduction) -> None:
    """Raise Refused where the two have other versions, or clocks that are days apart."""
    if first.version != second.version:
        raise Refused(
            "The first computer runs Hadir {first}, this one {second}. Bring both to the same "
            "version.",
            first=first.version,
            second=second.version,
        )
    if abs(first.at - second.at) > _CLOCKS_MAY_DIFFER:
        raise Refused(
            "The clock of the first computer says {first}, of this one {second}. Set the wrong "
            "one right.",
            first=f"{first.at:%Y-%m-%d %H:%M} UTC",
            second=f"{second.at:%Y-%m-%d %H:%M} UTC",
        )


@dataclass(frozen=True, slots=True)
class Following:
    """Whom this computer follows, how far it has come, and what keeps it from going on.

    `first` is the public key of the first computer in hex, `named` how it is called, `name` how it
    calls this one. `ahead` is by how many seconds our clock is before its own. `refusal` is English
    with `{names}`, filled in from `values`; empty where nothing is in the way.
    """

    first: str
    named: str
    name: str
    epoch: str = ""
    cursor: str = ""
    connected_at: str = ""
    ahead: float = 0.0
    refusal: str = ""
    values: dict[str, str] = field(default_factory=dict)


def further_ahead(asked_at: datetime, at: datetime, took: timedelta) -> float:
    """Return by how many seconds our clock is ahead of another one, which said `at` meanwhile.

    0 where that may as well lie in how long the answer took: a busy computer moves no clock.
    """
    further = (asked_at + took / 2 - at).total_seconds()
    surely = abs(further) - (took / 2).total_seconds()
    return further if surely >= _CLOCKS_AGREE_S else 0.0


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a second computer is behind: when the two last spoke, and how many changes wait."""

    name: str
    waiting: int
    connected_at: datetime | None
    refusal: str = ""
    values: dict[str, str] = field(default_factory=dict)

    def is_connected(self, now: datetime) -> bool:
        """Whether the two speak with each other now."""
        return self.connected_at is not None and now - self.connected_at < _SILENT


def first_finding(lag: Lag, now: datetime, zone: tzinfo) -> Finding:
    """Say how a second computer stands with the first."""
    values: dict[str, object] = {"name": lag.name, "number": lag.waiting}
    if lag.refusal:
        return Finding("computers", Fitness.BAD, lag.refusal, dict(lag.values))
    if lag.is_connected(now) and lag.waiting:
        words = "Connected with the first computer, {name}; {number} changes are on their way."
        return Finding("computers", Fitness.FINE, words, values)
    if lag.is_connected(now):
        words = "Connected with the first computer, {name}: both have the same."
        return Finding("computers", Fitness.FINE, words, values)
    words = "Not connected with {name} since {time}; {number} changes wait, and go by themselves."
    return Finding("computers", Fitness.WARNING, words, {**values, "time": _time(lag, zone)})


def second_finding(lag: Lag, now: datetime, zone: tzinfo) -> Finding:
    """Say how the first computer stands with a second one."""
    values: dict[str, object] = {"name": lag.name, "number": lag.waiting}
    if lag.is_connected(now):
        return Finding(
            "computers", Fitness.FINE, "The second computer {name} is connected.", values
        )
    words = (
        "The second computer {name} was last heard at {time}, with {number} changes waiting there."
    )
    return Finding("computers", Fitness.WARNING, words, {**values, "time": _time(lag, zone)})


def _time(lag: Lag, zone: tzinfo) -> str:
    return f"{lag.connected_at.astimezone(zone):%H:%M}" if lag.connected_at else "-"
