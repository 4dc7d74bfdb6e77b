"""Badges, whose they are, and when they were printed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from kiosk.core.model import Badge, Holding, Participant, Status
from kiosk.storage import check_ins, participants, schema
from kiosk.storage.among import among
from kiosk.storage.database import Tx

_table = schema.badge
COLUMNS = [
    _table.c[name]
    for name in (
        "id",
        "event_id",
        "code",
        "participant_id",
        "issued_at",
        "revoked_at",
        "reserve_number",
    )
]


def holding(tx: Tx, event_id: int, code: str, session_id: int | None) -> Holding | None:
    """Return the badge with this code, its holder and where they stand; None: not one of ours."""
    row = tx.execute(
        select(*COLUMNS).where(_table.c.event_id == event_id, _table.c.code == code)
    ).first()
    if row is None:
        return None
    return _holding(tx, badge_of(row), session_id)


def standing(tx: Tx, participant_id: int) -> Badge | None:
    """Return the badge of a participant that is not revoked."""
    query = select(*COLUMNS).where(_table.c.participant_id == participant_id, _own_and_valid())
    row = tx.execute(query).first()
    return badge_of(row) if row else None


def by_code(tx: Tx, event_id: int, code: str) -> Badge | None:
    """Return the badge with this code."""
    query = select(*COLUMNS).where(_table.c.event_id == event_id, _table.c.code == code)
    row = tx.execute(query).first()
    return badge_of(row) if row else None


def of_other_event(tx: Tx, event_id: int, code: str) -> Badge | None:
    """Return the badge with this code of another real event, the newest where there are several."""
    event = schema.event
    query = (
        select(*COLUMNS)
        .join(event, event.c.id == _table.c.event_id)
        .where(_table.c.code == code, _table.c.event_id != event_id)
        .where(event.c.rehearsal_of.is_(None))
        .order_by(_table.c.id.desc())
    )
    row = tx.execute(query.limit(1)).first()
    return badge_of(row) if row else None


def issue(tx: Tx, event_id: int, codes: dict[int, str], at: datetime) -> None:
    """Store a badge for each participant: `codes` by participant id."""
    if codes:
        rows = [
            {"event_id": event_id, "participant_id": person, "code": code, "issued_at": at}
            for person, code in codes.items()
        ]
        tx.execute(insert(_table), rows)


def add_reserve(tx: Tx, event_id: int, codes: Sequence[str], at: datetime) -> None:
    """Store badges that belong to nobody yet, numbered on from the last."""
    query = select(func.coalesce(func.max(_table.c.reserve_number), 0))
    last = tx.execute(query.where(_table.c.event_id == event_id)).scalar_one()
    rows = [
        {"event_id": event_id, "code": code, "reserve_number": last + n, "issued_at": at}
        for n, code in enumerate(codes, start=1)
    ]
    tx.execute(insert(_table), rows)


def let_go(tx: Tx, participant_id: int, codes: Sequence[str]) -> None:
    """Forget codes that a participant brought."""
    tx.execute(
        delete(_table).where(
            _brought(), _table.c.participant_id == participant_id, _table.c.code.in_(codes)
        )
    )


def brought(tx: Tx, event_id: int) -> list[str]:
    """Return the codes that people of the event held already."""
    query = select(_table.c.code).where(_table.c.event_id == event_id, _brought())
    return list(tx.execute(query.order_by(_table.c.id)).scalars())


def held(tx: Tx, event_id: int) -> dict[int, tuple[str, ...]]:
    """Return every code that people of the event hold or held, by participant id."""
    query = select(_table.c.participant_id, _table.c.code).where(
        _table.c.event_id == event_id, _table.c.participant_id.is_not(None)
    )
    found: dict[int, tuple[str, ...]] = {}
    for person, code in tx.execute(query.order_by(_table.c.id)):
        found[person] = (*found.get(person, ()), code)
    return found


def _brought() -> ColumnElement[bool]:
    return _table.c.merged_from == _table.c.participant_id


def bind(tx: Tx, badge_id: int, participant_id: int, at: datetime) -> bool:
    """Give a reserve badge to a participant; False when it has an owner or was revoked."""
    statement = (
        update(_table)
        .where(
            _table.c.id == badge_id,
            _table.c.participant_id.is_(None),
            _table.c.revoked_at.is_(None),
        )
        .values(participant_id=participant_id, bound_at=at)
    )
    return tx.execute(statement).rowcount == 1


def revoke(tx: Tx, participant_id: int, at: datetime, by: str) -> None:
    """Revoke the standing badge of a participant."""
    tx.execute(
        update(_table)
        .where(_table.c.participant_id == participant_id, _own_and_valid())
        .values(revoked_at=at, revoked_by=by)
    )


def make_valid(tx: Tx, badge_id: int, at: datetime) -> None:
    """Let a badge that was revoked be valid again."""
    again = {"revoked_at": None, "revoked_by": "", "valid_again_at": at}
    tx.execute(update(_table).where(_table.c.id == badge_id).values(**again))


def hand_over(tx: Tx, giver: int, taker: int) -> dict[str, list[int]]:
    """Let the valid badges of one, and the further codes, be those of another; return which."""
    theirs = update(_table).where(_table.c.participant_id == giver, _table.c.revoked_at.is_(None))
    further = theirs.where(_table.c.merged_from.is_not(None)).values(
        participant_id=taker, merged_from=taker
    )
    own = theirs.where(_table.c.merged_from.is_(None)).values(
        participant_id=taker, merged_from=giver
    )
    return {
        "further": list(tx.execute(further.returning(_table.c.id)).scalars()),
        "own": list(tx.execute(own.returning(_table.c.id)).scalars()),
    }


def hand_back(tx: Tx, handed_over: Mapping[str, Sequence[int]], owner: int) -> None:
    """Let badges and further codes be those of whom they were handed over by."""
    for name, merged_from in (("further", owner), ("own", None)):
        statement = update(_table).where(_table.c.id.in_(handed_over[name]))
        tx.execute(statement.values(participant_id=owner, merged_from=merged_from))


def _own_and_valid() -> ColumnElement[bool]:
    # Of these a participant has one; further ones came with somebody who was merged with them.
    return and_(_table.c.revoked_at.is_(None), _table.c.merged_from.is_(None))


def codes(tx: Tx, event_id: int) -> list[str]:
    """Return every code of the event, revoked and reserve ones too: all may be held out."""
    query = select(_table.c.code).where(_table.c.event_id == event_id)
    return list(tx.execute(query.order_by(_table.c.id)).scalars())


def with_holders(
    tx: Tx, event_id: int, *, reserve: bool = False
) -> list[tuple[Badge, Participant | None, datetime | None]]:
    """Return the standing badges with holder and last printing, by the holder's number."""
    printed = (
        select(schema.badge_print.c.badge_id, func.max(schema.badge_print.c.printed_at).label("at"))
        .group_by(schema.badge_print.c.badge_id)
        .subquery()
    )
    query = (
        select(*COLUMNS, printed.c.at)
        .join(printed, printed.c.badge_id == _table.c.id, isouter=True)
        .where(_table.c.event_id == event_id, _own_and_valid())
        .where(_table.c.participant_id.is_(None) if reserve else _table.c.participant_id > 0)
    )
    people = {} if reserve else participants.all_of_event(tx, event_id)
    found = [
        (badge_of(row), people.get(row.participant_id), row.at)
        for row in tx.execute(query.order_by(_table.c.reserve_number, _table.c.id))
    ]
    return sorted(found, key=lambda each: each[1].number if each[1] else each[0].id)


