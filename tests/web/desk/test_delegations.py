"""People who come together are checked in, and taken back, at once."""

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Event, Participant
from kiosk.desk import Desk
from kiosk.services import acts, search
from kiosk.services.check_ins import by_hand
from kiosk.services.events import choose_event
from kiosk.services.sessions import sessions_of
from tests.conftest import Clock
from tests.makers import Maker
from tests.web.people import enlist


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def seven(sqlite_desk: Desk, event: Event) -> list[Participant]:
    return [
        enlist(sqlite_desk, event, f"Guru {number}", organization="SDN 1 Ampah")
        for number in range(7)
    ]


def present(desk: Desk, people: list[Participant]) -> int:
    found = (search.participant(desk, each.event_id, each.id) for each in people)
    return sum(bool(each.present) for each in found)


def send(client: FlaskClient, desk: Desk, people: list[Participant]) -> str:
    session = sessions_of(desk, people[0].event_id)[0]
    form = {"id": [each.id for each in people], "session": session.id}
    form |= {"organization": "SDN 1 Ampah"}
    return client.post("/desk/delegation", data=form, follow_redirects=True).text


def test_a_school_stands_on_one_screen_ticked_where_they_are_waited_for(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker, seven: list[Participant], clock: Clock
) -> None:
    enlist(sqlite_desk, make.event("Lain"), "Tamu", organization="SDN 1 Ampah")
    clock.pass_by(minutes=1)
    choose_event(sqlite_desk, seven[0].event_id, "Siti")
    by_hand(sqlite_desk, seven[0].id, make.user())
    acts.block(sqlite_desk, seven[0].event_id, [seven[1].id], "Ke panitia", "Siti")

    page = as_staff.get("/desk/delegation?organization=SDN 1 Ampah").text

    assert page.count('name="id"') == page.count("checked") == 5
    assert "Guru 6" in page and "Tamu" not in page


def test_seven_are_checked_in_at_once_and_taken_back_at_once(
    as_staff: FlaskClient, sqlite_desk: Desk, seven: list[Participant]
) -> None:
    page = send(as_staff, sqlite_desk, seven)
    assert "7 people were checked in." in page
    assert present(sqlite_desk, seven) == 7

    act = acts.recent(sqlite_desk, seven[0].event_id)[0]
    as_staff.post(f"/participants/acts/{act.id}/undo")
    assert present(sqlite_desk, seven) == 0


def test_who_may_not_enter_is_not_let_in_with_the_others(
    as_staff: FlaskClient, sqlite_desk: Desk, seven: list[Participant]
) -> None:
    acts.block(sqlite_desk, seven[0].event_id, [seven[0].id], "Ke panitia", "Siti")

    page = send(as_staff, sqlite_desk, seven)

    assert "1 person was not checked in" in page and "6 people were checked in." in page
    assert present(sqlite_desk, seven) == 6


@pytest.mark.parametrize("group", ["", "Guru"])
def test_afterwards_the_same_people_stand_on_the_screen(
    as_staff: FlaskClient, sqlite_desk: Desk, seven: list[Participant], group: str
) -> None:
    session = sessions_of(sqlite_desk, seven[0].event_id)[0]
    form = {"id": seven[0].id, "session": session.id, "organization": "SDN 1", "group": group}

    answer = as_staff.post("/desk/delegation", data=form)

    chosen = "organization=SDN+1" + (f"&group={group}" if group else "")
    assert answer.location == f"/desk/delegation?{chosen}"


def test_a_delegation_of_nobody_is_refused(as_staff: FlaskClient, event: Event) -> None:
    assert as_staff.post("/desk/delegation", data={}).status_code == 400


def test_people_of_one_school_lead_to_their_screen(
    as_staff: FlaskClient, seven: list[Participant]
) -> None:
    page = as_staff.post("/desk", data={"q": "sdn 1 ampah"}, headers={"X-Partial": "1"}).text

    assert "/desk/delegation?organization=SDN" in page
