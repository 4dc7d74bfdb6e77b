"""A rehearsal: a copy of an event, so that its numbers can never mix with the real ones."""

from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    case,
    delete,
    insert,
    literal,
    select,
    true,
)

from kiosk.core.model import Event
from kiosk.storage import events, schema
from kiosk.storage.database import Tx

_OF_BADGE = ("code", "reserve_number", "issued_at", "bound_at", "revoked_at", "revoked_by")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def add_copy(tx: Tx, event: Event, at: datetime) -> Event:
    """Copy an event with settings, sessions and reserve badges; nobody has chosen it yet."""
    slug = f"{event.slug[:60]}-rehearsal-{at:%Y%m%d%H%M%S%f}"
    values = Event(0, slug, event.name, event.date, event.timezone, event.place, event.id)
    copy = events.add(tx, values, _NEVER)
    if copy is None:
        message = f"the slug {slug} is taken"
        raise RuntimeError(message)
    for table in (schema.event_setting, schema.session):
        _copy_rows(tx, table, event.id, copy.id, true())
    _copy_reserve(tx, event.id, copy.id)
    return copy


def numbers(tx: Tx, event_id: int) -> list[int]:
    """Return the numbers of the people of an event, in order."""
    query = select(schema.participant.c.number).where(schema.participant.c.event_id == event_id)
    return list(tx.execute(query.order_by(schema.participant.c.number)).scalars())


def copy_people(tx: Tx, source: int, target: int, between: tuple[int, int]) -> None:
    """Copy the people of an event with these numbers, where they are expected, their badges."""
    people, twins = _Twins(source, target, between), schema.participant
    _copy_rows(tx, twins, source, target, twins.c.number.between(*between))
    _copy_expectations(tx, people)
    _copy_badges(tx, people)
    _leave_terms(tx, people)


def unbegun(tx: Tx, event_id: int) -> list[int]:
    """Return the copies of an event that nobody chose: somebody was cut off making them."""
    table = schema.event
    never = table.c.rehearsal_of == event_id, table.c.chosen_at == _NEVER
    return list(tx.execute(select(table.c.id).where(*never)).scalars())


def remove(tx: Tx, event_id: int) -> None:
    """Remove a rehearsal and all that happened in it."""
    for each in (schema.search_term, schema.search_word):
        tx.execute(delete(each).where(each.c.event_id == event_id))
    tx.execute(
        delete(schema.event).where(
            schema.event.c.id == event_id, schema.event.c.rehearsal_of.is_not(None)
        )
    )


def _copy_rows(tx: Tx, table: Table, source: int, target: int, which: ColumnElement[bool]) -> None:
    columns = [each for each in table.c if each.name not in {"id", "event_id", "merged_into"}]
    rows = select(literal(target), *columns).where(table.c.event_id == source, which)
    names = ["event_id", *(each.name for each in columns)]
    tx.execute(insert(table).from_select(names, rows.order_by(table.c.id)))


class _Twins:
    """Some people of an event, each beside who they are in its copy."""

    def __init__(self, source: int, target: int, between: tuple[int, int]) -> None:
        self.person, self.twin = schema.participant.alias(), schema.participant.alias()
        self.source, self.target = source, target
        self.are = and_(
            self.twin.c.event_id == target,
            self.twin.c.number.between(*between),
            self.person.c.event_id == source,
            self.person.c.number == self.twin.c.number,
        )


def _copy_expectations(tx: Tx, people: _Twins) -> None:
    table, part, twin_part = schema.expectation, schema.session.alias(), schema.session.alias()
    rows = select(people.twin.c.id, twin_part.c.id).where(
        people.are,
        table.c.participant_id == people.person.c.id,
        part.c.id == table.c.session_id,
        twin_part.c.event_id == people.target,
        twin_part.c.name == part.c.name,
    )
    tx.execute(insert(table).from_select(["participant_id", "session_id"], rows))


def _copy_badges(tx: Tx, people: _Twins) -> None:
    table, twin = schema.badge, people.twin
    came_with = case((table.c.merged_from.is_not(None), twin.c.id))
    columns = [table.c[name] for name in _OF_BADGE]
    rows = select(literal(people.target), twin.c.id, came_with, *columns)
    held = table.c.participant_id == people.person.c.id
    names = ["event_id", "participant_id", "merged_from", *_OF_BADGE]
    tx.execute(insert(table).from_select(names, rows.where(people.are, held)))


def _copy_reserve(tx: Tx, source: int, target: int) -> None:
    table = schema.badge
    rows = select(literal(target), *(table.c[name] for name in _OF_BADGE))
    free = table.c.event_id == source, table.c.participant_id.is_(None)
    tx.execute(insert(table).from_select(["event_id", *_OF_BADGE], rows.where(*free)))


def _leave_terms(tx: Tx, people: _Twins) -> None:
    """Leave it to `roster_rest` by which words these people are found: that is the most of it."""
    twin = people.twin
    rows = select(twin.c.event_id, twin.c.id).where(people.are).order_by(twin.c.id)
    tx.execute(insert(schema.roster_rest).from_select(["event_id", "participant_id"], rows))
