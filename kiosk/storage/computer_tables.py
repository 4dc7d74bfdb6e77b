"""The tables of computers that follow one another, and of what each has yet to be told."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from kiosk.storage.engine.columns import metadata
from kiosk.storage.engine.columns import row_id as _id
from kiosk.storage.engine.columns import when as _when
from kiosk.storage.engine.columns import words as _text

second_computer = Table(
    "second_computer",
    metadata,
    _id(),
    _text("name", 120),
    Column("key_hash", String(64), nullable=False, unique=True),
    _when("made_at"),
    _text("made_by"),
    _when("key_ends_at"),
    Column("computer", String(64), nullable=False, server_default=""),
    Column("token_hash", String(64), nullable=True, unique=True),
    _when("joined_at", nullable=True),
    _when("seen_at", nullable=True),
    Column("waiting", Integer, nullable=False, server_default="0"),
    _when("withdrawn_at", nullable=True),
)

# Which rows another computer has yet to be told; written by triggers, once a computer has joined.
# PostgreSQL commits out of order: `moment` is the transaction, and nobody reads past one that runs.
untold = Table(
    "untold",
    metadata,
    Column(
        "seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    ),
    Column("moment", BigInteger, nullable=False, server_default="0"),
    Column("kind", String(20), nullable=False),
    Column("event_id", Integer, nullable=True),
    Column("row_id", Integer, nullable=False),
    _text("uid"),
    sqlite_autoincrement=True,
)
Index("ix_untold_moment_seq", untold.c.moment, untold.c.seq)
