from datetime import UTC, datetime

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


def test_an_event_of_two_days_is_added_in_one_form(
    as_supervisor: FlaskClient, sqlite_desk: Desk
) -> None:
    rows = {"session_0": "Hari 1", "starts_0": "08:00", "ends_0": "12:00"}
    second = {"session_1": "Hari 2", "day_1": "2026-12-02", "starts_1": "08:00", "ends_1": "12:00"}

    answer = as_supervisor.post("/events", data={**NEW, **rows, **second}, follow_redirects=True)

    assert "1 – 2 December 2026" in answer.text  # noqa: RUF001
    event = events.current_event(sqlite_desk)
    assert [each.starts_at.day for each in sessions.sessions_of(sqlite_desk, event.id)] == [1, 2]


def test_a_night_of_a_new_event_is_asked_about_and_nothing_is_stored(
    as_supervisor: FlaskClient, sqlite_desk: Desk
) -> None:
    night = {"session_0": "Malam", "starts_0": "22:00", "ends_0": "01:00"}

    page = as_supervisor.post("/events", data={**NEW, **night}).text

    assert "Until the next day?" in page
    assert 'value="Workshop"' in page
    assert 'name="until_next_day_0"' in page
    assert events.all_events(sqlite_desk) == []


def test_a_new_event_is_offered_for_today_where_it_takes_place(
    as_supervisor: FlaskClient, clock: Clock
) -> None:
    clock.now = datetime(2026, 11, 22, 18, 24, tzinfo=UTC)

    assert 'value="2026-11-23"' in as_supervisor.get("/events/new").text
