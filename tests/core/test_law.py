"""Computers that were apart become one truth, whatever the order in which they come back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core import law
from kiosk.core.lateness import by_our_clock
from kiosk.core.law import Admission, BadgeState, Entry, EntryMerge, Undo
from kiosk.core.model import Reason, Status

EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)
PEOPLE, SESSIONS = range(4), range(2)


def minute(number: float) -> datetime:
    return EIGHT + timedelta(minutes=number)


@dataclass(frozen=True)
class Fact:
    """A scan as it is handed on: what its own station knew is its answer."""

    scan: Admission
    code: str
    mark: Reason | None = None


@dataclass
class Computer:
    """A computer by the law alone: facts, and what it answers by those it knows."""

    name: str
    scans: dict[str, Fact] = field(default_factory=dict)
    merges: dict[str, EntryMerge] = field(default_factory=dict)
    badges: dict[str, BadgeState] = field(default_factory=dict)
    owner: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of_list(cls, name: str) -> "Computer":
        """One that has the list as all have it from the beginning."""
        made = cls(name)
        for person in PEOPLE:
            made.issue(f"b{person}", person, minute(-100))
        return made

    def issue(self, code: str, person: int, at: datetime) -> None:
        self.badges[code] = BadgeState(code, at)
        self.owner[code] = person

    def scan(self, scan_id: str, code: str, session: int, at: datetime) -> bool:
        """Answer by what is known here; whoever is admitted, or was, is told so."""
        if code not in self.badges or self.badges[code].revoked_at:
            return False
        self.scans[scan_id] = Fact(Admission(scan_id, at, self.owner[code], session), code)
        return True

    def undo(self, person: int, session: int, at: datetime) -> bool:
        meant = [
            each
            for each in self.scans.values()
            if each.scan.undo is None
            and (self.root(each.scan.person), each.scan.session) == (self.root(person), session)
        ]
        for each in meant:
            taken = replace(each.scan, undo=Undo(at, self.name))
            self.scans[each.scan.scan_id] = replace(each, scan=taken)
        return bool(meant)

    def reissue(self, person: int, code: str, at: datetime) -> None:
        for known, whose in self.owner.items():
            if whose == person and not self.badges[known].revoked_at:
                self.badges[known] = self.badges[known].revoked(at, self.name)
        self.issue(code, person, at)

    def merge(self, uid: str, kept: int, gone: int, at: datetime) -> None:
        if kept != gone:
            self.merges[uid] = EntryMerge(at, uid, kept, gone)

    def root(self, person: int) -> int:
        return law.stand_for(self.merges.values()).get(person, person)

    def take(self, other: "Computer") -> None:
        """Take in all facts of another computer."""
        self.merges |= other.merges
        for code, state in other.badges.items():
            self.badges[code] = law.joined(self.badges.get(code, state), state)
            self.owner[code] = other.owner[code]
        self._one_badge_each()
        for scan_id, theirs in other.scans.items():
            ours = self.scans.get(scan_id, theirs)
            both = replace(ours.scan, undo=law.undone(ours.scan.undo, theirs.scan.undo))
            self.scans[scan_id] = Fact(both, ours.code, law.marked(ours.mark, theirs.mark))
        for scan_id, each in self.scans.items():
            known = law.KnownThen(self._revoked(each.code), Status.ACTIVE, True, False)
            mark = law.marked(each.mark, law.kept_despite(each.scan.scanned_at, known, None))
            self.scans[scan_id] = replace(each, mark=mark)

    def _revoked(self, code: str) -> datetime | None:
        return self.badges[code].revoked_at

    def _one_badge_each(self) -> None:
        for person in PEOPLE:
            theirs = [self.badges[code] for code, whose in self.owner.items() if whose == person]
            self.badges |= {each.code: each for each in law.one_valid(theirs)}

    def admissions(self) -> list[Admission]:
        return [
            replace(each.scan, person=self.root(each.scan.person)) for each in self.scans.values()
        ]

    def says(self) -> tuple[object, ...]:
        """All that stands here, in an order of its own."""
        marks = {scan_id: each.mark for scan_id, each in self.scans.items() if each.mark}
        crossed = law.crossed(self.admissions())
        badges = sorted((code, each.revoked_at) for code, each in self.badges.items())
        made = [[each.scan_id for each in several] for several in law.check_ins(self.admissions())]
        return made, marks, crossed, badges, law.stand_for(self.merges.values())

    def standing(self) -> dict[tuple[int, int], Admission]:
        found = (several[0] for several in law.check_ins(self.admissions()))
        return {(each.person, each.session): each for each in found if each.undo is None}


@dataclass
class Phone:
    """What keeps its scans by a clock that is wrong, and sends them until it has an answer."""

    of: Computer
    ahead: timedelta
    kept: list[tuple[str, str, int, datetime]] = field(default_factory=list)

    def send(self, now: datetime, *, lost: bool, doubled: bool) -> None:
        sent_at = now + self.ahead
        for scan_id, code, session, scanned_at in self.kept * (1 + doubled):
            if scan_id not in self.of.scans and not lost:
                self.of.scan(scan_id, code, session, by_our_clock(scanned_at, sent_at, now))
        self.kept = self.kept if lost else []


Step = tuple[str, int, int, int, int]
steps = st.lists(
    st.tuples(
        st.sampled_from(["scan", "scan", "scan", "phone", "send", "undo", "new", "merge", "meet"]),
        st.integers(0, 5),
        st.sampled_from(PEOPLE),
        st.sampled_from(SESSIONS),
        st.integers(0, 5),
    ),
    min_size=5,
    max_size=40,
)


def lived(count: int, story: list[Step], ahead: int) -> tuple[list[Computer], Computer]:
    """Let computers live through a story apart, and one through the same with all of them."""
    computers = [Computer.of_list(f"c{number}") for number in range(count)]
    online = Computer.of_list("online")
    phones = [Phone(each, timedelta(minutes=ahead * n)) for n, each in enumerate(computers)]
    for number, step in enumerate(story):
        where, more = step[1] % count, step[4]
        if step[0] in {"phone", "send"}:
            _by_phone(phones[where], number, step)
        elif step[0] == "meet":
            computers[where].take(computers[more % count])
        elif _at(computers[where], computers[where], number, step):
            _at(online, computers[where], number, step)
    return computers, online


def _by_phone(phone: Phone, number: int, step: Step) -> None:
    what, _, _, session, more = step
    if what == "send":
        phone.send(minute(number), lost=more == 0, doubled=more == 1)
        return
    code = sorted(phone.of.owner)[more % len(phone.of.owner)]
    phone.kept.append((f"p{number}", code, session, minute(number) + phone.ahead))


def _at(computer: Computer, held_at: Computer, number: int, step: Step) -> bool:
    """Let something happen at a computer, as it is held out at another; False: nobody came in."""
    what, _, person, session, more = step
    now = minute(number)
    if what == "scan":
        code = sorted(held_at.owner)[more % len(held_at.owner)]
        return computer.scan(f"s{number}", code, session, now)
    if what == "undo":
        return computer.undo(person, session, now)
    if what == "new":
        computer.reissue(person, f"n{number}", now)
    else:
        computer.merge(f"m{number}", person, more % len(PEOPLE), now)
    return True


def all_met(computers: Iterable[Computer]) -> Computer:
    """Return one that has taken in all, in this order, and once more."""
    met = Computer.of_list("met")
    several = list(computers)
    for each in several * 2:
        met.take(each)
    return met


@settings(max_examples=400, deadline=None)
@given(st.integers(2, 6), steps, st.integers(-300, 300), st.data())
def test_in_whatever_order_they_come_back_the_result_is_the_same(
    count: int, story: list[Step], ahead: int, data: st.DataObject
) -> None:
    computers, _ = lived(count, story, ahead)
    orders = [data.draw(st.permutations(computers)) for _ in range(3)]

    results = [all_met(order).says() for order in (computers, *orders)]

    assert results[1:] == results[:1] * 3


@settings(max_examples=400, deadline=None)
@given(st.integers(2, 6), steps)
def test_it_is_the_same_as_if_all_had_been_online_but_for_what_is_marked(
    count: int, story: list[Step]
) -> None:
    told = [each for each in story if each[0] not in {"phone", "send"}]
    computers, online = lived(count, told, 0)

    met = all_met(computers)

    marked = {scan_id for scan_id, each in met.scans.items() if each.mark}
    marked |= law.crossed(met.admissions())
    stands, would_stand = met.standing(), online.standing()
    for key in stands.keys() | would_stand.keys():
        if not marked & {each.scan_id for each in met.admissions() if _is_of(each, key)}:
            assert stands.get(key) == would_stand.get(key), key


@settings(max_examples=400, deadline=None)
@given(st.integers(2, 6), steps, st.integers(-300, 300))
def test_nobody_who_was_admitted_is_lost_or_counted_twice(
    count: int, story: list[Step], ahead: int
) -> None:
    computers, _ = lived(count, story, ahead)

    met = all_met(computers)

    admitted = {(each.person, each.session) for each in met.admissions() if each.undo is None}
    assert set(met.standing()) == admitted
    standing = [several for several in law.check_ins(met.admissions()) if not several[0].undo]
    assert len(standing) == len(admitted)


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 4), steps, st.integers(-300, 300))
def test_the_clock_of_a_phone_changes_no_time(count: int, story: list[Step], ahead: int) -> None:
    wrong, _ = lived(count, story, ahead)
    right, _ = lived(count, story, 0)

    assert all_met(wrong).says() == all_met(right).says()


def _is_of(each: Admission, key: tuple[int, int]) -> bool:
    return (each.person, each.session) == key


def admission(number: int, at: float, undone_at: float | None = None) -> Admission:
    undo = None if undone_at is None else Undo(minute(undone_at), "Siti")
    return Admission(f"s{number}", minute(at), 1, 1, undo)


def standing(*several: Admission) -> list[str]:
    return [each[0].scan_id for each in law.check_ins(several) if not each[0].undo]


def test_who_came_first_is_the_check_in_by_the_number_in_a_tie() -> None:
    assert standing(admission(2, 5), admission(1, 5), admission(3, 9)) == ["s1"]


def test_an_undo_takes_back_what_it_names_and_nothing_else() -> None:
    assert standing(admission(1, 0, 10), admission(2, 5)) == ["s2"]
    assert law.crossed([admission(1, 0, 10), admission(2, 5)]) == {"s2"}
    assert law.crossed([admission(1, 0, 10), admission(2, 15)]) == set()


def test_merges_count_in_the_order_of_their_time() -> None:
    merges = [
        EntryMerge(minute(1), "a", 1, 2),
        EntryMerge(minute(2), "b", 2, 3),
        EntryMerge(minute(3), "c", 3, 1),
    ]

    results = [law.stand_for(order) for order in permutations(merges)]

    assert results == [{2: 1, 3: 1}] * 6


def test_of_two_new_badges_the_later_one_is_valid() -> None:
    both = [BadgeState("a", minute(1)), BadgeState("b", minute(2))]

    assert law.one_valid(both) == [BadgeState("a", minute(1), minute(2)), both[1]]


def test_a_badge_that_is_valid_again_is_so_whatever_was_said_of_it_before() -> None:
    revoked = BadgeState("a", minute(1), minute(2), "Siti")
    again = BadgeState("a", minute(3))

    assert law.joined(revoked, again) == law.joined(again, revoked) == again
    assert law.joined(again, again.revoked(minute(4))).revoked_at == minute(4)


def test_a_number_and_a_nip_are_there_once() -> None:
    first = Entry("a", minute(1), 7, "198")
    second = Entry("b", minute(2), 7, "198")

    for order in permutations((first, second)):
        assert law.unique(order) == {"a": first, "b": replace(second, number=8, nip="")}


KNOWN = law.KnownThen(None, Status.ACTIVE, is_expected=True, is_over=False)
REFUSALS: dict[Reason | None, Callable[[law.KnownThen], law.KnownThen]] = {
    None: lambda known: known,
    Reason.REVOKED: lambda known: replace(known, revoked_at=minute(0)),
    Reason.CANCELED: lambda known: replace(known, status=Status.CANCELED),
    Reason.BLOCKED: lambda known: replace(known, status=Status.BLOCKED),
    Reason.NOT_EXPECTED: lambda known: replace(known, is_expected=False),
    Reason.INVALID_TIME: lambda known: replace(known, is_over=True),
}


def test_what_the_rules_would_have_refused_is_marked() -> None:
    for reason, change in REFUSALS.items():
        assert law.kept_despite(minute(1), change(KNOWN), None) is reason
    revoked_later = replace(KNOWN, revoked_at=minute(2))
    assert law.kept_despite(minute(1), revoked_later, None) is None
    assert law.kept_despite(minute(1), replace(KNOWN, is_over=True), Reason.INVALID_TIME) is None
