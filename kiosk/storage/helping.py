"""What the steward's desk looks up beside the roster: printings, and what one person did last."""

from datetime import datetime

from sqlalchemy import case, exists, func, select

from kiosk.core.model import Badge, CheckIn, Means, Participant, Status
from kiosk.storage import badges, check_ins, participants, schema
from kiosk.storage.database import Tx

_BY_STAFF = (Means.BY_HAND, Means.PAPER)


def last_print(tx: Tx, badge_id: int) -> datetime | None:
    """Return when this badge was last printed, None: never."""
    table = schema.badge_print
    query = select(func.max(table.c.printed_at)).where(table.c.badge_id == badge_id)
    return tx.execute(query).scalar()


def badge(tx: Tx, event_id: int, badge_id: int) -> Badge | None:
    """Return a standing badge of the event."""
    table = schema.badge
    query = select(*badges.COLUMNS).where(
        table.c.id == badge_id, table.c.event_id == event_id, table.c.revoked_at.is_(None)
    )
    row = tx.execute(query).first()
    return badges.badge_of(row) if row else None


def count_badges(tx: Tx, event_id: int, group: str | None, *, reserve: bool) -> tuple[int, int]:
    """Count the standing badges that can be printed, and those printed before."""
    table, person = schema.badge, schema.participant
    printed = exists().where(schema.badge_print.c.badge_id == table.c.id)
    query = (
        select(func.count(), func.count(case((printed, 1))))
        .select_from(table)
        .where(table.c.event_id == event_id, table.c.revoked_at.is_(None))
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


def done_by(tx: Tx, event_id: int, by: str, limit: int) -> list[tuple[CheckIn, Participant]]:
    """Return the check-ins that this member of staff made by hand and that stand, newest first."""
    table = schema.check_in
    query = (
        select(table.c.id)
        .where(table.c.event_id == event_id, table.c.by == by, table.c.means.in_(_BY_STAFF))
        .where(table.c.undone_at.is_(None))
        .order_by(table.c.id.desc())
    )
    found = []
    for check_in_id in tx.execute(query.limit(limit)).scalars().all():
        made = check_ins.by_id(tx, check_in_id)
        person = participants.by_id(tx, made.participant_id) if made else None
        if made and person:
            found.append((made, person))
    return found
