"""The tables of what scans, and of the keys of phones and other programs."""

from sqlalchemy import JSON, Column, String, Table

from kiosk.storage.engine.columns import Words, metadata
from kiosk.storage.engine.columns import of as _of
from kiosk.storage.engine.columns import row_id as _id
from kiosk.storage.engine.columns import when as _when
from kiosk.storage.engine.columns import words as _text

_SCOPES = String(20).with_variant(String(200), "postgresql")

station = Table(
    "station",
    metadata,
    _id(),
    Column("name", Words(120), nullable=False, unique=True),
    _text("door", 120),
    Column("token_hash", String(64), nullable=True, unique=True),
    Column("settings", JSON, nullable=False, server_default="{}"),
    _when("added_at"),
    _when("withdrawn_at", nullable=True),
    _when("last_seen_at", nullable=True),
    # What the token is good for, one word each.
    Column("scope", _SCOPES, nullable=False, server_default="scan"),
    _when("ends_at", nullable=True),
    _when("offline_from", nullable=True),
    _when("offline_until", nullable=True),
)

joining_key = Table(
    "joining_key",
    metadata,
    _id(),
    _of("station", index=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    _when("made_at"),
    _text("made_by"),
    _when("ends_at"),
    _when("ended_at", nullable=True),
)
