"""Events, sessions and people as the computer has them that leads: here they become the same."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from kiosk.core.facts import PersonFact, SessionFact
from kiosk.core.people import DETAILS
from kiosk.core.privacy import PURGED_SETTING
from kiosk.core.told import EventState
from kiosk.storage import participants, schema
from kiosk.storage.database import Tx

_event, _setting, _session = schema.event, schema.event_setting, schema.session
_person, _badge, _scan = schema.participant, schema.badge, schema.scan
_ASIDE = 1_000_000_000


def event_state(tx: Tx, event_id: int) -> EventState | None:
    """Return an event with its settings; None for a rehearsal, and where it is gone."""
    row = tx.execute(select(_event).where(_event.c.id == event_id)).first()
    if row is None or row.rehearsal_of:
        return None
    query = select(_setting.c.name, _setting.c.value).where(_setting.c.event_id == event_id)
    settings = {each.name: each.value for each in tx.execute(query)}
    day = row.date.isoformat()
    return EventState(
        row.uid, row.slug, row.name, day, row.timezone, row.place, row.chosen_at, settings
    )


def become(tx: Tx, told: EventState) -> None:
    """Let an event be as told, with its settings."""
    values: dict[str, Any] = {
        "name": told.name,
        "date": date.fromisoformat(told.date),
        "timezone": told.timezone,
        "place": told.place,
        "chosen_at": told.chosen_at,
    }
    found = tx.execute(select(_event.c.id).where(_event.c.uid == told.uid)).scalar()
    if found is None:
        values |= {"uid": told.uid, "slug": _free_slug(tx, told.slug)}
        found = tx.execute(insert(_event).values(**values).returning(_event.c.id)).scalar_one()
    else:
        tx.execute(update(_event).where(_event.c.id == found).values(**values))
    # That personal data was deleted here is said by whoever deletes it here.
    others = _setting.c.event_id == found, _setting.c.name != PURGED_SETTING
    tx.execute(delete(_setting).where(*others))
    for name, value in told.settings.items():
        if name != PURGED_SETTING:
            tx.execute(insert(_setting).values(event_id=found, name=name, value=value))


def _free_slug(tx: Tx, wanted: str) -> str:
    taken = set(tx.execute(select(_event.c.slug)).scalars())
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def change_sessions(tx: Tx, event_id: int, told: Sequence[SessionFact]) -> None:
    """Let sessions that are here have the times and names that are told."""
    for each in told:
        # Of two that change their names, none is in the way.
        aside = update(_session).where(_session.c.uid == each.uid, _session.c.name != each.name)
        tx.execute(aside.where(_session.c.event_id == event_id).values(name=each.uid))
    for each in told:
        this = update(_session).where(_session.c.event_id == event_id, _session.c.uid == each.uid)
        tx.execute(
            this.values(
                name=each.name,
                starts_at=each.starts_at,
                ends_at=each.ends_at,
                opens_before_minutes=each.opens_before_minutes,
            )
        )


def change_people(
    tx: Tx, event_id: int, told: Sequence[PersonFact], sessions: Mapping[str, int]
) -> list[int]:
    """Let people who are here be as told, with where they are expected; return who changed.

    A number or NIP that somebody else has here, whom the other computer does not know yet, is
    taken from them.
    """
    by_uid = {each.uid: each for each in told}
    query = select(_person).where(_person.c.event_id == event_id, _person.c.uid.in_(by_uid))
    rows = {row.uid: row for row in tx.execute(query)}
    expected = participants.expected_sessions(tx, [row.id for row in rows.values()])
    changed = {}
    for uid, row in rows.items():
        values = _values(by_uid[uid])
        if any(getattr(row, name) != value for name, value in values.items()):
            changed[row.id] = values
    _make_way(tx, event_id, changed)
    for row_id, values in changed.items():
        tx.execute(update(_person).where(_person.c.id == row_id).values(**values))
    moved = {
        row.id: wanted
        for uid, row in rows.items()
        if expected[row.id] != (wanted := _wanted(by_uid[uid], sessions))
    }
    if moved:
        participants.expect(tx, moved)
    return sorted({*changed, *moved})


def _values(told: PersonFact) -> dict[str, Any]:
    return {
        **{name: told.details.get(name, "") for name in DETAILS},
        "number": told.number,
        "status": told.status,
        "note": told.note,
        "walk_in": told.walk_in,
    }


def _wanted(told: PersonFact, sessions: Mapping[str, int]) -> frozenset[int]:
    return frozenset(sessions[uid] for uid in told.expected if uid in sessions)


def _make_way(tx: Tx, event_id: int, changed: Mapping[int, Mapping[str, Any]]) -> None:
    """Free the numbers and NIPs that people get, also those which these people have now."""
    others = _person.c.event_id == event_id, _person.c.id.not_in(changed)
    numbers = [each["number"] for each in changed.values()]
    for row_id in changed:
        aside = update(_person).where(_person.c.id == row_id)
        tx.execute(aside.values(number=-_ASIDE - row_id, nip=""))
    in_the_way = select(_person.c.id).where(*others, _person.c.number.in_(numbers))
    for row_id in tx.execute(in_the_way).scalars().all():
        free = participants.next_number(tx, event_id)
        free = free if free not in numbers else max(numbers) + 1
        tx.execute(update(_person).where(_person.c.id == row_id).values(number=free))
    nips = [each["nip"] for each in changed.values() if each["nip"]]
    tx.execute(update(_person).where(*others, _person.c.nip.in_(nips)).values(nip=""))


def remove(tx: Tx, event_id: int, kind: str, called: Collection[str]) -> list[int]:
    """Remove what is gone where the list is led; return whom somebody was scanned as, who stay."""
    table, name = {
        "session": (_session, "uid"),
        "person": (_person, "uid"),
        "badge": (_badge, "code"),
    }[kind]
    these = table.c.event_id == event_id, table.c[name].in_(called)
    rows = set(tx.execute(select(table.c.id).where(*these)).scalars())
    stay: set[int] = set()
    if kind != "badge":
        column = _scan.c.session_id if kind == "session" else _scan.c.participant_id
        stay = set(tx.execute(select(column).where(column.in_(rows)).distinct()).scalars())
    tx.execute(delete(table).where(table.c.id.in_(rows - stay)))
    return sorted(stay)
