"""The check-ins of some people as the law has them: read from their scans, and put right."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update

from kiosk.core import law
from kiosk.core.law import Admission, Undo
from kiosk.core.model import Reason
from kiosk.storage import check_ins, schema
from kiosk.storage.database import Tx

_scan, _undo, _person = schema.scan, schema.scan_undo, schema.participant
_table = schema.check_in
_STEP = 500
_STANDS_FOR = func.coalesce(_person.c.merged_into, _person.c.id)


def put_right(tx: Tx, people: Collection[int]) -> int:
    """Let the check-ins of people be what their scans and undos say; return how many changed.

    `people` are those who stand for themselves.
    """
    known = sorted(people)
    return sum(
        _put_right(tx, known[start : start + _STEP]) for start in range(0, len(known), _STEP)
    )


def _put_right(tx: Tx, people: Sequence[int]) -> int:
    scans = _scans(tx, people)
    admissions = [_admission(row) for row in scans.values()]
    wanted, crossed = law.check_ins(admissions), law.crossed(admissions)
    there = _there(tx, people)
    pairs, surplus = _paired(wanted, there, {row.scan_id: row.row for row in scans.values()})
    changes = [
        (row, values)
        for several, row in pairs
        if _differs(row, values := _values(several[0], scans, crossed))
    ]
    tx.execute(delete(_table).where(_table.c.id.in_(surplus)))
    _set_aside(tx, [row.id for row, _ in changes if row])
    for row, values in changes:
        if row:
            tx.execute(update(_table).where(_table.c.id == row.id).values(**values))
    if fresh := [values for row, values in changes if row is None]:
        tx.execute(insert(_table), fresh)
    return len(changes) + len(surplus)


def _differs(row: Row[Any] | None, values: Mapping[str, Any]) -> bool:
    return row is None or any(getattr(row, name) != value for name, value in values.items())


def _set_aside(tx: Tx, rows: Sequence[int]) -> None:
    """Let none of these stand for a moment: of two that change places, none is in the way."""
    aside = update(_table).where(_table.c.id.in_(rows), _table.c.undone_at.is_(None))
    tx.execute(aside.values(undone_at=_table.c.checked_in_at))


def _scans(tx: Tx, people: Sequence[int]) -> dict[str, Any]:
    """Return the scans that admit these people, by their numbers, with the undo of each."""
    query = (
        select(
            _scan.c.id.label("row"), _scan.c.scan_id, _scan.c.scanned_at, _scan.c.event_id,
            _scan.c.session_id, _scan.c.station_id, _scan.c.means, _scan.c.by, _scan.c.despite,
            _scan.c.kept_despite, _undo.c.undone_at, _undo.c.undone_by,
            _STANDS_FOR.label("person"),
        )
        .join(_person, _person.c.id == _scan.c.participant_id)
        .join(_undo, _undo.c.scan_row_id == _scan.c.id, isouter=True)
        .where(check_ins.admits(), _scan.c.session_id.is_not(None), _of(people))
    )  # fmt: skip
    return {row.scan_id: row for row in tx.execute(query)}


def _there(tx: Tx, people: Sequence[int]) -> list[Row[Any]]:
    query = select(_table).join(_person, _person.c.id == _table.c.participant_id)
    return list(tx.execute(query.where(_of(people)).order_by(_table.c.id)))


def _of(people: Sequence[int]) -> Any:
    return or_(_person.c.id.in_(people), _person.c.merged_into.in_(people))


def _admission(row: Row[Any]) -> Admission:
    undo = Undo(row.undone_at, row.undone_by) if row.undone_at else None
    return Admission(row.scan_id, row.scanned_at, row.person, row.session_id, undo)


Pair = tuple[list[Admission], Row[Any] | None]


def _paired(
    wanted: Iterable[list[Admission]], there: Iterable[Row[Any]], rows: Mapping[str, int]
) -> tuple[list[Pair], list[int]]:
    """Return each check-in that shall be with the row that it is already; and what is too much."""
    by_scan: dict[int, list[Row[Any]]] = {}
    for row in there:
        by_scan.setdefault(row.scan_row_id, []).append(row)
    pairs: list[Pair] = []
    surplus: list[int] = []
    for several in wanted:
        own = [row for each in several for row in by_scan.get(rows[each.scan_id], ())]
        pairs.append((several, own[0] if own else None))
        surplus += [row.id for row in own[1:]]
    return pairs, surplus


def _values(first: Admission, scans: Mapping[str, Any], crossed: Collection[str]) -> dict[str, Any]:
    scan = scans[first.scan_id]
    was_crossed = Reason.ALREADY_CHECKED_IN if first.scan_id in crossed else None
    return {
        "event_id": scan.event_id,
        "session_id": scan.session_id,
        "participant_id": first.person,
        "scan_row_id": scan.row,
        "station_id": scan.station_id,
        "means": scan.means,
        "by": scan.by,
        "admitted_despite": scan.despite,
        "kept_despite": scan.kept_despite or was_crossed,
        "checked_in_at": scan.scanned_at,
        "undone_at": scan.undone_at,
        "undone_by": scan.undone_by or "",
    }
