from flask.testing import FlaskClient

from kiosk.desk import Desk
from kiosk.services import sessions
from tests.makers import Maker, at

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
    assert "By hand: Sesi Sore is taken now" in as_supervisor.get("/sessions").text

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
