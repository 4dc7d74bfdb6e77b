"""Finding participants who are nearly what was typed: words with a slip, and who has them."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    intersect,
    literal,
    or_,
    select,
)

from kiosk.core.model import Participant
from kiosk.core.near import Guess, Word
from kiosk.core.search import Query
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.unfolding import unfolded
from kiosk.storage.engine.upsert import insert_or_ignore_from
from kiosk.storage.finding.people_sets import PeopleSets, SetsOfEvent, ids_in
from kiosk.storage.finding.search import conditions, matches
from kiosk.storage.participants import COLUMNS, participant_of

_COMMON = 4000
"""A word that so many have is looked for in those who have the others."""

_LOOKED_AT = 300
_people = schema.participant
_terms = schema.search_term
_words = schema.search_word


def store_words(tx: Tx, event_id: int, words: Iterable[tuple[str, str]]) -> None:
    """Store what words are known by their slips: pairs of (slip, word)."""
    by_slip: dict[str, list[str]] = {}
    for slip, word in words:
        by_slip.setdefault(slip, []).append(word)
    each = unfolded(tx, by_slip)
    rows = select(literal(event_id), each.c.key, each.c.value)
    tx.execute(insert_or_ignore_from(tx, _words, ["event_id", "slip", "word"], rows))


def words_of(tx: Tx, event_id: int, slips: Collection[str]) -> set[str]:
    """Return the known words that share one of these beginnings."""
    if not slips:
        return set()
    query = select(_words.c.word).where(_words.c.event_id == event_id, _words.c.slip.in_(slips))
    return set(tx.execute(query.distinct()).scalars())


def near(
    tx: Tx, sets: PeopleSets, event_id: int, reading: Sequence[Guess], query: Query
) -> list[Participant]:
    """Return those in whom every word is found in one of its ways, and who pass the filters."""
    ways = sorted((_size(tx, event_id, each.ways()), each.ways()) for each in reading)
    if ways[0][0] == 0:
        return []
    rare = [each for size, each in ways if size < _COMMON]
    common = [each for size, each in ways if size >= _COMMON]
    if rare:
        # The index has all that is asked of the rare words: no person is looked at for them.
        among = _people.c.id.in_(intersect(*(_who_has(event_id, each) for each in rare)))
        found = and_(among, *map(_has, common))
    else:
        found = _people.c.id.in_(_in_common(tx, sets.of(tx, event_id), event_id, common))
    query_of = select(*COLUMNS).where(found, *conditions(query))
    rows = tx.execute(query_of.order_by(_people.c.number).limit(_LOOKED_AT))
    return [participant_of(row) for row in rows]


def _in_common(
    tx: Tx, known: SetsOfEvent, event_id: int, common: Iterable[Sequence[Word]]
) -> list[int]:
    """Return some of those who have a way of each of these words, which all are common."""
    found = -1
    for ways in common:
        found &= known.bits(tx, tuple(ways), _who_has(event_id, ways))
    return ids_in(found, _COMMON)


def _size(tx: Tx, event_id: int, ways: Sequence[Word]) -> int:
    some = _who_has(event_id, ways).limit(_COMMON).subquery()
    size: int = tx.execute(select(func.count()).select_from(some)).scalar_one()
    return size


def _who_has(event_id: int, ways: Sequence[Word]) -> Select[tuple[int]]:
    any_way = or_(*(and_(_terms.c.event_id == event_id, matches(each)) for each in ways))
    return select(_terms.c.participant_id).where(any_way)


def _has(ways: Sequence[Word]) -> ColumnElement[bool]:
    mine = _terms.c.participant_id == _people.c.id
    has = or_(*(and_(mine, matches(each)) for each in ways))
    return exists(select(1).where(has).correlate(_people))