def of_people_after(
    tx: Tx, event_id: int, number: int, limit: int
) -> list[tuple[Badge | None, Participant]]:
    """Return people with the badge that each has in use, by number, those after one."""
    people = participants.after_number(tx, event_id, number, limit)
    query = select(*COLUMNS).where(
        among(tx, _table.c.participant_id, [each.id for each in people]), _own_and_valid()
    )
    found = {row.participant_id: badge_of(row) for row in tx.execute(query)}
    return [(found.get(each.id), each) for each in people]


def log_print(tx: Tx, badge_ids: Sequence[int], layout: str, at: datetime, by: str) -> None:
    """Write down that these badges were printed."""
    log = schema.badge_print
    said = {"printed_at": at, "printed_by": by, "layout": layout}
    values = [literal(value, log.c[name].type) for name, value in said.items()]
    these = among(tx, _table.c.id, badge_ids)
    rows = select(_table.c.id, *values).where(these).order_by(_table.c.id)
    tx.execute(insert(log).from_select(["badge_id", *said], rows))


def prints(tx: Tx, event_id: int, limit: int) -> list[tuple[datetime, str, str, int]]:
    """Return the print log, the newest first: when, by whom, on which sheet, how many."""
    table = schema.badge_print
    query = (
        select(table.c.printed_at, table.c.printed_by, table.c.layout, func.count())
        .join(_table, _table.c.id == table.c.badge_id)
        .where(_table.c.event_id == event_id)
        .group_by(table.c.printed_at, table.c.printed_by, table.c.layout)
        .order_by(table.c.printed_at.desc())
    )
    return [(row[0], row[1], row[2], row[3]) for row in tx.execute(query.limit(limit))]


def _holding(tx: Tx, badge: Badge, session_id: int | None) -> Holding:
    if badge.participant_id is None:
        return Holding(badge, None)
    expected = select(schema.expectation.c.session_id).where(
        schema.expectation.c.participant_id == badge.participant_id
    )
    return Holding(
        badge,
        participants.by_id(tx, badge.participant_id),
        frozenset(tx.execute(expected).scalars()),
        check_ins.standing(tx, badge.participant_id, session_id) if session_id else None,
    )


def badge_of(row: Row[*tuple[Any, ...]]) -> Badge:
    """Return the badge in a row that has COLUMNS."""
    return Badge(
        id=row.id,
        event_id=row.event_id,
        code=row.code,
        participant_id=row.participant_id,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
        reserve_number=row.reserve_number,
    )


def last_print(tx: Tx, badge_id: int) -> datetime | None:
    """Return when this badge was last printed, None: never."""
    table = schema.badge_print
    query = select(func.max(table.c.printed_at)).where(table.c.badge_id == badge_id)
    return tx.execute(query).scalar()


def of_event(tx: Tx, event_id: int, badge_id: int) -> Badge | None:
    """Return a standing badge of the event."""
    table = schema.badge
    query = select(*COLUMNS).where(
        table.c.id == badge_id, table.c.event_id == event_id, table.c.revoked_at.is_(None)
    )
    row = tx.execute(query).first()
    return badge_of(row) if row else None


def count_badges(tx: Tx, event_id: int, group: str | None, *, reserve: bool) -> tuple[int, int]:
    """Count the standing badges that can be printed, and those printed before."""
    table, person = schema.badge, schema.participant
    printed = exists().where(schema.badge_print.c.badge_id == table.c.id)
    query = (
        select(func.count(), func.count(case((printed, 1))))
        .select_from(table)
        .where(table.c.event_id == event_id, _own_and_valid())
    )
    if reserve:
        query = query.where(table.c.participant_id.is_(None))
    else:
        query = query.join(person, person.c.id == table.c.participant_id)
        query = query.where(person.c.status != Status.CANCELED)
    if group is not None and not reserve:
        query = query.where(person.c.group == group)
    total, before = tx.execute(query).one()
    return int(total), int(before)
