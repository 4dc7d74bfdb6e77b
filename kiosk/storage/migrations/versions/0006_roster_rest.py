"""What a change of the roster leaves to be written afterwards, and the roster's revision."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column(
        "event", sa.Column("roster_revision", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_table(
        "roster_rest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_rest")),
    )
    op.create_index("ix_check_in_participant_id", "check_in", ["participant_id"])
