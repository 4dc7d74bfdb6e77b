"""A rehearsal: a copy of an event, so that its numbers can never mix with the real ones."""

from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, Table, and_, case, delete, insert, literal, select

from kiosk.core.model import Event
from kiosk.storage import events, schema
from kiosk.storage.database import Tx


def copy_event(tx: Tx, event: Event, at: datetime) -> Event:
    """Copy an event with settings, sessions, participants, expectations and badges."""
    slug = f"{event.slug[:60]}-rehearsal-{at:%Y%m%d%H%M%S%f}"
    values = Event(0, slug, event.name, event.date, event.timezone, event.place, event.id)
    copy = events.add(tx, values, at)
    if copy is None:
        message = f"the slug {slug} is taken"
        raise RuntimeError(message)
    for table in (schema.event_setting, schema.session, schema.participant):
        _copy_rows(tx, table, event.id, copy.id)
    _copy_expectations(tx, event.id, copy.id)
    _copy_badges(tx, event.id, copy.id)
    _leave_terms(tx, copy.id)
    return copy


def remove(tx: Tx, event_id: int) -> None:
    """Remove a rehearsal and all that happened in it."""
    for each in (schema.search_term, schema.search_word):
        tx.execute(delete(each).where(each.c.event_id == event_id))
    tx.execute(
        delete(schema.event).where(
            schema.event.c.id == event_id, schema.event.c.rehearsal_of.is_not(None)
        )
    )


def _copy_rows(tx: Tx, table: Table, source: int, target: int) -> None:
    columns = [each for each in table.c if each.name not in {"id", "event_id", "merged_into"}]
    rows = select(literal(target), *columns).where(table.c.event_id == source)
    names = ["event_id", *(each.name for each in columns)]
    tx.execute(insert(table).from_select(names, rows.order_by(table.c.id)))


def _copy_expectations(tx: Tx, source: int, target: int) -> None:
    person, twin = schema.participant.alias(), schema.participant.alias()
    part, twin_part = schema.session.alias(), schema.session.alias()
    rows = (
        select(twin.c.id, twin_part.c.id)
        .select_from(schema.expectation)
        .join(person, person.c.id == schema.expectation.c.participant_id)
        .join(part, part.c.id == schema.expectation.c.session_id)
        .join(twin, _twin(twin, target, twin.c.number == person.c.number))
        .join(twin_part, _twin(twin_part, target, twin_part.c.name == part.c.name))
        .where(person.c.event_id == source)
    )
    tx.execute(insert(schema.expectation).from_select(["participant_id", "session_id"], rows))


def _copy_badges(tx: Tx, source: int, target: int) -> None:
    table, person, twin = schema.badge, schema.participant.alias(), schema.participant.alias()
    names = ["code", "reserve_number", "issued_at", "bound_at", "revoked_at", "revoked_by"]
    came_with = case((table.c.merged_from.is_not(None), twin.c.id))
    rows = (
        select(literal(target), twin.c.id, came_with, *(table.c[name] for name in names))
        .join(person, person.c.id == table.c.participant_id, isouter=True)
        .join(twin, _twin(twin, target, twin.c.number == person.c.number), isouter=True)
        .where(table.c.event_id == source)
    )
    columns = ["event_id", "participant_id", "merged_from", *names]
    tx.execute(insert(table).from_select(columns, rows))


def _leave_terms(tx: Tx, event_id: int) -> None:
    """Leave it to `roster_rest` by which words these people are found: that is the most of it."""
    people = schema.participant
    rows = select(people.c.event_id, people.c.id).where(people.c.event_id == event_id)
    names = ["event_id", "participant_id"]
    tx.execute(insert(schema.roster_rest).from_select(names, rows.order_by(people.c.id)))


def _twin(twin: FromClause, event_id: int, same: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(twin.c.event_id == event_id, same)
