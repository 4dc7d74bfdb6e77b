"""Acts that can be taken back, refusals that were settled, and badges of merged participants."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_REFUSED = sa.text("reason NOT IN ('ok', 'already_checked_in', 'error')")
_OWN_AND_VALID = sa.text("revoked_at IS NULL AND merged_from IS NULL")


def upgrade() -> None:
    """Bring the tables to this revision."""
    _acts()
    _settled()
    op.add_column("badge", sa.Column("merged_from", sa.Integer(), nullable=True))
    op.drop_index("uq_badge_standing", table_name="badge")
    op.create_index(
        "uq_badge_standing",
        "badge",
        ["participant_id"],
        unique=True,
        sqlite_where=_OWN_AND_VALID,
        postgresql_where=_OWN_AND_VALID,
    )
    op.create_index(
        "ix_scan_refused",
        "scan",
        ["event_id", "scanned_at"],
        sqlite_where=_REFUSED,
        postgresql_where=_REFUSED,
    )


def _acts() -> None:
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_act_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    op.create_index(op.f("ix_act_event_id"), "act", ["event_id"])


def _settled() -> None:
    op.create_table(
        "refusal_settled",
        sa.Column("scan_row_id", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["scan_row_id"],
            ["scan.id"],
            name=op.f("fk_refusal_settled_scan_row_id_scan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scan_row_id", name=op.f("pk_refusal_settled")),
    )
