"""Certificates: one for a participant, with a number and a code that are given once."""

from typing import Any

from sqlalchemy import Row, func, select

from kiosk.core.certificates import Certificate
from kiosk.storage import schema
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import insert_or_ignore

_table = schema.certificate


def of_event(tx: Tx, event_id: int) -> dict[int, Certificate]:
    """Return the certificates of an event by participant."""
    query = select(_table).where(_table.c.event_id == event_id)
    found = (_certificate(row) for row in tx.execute(query))
    return {each.participant_id: each for each in found}


def by_code(tx: Tx, code: str) -> Certificate | None:
    """Return the certificate with this code, of whatever event."""
    row = tx.execute(select(_table).where(_table.c.code == code)).first()
    return _certificate(row) if row else None


def of_participant(tx: Tx, event_id: int, participant_id: int) -> Certificate | None:
    """Return the certificate of a participant."""
    query = select(_table).where(
        _table.c.event_id == event_id, _table.c.participant_id == participant_id
    )
    row = tx.execute(query).first()
    return _certificate(row) if row else None


def how_many(tx: Tx, event_id: int) -> int:
    """Return how many certificates an event has."""
    query = select(func.count()).where(_table.c.event_id == event_id)
    return tx.execute(query).scalar_one()


def add(tx: Tx, certificate: Certificate) -> bool:
    """Store a certificate; False when its number, code or participant has one already."""
    values = {
        "event_id": certificate.event_id,
        "participant_id": certificate.participant_id,
        "number": certificate.number,
        "code": certificate.code,
        "issued_at": certificate.issued_at,
        "issued_by": certificate.issued_by,
    }
    statement = insert_or_ignore(tx, _table, values).returning(_table.c.id)
    return tx.execute(statement).first() is not None


def _certificate(row: Row[Any]) -> Certificate:
    return Certificate(
        id=row.id,
        event_id=row.event_id,
        participant_id=row.participant_id,
        number=row.number,
        code=row.code,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
    )
