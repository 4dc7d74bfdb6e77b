from datetime import date, time

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.services import sessions
from kiosk.services.sessions import NewSession, add_session, sessions_of
from tests.makers import Maker, at


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


EVENING = {"name": "Sesi Malam", "starts": "19:00", "ends": "21.00"}


def test_a_session_is_added_with_local_times(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event()

    as_supervisor.post("/sessions", data=EVENING)

    added = sessions.sessions_of(sqlite_desk, event.id)[-1]
    assert (added.name, added.starts_at, added.ends_at) == ("Sesi Malam", at(19), at(21))


def test_a_time_that_is_none_is_named(as_supervisor: FlaskClient, make: Maker) -> None:
    make.event()

    answer = as_supervisor.post("/sessions", data={**EVENING, "ends": "late"})

    assert answer.status_code == 400
    assert "“late” is not a time" in answer.text


def test_a_session_changes_its_times_and_its_opening(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event()
    morning = make.sessions(event)[0]
    form = {"name": "Sesi Pagi", "starts": "08:30", "ends": "11:30", "opens_before": "15"}

    as_supervisor.post(f"/sessions/{morning.id}", data=form)

    changed = sessions.sessions_of(sqlite_desk, event.id)[0]
    assert (changed.opens_at, changed.ends_at) == (at(8, 15), at(11, 30))


def test_a_session_is_chosen_and_given_back_to_the_clock(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event()
    morning, afternoon = make.sessions(event)

    as_supervisor.post(f"/sessions/{afternoon.id}/choice")
    assert sessions.session_now(sqlite_desk, event.id).session == afternoon
    assert "By hand: attendance is taken for Sesi Sore" in as_supervisor.get("/sessions").text

    as_supervisor.post("/sessions/choice/end")
    assert sessions.session_now(sqlite_desk, event.id).session == morning


def test_a_session_of_another_event_does_not_exist_here(
    as_supervisor: FlaskClient, make: Maker
) -> None:
    elsewhere = make.sessions(make.event("Another"))[0]
    make.event("Coaching Clinic")

    assert as_supervisor.post(f"/sessions/{elsewhere.id}/removal").status_code == 404


def test_a_session_without_scans_may_go(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event()
    as_supervisor.post(f"/sessions/{make.sessions(event)[0].id}/removal")

    assert [each.name for each in sessions.sessions_of(sqlite_desk, event.id)] == ["Sesi Sore"]


NIGHT = {"name": "Malam", "day": "2026-11-24", "starts": "22:00", "ends": "01:00"}


def test_a_session_past_midnight_is_asked_about_and_keeps_what_was_typed(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    before = sessions_of(sqlite_desk, event.id)

    page = as_supervisor.post("/sessions", data=NIGHT).text

    assert "Malam ends at 01:00, before it starts at 22:00. Until the next day?" in page
    assert 'value="22:00"' in page
    assert 'name="until_next_day"' in page
    assert sessions_of(sqlite_desk, event.id) == before


def test_the_answer_stores_it_on_its_own_day(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    as_supervisor.post("/sessions", data={**NIGHT, "until_next_day": "yes"})

    stored = sessions_of(sqlite_desk, event.id)[-1]
    local = stored.starts_at.astimezone(event.zone), stored.ends_at.astimezone(event.zone)
    assert [f"{each:%Y-%m-%d %H:%M}" for each in local] == ["2026-11-24 22:00", "2026-11-25 01:00"]
    assert as_supervisor.get("/sessions").text.count("(the next day)") == 1


def test_changing_a_session_of_the_second_day_leaves_it_there(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    second = add_session(
        sqlite_desk, event, NewSession("Hari 2", time(8), time(12), date(2026, 11, 24)), "Siti"
    )
    form = {"name": "Hari 2", "day": "2026-11-24", "starts": "09:00", "ends": "12:00"}

    as_supervisor.post(f"/sessions/{second.id}", data={**form, "opens_before": "60"})

    changed = sessions_of(sqlite_desk, event.id)[-1]
    assert f"{changed.starts_at.astimezone(event.zone):%d %H:%M}" == "24 09:00"


def test_an_event_of_two_days_says_from_when_to_when(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    new = NewSession("Hari 2", time(8), time(12), date(2026, 11, 24))
    add_session(sqlite_desk, event, new, "Siti")

    assert "23 – 24 November 2026" in as_supervisor.get("/sessions").text  # noqa: RUF001
    assert "23 – 24 November 2026" in as_supervisor.get("/").text  # noqa: RUF001


def test_minutes_before_a_session_are_whole(as_supervisor: FlaskClient, event: Event) -> None:
    page = as_supervisor.get("/sessions").text

    assert 'value="60"' in page
    assert 'value="60.0"' not in page
