"""The audit becomes a chain: from where, commitments, links, signatures; entries outlive events."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0009"

_COLUMNS = (
    ("chain", sa.String(length=64)),
    ("number", sa.Integer()),
    ("who_salt", sa.String(length=32)),
    ("who_hash", sa.String(length=64)),
    ("detail_salt", sa.String(length=32)),
    ("detail_hash", sa.String(length=64)),
    ("link", sa.String(length=64)),
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("audit_entry") as table:
        table.drop_constraint("fk_audit_entry_event_id_event", type_="foreignkey")
        table.add_column(
            sa.Column("where", sa.String(length=200), server_default="", nullable=False)
        )
        for name, kind in _COLUMNS:
            table.add_column(sa.Column(name, kind, nullable=True))
        table.add_column(
            sa.Column("signature", sa.String(length=128), server_default="", nullable=False)
        )
        table.create_unique_constraint("uq_audit_entry_chain_number", ["chain", "number"])
