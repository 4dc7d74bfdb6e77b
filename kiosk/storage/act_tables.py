"""The tables of what was done to people of the list, with what is needed to take it back."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, text

from kiosk.storage.engine.columns import metadata
from kiosk.storage.engine.columns import of as _of
from kiosk.storage.engine.columns import row_id as _id
from kiosk.storage.engine.columns import uid as _uid
from kiosk.storage.engine.columns import when as _when
from kiosk.storage.engine.columns import words as _text

roster_import = Table(
    "roster_import",
    metadata,
    _id(),
    _of("event", index=True),
    _text("file_name", 300),
    _when("imported_at"),
    _text("imported_by"),
    Column("report", JSON, nullable=False),
    Column("before", JSON, nullable=False),
    _when("undone_at", nullable=True),
    _text("undone_by"),
)

roster_rest = Table(
    "roster_rest",
    metadata,
    _id(),
    Column("event_id", Integer, nullable=False),
    Column("participant_id", Integer, nullable=False),
    Column("import_id", Integer, nullable=True),
    Column("act_id", Integer, nullable=True),
    Column("taken_back", Boolean, nullable=False, server_default=text("false")),
    _text("where"),
)

act = Table(
    "act",
    metadata,
    _id(),
    _uid(),
    _of("event", index=True),
    Column("kind", String(30), nullable=False),
    Column("people", Integer, nullable=False),
    _when("done_at"),
    _text("done_by"),
    Column("before", JSON, nullable=False),
    _when("undone_at", nullable=True),
    _text("undone_by"),
)
