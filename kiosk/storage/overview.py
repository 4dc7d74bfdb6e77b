"""How far the preparations of an event have come: counts, by one query."""

from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, func, select

from kiosk.core.overview import Overview
from kiosk.storage.database import Tx
from kiosk.storage.schema import badge, badge_print, check_in, participant


def overview(tx: Tx, event_id: int) -> Overview:
    """Count what there is of an event; canceled participants are left out."""
    people = participant.c.event_id == event_id, participant.c.status != "canceled"
    standing = badge.join(participant, badge.c.participant_id == participant.c.id)
    on_paper = standing.join(badge_print, badge_print.c.badge_id == badge.c.id)
    valid = badge.c.revoked_at.is_(None) & badge.c.merged_from.is_(None)
    row = tx.execute(
        select(
            _count(select(func.count(participant.c.id)).where(*people)),
            _count(select(func.count(badge.c.id)).select_from(standing).where(*people, valid)),
            _count(
                select(func.count(distinct(badge.c.id))).select_from(on_paper).where(*people, valid)
            ),
            _count(
                select(func.count(check_in.c.id)).where(
                    check_in.c.event_id == event_id, check_in.c.undone_at.is_(None)
                )
            ),
        )
    ).one()
    return Overview(*row)


def _count(query: Select[Any]) -> ColumnElement[int]:
    return query.scalar_subquery()
