from flask.testing import FlaskClient

from kiosk.desk import Desk
from kiosk.services import events, sessions
from tests.conftest import Clock
from tests.makers import Maker

NEW = {"name": "Workshop", "date": "2026-12-01", "timezone": "Asia/Makassar", "place": "Aula"}


def test_an_event_is_added_with_its_sessions_and_is_current(
    as_supervisor: FlaskClient, sqlite_desk: Desk
) -> None:
    named = {"session_0": "Pagi", "starts_0": "08:00", "ends_0": "12:00", "session_1": ""}

    answer = as_supervisor.post("/events", data={**NEW, **named}, follow_redirects=True)

    event = events.current_event(sqlite_desk)
    assert (event.name, event.place, event.timezone) == ("Workshop", "Aula", "Asia/Makassar")
    assert [each.name for each in sessions.sessions_of(sqlite_desk, event.id)] == ["Pagi"]
    assert "Tuesday, 1 December 2026" in answer.text


def test_a_wrong_day_adds_nothing(as_supervisor: FlaskClient, sqlite_desk: Desk) -> None:
    answer = as_supervisor.post("/events", data={**NEW, "date": "2026-13-01"})

    assert answer.status_code == 400
    assert events.all_events(sqlite_desk) == []


def test_an_event_is_changed(as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()

    as_supervisor.post(f"/events/{event.id}", data={**NEW, "name": "New name"})

    assert events.current_event(sqlite_desk).name == "New name"


def test_another_event_is_made_current(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, clock: Clock
) -> None:
    first, _second = make.event("First"), make.event("Second")
    clock.pass_by(minutes=1)

    as_supervisor.post(f"/events/{first.id}/choice")

    assert events.current_event(sqlite_desk) == first


def test_an_event_that_is_not_there_is_not_found(as_supervisor: FlaskClient) -> None:
    assert as_supervisor.get("/events/99").status_code == 404
