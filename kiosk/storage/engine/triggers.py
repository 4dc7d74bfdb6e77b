"""Triggers: they raise a number when something changes that is held in memory, and write the log.

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


@dataclass(frozen=True, slots=True)
class _Logged:
    """What is written into the log of changes: of which table, when, and in SQL what it was.

    `{row}` is the row, as it is after the change; as it was, where it is removed. PostgreSQL
    writes the rows of a statement together, which for one row takes longer: those come `singly`.
    """

    table: Table
    when: str
    kind: str
    about: str = "id"
    singly: bool = False

    @property
    def name(self) -> str:
        return f"change_{self.table.name}_{self.when.lower()}"

    def values(self, row: str) -> str:
        kind = self.kind.format(row=row)
        return f"{kind}, {row}.event_id, {row}.{self.about}"


_STANDS = "CASE WHEN {row}.undone_at IS NULL THEN 'check_in' ELSE 'undo' END"
_CAME = "CASE WHEN {row}.walk_in THEN 'walk_in' ELSE 'person' END"

_LOG = (
    _Logged(schema.check_in, "INSERT", _STANDS, singly=True),
    _Logged(schema.check_in, "UPDATE", _STANDS, singly=True),
    _Logged(schema.check_in, "DELETE", "'person'", "participant_id"),
    _Logged(schema.participant, "INSERT", _CAME),
    _Logged(schema.participant, "UPDATE", "'person'"),
    _Logged(schema.participant, "DELETE", "'person_gone'", "number"),
    _Logged(schema.badge, "UPDATE", "'person'", "participant_id"),
    _Logged(schema.session, "INSERT", "'session'"),
    _Logged(schema.session, "UPDATE", "'session'"),
    _Logged(schema.session, "DELETE", "'session_gone'"),
    _Logged(schema.session_choice, "INSERT", "'chosen'"),
    _Logged(schema.session_choice, "UPDATE", "'choice_ended'"),
)
"""Badges are written with the people who get them; where people are expected, storage notes."""


def watch(tx: Connection) -> None:
    """Make the triggers, in place of those that were there."""
    on_postgresql = tx.dialect.name == "postgresql"
    statements = _of_postgresql if on_postgresql else _of_sqlite
    log = _log_of_postgresql if on_postgresql else _log_of_sqlite
    for each in _WATCHES:
        for statement in statements(each):
            tx.exec_driver_sql(statement)
    for logged in _LOG:
        for statement in log(logged):
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


def _log_of_sqlite(logged: _Logged) -> Iterator[str]:
    row = "OLD" if logged.when == "DELETE" else "NEW"
    yield f"DROP TRIGGER IF EXISTS {logged.name}"
    yield (
        f'CREATE TRIGGER {logged.name} AFTER {logged.when} ON "{logged.table.name}" '  # noqa: S608
        f"WHEN {row}.{logged.about} IS NOT NULL BEGIN "
        f"INSERT INTO change (kind, event_id, about) VALUES ({logged.values(row)}); END"
    )


def _log_of_postgresql(logged: _Logged) -> Iterator[str]:
    row = "OLD" if logged.when == "DELETE" else "NEW"
    together = f"REFERENCING {row} TABLE AS concerned FOR EACH STATEMENT"
    rows = f"{logged.values('one')} FROM concerned one WHERE one.{logged.about} IS NOT NULL"
    told, which = (logged.values(row), "FOR EACH ROW") if logged.singly else (rows, together)
    yield (
        f"CREATE OR REPLACE FUNCTION log_{logged.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN INSERT INTO change_waiting (kind, event_id, about) SELECT {told}; "
        "RETURN NULL; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS {logged.name} ON "{logged.table.name}"'
    yield (
        f'CREATE TRIGGER {logged.name} AFTER {logged.when} ON "{logged.table.name}" '
        f"{which} EXECUTE FUNCTION log_{logged.name}()"
    )
