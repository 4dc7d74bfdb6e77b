"""Which form a database's tables have: the names of the migrations, without loading alembic."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).parents[1] / "migrations"
_NAMED = re.compile(r'^(revision|down_revision)\b[^=\n]*= (?:None|"(\w+)")', re.MULTILINE)


@cache
def revisions() -> tuple[str, ...]:
    """Return the revisions of this version, each after the one that it follows."""
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    after = dict(_after(each.read_text("utf-8")) for each in files)
    chain = [after[""]]
    while chain[-1] in after:
        chain.append(after[chain[-1]])
    return tuple(chain)


def _after(text: str) -> tuple[str, str]:
    """Return what a migration follows, nothing for the first, and its own revision."""
    named = dict(_NAMED.findall(text))
    return named["down_revision"], named["revision"]


def revision_of(tx: Connection) -> str | None:
    """Return the revision of a database; None for one that is empty."""
    if not inspect(tx).has_table("alembic_version"):
        return None
    return tx.execute(text("SELECT version_num FROM alembic_version")).scalar()
