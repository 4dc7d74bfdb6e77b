"""The sessions of an event, and the choices by which staff set the clock aside."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, delete, insert, literal, select, update

from kiosk.core.model import Session, SessionChoice
from kiosk.storage import schema
from kiosk.storage.among import among
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import insert_or_ignore


def of_event(tx: Tx, event_id: int) -> list[Session]:
    """Return the sessions of the event in the order of their beginning."""
    table = schema.session
    query = select(table).where(table.c.event_id == event_id)
    return [_session(row) for row in tx.execute(query.order_by(table.c.starts_at, table.c.id))]


def by_event(tx: Tx) -> dict[int, tuple[Session, ...]]:
    """Return the sessions of every event, in the order of their beginning."""
    table = schema.session
    rows = tx.execute(select(table).order_by(table.c.event_id, table.c.starts_at, table.c.id))
    grouped = groupby(map(_session, rows), key=lambda each: each.event_id)
    return {event_id: tuple(several) for event_id, several in grouped}


def by_id(tx: Tx, session_id: int) -> Session | None:
    """Return the session with this id."""
    row = tx.execute(select(schema.session).where(schema.session.c.id == session_id)).first()
    return _session(row) if row else None


def add(tx: Tx, session: Session) -> Session | None:
    """Store a new session; None when the event has one of this name."""
    statement = insert_or_ignore(tx, schema.session, _values(session))
    new_id = tx.execute(statement.returning(schema.session.c.id)).scalar()
    return replace(session, id=new_id) if new_id else None


def change(tx: Tx, session: Session) -> None:
    """Store name, times and opening of a session."""
    tx.execute(
        update(schema.session).where(schema.session.c.id == session.id).values(**_values(session))
    )


def expected_in(tx: Tx, session_id: int) -> list[int]:
    """Return who is expected in a session."""
    table = schema.expectation
    query = select(table.c.participant_id).where(table.c.session_id == session_id)
    return list(tx.execute(query.order_by(table.c.participant_id)).scalars())


def expect_again(tx: Tx, session: Session, people: Collection[int]) -> set[int]:
    """Expect those of these who are still known in a session; return them."""
    table, known = schema.expectation, schema.participant.c
    here = set(tx.execute(select(known.id).where(known.event_id == session.event_id)).scalars())
    back = here.intersection(people)
    rows = [{"participant_id": each, "session_id": session.id} for each in sorted(back)]
    if rows:
        tx.execute(insert(table), rows)
    return back


def remove(tx: Tx, session_id: int) -> None:
    """Remove a session nobody was checked in to, with its expectations."""
    tx.execute(delete(schema.session).where(schema.session.c.id == session_id))


def expect_everybody(tx: Tx, session: Session) -> None:
    """Expect every participant of the event in the session, walk-ins excepted."""
    people = schema.participant
    everybody = select(people.c.id, literal(session.id)).where(
        people.c.event_id == session.event_id, people.c.walk_in.is_(False)
    )
    tx.execute(insert(schema.expectation).from_select(["participant_id", "session_id"], everybody))


def standing_choices(tx: Tx) -> dict[int, SessionChoice]:
    """Return the choice that sets the clock aside, by event."""
    table = schema.session_choice
    query = select(table).where(table.c.ended_at.is_(None)).order_by(table.c.id)
    return {row.event_id: _choice(row) for row in tx.execute(query)}


def choices(tx: Tx, choice_ids: Collection[int]) -> dict[int, SessionChoice]:
    """Return choices by their ids, also those that were ended."""
    table = schema.session_choice
    query = select(table).where(among(tx, table.c.id, choice_ids))
    return {row.id: _choice(row) for row in tx.execute(query)}


def choose(tx: Tx, session: Session, at: datetime, by: str) -> None:
    """Store that this session is taken until the choice is ended."""
    end_choice(tx, session.event_id, at, by)
    values = {"event_id": session.event_id, "session_id": session.id}
    tx.execute(insert(schema.session_choice).values(**values, chosen_at=at, chosen_by=by))


def end_choice(tx: Tx, event_id: int, at: datetime, by: str) -> None:
    """Store that the clock decides again."""
    table = schema.session_choice
    tx.execute(
        update(table)
        .where(table.c.event_id == event_id, table.c.ended_at.is_(None))
        .values(ended_at=at, ended_by=by)
    )


def has_scans(tx: Tx, session_id: int) -> bool:
    """Whether anybody was scanned in this session."""
    query = select(schema.scan.c.id).where(schema.scan.c.session_id == session_id).limit(1)
    return tx.execute(query).first() is not None


def _values(session: Session) -> dict[str, Any]:
    return {
        "event_id": session.event_id,
        "name": session.name,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "opens_before_minutes": int(session.opens_before.total_seconds() // 60),
    }


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        event_id=row.event_id,
        name=row.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        opens_before=timedelta(minutes=row.opens_before_minutes),
    )


def _choice(row: Row[Any]) -> SessionChoice:
    return SessionChoice(row.session_id, row.chosen_at, row.chosen_by, row.ended_at)
