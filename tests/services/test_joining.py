"""A phone becomes a station by a key that is good once, and for a short time."""

from datetime import timedelta

import pytest

from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.joining import STANDS_FOR
from kiosk.desk import Desk
from kiosk.services import joining, stations
from kiosk.services.audit import history
from tests.conftest import Clock
from tests.makers import Maker


def test_whoever_brings_the_key_becomes_the_station(desk: Desk, make: Maker) -> None:
    make.event()
    shown = joining.add_phone(desk, " Ponsel ", "Pintu Timur", "first", "Siti")

    station, token = joining.join(desk, shown.key)

    assert (station.name, station.door) == ("Ponsel", "Pintu Timur")
    assert station.settings["names"] == "first"
    known = stations.station_of_token(desk.arrangement(), token)
    assert known and known.id == station.id


def test_a_key_is_good_once(desk: Desk) -> None:
    shown = joining.add_phone(desk, "Ponsel", "", "full", "Siti")
    joining.join(desk, shown.key)

    with pytest.raises(NotFound, match="has been used or has expired"):
        joining.join(desk, shown.key)


def test_a_key_stands_for_a_quarter_of_an_hour(desk: Desk, clock: Clock) -> None:
    shown = joining.add_phone(desk, "Ponsel", "", "full", "Siti")
    assert shown.ends_at == desk.now() + STANDS_FOR == desk.now() + timedelta(minutes=15)

    clock.pass_by(minutes=15)

    with pytest.raises(NotFound):
        joining.join(desk, shown.key)


def test_another_key_ends_the_one_before_and_the_phone_before_once_it_is_brought(
    desk: Desk,
) -> None:
    first = joining.add_phone(desk, "Ponsel", "", "full", "Siti")
    station, token = joining.join(desk, first.key)
    second = joining.key_again(desk, station.id, "Siti")
    third = joining.key_again(desk, station.id, "Siti")
    with pytest.raises(NotFound):
        joining.join(desk, second.key)
    assert stations.station_of_token(desk.arrangement(), token)

    _, newer = joining.join(desk, third.key)

    assert stations.station_of_token(desk.arrangement(), token) is None
    assert stations.station_of_token(desk.arrangement(), newer)


def test_a_withdrawn_station_has_no_key_and_takes_none(desk: Desk) -> None:
    shown = joining.add_phone(desk, "Ponsel", "", "full", "Siti")
    stations.withdraw(desk, shown.station.id, "Siti")

    with pytest.raises(NotFound):
        joining.join(desk, shown.key)
    with pytest.raises(NotFound):
        joining.key_again(desk, shown.station.id, "Siti")


def test_a_phone_needs_a_name_of_its_own(desk: Desk) -> None:
    joining.add_phone(desk, "Ponsel", "", "full", "Siti")

    with pytest.raises(BadInput):
        joining.add_phone(desk, "  ", "", "full", "Siti")
    with pytest.raises(Refused):
        joining.add_phone(desk, "Ponsel", "", "full", "Siti")


def test_who_showed_a_key_and_who_came_with_it_is_recorded(desk: Desk) -> None:
    shown = joining.add_phone(desk, "Ponsel", "", "full", "Siti")
    joining.join(desk, shown.key)

    done = {(each.action, each.by) for each in history(desk, None, f"station:{shown.station.id}")}

    assert done == {
        ("station_added", "Siti"),
        ("station_key_shown", "Siti"),
        ("station_joined", "Ponsel"),
    }
