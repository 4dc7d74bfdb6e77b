"""Computers that follow one another, and what each has yet to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "second_computer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), server_default="", nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("made_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("key_ends_at", _TIME, nullable=False),
        sa.Column("computer", sa.String(length=64), server_default="", nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("joined_at", _TIME, nullable=True),
        sa.Column("seen_at", _TIME, nullable=True),
        sa.Column("waiting", sa.Integer(), server_default="0", nullable=False),
        sa.Column("withdrawn_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_computer")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_second_computer_key_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_second_computer_token_hash")),
    )
    op.create_table(
        "untold",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("moment", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=200), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_untold")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_untold_moment_seq", "untold", ["moment", "seq"])
