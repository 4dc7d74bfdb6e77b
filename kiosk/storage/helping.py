"""What the steward's desk looks up beside the roster: printings, and what one person did last."""

from datetime import datetime

from sqlalchemy import func, select

from kiosk.core.model import CheckIn, Means, Participant
from kiosk.storage import check_ins, participants, schema
from kiosk.storage.database import Tx

_BY_STAFF = (Means.BY_HAND, Means.PAPER)


def last_print(tx: Tx, badge_id: int) -> datetime | None:
    """Return when this badge was last printed, None: never."""
    table = schema.badge_print
    query = select(func.max(table.c.printed_at)).where(table.c.badge_id == badge_id)
    return tx.execute(query).scalar()


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
