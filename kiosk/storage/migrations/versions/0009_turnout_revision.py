"""What tells that what is held in memory is old; its triggers are made after each upgrade."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Bring the tables to this revision."""
    made = op.create_table(
        "turnout_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnout_revision")),
    )
    op.bulk_insert(made, [{"id": each, "number": 1} for each in (1, 2, 3)])
    # Whoever removes badges or scans must not look through all that points at them.
    op.create_index(
        "ix_scan_badge_id",
        "scan",
        ["badge_id"],
        sqlite_where=sa.text("badge_id IS NOT NULL"),
        postgresql_where=sa.text("badge_id IS NOT NULL"),
    )
    op.create_index("ix_check_in_scan_row_id", "check_in", ["scan_row_id"])
