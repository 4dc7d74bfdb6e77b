"""The participants of an event."""

from typing import Any

from sqlalchemy import Row, select

from kiosk.core.model import Participant, Status
from kiosk.storage import schema
from kiosk.storage.database import Tx

COLUMNS = [column for column in schema.participant.c if column.name != "added_at"]


def by_id(tx: Tx, participant_id: int) -> Participant | None:
    """Return the participant with this id."""
    query = select(*COLUMNS).where(schema.participant.c.id == participant_id)
    row = tx.execute(query).first()
    return participant_of(row) if row else None


def participant_of(row: Row[Any]) -> Participant:
    """Return the participant in a row that has COLUMNS."""
    return Participant(
        id=row.id,
        event_id=row.event_id,
        number=row.number,
        name=row.name,
        nip=row.nip,
        nuptk=row.nuptk,
        group=row.group,
        organization=row.organization,
        district=row.district,
        phone=row.phone,
        email=row.email,
        status=Status(row.status),
        note=row.note,
        walk_in=row.walk_in,
    )


def all_of_event(tx: Tx, event_id: int) -> dict[int, Participant]:
    """Return everybody on the roster, by id, in the order of their numbers."""
    query = select(*COLUMNS).where(schema.participant.c.event_id == event_id)
    rows = tx.execute(query.order_by(schema.participant.c.number))
    return {row.id: participant_of(row) for row in rows}
