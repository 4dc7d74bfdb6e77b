"""The programme of an event: its sessions, its days, and the places of stations."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.core.arrangement import Arrangement, Programme
from kiosk.core.days import days_of, sessions_on
from kiosk.core.errors import NotFound
from kiosk.core.model import Event, Session, Station

EVENT = Event(1, "clinic", "Clinic", date(2026, 11, 23), "Asia/Jakarta")
OTHER = Event(2, "other", "Other", date(2026, 12, 1), "Asia/Jakarta")
EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)
MORNING = Session(1, 1, "Pagi", EIGHT, EIGHT + timedelta(hours=4))
NIGHT = Session(2, 1, "Malam", EIGHT + timedelta(hours=17), EIGHT + timedelta(hours=20))


def test_a_session_is_found_by_its_id_and_the_known_ones_are_named() -> None:
    programme = Programme(EVENT, (MORNING, NIGHT))

    assert programme.session(2) is NIGHT
    with pytest.raises(NotFound, match=r"There is no session 3 .*: 1 \(Pagi\), 2 \(Malam\)\."):
        programme.session(3)


def test_a_programme_is_that_of_the_event_or_the_current_one() -> None:
    current, other = Programme(EVENT), Programme(OTHER)
    arrangement = Arrangement(1, current, {1: current, 2: other})

    assert arrangement.programme() is current
    assert arrangement.programme(2) is other
    with pytest.raises(NotFound):
        arrangement.programme(3)
    with pytest.raises(NotFound):
        Arrangement(1).programme()


def test_a_station_stands_at_its_door_else_under_its_name() -> None:
    stations = {1: Station(1, "Laptop", "Pintu Timur"), 2: Station(2, "Ponsel")}
    arrangement = Arrangement(1, stations=stations)

    assert [arrangement.place(each) for each in (1, 2, 3, None)] == [
        "Pintu Timur",
        "Ponsel",
        "",
        "",
    ]


def test_a_day_begins_at_midnight_on_the_clocks_of_the_event() -> None:
    second = date(2026, 11, 24)

    assert days_of(EVENT, [NIGHT, MORNING]) == (EVENT.date, second)
    assert sessions_on(EVENT, [NIGHT, MORNING], second) == (NIGHT,)
    assert days_of(EVENT, []) == (EVENT.date,)
