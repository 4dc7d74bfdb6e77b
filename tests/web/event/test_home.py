import re

from flask.testing import FlaskClient

from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.services.rehearsals import start_rehearsal
from tests.conftest import Clock
from tests.makers import Maker


def _states(client: FlaskClient) -> list[str]:
    return re.findall(r"step--(\w+)", client.get("/").text)


def test_without_an_event_the_first_thing_is_to_add_one(
    as_supervisor: FlaskClient, as_viewer: FlaskClient
) -> None:
    assert _states(as_supervisor) == ["next", *["later"] * 7]
    assert "/events/new" in as_supervisor.get("/").text
    assert "/events/new" in as_supervisor.get("/dashboard").text
    assert "/events/new" not in as_viewer.get("/").text
    assert "/events/new" not in as_viewer.get("/dashboard").text


def test_with_sessions_the_list_is_next(as_supervisor: FlaskClient, make: Maker) -> None:
    make.event()

    assert _states(as_supervisor)[:2] == ["done", "next"]


def test_with_a_list_the_badges_are_next(as_supervisor: FlaskClient, make: Maker) -> None:
    make.participant(make.event())

    assert _states(as_supervisor)[:3] == ["done", "done", "next"]
    assert "1 person is on the list." in as_supervisor.get("/").text


def test_when_all_is_over_the_end_of_the_day_is_next(
    as_supervisor: FlaskClient, make: Maker, sqlite_desk: Desk, clock: Clock
) -> None:
    check_in(sqlite_desk, make.scan(make.participant(make.event())))
    clock.pass_by(hours=12)

    assert _states(as_supervisor)[-2:] == ["next", "later"]


def test_the_turnout_of_the_open_session_is_shown(
    as_viewer: FlaskClient, make: Maker, sqlite_desk: Desk
) -> None:
    event = make.event()
    make.participant(event, "Grace")
    check_in(sqlite_desk, make.scan(make.participant(event)))

    assert "50 %" in as_viewer.get("/").text


def test_a_rehearsal_is_unmistakable_on_every_page(
    as_admin: FlaskClient, make: Maker, sqlite_desk: Desk
) -> None:
    make.event()
    start_rehearsal(sqlite_desk, by="Siti")

    for page in ("/", "/sessions", "/users", "/events", "/stations", "/nowhere"):
        assert "rehearsal-banner" in as_admin.get(page).text, page


def test_the_navigation_shows_what_the_role_may_do(
    as_viewer: FlaskClient, as_admin: FlaskClient
) -> None:
    assert 'href="/users"' in as_admin.get("/").text
    assert 'href="/users"' not in as_viewer.get("/").text
