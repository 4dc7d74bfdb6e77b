"""The tables. Every constraint has a name, so that later migrations can speak of it.

The condition of an index is written once, for SQLite; the migrations say it to both. To say it to
PostgreSQL here would load all that SQLAlchemy knows of it, at every start.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    literal_column,
    text,
)

from kiosk.core.model import LONGEST_CODE
from kiosk.storage.act_tables import act, roster_import, roster_rest
from kiosk.storage.change_tables import change, change_waiting, sent_key
from kiosk.storage.computer_tables import second_computer, untold
from kiosk.storage.engine.columns import LongWords, OwnValues, UtcTime, metadata
from kiosk.storage.engine.columns import of as _of
from kiosk.storage.engine.columns import row_id as _id
from kiosk.storage.engine.columns import uid as _uid
from kiosk.storage.engine.columns import when as _when
from kiosk.storage.engine.columns import words as _text
from kiosk.storage.staff_tables import invitation, login, user, wrong_entry
from kiosk.storage.station_tables import joining_key, station
from kiosk.storage.webhook_tables import webhook, webhook_answer

__all__ = [
    "act",
    "change",
    "change_waiting",
    "invitation",
    "joining_key",
    "login",
    "metadata",
    "roster_import",
    "roster_rest",
    "second_computer",
    "sent_key",
    "station",
    "untold",
    "user",
    "webhook",
    "webhook_answer",
    "wrong_entry",
]

revision = Table("revision", metadata, _id(), Column("number", Integer, nullable=False))

# Row 1 rises with the people and where they are expected, row 2 with check-ins that change, row 3
# with the words by which people are found.
turnout_revision = Table(
    "turnout_revision", metadata, _id(), Column("number", Integer, nullable=False)
)

event = Table(
    "event",
    metadata,
    _id(),
    _uid(),
    Column("slug", String(80), nullable=False, unique=True),
    _text("name", 300),
    Column("date", Date, nullable=False),
    Column("timezone", String(60), nullable=False),
    _text("place", 300),
    Column("rehearsal_of", Integer, ForeignKey("event.id", ondelete="CASCADE"), nullable=True),
    _when("chosen_at"),
    Column("roster_revision", Integer, nullable=False, server_default="0"),
)

event_setting = Table(
    "event_setting",
    metadata,
    _id(),
    _of("event"),
    Column("name", String(60), nullable=False),
    Column("value", JSON, nullable=False),
    UniqueConstraint("event_id", "name"),
)

session = Table(
    "session",
    metadata,
    _id(),
    _uid(),
    _of("event"),
    _text("name"),
    _when("starts_at"),
    _when("ends_at"),
    Column("opens_before_minutes", Integer, nullable=False, server_default="60"),
    UniqueConstraint("event_id", "name"),
)

session_choice = Table(
    "session_choice",
    metadata,
    _id(),
    _of("event", index=True),
    _of("session"),
    _when("chosen_at"),
    _text("chosen_by"),
    _when("ended_at", nullable=True),
    _text("ended_by"),
)

participant = Table(
    "participant",
    metadata,
    _id(),
    _uid(),
    _of("event"),
    Column("number", Integer, nullable=False),
    _text("name", 300),
    _text("nip", 40),
    _text("nuptk", 40),
    _text("group", 200),
    _text("organization", 300),
    _text("district", 200),
    _text("phone", 60),
    _text("email", 200),
    Column("status", String(20), nullable=False, server_default="active"),
    Column("note", LongWords(2000), nullable=False, server_default=""),
    Column("walk_in", Boolean, nullable=False, server_default=text("false")),
    Column("own", OwnValues(), nullable=False, server_default="{}"),
    Column("added_at", UtcTime, nullable=False),
    # Of an entry that was merged: the one that stands for it, whatever was merged since.
    Column("merged_into", Integer, nullable=True),
    UniqueConstraint("event_id", "number"),
)
Index(
    "uq_participant_event_id_nip",
    participant.c.event_id,
    participant.c.nip,
    unique=True,
    sqlite_where=participant.c.nip != "",
)
Index(
    "ix_participant_event_id_email",
    participant.c.event_id,
    participant.c.email,
    sqlite_where=participant.c.email != "",
)
Index(
    "ix_participant_merged_into",
    participant.c.merged_into,
    sqlite_where=participant.c.merged_into.is_not(None),
)
Index("ix_participant_event_id_name", participant.c.event_id, participant.c.name)

# The beginnings of words are looked up as ranges: that needs the order of the bytes, which
# SQLite has by itself, and PostgreSQL in the collation C.
_TERM = String(80).with_variant(String(80, collation="C"), "postgresql")

search_term = Table(
    "search_term",
    metadata,
    Column("event_id", Integer, nullable=False),
    Column("term", _TERM, nullable=False),
    _of("participant"),
    Index("ix_search_term_event_id_term_participant_id", "event_id", "term", "participant_id"),
    Index("ix_search_term_participant_id_term", "participant_id", "term"),
)

# A word as it sounds, found by what is left of its beginning without one letter: whoever typed
# another letter there, or none, has left the same.
search_word = Table(
    "search_word",
    metadata,
    Column("event_id", Integer, primary_key=True),
    Column("slip", _TERM, primary_key=True),
    Column("word", _TERM, primary_key=True),
)

expectation = Table(
    "expectation",
    metadata,
    Column(
        "participant_id",
        Integer,
        ForeignKey("participant.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "session_id",
        Integer,
        ForeignKey("session.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

# SQLite keeps texts of any length, and would have to make the table anew to be told so.
_CODE = String(16).with_variant(String(LONGEST_CODE), "postgresql")

badge = Table(
    "badge",
    metadata,
    _id(),
    _of("event"),
    Column("code", _CODE, nullable=False),
    _of("participant", nullable=True, index=True),
    Column("reserve_number", Integer, nullable=True),
    _when("issued_at"),
    _when("bound_at", nullable=True),
    _when("revoked_at", nullable=True),
    _text("revoked_by"),
    _when("valid_again_at", nullable=True),
    Column("merged_from", Integer, nullable=True),
    UniqueConstraint("event_id", "code"),
)
# Beside the own badge somebody has those of whom they were merged with, and the codes that they
# held already: those came from nobody else, and `merged_from` is their holder.
_own_and_valid = badge.c.revoked_at.is_(None) & badge.c.merged_from.is_(None)
Index(
    "uq_badge_standing",
    badge.c.participant_id,
    unique=True,
    sqlite_where=_own_and_valid,
)

badge_print = Table(
    "badge_print",
    metadata,
    _id(),
    _of("badge", index=True),
    _when("printed_at"),
    _text("printed_by"),
    _text("layout", 60),
)

scan = Table(
    "scan",
    metadata,
    _id(),
    Column("scan_id", String(64), nullable=False, unique=True),
    _of("event"),
    _of("session", nullable=True),
    _of("participant", nullable=True, index=True),
    Column("badge_id", Integer, ForeignKey("badge.id", ondelete="SET NULL"), nullable=True),
    Column("station_id", Integer, ForeignKey("station.id"), nullable=True),
    Column("code", String(200), nullable=False),
    Column("means", String(20), nullable=False),
    Column("read_how", String(20), nullable=False, server_default="decoded"),
    Column("read_score", Float, nullable=False, server_default="1"),
    Column("reason", String(30), nullable=False),
    Column("answered_check_in_id", Integer, nullable=True),
    Column("opens_next_id", Integer, nullable=True),
    _text("by"),
    _when("scanned_at"),
    _when("received_at"),
    Column("doubt", String(20), nullable=True),
    Column("clock_ahead_seconds", Integer, nullable=True),
    # The refusal that a supervisor set aside, and the one that its station could not know of.
    Column("despite", String(30), nullable=True),
    Column("kept_despite", String(30), nullable=True),
)
Index("ix_scan_event_id_scanned_at", scan.c.event_id, scan.c.scanned_at)
Index(
    "ix_scan_doubted",
    scan.c.event_id,
    sqlite_where=scan.c.doubt.is_not(None),
)

# Without it each badge that is removed would lead through all scans.
Index("ix_scan_badge_id", scan.c.badge_id, sqlite_where=scan.c.badge_id.is_not(None))

refused = scan.c.reason.not_in(
    [literal_column(f"'{each}'") for each in ("ok", "already_checked_in", "error")]
)
Index(
    "ix_scan_refused",
    scan.c.event_id,
    scan.c.scanned_at,
    sqlite_where=refused,
)

# Which scans an undo took back: those that whoever undid could know of, and no others.
scan_undo = Table(
    "scan_undo",
    metadata,
    Column("scan_row_id", Integer, ForeignKey("scan.id", ondelete="CASCADE"), primary_key=True),
    _when("undone_at"),
    _text("undone_by"),
)

refusal_settled = Table(
    "refusal_settled",
    metadata,
    Column("scan_row_id", Integer, ForeignKey("scan.id", ondelete="CASCADE"), primary_key=True),
    _when("settled_at"),
    _text("settled_by"),
)

check_in = Table(
    "check_in",
    metadata,
    _id(),
    _of("event"),
    _of("session"),
    _of("participant", index=True),
    Column("scan_row_id", Integer, ForeignKey("scan.id", ondelete="CASCADE"), nullable=False),
    Column("station_id", Integer, ForeignKey("station.id"), nullable=True),
    Column("means", String(20), nullable=False),
    _text("by"),
    Column("admitted_despite", String(30), nullable=True),
    Column("kept_despite", String(30), nullable=True),
    _when("checked_in_at"),
    _when("undone_at", nullable=True),
    _text("undone_by"),
)
Index(
    "uq_check_in_standing",
    check_in.c.participant_id,
    check_in.c.session_id,
    unique=True,
    sqlite_where=check_in.c.undone_at.is_(None),
)
Index("ix_check_in_scan_row_id", check_in.c.scan_row_id)
Index("ix_check_in_session_id_checked_in_at", check_in.c.session_id, check_in.c.checked_in_at)
Index("ix_check_in_event_id_checked_in_at", check_in.c.event_id, check_in.c.checked_in_at)

audit_entry = Table(
    "audit_entry",
    metadata,
    _id(),
    # No foreign key: a rehearsal goes, and what was done in it stays in the chain.
    Column("event_id", Integer, nullable=True, index=True),
    _when("at"),
    _text("by"),
    _text("where"),
    Column("action", String(60), nullable=False),
    Column("subject", String(120), nullable=False, index=True),
    Column("detail", JSON, nullable=False),
    Column("chain", String(64), nullable=True),
    Column("number", Integer, nullable=True),
    Column("who_salt", String(32), nullable=True),
    Column("who_hash", String(64), nullable=True),
    Column("detail_salt", String(32), nullable=True),
    Column("detail_hash", String(64), nullable=True),
    Column("link", String(64), nullable=True),
    Column("signature", String(128), nullable=False, server_default=""),
    UniqueConstraint("chain", "number"),
)

wall_link = Table(
    "wall_link",
    metadata,
    _id(),
    _of("event", index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    _when("made_at"),
    _text("made_by"),
    _when("withdrawn_at", nullable=True),
    _when("ends_at", nullable=True),
)

installation = Table(
    "installation",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", JSON, nullable=False),
)

certificate = Table(
    "certificate",
    metadata,
    _id(),
    _of("event"),
    _of("participant"),
    Column("number", String(80), nullable=False),
    Column("code", String(16), nullable=False, unique=True),
    _when("issued_at"),
    _text("issued_by"),
    UniqueConstraint("event_id", "participant_id"),
    UniqueConstraint("event_id", "number"),
)

# By these a row is known on another computer; a rehearsal has those of what it is a copy of.
Index("uq_event_uid", event.c.uid, unique=True)
for _table in (session, participant, act):
    Index(f"uq_{_table.name}_event_id_uid", _table.c.event_id, _table.c.uid, unique=True)
