"""Which admissions somebody would have refused who had known what all computers know together."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, select

from kiosk.core import law
from kiosk.core.acts import ActKind
from kiosk.core.lateness import LONG_OVER
from kiosk.core.law import Before, KnownThen
from kiosk.core.model import Reason, Status
from kiosk.storage import check_ins, participants, schema
from kiosk.storage.database import Tx
from kiosk.storage.facts_taken import mark_scan

_scan, _badge, _act, _session = schema.scan, schema.badge, schema.act, schema.session
_holder, _person = schema.participant.alias(), schema.participant
_STEP = 500


def mark(tx: Tx, event_id: int, rows: Sequence[int], *, by_badge_alone: bool = False) -> set[int]:
    """Mark the scans in these rows that would have been refused; return whose marks changed.

    `by_badge_alone` asks of badges that were replaced and nothing else.
    """
    changed = set()
    changes = {} if by_badge_alone else _changes(tx, event_id)
    for start in range(0, len(rows), _STEP):
        found = _admitted(tx, rows[start : start + _STEP])
        expected = participants.expected_sessions(tx, {row.person for row in found})
        for row in found:
            known = _known(row, expected[row.person], changes)
            if by_badge_alone:
                known = KnownThen(row.revoked_at, Status.ACTIVE, is_expected=True, is_over=False)
            before = Reason(row.kept_despite) if row.kept_despite else None
            despite = Reason(row.despite) if row.despite else None
            after = law.marked(before, law.kept_despite(row.scanned_at, known, despite))
            if after != before:
                mark_scan(tx, row.id, after)
                changed.add(row.participant_id)
    return changed


def of_codes(tx: Tx, event_id: int, codes: Collection[str]) -> list[int]:
    """Return the rows of the scans of these codes."""
    known, found = sorted(codes), []
    for start in range(0, len(known), _STEP):
        theirs = _scan.c.code.in_(known[start : start + _STEP])
        query = select(_scan.c.id).where(_scan.c.event_id == event_id, theirs)
        found += list(tx.execute(query).scalars())
    return found


def _admitted(tx: Tx, rows: Sequence[int]) -> list[Row[Any]]:
    of_badge = and_(_badge.c.event_id == _scan.c.event_id, _badge.c.code == _scan.c.code)
    query = (
        select(
            _scan.c.id, _scan.c.scanned_at, _scan.c.participant_id, _scan.c.session_id,
            _scan.c.despite, _scan.c.kept_despite, _badge.c.revoked_at, _session.c.ends_at,
            _person.c.id.label("person"), _person.c.status, _person.c.walk_in,
        )
        .join(_holder, _holder.c.id == _scan.c.participant_id)
        .join(_person, _person.c.id == func.coalesce(_holder.c.merged_into, _holder.c.id))
        .join(_session, _session.c.id == _scan.c.session_id)
        .join(_badge, of_badge, isouter=True)
        .where(_scan.c.id.in_(rows), check_ins.admits())
    )  # fmt: skip
    return list(tx.execute(query))


_Moments = dict[tuple[int, str], list[tuple[datetime, object]]]
_CHANGING = {
    ActKind.BLOCKED: "status",
    ActKind.UNBLOCKED: "status",
    ActKind.CANCELED: "status",
    ActKind.RESTORED: "status",
    ActKind.EXPECTED: "sessions",
}


def _changes(tx: Tx, event_id: int) -> _Moments:
    """Return what people of the list were before each change, by person and what was changed."""
    found: _Moments = {}
    query = select(_act.c.kind, _act.c.done_at, _act.c.undone_at, _act.c.before).where(
        _act.c.event_id == event_id, _act.c.kind.in_(_CHANGING)
    )
    for row in tx.execute(query.order_by(_act.c.id)):
        name = _CHANGING[ActKind(row.kind)]
        for person, told in row.before.items():
            was, became = told[name]
            moments = found.setdefault((int(person), name), [])
            moments.append((row.done_at, was))
            if row.undone_at:
                moments.append((row.undone_at, became))
    return found


def _known(row: Row[Any], expected: Collection[int], changes: _Moments) -> KnownThen:
    def then(name: str, now: object) -> Any:
        moments = sorted(changes.get((row.person, name), ()), key=lambda each: each[0])
        return Before(tuple(moments)).as_of(row.scanned_at, now)

    is_expected = row.walk_in or row.session_id in then("sessions", expected)
    return KnownThen(
        revoked_at=row.revoked_at,
        status=Status(then("status", row.status)),
        is_expected=is_expected,
        is_over=row.scanned_at - row.ends_at > LONG_OVER,
    )
