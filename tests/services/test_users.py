"""Staff: who gets in, and who does not."""

import threading
from contextlib import suppress

import pytest

from kiosk.core.errors import BadInput, Refused
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services.users import (
    add_first_user,
    add_user,
    authenticate,
    change_role,
    disable,
    enable,
    set_password,
    setup_key,
    users,
)
from tests.makers import PASSWORD, Maker


def test_the_right_password_lets_in_whatever_the_case_of_the_name(
    sqlite_desk: Desk, make: Maker
) -> None:
    siti = make.user("Siti")

    assert authenticate(sqlite_desk, " siti ", PASSWORD) == siti
    assert authenticate(sqlite_desk, "Siti", "wrong-password") is None
    assert authenticate(sqlite_desk, "Nobody", PASSWORD) is None


def test_who_is_disabled_stays_out_until_enabled(sqlite_desk: Desk, make: Maker) -> None:
    make.user("Siti")
    budi = make.user("Budi", Role.STEWARD)

    disable(sqlite_desk, budi.id, "Siti")
    assert authenticate(sqlite_desk, "Budi", PASSWORD) is None

    enable(sqlite_desk, budi.id, "Siti")
    assert authenticate(sqlite_desk, "Budi", PASSWORD) == budi


def test_the_last_administrator_remains(sqlite_desk: Desk, make: Maker) -> None:
    siti = make.user("Siti")

    with pytest.raises(Refused):
        disable(sqlite_desk, siti.id, "Siti")
    with pytest.raises(Refused):
        change_role(sqlite_desk, siti.id, Role.VIEWER, "Siti")


def test_a_short_password_and_a_taken_name_are_refused(sqlite_desk: Desk, make: Maker) -> None:
    make.user("Siti")

    with pytest.raises(BadInput):
        add_user(sqlite_desk, "Budi", Role.STEWARD, "short")
    with pytest.raises(Refused):
        add_user(sqlite_desk, "SITI", Role.STEWARD, PASSWORD)


def test_a_new_password_replaces_the_old_one(sqlite_desk: Desk, make: Maker) -> None:
    siti = make.user("Siti")

    set_password(sqlite_desk, siti.id, "another-password", "Siti")

    assert authenticate(sqlite_desk, "Siti", PASSWORD) is None
    assert authenticate(sqlite_desk, "Siti", "another-password") == siti


def test_the_setup_key_makes_one_administrator_and_no_second(sqlite_desk: Desk) -> None:
    key = setup_key(sqlite_desk) or ""

    with pytest.raises(Refused):
        add_first_user(sqlite_desk, "guessed", "Mallory", PASSWORD)
    assert add_first_user(sqlite_desk, key, "Siti", PASSWORD).role is Role.ADMINISTRATOR
    with pytest.raises(Refused):
        add_first_user(sqlite_desk, key, "Mallory", PASSWORD)
    assert setup_key(sqlite_desk) is None


def test_the_setup_address_opened_twice_at_once_lets_one_in(desk: Desk) -> None:
    key = setup_key(desk) or ""
    let_in: list[str] = []

    def open_with(name: str) -> None:
        with suppress(Refused):
            let_in.append(add_first_user(desk, key, name, PASSWORD).name)

    people = [threading.Thread(target=open_with, args=(name,)) for name in ("Siti", "Mallory")]
    for each in people:
        each.start()
    for each in people:
        each.join()

    assert [each.name for each in users(desk)] == let_in
    assert len(let_in) == 1


def test_passwords_are_stored_as_hashes_only(sqlite_desk: Desk, make: Maker) -> None:
    make.user("Siti")

    assert PASSWORD.encode() not in (sqlite_desk.settings.data / "hadir.db").read_bytes()
