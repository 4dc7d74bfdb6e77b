"""What an import decided, made ready to be written; and writing back what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from badges.code import new_code
from kiosk.core.model import Participant
from kiosk.core.people import DETAILS
from kiosk.core.roster.imports import CODES
from kiosk.core.roster.plan import PlannedRow
from kiosk.services.search import index
from kiosk.storage import badges, participants
from kiosk.storage.database import Tx
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


def change_back(tx: Tx, participant_id: int, changes: Changes) -> None:
    """Restore what was, but for what somebody changed by hand since then."""
    person = participants.by_id(tx, participant_id)
    if person is None:
        return
    badges.let_go(tx, participant_id, changes.pop(CODES, ("", ""))[1].splitlines())
    expected = participants.expected_sessions(tx, [participant_id])[participant_id]
    now = {**{each: getattr(person, each, "") for each in changes}, _SESSIONS: sorted(expected)}
    back = {name: before for name, (before, after) in changes.items() if now[name] == after}
    _store(tx, person, back)


def _expected(planned: PlannedRow, session_ids: frozenset[int]) -> frozenset[int]:
    sessions = planned.row.sessions
    return session_ids if sessions is None else sessions & session_ids


def _store(tx: Tx, person: Participant, values: Mapping[str, Any]) -> None:
    details = {name: value for name, value in values.items() if name != _SESSIONS}
    if _SESSIONS in values:
        participants.expect(tx, {person.id: values[_SESSIONS]})
    if details:
        participants.change(tx, person.id, details)
        index(tx, replace(person, **details))


def _as_json(value: str | frozenset[int]) -> str | list[int]:
    return value if isinstance(value, str) else sorted(value)
