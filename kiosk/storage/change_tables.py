"""The tables of what changed, for other programs, and of what they sent."""

from sqlalchemy import Column, Integer, String, Table

from kiosk.storage.engine.columns import metadata
from kiosk.storage.engine.columns import row_id as _id
from kiosk.storage.engine.columns import when as _when

# What changed, in the order in which it was stored: triggers write it. PostgreSQL stores several
# transactions at once: what they changed waits in the second table until somebody asks.
change, change_waiting = (
    Table(
        name,
        metadata,
        _id(),
        Column("kind", String(20), nullable=False),
        Column("event_id", Integer, nullable=False),
        Column("about", Integer, nullable=False),
    )
    for name in ("change", "change_waiting")
)

# By this a write that was sent twice is known again.
sent_key = Table(
    "sent_key",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    _when("sent_at"),
)
