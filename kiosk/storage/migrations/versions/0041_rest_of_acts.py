"""What an act on many leaves to be written after it, and what is left of one that is taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0046"


def upgrade() -> None:
    """Bring the tables to this revision."""
    for column in (
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column("taken_back", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("where", sa.String(200), nullable=False, server_default=""),
    ):
        op.add_column("roster_rest", column)
    op.execute(
        "UPDATE roster_rest SET taken_back = true WHERE import_id IN "
        "(SELECT id FROM roster_import WHERE undone_at IS NOT NULL)"
    )
