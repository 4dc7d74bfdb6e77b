"""What was done stands until it is taken back: by whom and when, and only once."""

from datetime import datetime

from sqlalchemy import Table, update

from kiosk.storage.database import Tx


def mark_undone(tx: Tx, table: Table, row_id: int, at: datetime, by: str) -> bool:
    """Store that a row was taken back; False when it was already."""
    statement = (
        update(table)
        .where(table.c.id == row_id, table.c.undone_at.is_(None))
        .values(undone_at=at, undone_by=by)
    )
    return tx.execute(statement).rowcount == 1
