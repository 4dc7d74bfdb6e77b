"""Finding participants by the beginnings of words, through an index and never by scanning."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import prod
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
from kiosk.storage.database import Tx
from kiosk.storage.participants import COLUMNS, own_value, participant_of
from kiosk.storage.unfolding import unfolded

COUNTED_UP_TO = 300
"""More than so many hits of a common word are not counted: nobody pages through them."""

_RARE = 4000
_COMMON = 20_000
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


def replace_terms(tx: Tx, event_id: int, person: int, terms: Sequence[str]) -> None:
    """Store the terms of one participant in place of those before."""
    forget(tx, [person])
    store_terms(tx, event_id, [(person, terms)])


def forget(tx: Tx, participant_ids: Collection[int]) -> None:
    """Remove the terms of these participants."""
    tx.execute(delete(_terms).where(_terms.c.participant_id.in_(participant_ids)))


def search(tx: Tx, event_id: int, reading: TermReading, query: Query) -> Hits:
    """Return the page of those in whom every word of `reading` is found, and who pass the filters.

    An empty reading finds everybody.
    """
    filters = conditions(query)
    of_event = _people.c.event_id == event_id
    if not reading:
        return _page(tx, and_(of_event, *filters), query, exact=True)
    sizes = {word: _size(tx, event_id, word) for word in reading}
    by_rarity = sorted(sizes, key=lambda word: sizes[word])
    rarest, others = by_rarity[0], by_rarity[1:]
    if sizes[rarest] == 0:
        return Hits()
    if _is_shorter_way(sizes[rarest], sizes.values(), query, _highest_number(tx, event_id)):
        # Without the event, which the terms have already: an index that begins with it would
        # lead through everybody in the order of the numbers.
        candidates = select(_terms.c.participant_id).where(_within(event_id, rarest))
        found = and_(_people.c.id.in_(candidates), *map(_has, others), *filters)
        return _page(tx, found, query, exact=True)
    return _page(tx, and_(of_event, *map(_has, by_rarity), *filters), query, exact=False)


def _is_shorter_way(rarest: int, sizes: Collection[int], query: Query, people: int) -> bool:
    """Whether to look at all who have the rarest word, and not at everybody until enough are found.

    Words are taken to go together by chance; whoever is sorted by name has not even that.
    """
    if rarest < _RARE or query.sort is not Sort.NUMBER:
        return rarest < _COMMON
    share = prod(size / people for size in sizes)
    return rarest < min(_COMMON, COUNTED_UP_TO / share)


def _highest_number(tx: Tx, event_id: int) -> int:
    query = select(func.max(_people.c.number)).where(_people.c.event_id == event_id)
    return tx.execute(query).scalar() or 1


def _page(tx: Tx, found: ColumnElement[bool], query: Query, *, exact: bool) -> Hits:
    ordered = select(*COLUMNS).where(found).order_by(*_order(query, exact=exact))
    start = (query.page - 1) * query.per_page
    rows = tx.execute(ordered.limit(query.per_page).offset(start))
    people = tuple(participant_of(row) for row in rows)
    total = _count(tx, select(_people.c.id).where(found), None if exact else COUNTED_UP_TO + 1)
    return Hits(people, total, exact=exact or total <= COUNTED_UP_TO)


def _count(tx: Tx, matching: Select[Any], limit: int | None) -> int:
    counted: int = tx.execute(
        select(func.count()).select_from(matching.limit(limit).subquery())
    ).scalar_one()
    return counted


def _size(tx: Tx, event_id: int, word: Word) -> int:
    return _count(tx, select(_terms.c.participant_id).where(_within(event_id, word)), _COMMON)


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
    named = {"group": query.group, "organization": query.organization, "district": query.district}
    asked = [_people.c[name] == value for name, value in named.items() if value]
    asked += [own_value(label) == value for label, value in query.own]
    if query.status:
        asked.append(_people.c.status == query.status)
    if query.state:
        asked.append(_in_state(query.state, query.session_id))
    elif query.session_id:
        asked.append(_is_expected(query.session_id))
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


def _order(query: Query, *, exact: bool) -> list[ColumnElement[Any]]:
    by_number = _people.c.number
    order: list[ColumnElement[Any]] = [by_number]
    if query.sort is not Sort.NUMBER:
        order = [_people.c[query.sort], by_number]
    typed = query.text.strip()
    # Whose number was typed comes first; among very many that would cost their index.
    if exact and typed.isdecimal() and len(typed) <= 6:  # noqa: PLR2004
        order.insert(0, case((by_number == int(typed), 0), else_=1))
    return order
