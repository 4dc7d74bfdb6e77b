"""The participants of an event, and where each is expected."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Row,
    delete,
    func,
    insert,
    literal,
    select,
    type_coerce,
    update,
)

from kiosk.core.model import Participant, Status
from kiosk.core.numbers import FIRST_OF_BLOCKS, LARGEST_NUMBER
from kiosk.core.people import NewParticipant
from kiosk.storage import changes, schema
from kiosk.storage.among import among
from kiosk.storage.database import Tx

_table = schema.participant
_UNSEEN = {"added_at", "uid", "merged_into"}
COLUMNS = [column for column in _table.c if column.name not in _UNSEEN]


def by_id(tx: Tx, participant_id: int) -> Participant | None:
    """Return the participant with this id."""
    row = tx.execute(select(*COLUMNS).where(_table.c.id == participant_id)).first()
    return participant_of(row) if row else None


def by_ids(tx: Tx, participant_ids: Collection[int]) -> list[Participant]:
    """Return those of these participants who are there."""
    query = select(*COLUMNS).where(among(tx, _table.c.id, participant_ids))
    return [participant_of(row) for row in tx.execute(query.order_by(_table.c.number))]


def by_number(tx: Tx, event_id: int, number: int) -> Participant | None:
    """Return the participant with this number."""
    query = select(*COLUMNS).where(_table.c.event_id == event_id, _table.c.number == number)
    row = tx.execute(query).first()
    return participant_of(row) if row else None


def are_of_event(tx: Tx, event_id: int, participant_ids: Collection[int]) -> bool:
    """Whether each of these is a participant of the event."""
    theirs = _table.c.event_id == event_id, among(tx, _table.c.id, participant_ids)
    known = tx.execute(select(func.count()).where(*theirs)).scalar_one()
    return bool(known == len(set(participant_ids)))


def by_nip(tx: Tx, event_id: int, nip: str) -> Participant | None:
    """Return the participant with this NIP, which is not empty."""
    query = select(*COLUMNS).where(_table.c.event_id == event_id, _table.c.nip == nip)
    row = tx.execute(query).first()
    return participant_of(row) if row else None


def by_value(tx: Tx, event_id: int, column: str, value: str) -> list[Participant]:
    """Return the participants whose NUPTK or e-mail this is, as written or in small letters."""
    values = {value, value.lower()}
    query = select(*COLUMNS).where(_table.c.event_id == event_id, _table.c[column].in_(values))
    return [participant_of(row) for row in tx.execute(query.order_by(_table.c.number))]


def by_uid(tx: Tx, event_id: int, uid: str) -> Participant | None:
    """Return the participant whom every computer calls so."""
    query = select(*COLUMNS).where(_table.c.event_id == event_id, _table.c.uid == uid)
    row = tx.execute(query).first()
    return participant_of(row) if row else None


def after_number(tx: Tx, event_id: int, number: int, limit: int) -> list[Participant]:
    """Return the participants that follow a number, so many at most."""
    query = select(*COLUMNS).where(_table.c.event_id == event_id, _table.c.number > number)
    rows = tx.execute(query.order_by(_table.c.number).limit(limit))
    return [participant_of(row) for row in rows]


def participant_of(row: Row[Any]) -> Participant:
    """Return the participant in a row that has COLUMNS."""
    return Participant(
        id=row.id,
        event_id=row.event_id,
        number=row.number,
        name=row.name,
        nip=row.nip,
        nuptk=row.nuptk,
        group=row.group,
        organization=row.organization,
        district=row.district,
        phone=row.phone,
        email=row.email,
        status=Status(row.status),
        note=row.note,
        walk_in=row.walk_in,
        own=row.own,
    )


def uids_of(tx: Tx, participant_ids: Collection[int]) -> dict[str, int]:
    """Return the ids of these participants by what every computer calls them."""
    query = select(_table.c.uid, _table.c.id).where(among(tx, _table.c.id, participant_ids))
    return {row.uid: row.id for row in tx.execute(query)}


def all_of_event(tx: Tx, event_id: int) -> dict[int, Participant]:
    """Return everybody on the roster, by id, in the order of their numbers."""
    query = select(*COLUMNS).where(_table.c.event_id == event_id)
    rows = tx.execute(query.order_by(_table.c.number))
    return {row.id: participant_of(row) for row in rows}


def ids_of_event(tx: Tx, event_id: int) -> list[int]:
    """Return the ids of everybody on the roster."""
    return list(tx.execute(select(_table.c.id).where(_table.c.event_id == event_id)).scalars())


def add(  # noqa: PLR0913
    tx: Tx,
    event_id: int,
    people: Sequence[NewParticipant],
    at: datetime,
    *,
    walk_in: bool = False,
    block: range | None = None,
    uid: str = "",
) -> list[Participant]:
    """Store new participants with the next numbers, in their order; out of a block where given.

    `uid` is what the one is called everywhere, where the caller knows.

    The caller holds the roster (`roster.hold`), so that nobody else takes the numbers.
    """
    if not people:
        return []
    first = next_number(tx, event_id, block)
    common = {"event_id": event_id, "walk_in": walk_in, "added_at": at}
    if uid:
        common["uid"] = uid
    rows = [
        {**each.details(), **common, "number": number}
        for number, each in enumerate(people, start=first)
    ]
    tx.execute(insert(_table), rows)
    taken = _table.c.number.between(first, first + len(people) - 1)
    query = select(*COLUMNS).where(_table.c.event_id == event_id, taken)
    return [participant_of(row) for row in tx.execute(query.order_by(_table.c.number))]


def next_number(tx: Tx, event_id: int, block: range | None = None) -> int:
    """Return the number after the highest of the list, or of a block; the caller holds the roster.

    Where a block is used up, the number after the highest of all.
    """
    numbers = block or range(1, FIRST_OF_BLOCKS)
    return next(
        number
        for within in (numbers, range(numbers.start, LARGEST_NUMBER))
        if (number := _after_highest(tx, event_id, within)) in within
    )


def _after_highest(tx: Tx, event_id: int, within: range) -> int:
    known = _table.c.number.between(within.start, within.stop - 1)
    query = select(func.max(_table.c.number)).where(_table.c.event_id == event_id, known)
    highest: int | None = tx.execute(query).scalar()
    return within.start if highest is None else highest + 1


def change(tx: Tx, participant_id: int, values: Mapping[str, object]) -> None:
    """Store new values of a participant's columns."""
    tx.execute(update(_table).where(_table.c.id == participant_id).values(dict(values)))


