"""The tables of who may come in: staff, their logins, wrong entries, invitations."""

from sqlalchemy import Boolean, Column, Integer, String, Table, text

from kiosk.storage.engine.columns import Words, metadata
from kiosk.storage.engine.columns import of as _of
from kiosk.storage.engine.columns import row_id as _id
from kiosk.storage.engine.columns import when as _when
from kiosk.storage.engine.columns import words as _text

user = Table(
    "user",
    metadata,
    _id(),
    Column("name", Words(120), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(300), nullable=False),
    Column("pin_hash", String(300), nullable=True),
    Column("is_demo", Boolean, nullable=False, server_default=text("false")),
    _when("added_at"),
    _when("disabled_at", nullable=True),
)

login = Table(
    "login",
    metadata,
    _id(),
    _of("user", index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    _text("address", 64),
    _text("browser", 200),
    _when("began_at"),
    _when("seen_at"),
    _when("ends_at"),
    _when("ended_at", nullable=True),
)

wrong_entry = Table(
    "wrong_entry",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    _when("last_at"),
)

invitation = Table(
    "invitation",
    metadata,
    _id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    _text("name", 120),
    Column("role", String(20), nullable=False),
    _when("made_at"),
    _text("made_by"),
    _when("ends_at"),
    _when("ended_at", nullable=True),
)
