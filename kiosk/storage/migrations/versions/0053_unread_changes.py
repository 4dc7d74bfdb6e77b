"""The log of changes is written once somebody has asked for it: where nobody did, it is empty."""

from alembic import op

revision = "0053"
down_revision = "0050"


def upgrade() -> None:
    """Bring the tables to this revision; the triggers are made after each upgrade."""
    for table in ("change", "change_waiting"):
        op.execute(
            f"DELETE FROM {table} WHERE NOT EXISTS "  # noqa: S608  our own names
            "(SELECT 1 FROM installation WHERE name = 'changes_epoch')"
        )
