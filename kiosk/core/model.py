"""The things of the trade as frozen values; every time is aware and in UTC."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST_CODE = 200
"""Characters of the longest text that is taken as a code; what is longer is cut or refused."""


class Role(StrEnum):
    """What a member of staff may do; each includes the ones before it."""

    VIEWER = "viewer"
    STEWARD = "steward"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do all that the other may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


class Means(StrEnum):
    """How a code reached us."""

    CAMERA = "camera"
    HAND_SCANNER = "hand_scanner"
    PHONE = "phone"
    BY_HAND = "by_hand"
    PAPER = "paper"


class Status(StrEnum):
    """Where a participant stands on the roster."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    CANCELED = "canceled"


class Light(StrEnum):
    """The colour of an answer; shape, word and sound go with it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


class Reason(StrEnum):
    """The answer to a scan: stable public values."""

    OK = "ok"
    ALREADY_CHECKED_IN = "already_checked_in"
    INVALID = "invalid"
    REVOKED = "revoked"
    CANCELED = "canceled"
    BLOCKED = "blocked"
    NOT_EXPECTED = "not_expected"
    INVALID_TIME = "invalid_time"
    ERROR = "error"

    @property
    def light(self) -> Light:
        """The colour that goes with this answer."""
        return _LIGHTS[self]


_LIGHTS = {
    Reason.OK: Light.GREEN,
    Reason.ALREADY_CHECKED_IN: Light.AMBER,
    Reason.INVALID: Light.RED,
    Reason.REVOKED: Light.RED,
    Reason.CANCELED: Light.RED,
    Reason.BLOCKED: Light.RED,
    Reason.NOT_EXPECTED: Light.AMBER,
    Reason.INVALID_TIME: Light.AMBER,
    Reason.ERROR: Light.GREY,
}


@dataclass(frozen=True, slots=True)
class Event:
    """The whole occasion; a rehearsal is a copy of one, with numbers of its own."""

    id: int
    slug: str
    name: str
    date: date
    timezone: str
    place: str = ""
    rehearsal_of: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the event's times are shown."""
        return ZoneInfo(self.timezone)

    @property
    def is_rehearsal(self) -> bool:
        """Whether nothing that happens here counts."""
        return self.rehearsal_of is not None


@dataclass(frozen=True, slots=True)
class Session:
    """A part of the event at which attendance is taken; open from `opens_at` until `ends_at`."""

    id: int
    event_id: int
    name: str
    starts_at: datetime
    ends_at: datetime
    opens_before: timedelta = timedelta(minutes=60)

    @property
    def opens_at(self) -> datetime:
        """From when badges are taken."""
        return self.starts_at - self.opens_before

    def is_open(self, now: datetime) -> bool:
        """Whether badges are taken now; the end itself belongs to what follows."""
        return self.opens_at <= now < self.ends_at

    def is_running(self, now: datetime) -> bool:
        """Whether it has begun and not ended."""
        return self.starts_at <= now < self.ends_at


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """Somebody set the clock aside: this session is taken until the choice is ended."""

    session_id: int
    chosen_at: datetime
    chosen_by: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person on the roster; identifiers are text, the name is as typed, titles included.

    `own` are the values of the event's own fields, written as `core/own_fields` does.
    """

    id: int
    event_id: int
    number: int
    name: str
    nip: str = ""
    nuptk: str = ""
    group: str = ""
    organization: str = ""
    district: str = ""
    phone: str = ""
    email: str = ""
    status: Status = Status.ACTIVE
    note: str = ""
    walk_in: bool = False
    own: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """What carries a code; a reserve badge belongs to nobody yet."""

    id: int
    event_id: int
    code: str
    participant_id: int | None
    issued_at: datetime
    revoked_at: datetime | None = None
    reserve_number: int | None = None


class Scope(StrEnum):
    """What a token is good for, and nothing else."""

    SCAN = "scan"
    ATTENDANCE = "attendance"
    PEOPLE = "people"
    CHANGE_PEOPLE = "change_people"
    BADGES = "badges"


class LateDoubt(StrEnum):
    """Why a late scan is kept and marked, and moves nothing by itself."""

    WAS_ONLINE = "was_online"
    LONG_OVER = "long_over"


@dataclass(frozen=True, slots=True)
class Silence:
    """The time during which a station was last not heard of."""

    since: datetime
    until: datetime

    def covers(self, moment: datetime) -> bool:
        """Whether a scan made then could not be sent at once."""
        tolerance = timedelta(minutes=2)
        return self.since - tolerance <= moment <= self.until + tolerance


@dataclass(frozen=True, slots=True)
class Station:
    """One thing that scans, and the door where it stands; or a key of another program.

    Its token is taken until `ends_at`, where that was said.
    """

    id: int
    name: str
    door: str = ""
    settings: dict[str, object] = field(default_factory=dict)
    withdrawn_at: datetime | None = None
    last_seen_at: datetime | None = None
    added_at: datetime | None = None
    outage: Silence | None = None
    scopes: frozenset[Scope] = frozenset({Scope.SCAN})
    ends_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether its token is taken no more, because its time is over."""
        return self.ends_at is not None and self.ends_at <= now

    @property
    def place(self) -> str:
        """Where people are told that they were: the door, else the station itself."""
        return self.door or self.name


