"""Triggers that raise a number when something changes that is held in memory.

They are made anew after each upgrade of the tables: a new column is watched by itself, and a
table that was rebuilt on the way has not lost them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from kiosk.storage import schema


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that is raised: a table of such, and the id of a row."""

    table: Table
    row: int

    @property
    def name(self) -> str:
        return f"{self.table.name}_{self.row}"

    @property
    def raised(self) -> str:
        return f"UPDATE {self.table.name} SET number = number + 1 WHERE id = {self.row}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class _WatchedTable:
    """A table, and what it raises. Columns that are `unseen` change in silence."""

    table: Table
    number: _Number
    unseen: frozenset[str] = frozenset()
    inserts: bool = True

    @property
    def columns(self) -> str:
        seen = [each.name for each in self.table.c if each.name not in self.unseen]
        return ", ".join(f'"{name}"' for name in seen)


_ARRANGEMENT = _Number(schema.revision, 1)
_PEOPLE = _Number(schema.turnout_revision, 1)
_CHECK_INS = _Number(schema.turnout_revision, 2)

_SEEN = frozenset({"last_seen_at", "offline_from", "offline_until"})
"""Columns that change with the scans."""

_WATCHES = (
    _WatchedTable(schema.event, _ARRANGEMENT, unseen=frozenset({"roster_revision"})),
    _WatchedTable(schema.session, _ARRANGEMENT),
    _WatchedTable(schema.session_choice, _ARRANGEMENT),
    _WatchedTable(schema.station, _ARRANGEMENT, unseen=_SEEN),
    _WatchedTable(
        schema.participant, _PEOPLE, unseen=frozenset({"uid", "number", "nip", "nuptk", "note"})
    ),
    _WatchedTable(schema.expectation, _PEOPLE),
    _WatchedTable(schema.check_in, _CHECK_INS, inserts=False),
)
"""New check-ins are no change: who counts them looks for them by their ids."""


def watch(tx: Connection) -> None:
    """Make the triggers, in place of those that were there."""
    statements = _of_postgresql if tx.dialect.name == "postgresql" else _of_sqlite
    for each in _WATCHES:
        for statement in statements(each):
            tx.exec_driver_sql(statement)


def _of_sqlite(watch: _WatchedTable) -> Iterator[str]:
    for name, change in (
        ("insert", "INSERT"),
        ("update", f"UPDATE OF {watch.columns}"),
        ("delete", "DELETE"),
    ):
        trigger = f"revision_{watch.table.name}_{name}"
        yield f"DROP TRIGGER IF EXISTS {trigger}"
        if watch.inserts or name != "insert":
            yield (
                f'CREATE TRIGGER {trigger} AFTER {change} ON "{watch.table.name}" '
                f"BEGIN {watch.number.raised}; END"
            )


def _of_postgresql(watch: _WatchedTable) -> Iterator[str]:
    trigger, name = f"revision_{watch.table.name}", watch.number.name
    changes = ["INSERT"] * watch.inserts + ["DELETE", f"UPDATE OF {watch.columns}"]
    yield (
        f"CREATE OR REPLACE FUNCTION raise_{name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {watch.number.raised}; RETURN NULL; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS {trigger} ON "{watch.table.name}"'
    yield (
        f'CREATE TRIGGER {trigger} AFTER {" OR ".join(changes)} ON "{watch.table.name}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION raise_{name}()"
    )
