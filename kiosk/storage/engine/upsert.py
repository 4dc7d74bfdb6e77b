"""INSERT … ON CONFLICT in the dialect at hand: the way by which the database settles races."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Dialect, Select, Table, literal
from sqlalchemy.dialects import sqlite

from kiosk.storage.database import Tx
from kiosk.storage.engine.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Insert = sqlite.Insert | postgresql.Insert


def prepared_insert(table: Table) -> Prepared:
    """Return `insert_or_ignore` prepared once; it gives back the id of the new row."""
    return Prepared(
        lambda dialect: _of(dialect, table).on_conflict_do_nothing().returning(table.c.id)
    )


def insert_or_ignore(tx: Tx, table: Table, values: Mapping[str, Any]) -> "Insert":
    """Return an insert that does nothing, and returns no row, where a unique rule forbids it."""
    return _of(tx.dialect, table).values(**values).on_conflict_do_nothing()


def insert_or_ignore_from(
    tx: Tx, table: Table, names: Sequence[str], rows: Select[Any]
) -> "Insert":
    """Return an insert of the rows of a query, those left out that a unique rule forbids."""
    # SQLite takes the ON of the conflict for one of a join where no WHERE stands between.
    insert = _of(tx.dialect, table).from_select(list(names), rows.where(literal(1) == 1))
    return insert.on_conflict_do_nothing()


def upsert(tx: Tx, table: Table, values: Mapping[str, Any], key: Sequence[str]) -> "Insert":
    """Return an insert that overwrites the row with the same `key`."""
    rest = {name: value for name, value in values.items() if name not in key}
    statement = _of(tx.dialect, table).values(**values)
    return statement.on_conflict_do_update(index_elements=list(key), set_=rest)


def _of(dialect: Dialect, table: Table) -> "Insert":
    if dialect.name == "postgresql":
        # With all its drivers it takes a sixth of a start, and most installations never ask for it.
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert(table)
    return sqlite.insert(table)
