"""Scopes of tokens, when stations were offline, doubted scans, invitations, ends of wall links."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column(
        "station", sa.Column("scope", sa.String(length=20), server_default="scan", nullable=False)
    )
    op.add_column("station", sa.Column("offline_from", sa.DateTime(timezone=True), nullable=True))
    op.add_column("station", sa.Column("offline_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("scan", sa.Column("doubt", sa.String(length=20), nullable=True))
    in_doubt = sa.text("doubt IS NOT NULL")
    op.create_index(
        "ix_scan_doubted", "scan", ["event_id"], sqlite_where=in_doubt, postgresql_where=in_doubt
    )
    op.add_column("wall_link", sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
    # Links of before had no end: they go on for a month.
    links = sa.table("wall_link", sa.column("ends_at", sa.DateTime(timezone=True)))
    in_a_month = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
    if op.get_bind().dialect.name == "sqlite":
        in_a_month = in_a_month.replace(tzinfo=None)
    op.execute(sa.update(links).values(ends_at=in_a_month))
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), server_default="", nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
