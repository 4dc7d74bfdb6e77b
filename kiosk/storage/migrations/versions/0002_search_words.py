"""Words by their slips, and the terms by which those are found who are written otherwise."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from kiosk.core.model import Participant
from kiosk.core.near import known_words, near_terms

revision = "0002"
down_revision = "0001"

_term = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
_AT_ONCE = 2000


def upgrade() -> None:
    """Make the table, and fill it for the people who are there."""
    words = op.create_table(
        "search_word",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("slip", _term, nullable=False),
        sa.Column("word", _term, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "slip", "word", name=op.f("pk_search_word")),
    )
    terms = sa.table("search_term", *map(sa.column, ("event_id", "term", "participant_id")))
    known: dict[int, set[tuple[str, str]]] = {}
    for people in _people():
        _insert(
            terms,
            [
                {"event_id": each.event_id, "term": term, "participant_id": each.id}
                for each in people
                for term in dict.fromkeys(near_terms(each))
            ],
        )
        for each in people:
            known.setdefault(each.event_id, set()).update(known_words([each]))
    for event_id, pairs in known.items():
        _insert(
            words,
            [{"event_id": event_id, "slip": slip, "word": word} for slip, word in sorted(pairs)],
        )


def _people() -> Iterator[list[Participant]]:
    names = ("id", "event_id", "number", "name", "organization", "district")
    table = sa.table("participant", *map(sa.column, names))
    last = 0
    while True:
        query = sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(_AT_ONCE)
        people = [Participant(**row) for row in op.get_bind().execute(query).mappings()]
        if not people:
            return
        yield people
        last = people[-1].id


def _insert(table: sa.TableClause, rows: list[dict[str, object]]) -> None:
    if rows:
        op.get_bind().execute(sa.insert(table), rows)
