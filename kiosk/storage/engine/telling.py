"""Triggers that note which rows other computers have yet to be told; made once one has joined.

Whoever works alone has none of them, and pays nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from kiosk.storage import schema

SWITCH = "untold"
"""Under this name the installation keeps the epoch of the notes, once they are kept."""


@dataclass(frozen=True, slots=True)
class _Noted:
    """A table whose rows are told as `kind`; `event` and `row` say which, `{row}` is the row.

    Of a row that goes, `gone` is what every computer calls it.
    """

    table: Table
    kind: str
    event: str = "{row}.event_id"
    row: str = "{row}.id"
    updates: tuple[str, ...] = ()
    deletes: bool = False
    gone: str = ""
    only: str = ""


_OF_PERSON = "(SELECT event_id FROM participant WHERE id = {row}.participant_id)"
_OF_SCAN = "(SELECT event_id FROM scan WHERE id = {row}.scan_row_id)"


def _all_but(table: Table, *unseen: str) -> tuple[str, ...]:
    return tuple(each.name for each in table.c if each.name not in {"id", *unseen})


_NOTED = (
    _Noted(
        schema.event,
        "event",
        event="{row}.id",
        updates=_all_but(schema.event, "roster_revision"),
    ),
    _Noted(schema.event_setting, "event", row="{row}.event_id", updates=("value",), deletes=True),
    _Noted(schema.session, "session", updates=_all_but(schema.session), gone="{row}.uid"),
    _Noted(schema.participant, "person", updates=_all_but(schema.participant), gone="{row}.uid"),
    _Noted(
        schema.expectation, "person", event=_OF_PERSON, row="{row}.participant_id", deletes=True
    ),
    _Noted(schema.badge, "badge", updates=_all_but(schema.badge), gone="{row}.code"),
    _Noted(schema.act, "merge", updates=("undone_at",), only="{row}.kind = 'merged'"),
    _Noted(schema.scan, "scan", updates=("kept_despite", "participant_id")),
    _Noted(
        schema.scan_undo,
        "scan",
        event=_OF_SCAN,
        row="{row}.scan_row_id",
        updates=("undone_at", "undone_by"),
    ),
)


def note_changes(tx: Connection) -> None:
    """Make the triggers, in place of those that were there."""
    statements = _of_postgresql if tx.dialect.name == "postgresql" else _of_sqlite
    for each in _NOTED:
        for statement in statements(each):
            tx.exec_driver_sql(statement)


def note_no_changes(tx: Connection) -> None:
    """Take the triggers away."""
    for table in (each.table.name for each in _NOTED):
        if tx.dialect.name == "postgresql":
            tx.exec_driver_sql(f'DROP TRIGGER IF EXISTS untold_{table} ON "{table}"')
        else:
            for change in ("insert", "update", "delete"):
                tx.exec_driver_sql(f"DROP TRIGGER IF EXISTS untold_{table}_{change}")


def is_noting(tx: Connection) -> bool:
    """Whether changes are noted here."""
    table = schema.installation
    return tx.execute(select(table.c.name).where(table.c.name == SWITCH)).first() is not None


def _note(noted: _Noted, row: str, moment: str, *, gone: bool = False) -> str:
    kind = f"gone_{noted.kind}" if gone and noted.gone else noted.kind
    uid = noted.gone.format(row=row) if gone and noted.gone else "''"
    event, number = noted.event.format(row=row), noted.row.format(row=row)
    return (
        f"INSERT INTO untold (moment, kind, event_id, row_id, uid) "  # noqa: S608  our own names
        f"VALUES ({moment}, '{kind}', {event}, {number}, {uid})"
    )


def _of_sqlite(noted: _Noted) -> Iterator[str]:
    columns = ", ".join(f'"{name}"' for name in noted.updates)
    for name, change, row in (
        ("insert", "INSERT", "NEW"),
        ("update", f"UPDATE OF {columns}" if columns else "", "NEW"),
        ("delete", "DELETE" if noted.deletes or noted.gone else "", "OLD"),
    ):
        trigger = f"untold_{noted.table.name}_{name}"
        yield f"DROP TRIGGER IF EXISTS {trigger}"
        if change:
            when = f"WHEN {noted.only.format(row=row)} " if noted.only else ""
            note = _note(noted, row, "0", gone=name == "delete")
            yield (
                f'CREATE TRIGGER {trigger} AFTER {change} ON "{noted.table.name}" '
                f"{when}BEGIN {note}; END"
            )


def _of_postgresql(noted: _Noted) -> Iterator[str]:
    trigger, moment = f"untold_{noted.table.name}", "pg_current_xact_id()::text::bigint"
    columns = ", ".join(f'"{name}"' for name in noted.updates)
    changes = ["INSERT", f"UPDATE OF {columns}" if columns else ""]
    changes.append("DELETE" if noted.deletes or noted.gone else "")
    only = noted.only.format(row="NEW") or "true"
    function = f"note_untold_{noted.table.name}()"
    yield (
        f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN IF TG_OP = 'DELETE' THEN {_note(noted, 'OLD', moment, gone=True)}; "
        f"ELSIF {only} THEN {_note(noted, 'NEW', moment)}; END IF; RETURN NULL; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS {trigger} ON "{noted.table.name}"'
    yield (
        f"CREATE TRIGGER {trigger} AFTER {' OR '.join(filter(None, changes))} "
        f'ON "{noted.table.name}" FOR EACH ROW EXECUTE FUNCTION {function}'
    )
