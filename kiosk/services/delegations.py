"""People who come together: checked in at once, and taken back at once."""

from collections.abc import Collection
from dataclasses import dataclass

from kiosk.core.acts import Act, ActKind
from kiosk.core.model import Answer, Reason, User
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.services.acts import note_act, people_of
from kiosk.services.check_ins import by_hand
from kiosk.services.search import FoundPeople, find

MOST = 200


@dataclass(frozen=True, slots=True)
class Together:
    """What came of it: the act by which it is taken back, and the answers that admitted nobody."""

    act: Act | None
    refused: tuple[Answer, ...] = ()


def delegation(
    desk: Desk, event_id: int, organization: str = "", group: str = ""
) -> tuple[FoundPeople, ...]:
    """Return the people of an organization or a group by their numbers, at most 200."""
    return find(desk, event_id, Query(organization=organization, group=group, per_page=MOST)).found


def check_in_together(
    desk: Desk, event_id: int, participant_ids: Collection[int], session_id: int, by: User
) -> Together:
    """Check these people in to a session by hand; who may not enter is not let in by it."""
    with desk.store.read() as tx:
        people_of(tx, event_id, participant_ids)
    answers = {each: by_hand(desk, each, by, session_id=session_id) for each in participant_ids}
    admitted = {
        person: {"check_in": answer.check_in_id}
        for person, answer in answers.items()
        if answer.reason is Reason.OK
    }
    refused = tuple(each for each in answers.values() if each.reason is not Reason.OK)
    if not admitted:
        return Together(None, refused)
    with desk.store.write() as tx:
        act = note_act(tx, desk, event_id, ActKind.CHECKED_IN, admitted, by.name)
    return Together(act, refused)
