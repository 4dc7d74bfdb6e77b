"""Who came, who did not come back, and who is still missing."""

from kiosk.core.model import Role, Session
from kiosk.core.search import AttendanceState, Query
from kiosk.desk import Desk
from kiosk.services import acts
from kiosk.services.attendance import look_at
from kiosk.services.check_ins import by_hand, undo
from kiosk.services.search import find
from tests.makers import Maker


def test_whose_check_in_was_taken_back_did_not_fail_to_come_back(desk: Desk, make: Maker) -> None:
    event = make.event()
    morning, afternoon = make.sessions(event)
    ada, grace, siti = make.participant(event), make.participant(event, "Grace"), make.user()
    for person in (ada, grace):
        answer = by_hand(desk, person.id, siti, session_id=morning.id)
    assert answer.check_in_id
    undo(desk, answer.check_in_id, siti)

    assert not_back(desk, morning, afternoon) == ["Ada"]


def test_who_came_back_is_not_among_those_who_did_not(desk: Desk, make: Maker) -> None:
    event = make.event()
    morning, afternoon = make.sessions(event)
    ada, siti = make.participant(event), make.user("Siti", Role.SUPERVISOR)
    for part in (morning, afternoon):
        by_hand(desk, ada.id, siti, session_id=part.id, override=True)

    assert not_back(desk, morning, afternoon) == []


def test_who_is_off_the_list_is_not_missing(desk: Desk, make: Maker) -> None:
    event = make.event()
    morning = make.sessions(event)[0]
    make.participant(event)
    gone = make.participant(event, "Grace")
    acts.cancel(desk, event.id, [gone.id], "Siti")
    missing = Query(session_id=morning.id, state=AttendanceState.MISSING)

    assert [each.participant.name for each in find(desk, event.id, missing).found] == ["Ada"]


def not_back(desk: Desk, first: Session, second: Session) -> list[str]:
    """Return the names of those who came to the first session and not to the second."""
    with look_at(desk) as seen:
        known = seen.turnout
        return [known.people[each[2]].name for each in known.not_back(first.id, second.id)]
