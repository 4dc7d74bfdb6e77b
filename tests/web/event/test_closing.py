from datetime import date, time

from flask.testing import FlaskClient

from kiosk.core.model import Event, Role
from kiosk.services.check_ins import check_in
from kiosk.services.sessions import NewSession
from tests.conftest import Clock
from tests.makers import Maker
from tests.web.conftest import Login


def test_after_the_last_session_the_day_is_told_with_what_is_left(
    login: Login, make: Maker, clock: Clock
) -> None:
    event = make.event()
    ada = make.participant(event, "Ada", organization="SDN 1 Ampah")
    make.participant(event, "Grace", organization="SDN 2 Ampah")
    check_in(make.desk, make.scan(ada))
    clock.pass_by(hours=11)
    client = login(Role.ADMINISTRATOR)

    start, page = client.get("/").text, client.get("/closing").text

    assert "/closing" in start
    assert "The day is not over yet" not in page
    assert "Grace" in page and "SDN 2 Ampah" in page
    assert "Back up" in page and "Hand in" in page
    assert "Nobody was refused." in page


def test_without_people_the_page_says_so(as_supervisor: FlaskClient, make: Maker) -> None:
    make.event()

    page = as_supervisor.get("/closing").text

    assert "The day is not over yet" in page
    assert "Nobody is absent before a session has begun." in page
    assert "Nobody is missing." not in page


def test_while_days_follow_certificates_and_deletion_wait(
    login: Login, make: Maker, clock: Clock
) -> None:
    event_of_two_days(make)
    clock.pass_by(hours=4)
    page = login(Role.ADMINISTRATOR).get("/closing").text

    assert "The event goes on: Tuesday, 24 November 2026." in page
    assert "Hand in" in steps_of(page)
    assert "Delete personal data" not in steps_of(page)
    assert "Certificates" not in steps_of(page)


def test_the_last_day_stands_beside_the_others_and_ends_the_event(
    login: Login, make: Maker, clock: Clock
) -> None:
    check_in(make.desk, make.scan(make.participant(event_of_two_days(make), "Ada")))
    clock.pass_by(hours=28)
    page = login(Role.ADMINISTRATOR).get("/closing").text

    assert "The event goes on" not in page
    assert "Delete personal data" in steps_of(page)
    assert "Certificates" in steps_of(page)
    assert "Monday, 23 November 2026" in page and "1 / 1" in page and "0 / 1" in page


def event_of_two_days(make: Maker) -> Event:
    days = (date(2026, 11, 23), date(2026, 11, 24))
    return make.event("Pelatihan", *(NewSession(f"{x:%d}", time(8), time(9), x) for x in days))


def steps_of(page: str) -> str:
    return page.partition('<ol class="steps">')[2].partition("</ol>")[0]
