"""What staff hear of while people come."""

from dataclasses import replace

from kiosk.core.model import LateDoubt, Role
from kiosk.desk import Desk
from kiosk.services.check_ins import by_hand, check_in
from kiosk.services.stations import add_station
from kiosk.services.warnings import Warnings, warnings
from tests.conftest import Clock
from tests.makers import Maker


def test_a_station_at_which_codes_are_guessed_is_named(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event, (station, _token) = make.event(), add_station(desk, "Pintu timur")
    for each in range(15):
        check_in(desk, make.scan(f"WRONG{each}", station_id=station.id))

    assert warnings(desk, event) == Warnings({"Pintu timur": 15}, 0)
    clock.pass_by(minutes=11)
    assert warnings(desk, event) == Warnings({}, 0)


def test_one_foreign_code_again_and_again_is_no_guessing(desk: Desk, make: Maker) -> None:
    event, (station, _token) = make.event(), add_station(desk, "Pintu timur")
    for _each in range(20):
        check_in(desk, make.scan("https://example.org", station_id=station.id))

    assert warnings(desk, event) == Warnings({}, 0)


def test_a_doubted_scan_is_told_until_the_person_is_checked_in(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event, "Ada")
    check_in(desk, replace(make.scan(ada), doubt=LateDoubt.WAS_ONLINE))

    assert warnings(desk, event).doubted == 1
    by_hand(desk, ada.id, make.user("Siti", Role.STEWARD))
    assert warnings(desk, event).doubted == 0
