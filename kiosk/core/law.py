"""The law by which computers that were apart become one truth.

What happened at the doors is a set of facts: scans with the answer that their own station gave,
undos, people and badges that were added, entries that were merged. What stands is a function of
that set: whatever the order in which the facts come, and however often each comes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from kiosk.core.model import Reason, Status

ADMITTING = (Reason.OK, Reason.ALREADY_CHECKED_IN)
"""Whoever is told so holds a badge that admits: the earliest such scan is the check-in."""


@dataclass(frozen=True, slots=True, order=True)
class Undo:
    """When and by whom a check-in was taken back; of two undos of one scan the earlier counts."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Admission:
    """A scan that admits somebody to a session, with the undo that names it.

    An undo names the scans that whoever undid could know of, and no others.
    """

    scan_id: str
    scanned_at: datetime
    person: int
    session: int
    undo: Undo | None = None

    @property
    def rank(self) -> tuple[datetime, str]:
        """What is least of several is the check-in: who came first, by the number in a tie."""
        return self.scanned_at, self.scan_id


def check_ins(admissions: Iterable[Admission]) -> list[list[Admission]]:
    """Return what check-ins there are: the scans of each, the one that it is by first.

    Of one person and session those scans stand that no undo names; those that one undo names are
    the check-in that it took back.
    """
    several = sorted(admissions, key=lambda each: (_of_one(each), each.rank))
    return [list(scans) for _, scans in groupby(several, key=_of_one)]


def _of_one(each: Admission) -> tuple[int, int, tuple[datetime, str] | tuple[()]]:
    return each.person, each.session, (each.undo.at, each.undo.by) if each.undo else ()


def crossed(admissions: Iterable[Admission]) -> set[str]:
    """Return the scans that stand although that person was taken back after them.

    Whoever undid did not know of them. They stay, and staff are to look at them.
    """
    several = sorted(admissions, key=lambda each: (each.person, each.session))
    found = set()
    for _, group in groupby(several, key=lambda each: (each.person, each.session)):
        scans = list(group)
        last = max((each.undo.at for each in scans if each.undo), default=None)
        if last:
            found |= {x.scan_id for x in scans if x.undo is None and x.scanned_at < last}
    return found


def undone(first: Undo | None, second: Undo | None) -> Undo | None:
    """Return what two computers together know of the undo of a scan."""
    return min(filter(None, (first, second)), default=None)


@dataclass(frozen=True, slots=True)
class EntryMerge:
    """Two entries are one person since some moment: `kept` stands for `gone`."""

    at: datetime
    uid: str
    kept: int
    gone: int

    @property
    def rank(self) -> tuple[datetime, str]:
        """In this order they were decided."""
        return self.at, self.uid


def stand_for(merges: Iterable[EntryMerge]) -> dict[int, int]:
    """Return who stands for whom, for everybody who does not stand for themselves.

    Merges count in the order of their time. Where who went, or stays, was merged before, those
    are meant who stand for them; what joins two who are one already changes nothing.
    """
    standing: dict[int, int] = {}
    for each in sorted(merges, key=lambda each: each.rank):
        kept = standing.get(each.kept, each.kept)
        gone = standing.get(each.gone, each.gone)
        if kept != gone:
            moved = [person for person, by in standing.items() if by == gone]
            standing |= dict.fromkeys((gone, *moved), kept)
    return standing


def joined_with(merges: Collection[EntryMerge], people: Collection[int]) -> set[int]:
    """Return these people and all whom merges join with them, over others too."""
    found = set(people)
    while more := {
        other
        for each in merges
        for one, other in ((each.kept, each.gone), (each.gone, each.kept))
        if one in found and other not in found
    }:
        found |= more
    return found


@dataclass(frozen=True, slots=True)
class BadgeState:
    """Since when a badge is good: issued, given, or valid again; and when it was revoked."""

    code: str
    since: datetime
    revoked_at: datetime | None = None
    revoked_by: str = ""

    def revoked(self, at: datetime | None, by: str = "") -> "BadgeState":
        """Return it revoked at a moment, unless it was before.

        Of two revocations of one moment that counts which somebody made; another only follows.
        """
        if at is None or (self.revoked_at and self._ended <= (at, not by, by)):
            return self
        return BadgeState(self.code, self.since, at, by)

    @property
    def _ended(self) -> tuple[datetime | None, bool, str]:
        return self.revoked_at, not self.revoked_by, self.revoked_by


