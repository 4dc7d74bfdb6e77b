"""How far the clock of a scan's sender was ahead."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0020"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("scan", sa.Column("clock_ahead_seconds", sa.Integer(), nullable=True))
