"""Triggers that write the log of changes; made once somebody has asked for it.

Where nobody ever asked there are none of them, and a check-in pays nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from kiosk.core.changes import CHANGES_EPOCH
from kiosk.storage import schema


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


def log_changes(tx: Connection) -> None:
    """Make the triggers, in place of those that were there."""
    statements = _of_postgresql if tx.dialect.name == "postgresql" else _of_sqlite
    for each in _LOG:
        for statement in statements(each):
            tx.exec_driver_sql(statement)


def log_no_changes(tx: Connection) -> None:
    """Take the triggers away."""
    for each in _LOG:
        tx.exec_driver_sql(_dropped(each, tx.dialect.name))


def is_logging(tx: Connection) -> bool:
    """Whether the log is written here: somebody has asked for it."""
    table = schema.installation
    return tx.execute(select(table.c.name).where(table.c.name == CHANGES_EPOCH)).first() is not None


def _of_sqlite(logged: _Logged) -> Iterator[str]:
    row = "OLD" if logged.when == "DELETE" else "NEW"
    yield _dropped(logged, "sqlite")
    yield (
        f'CREATE TRIGGER {logged.name} AFTER {logged.when} ON "{logged.table.name}" '  # noqa: S608
        f"WHEN {row}.{logged.about} IS NOT NULL BEGIN "
        f"INSERT INTO change (kind, event_id, about) VALUES ({logged.values(row)}); END"
    )


def _of_postgresql(logged: _Logged) -> Iterator[str]:
    row = "OLD" if logged.when == "DELETE" else "NEW"
    together = f"REFERENCING {row} TABLE AS concerned FOR EACH STATEMENT"
    rows = f"{logged.values('one')} FROM concerned one WHERE one.{logged.about} IS NOT NULL"
    told, which = (logged.values(row), "FOR EACH ROW") if logged.singly else (rows, together)
    yield (
        f"CREATE OR REPLACE FUNCTION log_{logged.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN INSERT INTO change_waiting (kind, event_id, about) SELECT {told}; "
        "RETURN NULL; END $$"
    )
    yield _dropped(logged, "postgresql")
    yield (
        f'CREATE TRIGGER {logged.name} AFTER {logged.when} ON "{logged.table.name}" '
        f"{which} EXECUTE FUNCTION log_{logged.name}()"
    )


def _dropped(logged: _Logged, dialect: str) -> str:
    of = f' ON "{logged.table.name}"' if dialect == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {logged.name}{of}"
