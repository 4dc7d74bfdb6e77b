"""Writing what an import decided, and writing it back, within the transaction of the roster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kiosk.core.model import Participant
from kiosk.core.near import known_words
from kiosk.core.roster.plan import PlannedRow
from kiosk.core.search import terms_of
from kiosk.services.search import index
from kiosk.storage import badges, near, participants, search
from kiosk.storage.database import Tx

_SESSIONS = "sessions"

Changes = dict[str, list[Any]]
"""What was and what is, by field; sessions by their ids."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where and when people come in: the event with its sessions, and a fresh code for each."""

    event_id: int
    session_ids: frozenset[int]
    at: datetime
    codes: Sequence[str]


def add_people(tx: Tx, rows: Sequence[PlannedRow], ground: Ground) -> list[Participant]:
    """Store new people with badges, terms, and where they are expected: everywhere by default."""
    entries = [each.row.entry for each in rows]
    people = participants.add(tx, ground.event_id, entries, ground.at)
    codes = {person.id: code for person, code in zip(people, ground.codes, strict=False)}
    badges.issue(tx, ground.event_id, codes, ground.at)
    expected = {
        person.id: _expected(planned, ground) for person, planned in zip(people, rows, strict=True)
    }
    participants.expect_new(tx, expected)
    terms = ((person.id, terms_of(person, codes[person.id])) for person in people)
    search.store_terms(tx, ground.event_id, terms)
    near.store_words(tx, ground.event_id, known_words(people))
    return people


def change_people(tx: Tx, rows: Sequence[PlannedRow]) -> dict[int, Changes]:
    """Store what changes; returns it by participant."""
    changed: dict[int, Changes] = {}
    for planned in rows:
        if planned.participant is None:
            continue
        changed[planned.participant.id] = {
            each.field: [_as_json(each.before), _as_json(each.after)] for each in planned.changes
        }
        _store(tx, planned.participant, {each.field: each.after for each in planned.changes})
    return changed


def change_back(tx: Tx, participant_id: int, changes: Changes) -> None:
    """Restore what was, but for what somebody changed by hand since then."""
    person = participants.by_id(tx, participant_id)
    if person is None:
        return
    expected = participants.expected_sessions(tx, [participant_id])[participant_id]
    now = {**{each: getattr(person, each, "") for each in changes}, _SESSIONS: sorted(expected)}
    back = {name: before for name, (before, after) in changes.items() if now[name] == after}
    _store(tx, person, back)


def _expected(planned: PlannedRow, ground: Ground) -> frozenset[int]:
    sessions = planned.row.sessions
    return ground.session_ids if sessions is None else sessions & ground.session_ids


def _store(tx: Tx, person: Participant, values: Mapping[str, Any]) -> None:
    details = {name: value for name, value in values.items() if name != _SESSIONS}
    if _SESSIONS in values:
        participants.expect(tx, {person.id: values[_SESSIONS]})
    if details:
        participants.change(tx, person.id, details)
        index(tx, replace(person, **details))


def _as_json(value: str | frozenset[int]) -> str | list[int]:
    return value if isinstance(value, str) else sorted(value)
