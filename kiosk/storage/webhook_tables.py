"""The tables of webhooks: whom this computer tells what happens, and what was answered."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, text

from kiosk.storage.engine.columns import metadata
from kiosk.storage.engine.columns import of as _of
from kiosk.storage.engine.columns import row_id as _id
from kiosk.storage.engine.columns import when as _when
from kiosk.storage.engine.columns import words as _text

webhook = Table(
    "webhook",
    metadata,
    _id(),
    _text("name", 120),
    Column("kinds", String(200), nullable=False),
    Column("local", Boolean, nullable=False, server_default=text("false")),
    Column("computer", String(64), nullable=False),
    # Address and secret, which only that computer can open.
    Column("sealed", Text, nullable=False),
    Column("place", String(60), nullable=False),
    _when("made_at"),
    _text("made_by"),
    _when("withdrawn_at", nullable=True),
    Column("tries", Integer, nullable=False, server_default="0"),
    _when("failing_since", nullable=True),
    _when("next_at", nullable=True),
    _when("paused_at", nullable=True),
    _when("claimed_until", nullable=True),
)

webhook_answer = Table(
    "webhook_answer",
    metadata,
    _id(),
    _of("webhook", index=True),
    _when("at"),
    Column("changes", Integer, nullable=False),
    Column("status", Integer, nullable=True),
    Column("why", String(30), nullable=False),
    Column("milliseconds", Integer, nullable=False),
)