@dataclass(frozen=True, slots=True)
class Reading:
    """How a camera came by a code: `decoded` or `recognized`, and how sure (0 to 1)."""

    how: str = "decoded"
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Scan:
    """One reading of one code by one station, as it came in.

    `event_id` None is the current event, `session_id` None the session that the clock chooses;
    `session_named_by_staff` sets the clock aside, and `override` is a supervisor who admits
    somebody outside the time or not expected, which is recorded. A scan in `doubt` moves nothing.
    `scanned_at` is by our clock already; `clock_ahead` is how far that of its sender was ahead,
    None where it did not say.
    `scan_id` is the station's own: `scoped_id` makes one that no other station can use.
    """

    scan_id: str
    code: str
    scanned_at: datetime
    means: Means = Means.CAMERA
    station_id: int | None = None
    session_id: int | None = None
    reading: Reading = field(default_factory=Reading)
    by: str = ""
    event_id: int | None = None
    session_named_by_staff: bool = False
    override: bool = False
    doubt: LateDoubt | None = None
    clock_ahead: timedelta | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The fact that a participant was admitted to a session.

    `admitted_despite` is the refusal that a supervisor set aside, `kept_despite` the one that its
    station could not know of while it was apart.
    """

    id: int
    event_id: int
    session_id: int
    participant_id: int
    checked_in_at: datetime
    means: Means
    station: str = ""
    by: str = ""
    admitted_despite: Reason | None = None
    kept_despite: Reason | None = None
    undone_at: datetime | None = None
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A badge of the event with its holder, as the decision sees it."""

    badge: Badge
    participant: Participant | None
    expected_sessions: frozenset[int] = frozenset()
    standing: CheckIn | None = None


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The decision on a scan; `opens_next` is the session to come when none is open.

    `despite` is the refusal that a supervisor has set aside.
    """

    reason: Reason
    participant: Participant | None = None
    session: Session | None = None
    standing: CheckIn | None = None
    opens_next: Session | None = None
    despite: Reason | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a station is told of its scan, and what every later asking of the same scan gets."""

    scan_id: str
    reason: Reason
    code: str
    scanned_at: datetime
    participant: Participant | None = None
    session: Session | None = None
    checked_in_at: datetime | None = None
    station: str = ""
    first_door: str = ""
    opens_next: Session | None = None
    means: Means = Means.CAMERA
    check_in_id: int | None = None
    doubt: LateDoubt | None = None

    @property
    def light(self) -> Light:
        """The colour that goes with the reason."""
        return self.reason.light


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """What became of a scan; one that came in before is not `new`."""

    answer: Answer
    event_id: int
    new: bool = True


@dataclass(frozen=True, slots=True)
class User:
    """A member of staff."""

    id: int
    name: str
    role: Role
    disabled_at: datetime | None = None
    is_demo: bool = False
