"""Own fields of participants, and codes that people held already."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the tables to this revision."""
    own = sa.Column("own", sa.JSON(), server_default="{}", nullable=False)
    op.add_column("participant", own)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("badge", "code", type_=sa.String(200))