def joined(first: BadgeState, second: BadgeState) -> BadgeState:
    """Return the state of a badge of which two computers say something.

    What made it good last counts; revoked since then by anybody, it is revoked since the first.
    """
    if first.since != second.since:
        return max(first, second, key=lambda each: each.since)
    return first.revoked(second.revoked_at, second.revoked_by)


def one_valid(badges: Iterable[BadgeState]) -> list[BadgeState]:
    """Return the badges of one person: each is good until the next one was given.

    Where a badge was replaced at two doors, both new ones are in somebody's hands.
    """
    in_order = sorted(badges, key=lambda each: (each.since, each.code))
    ends = [each.since for each in in_order[1:]]
    return [each.revoked(end) for each, end in zip(in_order, [*ends, None], strict=True)]


@dataclass(frozen=True, slots=True)
class Entry:
    """What of a person on the list can be there once only: number and NIP; and since when."""

    uid: str
    added_at: datetime
    number: int
    nip: str = ""

    @property
    def rank(self) -> tuple[datetime, str]:
        """Who was there first."""
        return self.added_at, self.uid


def unique(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return entries by uid, so that each number and NIP is there once.

    Who was there first has it. The other gets the first free number above all, and no NIP.
    """
    numbers: set[int] = set()
    nips: set[str] = set()
    known = sorted(entries, key=lambda each: each.rank)
    free = max((each.number for each in known), default=0) + 1
    found = {}
    for each in known:
        number, nip = each.number, each.nip if each.nip not in nips else ""
        if number in numbers:
            number, free = free, free + 1
        numbers.add(number)
        nips |= {nip} - {""}
        found[each.uid] = Entry(each.uid, each.added_at, number, nip)
    return found


def of_one_nip(entries: Iterable[Entry], unique: Mapping[str, Entry]) -> list[tuple[Entry, Entry]]:
    """Return who are one person by their NIP: the one who has it, and the one who lost it."""
    holders = {each.nip: each for each in unique.values() if each.nip}
    return [(holders[each.nip], each) for each in entries if each.nip and not unique[each.uid].nip]


@dataclass(frozen=True, slots=True)
class Before:
    """What was once so and then otherwise: moments in their order, each with what was before."""

    before: tuple[tuple[datetime, object], ...] = ()

    def as_of(self, moment: datetime, now: object) -> object:
        """Return what was so at a moment; `now` is what is so since the last change."""
        return next((was for at, was in self.before if at > moment), now)


@dataclass(frozen=True, slots=True)
class KnownThen:
    """What all computers together know of the holder of a badge at the moment of a scan."""

    revoked_at: datetime | None
    status: Status
    is_expected: bool
    is_over: bool


def kept_despite(scanned_at: datetime, known: KnownThen, despite: Reason | None) -> Reason | None:
    """Return why an admission would have been refused by who had known all; None: it would not.

    It is kept all the same: that person was let in. `despite` was set aside on the spot.
    """
    refusals: Mapping[Reason, bool] = {
        Reason.REVOKED: known.revoked_at is not None and known.revoked_at <= scanned_at,
        Reason.CANCELED: known.status is Status.CANCELED,
        Reason.BLOCKED: known.status is Status.BLOCKED,
        Reason.INVALID_TIME: known.is_over and despite is not Reason.INVALID_TIME,
        Reason.NOT_EXPECTED: not known.is_expected and despite is not Reason.NOT_EXPECTED,
    }
    return next((reason for reason, holds in refusals.items() if holds), None)


MARKS = (
    Reason.REVOKED,
    Reason.CANCELED,
    Reason.BLOCKED,
    Reason.INVALID_TIME,
    Reason.NOT_EXPECTED,
    Reason.ALREADY_CHECKED_IN,
)
"""Why an admission is marked, the gravest first; the last is one that an undo did not know of."""


def marked(first: Reason | None, second: Reason | None) -> Reason | None:
    """Return what two computers together say against an admission: the gravest."""
    return min(filter(None, (first, second)), key=MARKS.index, default=None)
