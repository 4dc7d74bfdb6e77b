"""Finding participants by the beginnings of words, through an index and never by scanning."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
)

from kiosk.core.model import Participant, Status
from kiosk.core.near import Word
from kiosk.core.search import AttendanceState, Query, Sort, TermReading
from kiosk.storage import schema
from kiosk.storage.among import among
from kiosk.storage.database import Tx
from kiosk.storage.engine.unfolding import unfolded
from kiosk.storage.finding.people_sets import (
    PeopleSets,
    SetsOfEvent,
    ids_in,
    ids_of,
    terms_changed,
    within,
)
from kiosk.storage.participants import COLUMNS, by_ids, own_value, participant_of

COUNTED_UP_TO = 300
"""More than so many hits of a common word are not counted: nobody pages through them."""

_RARE = 1000
"""Whoever has a word that fewer have is looked at one by one."""

_FIRST = 3000
"""Among so many the first page of common words is looked for."""

_LAST = "\U0010ffff"
_people = schema.participant
_terms = schema.search_term


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of those found; `total` is at least the number when it is not `exact`."""

    people: tuple[Participant, ...] = ()
    total: int = 0
    exact: bool = True


def store_terms(tx: Tx, event_id: int, terms: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Store the terms of participants who have none: (participant id, terms)."""
    each = unfolded(tx, {str(person): several for person, several in terms})
    rows = select(literal(event_id), each.c.value, cast(each.c.key, Integer))
    names = ["event_id", "term", "participant_id"]
    tx.execute(insert(_terms).from_select(names, rows))
    terms_changed(tx)


def replace_terms(tx: Tx, event_id: int, person: int, terms: Sequence[str]) -> None:
    """Store the terms of one participant in place of those before."""
    forget(tx, [person])
    store_terms(tx, event_id, [(person, terms)])


def forget(tx: Tx, participant_ids: Collection[int]) -> None:
    """Remove the terms of these participants."""
    tx.execute(delete(_terms).where(among(tx, _terms.c.participant_id, participant_ids)))
    terms_changed(tx)


def search(tx: Tx, sets: PeopleSets, event_id: int, reading: TermReading, query: Query) -> Hits:
    """Return the page of those in whom every word of `reading` is found, and who pass the filters.

    An empty reading finds everybody.
    """
    of_event = _people.c.event_id == event_id
    sizes = {word: _size(tx, event_id, word) for word in reading}
    rarest = min(sizes, key=lambda word: sizes[word], default=None)
    if rarest is None and not conditions(query):
        return _page(tx, of_event, query)
    if rarest is not None and sizes[rarest] < _RARE:
        # Without the event, which the terms have already: an index that begins with it would
        # lead through everybody in the order of the numbers.
        others = [_has(each) for each in reading if each != rarest]
        candidates = select(_terms.c.participant_id).where(_within(event_id, rarest))
        found = and_(_people.c.id.in_(candidates), *others, *conditions(query))
        return _page(tx, found, query) if sizes[rarest] else Hits()
    known = sets.of(tx, event_id)
    hits = None if known.has(reading) else _at_first_glance(tx, event_id, reading, query)
    return hits or _by_sets(tx, known, event_id, reading, query)


def _at_first_glance(tx: Tx, event_id: int, reading: TermReading, query: Query) -> Hits | None:
    """Return the page where enough are found among the first; most common words are."""
    wanted = max(COUNTED_UP_TO + 1, query.page * query.per_page)
    if query.sort is not Sort.NUMBER or not reading or wanted > _FIRST:
        return None
    first = and_(_people.c.event_id == event_id, _people.c.number <= _FIRST)
    found = and_(first, *map(_has, reading), *conditions(query))
    ids = ids_of(tx, select(_people.c.id).where(found).order_by(_people.c.number).limit(wanted))
    if len(ids) < wanted:
        return None
    return Hits(_people_of(tx, _of_page(ids, query)), COUNTED_UP_TO + 1, exact=False)


def _by_sets(tx: Tx, known: SetsOfEvent, event_id: int, reading: TermReading, query: Query) -> Hits:
    """Return the page of those who are in the set of each word and of each filter.

    As soon as few are left, these are asked one by one.
    """
    everybody = select(_people.c.id).where(_people.c.event_id == event_id)
    found = -1 if reading else known.bits(tx, "everybody", everybody)
    for narrowed in _narrowing(tx, known, event_id, reading, query):
        found &= narrowed
        if found >= 0 and found.bit_count() <= _RARE:
            few = _people.c.id.in_(ids_in(found, _RARE))
            return _page(tx, and_(few, *conditions(query)), query) if found else Hits()
    ids = within(known.order(tx, query.sort, everybody.order_by(*_order(query))), found)
    typed = _typed_number(query)
    if typed is not None:
        ids.sort(key=tx.execute(everybody.where(_people.c.number == typed)).scalar().__ne__)
    return Hits(_people_of(tx, _of_page(ids, query)), len(ids))


def _narrowing(
    tx: Tx, known: SetsOfEvent, event_id: int, reading: TermReading, query: Query
) -> Iterator[int]:
    """Yield the set of each word, of who has come or has not, and of the other filters."""
    for word in reading:
        ids = select(_terms.c.participant_id).where(_within(event_id, word))
        yield known.bits(tx, word, ids)
    if query.state:
        arrived = known.arrived(tx, event_id, query.session_id)
        yield arrived if query.state is AttendanceState.ARRIVED else ~arrived
    for key, ids in _sets_asked(event_id, query).items():
        yield known.bits(tx, key, ids)


def _of_page(ids: Sequence[int], query: Query) -> Sequence[int]:
    start = (query.page - 1) * query.per_page
    return ids[start : start + query.per_page]


def _people_of(tx: Tx, ids: Sequence[int]) -> tuple[Participant, ...]:
    """Return these people in this order."""
    place = {each: number for number, each in enumerate(ids)}
    return tuple(sorted(by_ids(tx, ids), key=lambda person: place[person.id]))


def _page(tx: Tx, found: ColumnElement[bool], query: Query) -> Hits:
    ordered = select(*COLUMNS).where(found).order_by(*_order(query, by_typed_number=True))
    start = (query.page - 1) * query.per_page
    rows = tx.execute(ordered.limit(query.per_page).offset(start))
    people = tuple(participant_of(row) for row in rows)
    return Hits(people, _count(tx, select(_people.c.id).where(found), None))


def _count(tx: Tx, matching: Select[Any], limit: int | None) -> int:
    counted: int = tx.execute(
        select(func.count()).select_from(matching.limit(limit).subquery())
    ).scalar_one()
    return counted


def _size(tx: Tx, event_id: int, word: Word) -> int:
    return _count(tx, select(_terms.c.participant_id).where(_within(event_id, word)), _RARE)


def _within(event_id: int, word: Word) -> ColumnElement[bool]:
    return and_(_terms.c.event_id == event_id, matches(word))


def _has(word: Word) -> ColumnElement[bool]:
    # Without the event, so that only the index by participant can serve: one step for a person.
    mine = _terms.c.participant_id == _people.c.id
    return exists(select(1).where(mine, matches(word)).correlate(_people))


def matches(word: Word) -> ColumnElement[bool]:
    """Return what a term must be to be this word, or to begin with it."""
    if word.whole:
        return _terms.c.term == word.text
    return and_(_terms.c.term >= word.text, _terms.c.term < word.text + _LAST)


def conditions(query: Query) -> list[ColumnElement[bool]]:
    """Return what the filters of a query ask of a participant."""
    asked = list(_columns_asked(query).values())
    if query.state:
        asked.append(_in_state(query.state, query.session_id))
    elif query.session_id:
        asked.append(_is_expected(query.session_id))
    return asked


def _columns_asked(query: Query) -> dict[Hashable, ColumnElement[bool]]:
    """Return what the filters ask of a participant's own columns, by what they are known by."""
    named = {"group": query.group, "organization": query.organization, "district": query.district}
    asked: dict[Hashable, ColumnElement[bool]] = {
        (name, value): _people.c[name] == value for name, value in named.items() if value
    }
    asked |= {("own", *each): own_value(each[0]) == each[1] for each in query.own}
    if query.status:
        asked["status", query.status] = _people.c.status == query.status
    return asked


def _sets_asked(event_id: int, query: Query) -> dict[Hashable, Select[tuple[int]]]:
    """Return the ids that the filters ask for, but for who has come."""
    here = select(_people.c.id).where(_people.c.event_id == event_id)
    asked = {key: here.where(each) for key, each in _columns_asked(query).items()}
    if query.state is AttendanceState.MISSING:
        asked["on the list"] = here.where(_people.c.status != Status.CANCELED)
    if query.session_id and query.state is not AttendanceState.ARRIVED:
        table = schema.expectation
        ids = select(table.c.participant_id).where(table.c.session_id == query.session_id)
        asked["expected", query.session_id] = ids
    return asked


def _in_state(state: AttendanceState, session_id: int | None) -> ColumnElement[bool]:
    check_in = schema.check_in
    here = [check_in.c.session_id == session_id] if session_id else []
    arrived = exists().where(
        check_in.c.participant_id == _people.c.id, check_in.c.undone_at.is_(None), *here
    )
    if state is AttendanceState.ARRIVED:
        return arrived
    awaited = [_is_expected(session_id)] if session_id else []
    return and_(~arrived, _people.c.status != Status.CANCELED, *awaited)


def _is_expected(session_id: int) -> ColumnElement[bool]:
    table = schema.expectation
    return exists().where(table.c.participant_id == _people.c.id, table.c.session_id == session_id)


def _order(query: Query, *, by_typed_number: bool = False) -> list[ColumnElement[Any]]:
    # Ids follow the numbers, and the index of the names has them.
    order: list[ColumnElement[Any]] = [_people.c[query.sort], _people.c.id]
    typed = _typed_number(query)
    if by_typed_number and typed is not None:
        order.insert(0, case((_people.c.number == typed, 0), else_=1))
    return order


def _typed_number(query: Query) -> int | None:
    """Return the number that was typed: whoever has it comes first."""
    typed = query.text.strip()
    return int(typed) if typed.isdecimal() and len(typed) <= 6 else None  # noqa: PLR2004