def change_many(tx: Tx, participant_ids: Collection[int], values: Mapping[str, object]) -> None:
    """Store the same new values for all of these participants."""
    these = among(tx, _table.c.id, participant_ids)
    tx.execute(update(_table).where(these).values(dict(values)))


def stands_for(tx: Tx, participant_id: int) -> int:
    """Return who stands for a participant: another one where they were merged."""
    query = select(_table.c.merged_into).where(_table.c.id == participant_id)
    return tx.execute(query).scalar() or participant_id


def join(tx: Tx, gone_id: int, kept_id: int) -> list[int]:
    """Let one stand for another, and for whom that one stood; return who these are."""
    under = update(_table).where(_table.c.merged_into == gone_id).values(merged_into=kept_id)
    moved = list(tx.execute(under.returning(_table.c.id)).scalars())
    change(tx, gone_id, {"merged_into": kept_id})
    return moved


def part(tx: Tx, gone_id: int, under: Collection[int]) -> None:
    """Let one stand for themselves again, and for whom they stood before."""
    change_many(tx, under, {"merged_into": gone_id})
    change(tx, gone_id, {"merged_into": None})


def remove(tx: Tx, participant_ids: Collection[int]) -> None:
    """Remove participants with their badges, expectations and search terms."""
    tx.execute(delete(_table).where(among(tx, _table.c.id, participant_ids)))


