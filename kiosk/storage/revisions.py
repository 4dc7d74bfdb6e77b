"""Which form a database's tables have: the names of the migrations, without loading alembic."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"


@cache
def revisions() -> tuple[str, ...]:
    """Return the revisions of this version, the newest last: `0001_first_tables.py` is 0001."""
    files = sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
    return tuple(each.name.partition("_")[0] for each in files)


def revision_of(tx: Connection) -> str | None:
    """Return the revision of a database; None for one that is empty."""
    if not inspect(tx).has_table("alembic_version"):
        return None
    return tx.execute(text("SELECT version_num FROM alembic_version")).scalar()
