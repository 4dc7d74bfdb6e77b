"""Wall screens: links that show the numbers of an event to whoever has them, until withdrawn."""

import secrets
from datetime import timedelta

from kiosk.core.errors import NotFound
from kiosk.core.model import Event
from kiosk.core.secrets import fingerprint
from kiosk.core.updates import Topic, Update
from kiosk.core.walls import WallLink
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.services.events import current_in
from kiosk.storage import events, walls

A_DAY, A_WEEK, A_MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
"""How long a link may stand."""


def make_wall_link(
    desk: Desk, event: Event, by: str, lasts: timedelta = A_WEEK
) -> tuple[WallLink, str]:
    """Create a link for a wall screen; its token is told once and kept only as a hash.

    A link made in a rehearsal belongs to the real event, and so outlives the rehearsal.
    """
    token, now = secrets.token_urlsafe(24), desk.now()
    with desk.store.write() as tx:
        link = walls.add(tx, _real(event), fingerprint(token), by, (now, now + lasts))
        record(tx, desk, link.event_id, by, "wall_link_made", f"wall_link:{link.id}")
    return link, token


def wall_links(desk: Desk, event: Event) -> list[WallLink]:
    """Return the links of the event that stand, the newest first."""
    with desk.store.read() as tx:
        return walls.standing(tx, _real(event), desk.now())


def withdraw_wall_link(desk: Desk, event: Event, link_id: int, by: str) -> None:
    """End a link: screens that show it go dark. NotFound when it does not stand."""
    with desk.store.write() as tx:
        if not walls.withdraw(tx, link_id, _real(event), desk.now()):
            raise NotFound("This link was already withdrawn.")
        record(tx, desk, _real(event), by, "wall_link_withdrawn", f"wall_link:{link_id}")
    desk.updates.publish(Update(Topic.SESSION, event.id))


def link_of_token(desk: Desk, token: str) -> WallLink | None:
    """Return the link that stands and has this token."""
    with desk.store.read() as tx:
        return walls.by_token_hash(tx, fingerprint(token), desk.now())


def event_of_link(desk: Desk, link_id: int) -> Event | None:
    """Return the event that a link shows, or its rehearsal while one is running.

    None when there is no such link, or it was withdrawn.
    """
    with desk.store.read() as tx:
        link = walls.by_id(tx, link_id, desk.now())
        if link is None:
            return None
        current = current_in(tx)
        return current if _real(current) == link.event_id else events.by_id(tx, link.event_id)


def _real(event: Event) -> int:
    return event.rehearsal_of or event.id
