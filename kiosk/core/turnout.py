"""The turnout of an event held in memory, brought up one arrival after the other.

Everything that is asked for while people come costs the same for a hundred people and for a
hundred thousand: what is shown in an order is kept in that order.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from kiosk.core.attendance import Counts

BY = ("group", "organization", "district")
"""The fields by which people are counted."""

MissingPlace = tuple[str, str, int]
"""Organization, name and id of somebody who is missing: the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class PersonExpected:
    """A participant, as far as a dashboard tells of one."""

    id: int
    name: str
    group: str
    organization: str
    district: str
    phone: str
    is_walk_in: bool
    is_canceled: bool

    def __hash__(self) -> int:
        """Return the number by which one is told from the others: a dashboard asks often."""
        return self.id


def absence_of(person: PersonExpected) -> MissingPlace:
    """Return where somebody stands among those who are missing."""
    return person.organization, person.name, person.id


@dataclass(frozen=True, slots=True, order=True)
class Entrance:
    """A check-in that stands; the order is that of coming."""

    at: datetime
    check_in_id: int
    participant_id: int = field(compare=False)
    session_id: int = field(compare=False)
    door: str = field(compare=False)


class Tally:
    """The numbers of each value of one field, and the values in the order of who is missing."""

    def __init__(self, counts: Mapping[str, Sequence[int]]) -> None:
        """Begin with expected, present, present who are expected, and walk-ins of each value."""
        self._counts = {value: list(numbers) for value, numbers in counts.items()}
        self._names = sorted(self._counts)
        self._ranks = sorted((_rank(each), value) for value, each in self._counts.items())

    def __len__(self) -> int:
        return len(self._names)

    def of(self, value: str) -> Counts:
        """Return the numbers of a value."""
        return Counts(*self._counts.get(value, (0, 0, 0, 0)))

    def names(self) -> Sequence[str]:
        """Return every value, in alphabetical order."""
        return self._names

    def most_absent(self, most: int) -> Iterator[tuple[str, Counts]]:
        """Yield so many values with their numbers, those first of whom most are missing."""
        for _rank, value in self._ranks[:most]:
            yield value, self.of(value)

    def add(self, value: str, *numbers: int) -> None:
        """Add to the numbers of a value."""
        counts = self._counts.get(value)
        if counts is None:
            counts = self._counts[value] = [0, 0, 0, 0]
            insort(self._names, value)
        else:
            del self._ranks[bisect_left(self._ranks, (_rank(counts), value))]
        for place, number in enumerate(numbers):
            counts[place] += number
        insort(self._ranks, (_rank(counts), value))


def _rank(counts: Sequence[int]) -> int:
    return counts[2] - counts[0]


class SessionTurnout:
    """The turnout of one session."""

    def __init__(
        self,
        people: Mapping[int, PersonExpected],
        expected: Iterable[int],
        came: Iterable[Entrance],
    ) -> None:
        """Begin with those who are expected, canceled ones left out, and those who came."""
        self._people = people
        self._expected = {each for each in expected if not people[each].is_canceled}
        self.arrivals = sorted(came)
        self.present = {each.participant_id for each in self.arrivals}
        self.missing = sorted(absence_of(people[each]) for each in self._expected - self.present)
        self.times = [each.at for each in self.arrivals]
        self.times_by_door: defaultdict[str, list[datetime]] = defaultdict(list)
        for each in self.arrivals:
            self.times_by_door[each.door].append(each.at)
        self.by = {name: Tally(self._counted(attrgetter(name))) for name in BY}
        self._whole = Tally(self._counted(lambda _person: ""))

    @property
    def counts(self) -> Counts:
        """The numbers of the whole session."""
        return self._whole.of("")

    def arrive(self, coming: Entrance) -> None:
        """Count somebody who came."""
        person = self._people[coming.participant_id]
        is_expected = person.id in self._expected
        numbers = (0, 1, is_expected, person.is_walk_in)
        self._whole.add("", *numbers)
        for name, tally in self.by.items():
            tally.add(getattr(person, name), *numbers)
        self.present.add(person.id)
        insort(self.arrivals, coming)
        insort(self.times, coming.at)
        insort(self.times_by_door[coming.door], coming.at)
        _remove(self.missing, absence_of(person))

    def is_missing(self, participant_id: int) -> bool:
        """Whether somebody is expected and has not come."""
        return participant_id in self._expected and participant_id not in self.present

    def _counted(self, key: Callable[[PersonExpected], str]) -> dict[str, list[int]]:
        counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for each in self._expected:
            counts[key(self._people[each])][0] += 1
        for each in self.present:
            person = self._people[each]
            numbers = counts[key(person)]
            numbers[1] += 1
            numbers[2] += each in self._expected
            numbers[3] += person.is_walk_in
        return counts


class EventTurnout:
    """The turnout of every session of an event, as it was when it was last brought up."""

    def __init__(
        self,
        people: Iterable[PersonExpected],
        expected: Mapping[int, Sequence[int]],
        came: Iterable[Entrance],
    ) -> None:
        """Begin with everybody, who is expected in each session by its id, and who came."""
        self.people = {each.id: each for each in people}
        by_session: defaultdict[int, list[Entrance]] = defaultdict(list)
        for each in came:
            by_session[each.session_id].append(each)
        self._sessions = {
            session_id: SessionTurnout(
                self.people, expected.get(session_id, ()), by_session[session_id]
            )
            for session_id in {*expected, *by_session}
        }
        self._not_back: dict[tuple[int, int], list[MissingPlace]] = {}

    def of(self, session_id: int) -> SessionTurnout:
        """Return the turnout of a session."""
        if session_id not in self._sessions:
            self._sessions[session_id] = SessionTurnout(self.people, (), ())
        return self._sessions[session_id]

    def arrive(self, coming: Entrance) -> None:
        """Count somebody who came to a session."""
        self.of(coming.session_id).arrive(coming)
        for (first, second), gone in self._not_back.items():
            absence = absence_of(self.people[coming.participant_id])
            if coming.session_id == second:
                _remove(gone, absence)
            elif coming.session_id == first and self.of(second).is_missing(absence[2]):
                insort(gone, absence)

    def not_back(self, first: int, second: int) -> Sequence[MissingPlace]:
        """Return those who came to the first session and are missing in the second, in order."""
        if (first, second) not in self._not_back:
            came = self.of(first).present
            self._not_back[first, second] = [
                each for each in self.of(second).missing if each[2] in came
            ]
        return self._not_back[first, second]


def _remove(ordered: list[MissingPlace], absence: MissingPlace) -> None:
    place = bisect_left(ordered, absence)
    if place < len(ordered) and ordered[place] == absence:
        del ordered[place]
