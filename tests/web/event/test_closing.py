from flask.testing import FlaskClient

from kiosk.core.model import Role
from kiosk.services.check_ins import check_in
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
