"""The rehearsal: begun and ended by supervisors, marked on every page, wiped at its end."""

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.services.attendance import tallies
from kiosk.services.check_ins import check_in
from kiosk.services.events import current_event
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


def test_a_rehearsal_begins_is_counted_apart_and_wiped(
    as_supervisor: FlaskClient, event: Event, sqlite_desk: Desk, make: Maker
) -> None:
    ada = make.participant(event)
    as_supervisor.post("/rehearsal")
    check_in(sqlite_desk, make.scan(ada))
    page = as_supervisor.get("/rehearsal").text
    assert "1 scan so far" in page

    as_supervisor.post("/rehearsal/end")

    session = make.sessions(event)[0]
    assert current_event(sqlite_desk) == event
    assert tallies(sqlite_desk, event.id).of(session.id).present == 0
    assert "REHEARSAL" not in as_supervisor.get("/rehearsal").text


@pytest.mark.parametrize("path", ["/", "/dashboard", "/dashboard/wall", "/kiosk", "/rehearsal"])
def test_every_page_says_that_it_is_a_rehearsal(
    as_supervisor: FlaskClient, event: Event, path: str
) -> None:
    as_supervisor.post("/rehearsal")

    assert "REHEARSAL" in as_supervisor.get(path).text


def test_a_second_rehearsal_is_refused(as_supervisor: FlaskClient, event: Event) -> None:
    as_supervisor.post("/rehearsal")

    assert as_supervisor.post("/rehearsal").status_code == 409


def test_no_rehearsal_cannot_be_ended(as_supervisor: FlaskClient, event: Event) -> None:
    assert as_supervisor.post("/rehearsal/end").status_code == 409


def test_a_steward_starts_no_rehearsal(as_staff: FlaskClient, event: Event) -> None:
    assert as_staff.post("/rehearsal").status_code == 403
