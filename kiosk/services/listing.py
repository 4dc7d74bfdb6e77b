"""The list as other programs read it: page by page, at a cost that stays flat."""

from collections.abc import Mapping

from kiosk.core.errors import NotFound
from kiosk.core.model import Badge, Event, Participant
from kiosk.desk import Desk
from kiosk.storage import badges, participants
from kiosk.storage.database import Tx

Listing = tuple[Participant, frozenset[int]]
"""A person, and where they are expected."""


def people(
    desk: Desk, event_id: int, after: int, limit: int, wanted: Mapping[str, str]
) -> list[Listing]:
    """Return people by number, those after one; only whose NIP and e-mail are as `wanted`."""
    with desk.store.read() as tx:
        found = _found(tx, event_id, after, limit, wanted)
        expected = participants.expected_sessions(tx, [each.id for each in found])
    return [(each, expected[each.id]) for each in found]


def _found(
    tx: Tx, event_id: int, after: int, limit: int, wanted: Mapping[str, str]
) -> list[Participant]:
    if not wanted:
        return participants.after_number(tx, event_id, after, limit)
    (column, value), *others = wanted.items()
    found = participants.by_value(tx, event_id, column, value)
    alike = [each for each in found if all(getattr(each, name) == is_ for name, is_ in others)]
    return [each for each in alike if each.number > after][:limit]


def person(desk: Desk, event: Event, number: int) -> Listing:
    """Return one person. Raises NotFound."""
    with desk.store.read() as tx:
        known = _known(tx, event, number)
        return known, participants.expected_sessions(tx, [known.id])[known.id]


def badges_after(
    desk: Desk, event_id: int, after: int, limit: int
) -> list[tuple[Badge | None, Participant]]:
    """Return people with their valid badges, by number, those after one."""
    with desk.store.read() as tx:
        return badges.of_people_after(tx, event_id, after, limit)


def badge(desk: Desk, event: Event, number: int) -> tuple[Badge, Participant]:
    """Return the valid badge of one person. Raises NotFound."""
    with desk.store.read() as tx:
        known = _known(tx, event, number)
        found = badges.standing(tx, known.id)
    if found is None:
        raise NotFound("There is no such badge.")
    return found, known


def _known(tx: Tx, event: Event, number: int) -> Participant:
    found = participants.by_number(tx, event.id, number)
    if found is None:
        raise NotFound("There is no participant with the number {number}.", number=number)
    return found
