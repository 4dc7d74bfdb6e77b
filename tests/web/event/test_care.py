"""Clock and backup are seen all day: at the start, the dashboard, the door before it begins."""

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Event
from tests.conftest import Clock
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.mark.parametrize("page", ["/", "/dashboard"])
def test_the_age_of_the_backup_is_shown(as_staff: FlaskClient, event: Event, page: str) -> None:
    assert "There is no backup yet" in as_staff.get(page).text


@pytest.mark.parametrize("page", ["/", "/dashboard", "/kiosk", "/kiosk/check"])
def test_a_clock_of_another_day_is_doubted(
    as_staff: FlaskClient, event: Event, clock: Clock, page: str
) -> None:
    assert "set the date" not in as_staff.get(page).text

    clock.pass_by(days=-8)

    assert "The event is in 8 days. If it is today, set the date." in as_staff.get(page).text


def test_a_viewer_need_not_care(as_viewer: FlaskClient, event: Event) -> None:
    assert "There is no backup yet" not in as_viewer.get("/").text
