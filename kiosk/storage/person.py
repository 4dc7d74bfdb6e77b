"""Everything that is kept of one person, from every table that knows them."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, Table, select

from kiosk.core.model import Participant
from kiosk.core.own_fields import own_values
from kiosk.storage import schema
from kiosk.storage.database import Tx

_INTERNAL = {"id", "event_id", "participant_id", "own"}


def everything_of(tx: Tx, person: Participant) -> dict[str, Any]:
    """Return details, badges, where they were expected, scans, check-ins and certificates."""
    details = {name: value for name, value in asdict(person).items() if name not in _INTERNAL}
    return {
        "person": {**details, "own_fields": own_values(person.own)},
        "badges": _rows(tx, schema.badge, person),
        "expected_in": _rows(tx, schema.expectation, person),
        "scans": _rows(tx, schema.scan, person),
        "check_ins": _rows(tx, schema.check_in, person),
        "certificates": _rows(tx, schema.certificate, person),
    }


def _rows(tx: Tx, table: Table, person: Participant) -> list[dict[str, Any]]:
    query = select(table).where(table.c.participant_id == person.id)
    return [_plain(row) for row in tx.execute(query)]


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row._mapping.items()  # noqa: SLF001  SQLAlchemy's way to a row by names
        if name not in _INTERNAL and value is not None
    }
