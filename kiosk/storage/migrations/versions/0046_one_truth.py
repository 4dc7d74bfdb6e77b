"""What rows are called on every computer, which scans an undo took back, who stands for whom.

Two computers that had one database before this revision call a row the same after it: its name is
made of what it holds.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0047"

_TIME = sa.DateTime(timezone=True)
_AT_ONCE = 2000


def upgrade() -> None:
    """Bring the tables to this revision."""
    _columns()
    bind = op.get_bind()
    for table, columns in (
        ("event", ("slug", "date")),
        ("session", ("event_id", "name")),
        ("participant", ("event_id", "number", "added_at")),
        ("act", ("event_id", "kind", "done_at")),
    ):
        _call(bind, table, columns)
    op.create_index("uq_event_uid", "event", ["uid"], unique=True)
    for table in ("session", "participant", "act"):
        op.create_index(f"uq_{table}_event_id_uid", table, ["event_id", "uid"], unique=True)
    merges = list(_merges(bind))
    _join(bind, merges)
    _set_aside(bind)
    _take_back(bind, {each for merge in merges for each in merge["ended"]})


def _columns() -> None:
    for table in ("event", "session", "participant", "act"):
        op.add_column(
            table, sa.Column("uid", sa.String(length=32), server_default="", nullable=False)
        )
    op.add_column("participant", sa.Column("merged_into", sa.Integer(), nullable=True))
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index(
        "ix_participant_merged_into",
        "participant",
        ["merged_into"],
        sqlite_where=merged,
        postgresql_where=merged,
    )
    op.add_column("badge", sa.Column("valid_again_at", _TIME, nullable=True))
    for table, name in (
        ("scan", "despite"),
        ("scan", "kept_despite"),
        ("check_in", "kept_despite"),
    ):
        op.add_column(table, sa.Column(name, sa.String(length=30), nullable=True))
    op.create_table(
        "scan_undo",
        sa.Column("scan_row_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", _TIME, nullable=False),
        sa.Column("undone_by", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["scan_row_id"],
            ["scan.id"],
            name=op.f("fk_scan_undo_scan_row_id_scan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scan_row_id", name=op.f("pk_scan_undo")),
    )


def _call(bind: sa.Connection, name: str, columns: tuple[str, ...]) -> None:
    table = sa.table(name, sa.column("id"), sa.column("uid"), *map(sa.column, columns))
    rows = bind.execute(sa.select(table.c.id, *(table.c[each] for each in columns))).all()
    called = [{"row": row.id, "called": _uid(name, row)} for row in rows]
    change = table.update().where(table.c.id == sa.bindparam("row"))
    for start in range(0, len(called), _AT_ONCE):
        bind.execute(change.values(uid=sa.bindparam("called")), called[start : start + _AT_ONCE])


def _uid(table: str, row: sa.Row[Any]) -> str:
    return sha256("\n".join([table, *map(str, row)]).encode()).hexdigest()[:32]


def _merges(bind: sa.Connection) -> Iterator[dict[str, Any]]:
    """Yield the entries that are one now: who stays, who went, which check-ins ended by that."""
    act = sa.table(
        "act", sa.column("id"), sa.column("kind"), sa.column("undone_at"),
        sa.column("before", sa.JSON()),
    )  # fmt: skip
    query = sa.select(act.c.before).where(act.c.kind == "merged", act.c.undone_at.is_(None))
    for before in bind.execute(query.order_by(act.c.id)).scalars():
        kept, gone = sorted(before, key=lambda each: "badges" not in before[each])
        told = before[kept]
        ended = [*told.get("undone", ()), *told.get("own", ())]
        yield {"kept": int(kept), "gone": int(gone), "ended": ended}


def _join(bind: sa.Connection, merges: list[dict[str, Any]]) -> None:
    person = sa.table("participant", sa.column("id"), sa.column("merged_into"))
    for each in merges:
        theirs = sa.or_(person.c.id == each["gone"], person.c.merged_into == each["gone"])
        bind.execute(person.update().where(theirs).values(merged_into=each["kept"]))


def _set_aside(bind: sa.Connection) -> None:
    """Let a scan say itself what a supervisor has set aside; its check-in said it alone."""
    bind.execute(
        sa.text(
            "UPDATE scan SET despite = (SELECT max(check_in.admitted_despite) FROM check_in "
            "WHERE check_in.scan_row_id = scan.id) WHERE id IN (SELECT scan_row_id FROM check_in "
            "WHERE admitted_despite IS NOT NULL)"
        )
    )


def _take_back(bind: sa.Connection, by_merging: set[int]) -> None:
    """Let each undo name the scans that it could know of: those that had come in by then."""
    rows = bind.execute(
        sa.text(
            "SELECT id, participant_id, session_id, scan_row_id, undone_at, undone_by "
            "FROM check_in WHERE undone_at IS NOT NULL ORDER BY undone_at, id"
        ).columns(undone_at=_TIME)
    ).all()
    for row in rows:
        if row.id in by_merging:
            continue
        bind.execute(
            sa.text(
                "INSERT INTO scan_undo (scan_row_id, undone_at, undone_by) "
                "SELECT scan.id, :undone_at, :undone_by FROM scan WHERE scan.session_id = :session "
                "AND (scan.id = :scan OR (scan.participant_id IN (SELECT id FROM participant "
                "WHERE id = :person OR merged_into = :person) AND scan.received_at <= :undone_at "
                "AND scan.reason IN ('ok', 'already_checked_in') AND scan.doubt IS NULL)) "
                "AND NOT EXISTS (SELECT 1 FROM scan_undo "
                "WHERE scan_undo.scan_row_id = scan.id)"
            ).bindparams(sa.bindparam("undone_at", type_=_TIME)),
            {
                "undone_at": row.undone_at,
                "undone_by": row.undone_by,
                "session": row.session_id,
                "scan": row.scan_row_id,
                "person": row.participant_id,
            },
        )
