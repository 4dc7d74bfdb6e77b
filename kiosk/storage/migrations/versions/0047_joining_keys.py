"""Keys by which phones become stations."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0040"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "joining_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
            name=op.f("fk_joining_key_station_id_station"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_joining_key_key_hash")),
    )
    op.create_index(op.f("ix_joining_key_station_id"), "joining_key", ["station_id"])
