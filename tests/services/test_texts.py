"""Texts have the same limits on both databases, wherever they come from."""

import pytest

from kiosk.core.errors import BadInput
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services import acts, participants, stations, users
from kiosk.services.audit import history
from tests.makers import PASSWORD, Maker


def test_a_note_of_half_a_megabyte_is_refused_and_changes_nothing(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)

    with pytest.raises(BadInput, match="2000 fit"):
        acts.block(desk, event.id, [ada.id], "x" * 400_000, "Siti")

    assert participants.listed(desk, event.id)[0]["status"] == "active"


def test_a_name_too_long_for_its_column_is_refused_on_both_databases(desk: Desk) -> None:
    with pytest.raises(BadInput, match="120 fit"):
        stations.add_station(desk, "x" * 121)
    with pytest.raises(BadInput, match="120 fit"):
        users.add_user(desk, "x" * 121, Role.STEWARD, PASSWORD)

    assert users.users(desk) == []


@pytest.mark.parametrize("wrong", ["Pintu\0Utara", "Pintu \ud800"])
def test_a_text_that_no_database_holds_is_refused(desk: Desk, wrong: str) -> None:
    with pytest.raises(BadInput, match="cannot be stored"):
        stations.add_station(desk, wrong)


def test_a_name_cannot_be_turned_round(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event, "Ada \u202egnitsaC")

    assert participants.listed(desk, event.id)[0]["name"] == "Ada gnitsaC"
    assert ada.id


@pytest.mark.parametrize(
    "password",
    ["password", "12345678", "Siti1234", "hadir2026!", "P e t u g a s 7", "x" * 300],
)
def test_a_password_that_is_guessed_first_makes_nobody(desk: Desk, password: str) -> None:
    with pytest.raises(BadInput):
        users.add_user(desk, "Siti", Role.ADMINISTRATOR, password)

    assert users.users(desk) == []
    assert history(desk, None) == []


def test_a_new_password_is_judged_as_the_first_was(desk: Desk, make: Maker) -> None:
    siti = make.user()

    with pytest.raises(BadInput, match="first to be guessed"):
        users.set_password(desk, siti.id, "bismillah123", "Siti")

    assert users.authenticate(desk, "Siti", PASSWORD) == siti
