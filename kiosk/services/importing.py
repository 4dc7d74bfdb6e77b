"""What an import decided, made ready to be written."""

from collections.abc import Sequence
from typing import Any

from badges.code import new_code
from kiosk.core.people import DETAILS
from kiosk.core.roster.imports import CODES
from kiosk.core.roster.plan import PlannedRow
from kiosk.storage.newcomers import Changed, Newcomer

_SESSIONS = "sessions"

Changes = dict[str, list[Any]]
"""What was and what is, by field; sessions by their ids."""


def newcomers(rows: Sequence[PlannedRow], session_ids: frozenset[int]) -> list[Newcomer]:
    """Return the new people, each with a fresh code, and expected everywhere by default."""
    return [
        Newcomer(
            each.row.entry,
            new_code(),
            _expected(each, session_ids),
            each.row.status,
            each.row.codes,
        )
        for each in rows
    ]


def changed(rows: Sequence[PlannedRow]) -> list[Changed]:
    """Return those of whom something changes, as they shall be."""
    found = []
    for planned in rows:
        if planned.participant:
            after: dict[str, Any] = {each.field: each.after for each in planned.changes}
            sessions, codes = after.pop(_SESSIONS, None), after.pop(CODES, "")
            now = {name: getattr(planned.participant, name) for name in DETAILS}
            of = planned.participant.id
            found.append(Changed(of, {**now, **after}, sessions, tuple(codes.splitlines())))
    return found


def what_changes(rows: Sequence[PlannedRow]) -> dict[int, Changes]:
    """Return what changes, by participant: kept so that it can be changed back."""
    return {
        planned.participant.id: {
            each.field: [_as_json(each.before), _as_json(each.after)] for each in planned.changes
        }
        for planned in rows
        if planned.participant
    }


def _expected(planned: PlannedRow, session_ids: frozenset[int]) -> frozenset[int]:
    sessions = planned.row.sessions
    return session_ids if sessions is None else sessions & session_ids


def _as_json(value: str | frozenset[int]) -> str | list[int]:
    return value if isinstance(value, str) else sorted(value)
