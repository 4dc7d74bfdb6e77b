"""How much lies in the tables: figures for a helper, and nothing of what stands there."""

from sqlalchemy import func, select, text

from kiosk.storage import schema
from kiosk.storage.database import Tx


def figures(tx: Tx) -> dict[str, object]:
    """Return the revision of the tables and how many rows each has."""
    revision = tx.execute(text("SELECT version_num FROM alembic_version")).scalar()
    rows = {
        each.name: tx.execute(select(func.count()).select_from(each)).scalar_one()
        for each in schema.metadata.sorted_tables
    }
    return {"revision": revision, "rows": rows}
