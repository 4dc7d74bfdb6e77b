"""Guessing passwords and PINs: slowed by account and by address, never a wall for the right one."""

import threading
from datetime import timedelta

import pytest

from kiosk.core.errors import HadirError, NotFound, TooSoon
from kiosk.core.model import Role, User
from kiosk.core.throttling import CODES, Allowance, Failures, standing, still_to_wait
from kiosk.desk import Desk
from kiosk.services import audit, guessing
from kiosk.services.audit import AuditFilter
from kiosk.services.users import by_pin, enter, set_pin, unlock
from tests.conftest import MORNING, Clock
from tests.makers import PASSWORD, Maker

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What takes its time here are the passwords: what the databases have to do is tried on both."""

HERE, ELSEWHERE = "192.168.1.7", "192.168.1.8"


def _guess(desk: Desk, times: int, name: str = "Siti", address: str = HERE) -> int:
    """Guess so often, without waiting; return how many entries were looked at."""
    looked = 0
    for _each in range(times):
        try:
            assert enter(desk, name, "guessed", address) is None
        except TooSoon:
            continue
        looked += 1
    return looked


def test_an_account_is_slowed_from_whatever_address(desk: Desk, make: Maker) -> None:
    make.user("Siti")

    looked = sum(_guess(desk, 1, address=f"10.0.0.{each}") for each in range(10))

    assert looked == 5


def test_the_delay_rises_and_ends(desk: Desk, make: Maker, clock: Clock) -> None:
    siti = make.user("Siti")
    _guess(desk, 5)
    with pytest.raises(TooSoon) as refused:
        enter(desk, "Siti", PASSWORD, HERE)
    assert refused.value.seconds == 1

    clock.pass_by(seconds=2)
    _guess(desk, 1)
    with pytest.raises(TooSoon) as refused:
        enter(desk, "Siti", PASSWORD, HERE)
    assert refused.value.seconds == 2

    clock.pass_by(seconds=3)
    assert enter(desk, "Siti", PASSWORD, HERE) == siti


def _told_to_wait(desk: Desk) -> list[tuple[str, str]]:
    found, _count = audit.look(desk, AuditFilter(action="slowed"), 100)
    return [(each.subject, each.by) for each in found]


def test_who_is_told_to_wait_is_written_down_once_a_minute(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    siti = make.user("Siti")
    _guess(desk, 9)

    assert _told_to_wait(desk) == [(f"user:{siti.id}", "")]
    clock.pass_by(minutes=2)
    _guess(desk, 9)
    assert len(_told_to_wait(desk)) == 2


@on_sqlite
def test_what_was_typed_as_an_unknown_name_is_not_written_down(desk: Desk, make: Maker) -> None:
    make.user("Siti")
    _guess(desk, 9, "rahasia-saya")

    assert _told_to_wait(desk) == [("user:unknown", "")]
    assert "rahasia" not in repr(audit.look(desk, AuditFilter(), 100))


@on_sqlite
def test_who_owns_a_network_of_ipv6_is_one_address(desk: Desk, make: Maker) -> None:
    make.user("Siti")

    looked = sum(_guess(desk, 1, f"Guru {n}", f"2001:db8:1:2:{n:x}::1") for n in range(24))

    assert looked == 20
    assert _guess(desk, 1, "Guru", "2001:db8:1:3::1") == 1


@on_sqlite
def test_one_who_guesses_shuts_nobody_else_of_the_address_out(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    make.user("Siti")
    budi = make.user("Budi", Role.STEWARD)

    _guess(desk, 10)

    assert enter(desk, "Budi", PASSWORD, HERE) == budi


@on_sqlite
def test_an_address_that_tries_many_names_is_slowed_and_others_are_not(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    siti = make.user("Siti")

    looked = sum(_guess(desk, 1, f"name {each}") for each in range(22))

    assert looked == 20
    with pytest.raises(TooSoon):
        enter(desk, "Siti", PASSWORD, HERE)
    assert enter(desk, "Siti", PASSWORD, ELSEWHERE) == siti
    clock.pass_by(minutes=1, seconds=1)
    assert enter(desk, "Siti", PASSWORD, HERE) == siti


@on_sqlite
def test_right_entries_are_never_counted(desk: Desk, make: Maker) -> None:
    siti = make.user("Siti")

    assert [enter(desk, "Siti", PASSWORD, HERE) for _each in range(22)] == [siti] * 22


@on_sqlite
def test_a_right_entry_clears_the_account_and_not_the_address(desk: Desk, make: Maker) -> None:
    make.user("Siti")
    for _each in range(4):
        _guess(desk, 4)
        assert enter(desk, "Siti", PASSWORD, HERE)

    assert _guess(desk, 10) == 4


@on_sqlite
def test_many_at_once_are_counted_as_if_one_by_one(desk: Desk, make: Maker) -> None:
    make.user("Siti")
    looked: list[int] = []

    people = [
        threading.Thread(target=lambda: looked.append(_guess(desk, 1))) for _each in range(12)
    ]
    for each in people:
        each.start()
    for each in people:
        each.join()

    assert sum(looked) == 5


@on_sqlite
def test_an_account_is_unlocked_by_name(desk: Desk, make: Maker) -> None:
    siti = make.user("Siti")
    _guess(desk, 9)

    unlock(desk, " siti ")

    assert enter(desk, "Siti", PASSWORD, HERE) == siti
    with pytest.raises(NotFound):
        unlock(desk, "Nobody")


@pytest.fixture
def rina(desk: Desk, make: Maker) -> User:
    rina = make.user("Rina", Role.SUPERVISOR)
    set_pin(desk, rina.id, "471147", "Rina")
    return rina


@on_sqlite
def test_a_pin_opens_for_its_owner_alone(desk: Desk, rina: User, make: Maker) -> None:
    budi = make.user("Budi", Role.STEWARD)

    assert by_pin(desk, rina.id, "471147", HERE) == rina
    assert by_pin(desk, budi.id, "471147", HERE) is None
    assert by_pin(desk, 999, "471147", HERE) is None


@on_sqlite
def test_two_may_have_the_same_pin_which_tells_neither(desk: Desk, rina: User, make: Maker) -> None:
    budi = make.user("Budi", Role.STEWARD)

    set_pin(desk, budi.id, "471147", "Budi")

    assert by_pin(desk, budi.id, "471147", HERE) == budi
    assert by_pin(desk, budi.id, "471147", HERE, Role.SUPERVISOR) is None


@on_sqlite
def test_pins_are_slowed_apart_from_the_password(desk: Desk, rina: User) -> None:
    tries = []
    for guess in range(8):
        try:
            tries.append(by_pin(desk, rina.id, f"00{guess}", HERE))
        except TooSoon as error:
            tries.append(error.seconds)

    assert tries == [None] * 5 + [1] * 3
    assert enter(desk, "Rina", PASSWORD, HERE) == rina


@on_sqlite
@pytest.mark.parametrize(
    "pin", ["0000", "12345", "000000", "123456", "987654", "kecil", "aaaaaaaa"]
)
def test_a_pin_that_anybody_would_try_is_refused(desk: Desk, rina: User, pin: str) -> None:
    with pytest.raises(HadirError):
        set_pin(desk, rina.id, pin, "Rina")

    assert by_pin(desk, rina.id, "471147", HERE) == rina


@on_sqlite
def test_a_phrase_is_as_good_as_a_pin(desk: Desk, rina: User) -> None:
    set_pin(desk, rina.id, "hujan di bulan Juni", "Rina")

    assert by_pin(desk, rina.id, "hujan di bulan Juni", HERE) == rina


@pytest.mark.parametrize(
    ("allowance", "free", "longest", "forgotten"),
    [
        (guessing.PASSWORD, 5, timedelta(minutes=5), timedelta(hours=12)),
        (guessing.PIN, 5, timedelta(minutes=15), timedelta(hours=12)),
        (guessing.ADDRESS, 20, timedelta(minutes=1), timedelta(hours=1)),
        (CODES, 20, timedelta(seconds=30), timedelta(minutes=10)),
    ],
)
def test_how_long_each_who_guesses_waits_at_most_and_when_it_is_forgotten(
    allowance: Allowance, free: int, longest: timedelta, forgotten: timedelta
) -> None:
    guessed = Failures(10_000, MORNING)

    assert still_to_wait(Failures(free - 1, MORNING), allowance, MORNING) == timedelta()
    assert still_to_wait(Failures(free, MORNING), allowance, MORNING) == timedelta(seconds=1)
    assert still_to_wait(guessed, allowance, MORNING) == longest
    assert standing(guessed, allowance, MORNING + forgotten) == 10_000
    assert standing(guessed, allowance, MORNING + forgotten + timedelta(seconds=1)) == 0
