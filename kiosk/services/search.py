"""Finding participants: by anything that is written about them, as one types."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from badges.code import read_code, written
from kiosk.core.errors import NotFound
from kiosk.core.likeness import is_part_of, likeness
from kiosk.core.model import Participant
from kiosk.core.names import name_key, place_key
from kiosk.core.near import (
    Guess,
    beginnings_of_slips,
    farness,
    is_slip_of,
    known_words,
    near_readings,
)
from kiosk.core.own_fields import OWN_FIELDS, own_fields_of
from kiosk.core.search import Query, TermReading, readings, terms_of
from kiosk.desk import Desk
from kiosk.storage import badges, events, participants
from kiosk.storage.database import Tx
from kiosk.storage.finding import near, search

_MOST = 1_000_000
_MOST_NEAR = 12
_MOST_CHOICES = 60
"""A field with more values than that is no filter: it is searched."""


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """A participant with the sessions of expectation and presence, and the code in use."""

    participant: Participant
    expected: frozenset[int]
    present: frozenset[int]
    code: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of those found. `total` is a lower bound where it is not `exact`.

    `near` are those who are written otherwise than it was typed, the likeliest first; looked for
    where the first page has room.
    """

    found: tuple[FoundPeople, ...]
    total: int
    page: int
    per_page: int
    exact: bool = True
    near: tuple[FoundPeople, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are at least, 1 when nobody is found."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that the filters offer."""

    groups: tuple[str, ...]
    organizations: tuple[str, ...]
    districts: tuple[str, ...]
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()


def find(desk: Desk, event_id: int, query: Query) -> SearchPage:
    """Return a page of the participants in whom every typed word is found, and the filters fit."""
    with desk.store.read() as tx:
        hits = _hits(desk, tx, event_id, query)
        found = _found(tx, hits.people)
        near_by = _found(tx, _near(desk, tx, event_id, query, hits))
    return SearchPage(found, hits.total, query.page, query.per_page, exact=hits.exact, near=near_by)


def resembling(
    desk: Desk, event_id: int, name: str, organization: str = "", limit: int = 5
) -> list[FoundPeople]:
    """Return who on the list may be the person of this name, those of the same school first.

    Who is found by it, nearly so, or has a shorter name all of which is in this one.
    """
    page = find(desk, event_id, Query(name, per_page=_MOST_NEAR))
    found = {each.participant.id: each for each in (*page.found, *page.near)}
    words = name_key(name).split()
    for place in range(len(words) if len(words) > 2 else 0):  # noqa: PLR2004
        fewer = Query(" ".join(words[:place] + words[place + 1 :]), per_page=_MOST_NEAR)
        for each in find(desk, event_id, fewer).found:
            if is_part_of(each.participant.name, name):
                found.setdefault(each.participant.id, each)
    school = place_key(organization)

    def rank(each: FoundPeople) -> tuple[bool, int, int]:
        person = each.participant
        elsewhere = place_key(person.organization) != school
        return elsewhere, likeness(person.name, name), person.number

    return sorted(found.values(), key=rank)[:limit]


def everybody(desk: Desk, event_id: int, query: Query) -> list[int]:
    """Return the ids of all who are found, whatever the page."""
    with desk.store.read() as tx:
        hits = _hits(desk, tx, event_id, replace(query, page=1, per_page=_MOST))
    return [each.id for each in hits.people]


def participant(desk: Desk, event_id: int, participant_id: int) -> FoundPeople:
    """Return one participant of the event. Raises NotFound."""
    with desk.store.read() as tx:
        person = participants.by_id(tx, participant_id)
        if person is None or person.event_id != event_id:
            raise NotFound("There is no such participant.")
        return _found(tx, [person])[0]


def by_number(desk: Desk, event_id: int, number: int) -> FoundPeople:
    """Return the participant with this number, as it stands on the badge. Raises NotFound."""
    with desk.store.read() as tx:
        person = participants.by_number(tx, event_id, number)
        if person is None:
            raise NotFound("There is no participant number {number}.", number=number)
        return _found(tx, [person])[0]


def choices(desk: Desk, event_id: int) -> Choices:
    """Return the groups, organizations, districts and values of own fields in the event."""
    with desk.store.read() as tx:
        columns = ("group", "organization", "district")
        groups, organizations, districts = (
            tuple(participants.values_of(tx, event_id, column)) for column in columns
        )
        fields = own_fields_of(events.setting(tx, event_id, OWN_FIELDS))
        own = participants.own_values(tx, event_id, [each.label for each in fields], _MOST_CHOICES)
    return Choices(groups, organizations, districts, own)


def index(tx: Tx, person: Participant) -> None:
    """Make a participant found by what is stored of them now, the code in use included."""
    badge = badges.standing(tx, person.id)
    terms = terms_of(person, badge.code if badge else "")
    search.replace_terms(tx, person.event_id, person.id, terms)
    near.store_words(tx, person.event_id, known_words([person]))


def _hits(desk: Desk, tx: Tx, event_id: int, query: Query) -> search.Hits:
    code = read_code(query.text)
    holder = _holder(tx, event_id, code) if code else search.Hits()
    if holder.total:
        return holder
    none: list[TermReading] = [()]
    hits = search.Hits()
    for reading in readings(query.text) or none:
        hits = search.search(tx, desk.people_sets, event_id, reading, query)
        if hits.total:
            break
    # Last, so that a short one that somebody brought hides nobody's number.
    return hits if hits.total else _holder(tx, event_id, written(query.text))


def _near(desk: Desk, tx: Tx, event_id: int, query: Query, hits: search.Hits) -> list[Participant]:
    """Return those who are nearly what was typed and not among the hits, the likeliest first."""
    room = min(query.per_page, _MOST_NEAR) - hits.total
    if room <= 0 or query.page > 1 or read_code(query.text):
        return []
    known = {each.id for each in hits.people}
    nearest: dict[int, tuple[int, Participant]] = {}
    for broken in near_readings(query.text):
        reading = [_with_slips(tx, event_id, each) for each in broken]
        for person in near.near(tx, desk.people_sets, event_id, reading, query):
            if person.id not in known and person.id not in nearest:
                nearest[person.id] = (farness(person, reading), person)
        if nearest:
            break
    ranked = sorted(nearest.values(), key=lambda each: (each[0], each[1].number))
    return [person for _far, person in ranked[:room]]


def _with_slips(tx: Tx, event_id: int, guess: Guess) -> Guess:
    known = near.words_of(tx, event_id, beginnings_of_slips(guess))
    return replace(guess, slips=frozenset(each for each in known if is_slip_of(guess.heard, each)))


def _holder(tx: Tx, event_id: int, code: str) -> search.Hits:
    """Return whose badge this is, or was before it was replaced."""
    badge = badges.by_code(tx, event_id, code)
    person = badge and badge.participant_id and participants.by_id(tx, badge.participant_id)
    return search.Hits((person,), 1) if person else search.Hits()


def _found(tx: Tx, people: Collection[Participant]) -> tuple[FoundPeople, ...]:
    ids = [each.id for each in people]
    expected = participants.expected_sessions(tx, ids)
    present = participants.present_sessions(tx, ids)
    codes = participants.codes_of(tx, ids)
    return tuple(
        FoundPeople(each, expected[each.id], present[each.id], codes.get(each.id, ""))
        for each in people
    )
