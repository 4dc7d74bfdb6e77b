"""The lane of those who were refused at a door: what staff see, and may do."""

from datetime import date, time

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Answer, Event, Participant, Role, Status
from kiosk.core.refusals import number_of
from kiosk.desk import Desk
from kiosk.services import acts, badges, refusals, search, users
from kiosk.services.check_ins import check_in
from kiosk.services.sessions import NewSession
from tests.conftest import Clock
from tests.makers import Maker, at
from tests.web.conftest import Login


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(make: Maker, event: Event, sqlite_desk: Desk) -> Participant:
    ada = make.participant(event, "Ada Lovelace", organization="SDN 1 Ampah")
    acts.block(sqlite_desk, event.id, [ada.id], "Surat tugas belum ada", "Siti")
    return ada


@pytest.fixture
def refused(make: Maker, ada: Participant, sqlite_desk: Desk) -> Answer:
    return check_in(sqlite_desk, make.scan(ada))


def remedy(client: FlaskClient, refused: Answer, name: str, **form: object) -> int:
    return client.post(f"/desk/cases/{refused.scan_id}/{name}", data=form).status_code


def status(desk: Desk, person: Participant) -> Status:
    return search.participant(desk, person.event_id, person.id).participant.status


def test_the_desk_shows_who_waits_why_and_with_which_note(
    as_staff: FlaskClient, refused: Answer
) -> None:
    page = as_staff.get("/desk").text

    assert number_of(refused.scan_id) in page
    assert "Ada Lovelace" in page and "Surat tugas belum ada" in page


def test_the_stream_brings_the_lane(as_staff: FlaskClient, refused: Answer) -> None:
    with as_staff.get("/desk/live", buffered=False) as stream:
        begun = ""
        for chunk in stream.response:
            begun += chunk.decode() if isinstance(chunk, bytes) else str(chunk)
            if "Ada Lovelace" in begun:
                break

    assert "data: lane" in begun


def test_the_number_leads_to_the_case(as_staff: FlaskClient, refused: Answer) -> None:
    number = number_of(refused.scan_id).lower()

    answer = as_staff.post("/desk", data={"q": f"{number}"})

    assert answer.location == f"/desk/cases/{refused.scan_id}"
    assert "Unblock and check in" in as_staff.get(answer.location).text


def test_a_supervisor_unblocks_and_checks_in_with_one_press(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant, refused: Answer
) -> None:
    assert remedy(as_supervisor, refused, "unblocking") == 303

    assert status(sqlite_desk, ada) is Status.ACTIVE
    assert search.participant(sqlite_desk, ada.event_id, ada.id).present
    assert refusals.waiting_cases(sqlite_desk, ada.event_id) == []


def test_a_steward_needs_a_supervisors_pin_in_place(
    as_staff: FlaskClient, make: Maker, sqlite_desk: Desk, ada: Participant, refused: Answer
) -> None:
    boss = make.user("Budi", Role.SUPERVISOR)
    users.set_pin(sqlite_desk, boss.id, "471147", boss.name)

    assert remedy(as_staff, refused, "unblocking") == 403
    assert remedy(as_staff, refused, "unblocking", supervisor=boss.id, pin="081508") == 403
    assert status(sqlite_desk, ada) is Status.BLOCKED
    assert remedy(as_staff, refused, "unblocking", supervisor=boss.id, pin="471147") == 303
    assert status(sqlite_desk, ada) is Status.ACTIVE
    assert acts.recent(sqlite_desk, ada.event_id)[0].done_by == "Budi"


@pytest.mark.parametrize("name", ["admission", "restoration", "nonsense"])
def test_what_does_not_help_here_is_not_offered(
    as_supervisor: FlaskClient, refused: Answer, name: str
) -> None:
    assert remedy(as_supervisor, refused, name) == 404


def test_who_is_done_leaves_the_lane_and_can_be_put_back(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event, refused: Answer
) -> None:
    remedy(as_staff, refused, "settlement")
    assert refusals.waiting_cases(sqlite_desk, event.id) == []

    as_staff.post(f"/desk/cases/{refused.scan_id}/opening")
    assert len(refusals.waiting_cases(sqlite_desk, event.id)) == 1


def test_somebody_of_the_afternoon_is_told_so_and_admitted(
    login: Login, make: Maker, sqlite_desk: Desk, event: Event
) -> None:
    grace = make.participant(event, "Grace", expected=False)
    refused = check_in(sqlite_desk, make.scan(grace))
    page = login(Role.STEWARD).get("/desk").text

    assert "Registered for no session." in page and "Admit to Sesi Pagi" in page
    assert remedy(login(Role.SUPERVISOR), refused, "admission") == 303
    assert search.participant(sqlite_desk, event.id, grace.id).present


def test_where_nothing_is_open_an_unblocked_person_is_shown_and_not_checked_in(
    login: Login, make: Maker, sqlite_desk: Desk, ada: Participant, clock: Clock
) -> None:
    clock.now = at(23)
    refused = check_in(sqlite_desk, make.scan(ada))

    answer = login(Role.SUPERVISOR).post(f"/desk/cases/{refused.scan_id}/unblocking")

    assert answer.location == f"/desk/people/{ada.id}"
    assert status(sqlite_desk, ada) is Status.ACTIVE
    assert not search.participant(sqlite_desk, ada.event_id, ada.id).present


def test_a_person_taken_off_the_list_is_put_back_and_checked_in(
    as_supervisor: FlaskClient, make: Maker, sqlite_desk: Desk, event: Event
) -> None:
    grace = make.participant(event, "Grace")
    acts.cancel(sqlite_desk, event.id, [grace.id], "Siti")
    refused = check_in(sqlite_desk, make.scan(grace))

    assert remedy(as_supervisor, refused, "restoration") == 303
    assert search.participant(sqlite_desk, event.id, grace.id).present


def test_a_replaced_badge_is_checked_in_by_a_steward(
    as_staff: FlaskClient, make: Maker, sqlite_desk: Desk, event: Event
) -> None:
    grace = make.participant(event, "Grace")
    old = make.badge(grace).code
    badges.reissue(sqlite_desk, grace.id, "Siti")
    refused = check_in(sqlite_desk, make.scan(old))

    assert remedy(as_staff, refused, "check-in") == 303
    assert search.participant(sqlite_desk, event.id, grace.id).present


def test_a_session_has_its_day_unless_it_is_today(
    login: Login, make: Maker, sqlite_desk: Desk, clock: Clock
) -> None:
    days = (date(2026, 11, 23), date(2026, 11, 24))
    parts = (NewSession(f"{each:%d}", time(8), time(9), each) for each in days)
    event = make.event("Pelatihan", *parts)
    ada = make.participant(event, "Ada")
    clock.pass_by(hours=20)
    check_in(sqlite_desk, make.scan(ada))
    steward = login(Role.STEWARD)
    page, person = steward.get("/desk").text, steward.get(f"/desk/people/{ada.id}").text

    assert "Registered for 23, 23 Nov 2026 at 08:00" in page
    assert "Registered for 24, at 08:00" in page
    assert "23 Nov 2026, 08:00" in person and "24 Nov 2026, 08:00" in person
