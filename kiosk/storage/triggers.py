"""Triggers that raise the revision when an event, a session, a choice or a station changes.

They are made anew after each upgrade of the tables: a new column is watched by itself, and a
table that was rebuilt on the way has not lost them.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Table

from kiosk.storage import schema

_WATCHED = (schema.event, schema.session, schema.session_choice, schema.station)
_UNWATCHED = {"last_seen_at", "offline_from", "offline_until", "roster_revision"}
"""Columns that change with the scans, or with the people on the roster."""

_RAISE = "UPDATE revision SET number = number + 1"


def watch(tx: Connection) -> None:
    """Make the triggers, in place of those that were there."""
    statements = _of_postgresql if tx.dialect.name == "postgresql" else _of_sqlite
    for table in _WATCHED:
        columns = ", ".join(f'"{each.name}"' for each in table.c if each.name not in _UNWATCHED)
        for each in statements(table, columns):
            tx.exec_driver_sql(each)


def _of_sqlite(table: Table, columns: str) -> Iterator[str]:
    for name, change in (
        ("insert", "INSERT"),
        ("update", f"UPDATE OF {columns}"),
        ("delete", "DELETE"),
    ):
        trigger = f"revision_{table.name}_{name}"
        yield f"DROP TRIGGER IF EXISTS {trigger}"
        yield f'CREATE TRIGGER {trigger} AFTER {change} ON "{table.name}" BEGIN {_RAISE}; END'


def _of_postgresql(table: Table, columns: str) -> Iterator[str]:
    trigger = f"revision_{table.name}"
    yield (
        "CREATE OR REPLACE FUNCTION raise_revision() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {_RAISE}; RETURN NULL; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS {trigger} ON "{table.name}"'
    yield (
        f'CREATE TRIGGER {trigger} AFTER INSERT OR DELETE OR UPDATE OF {columns} ON "{table.name}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION raise_revision()"
    )
