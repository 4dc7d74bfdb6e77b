"""The log of changes, keys with several scopes and an end, writes that were sent twice."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0041"

_LOGGED = (
    "SELECT 'session', event_id, id FROM session ORDER BY id",
    "SELECT CASE WHEN walk_in THEN 'walk_in' ELSE 'person' END, event_id, id "  # noqa: ISC004
    "FROM participant ORDER BY id",
    "SELECT 'check_in', event_id, id FROM check_in ORDER BY id",
    "SELECT 'undo', event_id, id FROM check_in WHERE undone_at IS NOT NULL ORDER BY id",
)
"""What is there already, as if it had been written down when it came."""


def upgrade() -> None:
    """Bring the tables to this revision."""
    for name in ("change", "change_waiting"):
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("kind", sa.String(length=20), nullable=False),
            sa.Column("event_id", sa.Integer(), nullable=False),
            sa.Column("about", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        )
    for each in _LOGGED:
        op.execute(f"INSERT INTO change (kind, event_id, about) {each}")
    op.create_table(
        "sent_key",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_sent_key")),
    )
    with_email = sa.text("email != ''")
    op.create_index(
        "ix_participant_event_id_email",
        "participant",
        ["event_id", "email"],
        sqlite_where=with_email,
        postgresql_where=with_email,
    )
    op.add_column("station", sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("station", "scope", type_=sa.String(200))
