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
    op.create_table(
        "search_word",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("slip", _term, nullable=False),
        sa.Column("word", _term, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "slip", "word", name=op.f("pk_search_word")),
    )
    fill(op.get_bind())


def fill(tx: sa.Connection) -> None:
    """Store the further terms and the words of everybody."""
    known: dict[int, set[tuple[str, str]]] = {}
    for people in _people(tx):
        rows = [
            {"event_id": each.event_id, "term": term, "participant_id": each.id}
            for each in people
            for term in dict.fromkeys(near_terms(each))
        ]
        _insert(tx, sa.table("search_term", *_columns("event_id", "term", "participant_id")), rows)
        for each in people:
            known.setdefault(each.event_id, set()).update(known_words([each]))
    for event_id, pairs in known.items():
        rows = [{"event_id": event_id, "slip": slip, "word": word} for slip, word in sorted(pairs)]
        _insert(tx, sa.table("search_word", *_columns("event_id", "slip", "word")), rows)


def _people(tx: sa.Connection) -> Iterator[list[Participant]]:
    names = ("id", "event_id", "number", "name", "organization", "district")
    table = sa.table("participant", *_columns(*names))
    last = 0
    while True:
        query = sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(_AT_ONCE)
        people = [Participant(**row) for row in tx.execute(query).mappings()]
        if not people:
            return
        yield people
        last = people[-1].id


def _columns(*names: str) -> list[sa.ColumnClause[object]]:
    return [sa.column(each) for each in names]


def _insert(tx: sa.Connection, table: sa.TableClause, rows: list[dict[str, object]]) -> None:
    if rows:
        tx.execute(sa.insert(table), rows)
