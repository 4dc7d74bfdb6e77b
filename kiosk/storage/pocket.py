"""What a phone takes along of an event: every badge with its holder, and who is there."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select

from kiosk.core.model import Holding
from kiosk.storage import badges, participants, schema
from kiosk.storage.database import Tx

_badge, _person, _expected = schema.badge, schema.participant, schema.expectation
_check_in, _numbers = schema.check_in, schema.turnout_revision
_PEOPLE = 1


def stamp(tx: Tx, event_id: int) -> str:
    """Return what is another after every change of people, of expectations, and of badges."""
    people = select(_numbers.c.number).where(_numbers.c.id == _PEOPLE).scalar_subquery()
    newest = select(func.max(_badge.c.id)).scalar_subquery()
    row = tx.execute(select(people, newest)).one()
    return f"{event_id}-{row[0]}-{row[1] or 0}"


def holdings(tx: Tx, event_id: int) -> Iterator[Holding]:
    """Yield every badge of an event, with its holder and the sessions that expect them."""
    expected: dict[int, set[int]] = defaultdict(set)
    of_event = select(_expected).join(_person, _person.c.id == _expected.c.participant_id)
    for row in tx.execute(of_event.where(_person.c.event_id == event_id)):
        expected[row.participant_id].add(row.session_id)
    people = select(*participants.COLUMNS).where(_person.c.event_id == event_id)
    holders = {row.id: participants.participant_of(row) for row in tx.execute(people)}
    for row in tx.execute(select(*badges.COLUMNS).where(_badge.c.event_id == event_id)):
        badge = badges.badge_of(row)
        holder = holders.get(badge.participant_id or 0)
        sessions = frozenset(expected.get(holder.id, ())) if holder else frozenset()
        yield Holding(badge, holder, sessions)


def arrived(tx: Tx, event_id: int) -> dict[int, list[int]]:
    """Return who is there, by session: the participants' ids."""
    found: dict[int, list[int]] = defaultdict(list)
    query = select(_check_in.c.session_id, _check_in.c.participant_id)
    standing = (_check_in.c.event_id == event_id, _check_in.c.undone_at.is_(None))
    for session_id, participant_id in tx.execute(query.where(*standing)):
        found[session_id].append(participant_id)
    return dict(found)