def expected_sessions(tx: Tx, participant_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return where each of these participants is expected: session ids by participant id."""
    table = schema.expectation
    found: dict[int, set[int]] = {each: set() for each in participant_ids}
    for row in tx.execute(select(table).where(among(tx, table.c.participant_id, participant_ids))):
        found[row.participant_id].add(row.session_id)
    return {person: frozenset(sessions) for person, sessions in found.items()}


def expectations(tx: Tx, event_id: int) -> dict[int, frozenset[int]]:
    """Return where everybody of the event is expected: session ids by participant id."""
    table = schema.expectation
    query = select(table).join(_table, _table.c.id == table.c.participant_id)
    found: dict[int, set[int]] = {}
    for row in tx.execute(query.where(_table.c.event_id == event_id)):
        found.setdefault(row.participant_id, set()).add(row.session_id)
    return {person: frozenset(sessions) for person, sessions in found.items()}


def expect(tx: Tx, expected: Mapping[int, Collection[int]]) -> None:
    """Store where participants are expected, in place of what was: sessions by participant."""
    table = schema.expectation
    alike: dict[frozenset[int], list[int]] = {}
    for person, sessions in expected.items():
        alike.setdefault(frozenset(sessions), []).append(person)
    for sessions, people in alike.items():
        tx.execute(delete(table).where(among(tx, table.c.participant_id, people)))
        for each in sorted(sessions):
            rows = select(_table.c.id, literal(each)).where(among(tx, _table.c.id, people))
            names = ["participant_id", "session_id"]
            tx.execute(insert(table).from_select(names, rows.order_by(_table.c.id)))
    changes.note_people(tx, expected)


def expect_new(tx: Tx, expected: Mapping[int, Collection[int]]) -> None:
    """Store where participants are expected who were expected nowhere."""
    rows = [
        {"participant_id": person, "session_id": session}
        for person, sessions in expected.items()
        for session in sorted(sessions)
    ]
    if rows:
        tx.execute(insert(schema.expectation), rows)


def present_sessions(tx: Tx, participant_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return to which sessions each of these participants is checked in."""
    table = schema.check_in
    found: dict[int, set[int]] = {each: set() for each in participant_ids}
    query = select(table.c.participant_id, table.c.session_id).where(
        among(tx, table.c.participant_id, participant_ids), table.c.undone_at.is_(None)
    )
    for row in tx.execute(query):
        found[row.participant_id].add(row.session_id)
    return {person: frozenset(sessions) for person, sessions in found.items()}


def codes(tx: Tx, event_id: int) -> dict[int, str]:
    """Return the code of everybody's standing badge, by participant id."""
    table = schema.badge
    query = select(table.c.participant_id, table.c.code).where(
        table.c.event_id == event_id,
        table.c.participant_id.is_not(None),
        table.c.revoked_at.is_(None),
        table.c.merged_from.is_(None),
    )
    return {row.participant_id: row.code for row in tx.execute(query)}


def codes_of(tx: Tx, participant_ids: Collection[int]) -> dict[int, str]:
    """Return the code of the standing badge of each of these participants, by their ids."""
    table = schema.badge
    query = select(table.c.participant_id, table.c.code).where(
        among(tx, table.c.participant_id, participant_ids),
        table.c.revoked_at.is_(None),
        table.c.merged_from.is_(None),
    )
    return {row.participant_id: row.code for row in tx.execute(query)}


def values_of(tx: Tx, event_id: int, column: str) -> list[str]:
    """Return the values of a column such as `group` that occur in the event, in order."""
    wanted = _table.c[column]
    query = select(wanted).where(_table.c.event_id == event_id, wanted != "").distinct()
    return sorted(tx.execute(query).scalars(), key=str.casefold)


def own_value(label: str) -> ColumnElement[str]:
    """Return the value of an own field as the database finds it."""
    value: ColumnElement[str] = type_coerce(_table.c.own, JSON)[label].as_string()
    return value


def own_values(
    tx: Tx, event_id: int, labels: Sequence[str], most: int
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the values of own fields that occur, by label; without fields of more than `most`."""
    found = []
    for label in labels:
        value = own_value(label)
        query = select(value).where(_table.c.event_id == event_id, value.is_not(None)).distinct()
        values = tuple(filter(None, tx.execute(query.limit(most + 1)).scalars()))
        if 0 < len(values) <= most:
            found.append((label, tuple(sorted(values, key=str.casefold))))
    return tuple(found)
