"""How much lies in the tables: figures for a helper, and which names he must not get."""

import re

from sqlalchemy import func, select, text

from kiosk.storage import schema
from kiosk.storage.database import Tx

_NAMES = (
    schema.event.c.name,
    schema.event.c.place,
    schema.participant.c.name,
    schema.participant.c.organization,
    schema.user.c.name,
    schema.invitation.c.name,
)
_WORD = re.compile(r"\w{3,}")


def figures(tx: Tx) -> dict[str, object]:
    """Return the revision of the tables and how many rows each has."""
    revision = tx.execute(text("SELECT version_num FROM alembic_version")).scalar()
    rows = {
        each.name: tx.execute(select(func.count()).select_from(each)).scalar_one()
        for each in schema.metadata.sorted_tables
    }
    return {"revision": revision, "rows": rows}


def words_of_names(tx: Tx) -> frozenset[str]:
    """Return the words of all names of people, schools and events, in lower case."""
    texts = (name for column in _NAMES for name in tx.execute(select(column).distinct()).scalars())
    words = {word.casefold() for text in texts for word in _WORD.findall(text)}
    return frozenset(words - _OURS)


_OURS = frozenset({"hadir", "kiosk", "the", "database", "camera", "error", "info", "warning"})
"""Without these no log could be read; they say nothing of anybody."""
