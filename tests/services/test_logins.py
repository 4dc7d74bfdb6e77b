"""Logins on the server: what ends them, and what does not."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from kiosk.core.errors import NotFound
from kiosk.core.logins import LoginKind, Origin
from kiosk.core.model import Role, User
from kiosk.desk import Desk
from kiosk.services import users
from kiosk.services.logins import begin, end, end_all, login_of, logins_of, standing
from kiosk.storage import schema
from tests.conftest import Clock
from tests.makers import Maker

PHONE = Origin("192.168.1.7", "a phone")


@pytest.fixture
def siti(make: Maker) -> User:
    return make.user("Siti")


def is_over(desk: Desk, token: str) -> bool:
    """Whether nobody of the staff is logged in by it any more: at most a door is left."""
    found = login_of(desk, token)
    return found is None or found.kind is LoginKind.DOOR


def test_a_token_is_the_login_of_its_user(desk: Desk, siti: User) -> None:
    login = login_of(desk, begin(desk, siti, PHONE))

    assert login
    assert (login.user, login.kind, login.origin) == (siti, LoginKind.STAFF, PHONE)
    assert login_of(desk, "guessed") is None


def test_one_login_is_ended_and_the_other_stays(desk: Desk, siti: User) -> None:
    first, second = begin(desk, siti, PHONE), begin(desk, siti, PHONE)
    stolen = login_of(desk, first)
    assert stolen

    end(desk, siti, stolen.id)

    assert login_of(desk, first) is None
    assert login_of(desk, second)
    assert len(logins_of(desk, siti)) == 1


def test_nobody_ends_the_login_of_somebody_else(desk: Desk, siti: User, make: Maker) -> None:
    token = begin(desk, siti, PHONE)
    login = login_of(desk, token)
    assert login

    with pytest.raises(NotFound):
        end(desk, make.user("Budi", Role.STEWARD), login.id)

    assert login_of(desk, token)


def test_all_are_ended_at_once(desk: Desk, siti: User) -> None:
    tokens = [begin(desk, siti, PHONE) for _each in range(3)]

    assert end_all(desk, siti) == 3

    assert [login_of(desk, each) for each in tokens] == [None] * 3


@pytest.mark.parametrize("what", ["disabled", "password", "lowered"])
def test_what_ends_every_login_of_a_user(desk: Desk, siti: User, make: Maker, what: str) -> None:
    make.user("Other")
    token = begin(desk, siti, PHONE)

    if what == "disabled":
        users.disable(desk, siti.id, "Other")
    elif what == "password":
        users.set_password(desk, siti.id, "another password", "Siti")
    else:
        users.change_role(desk, siti.id, Role.STEWARD, "Other")

    assert login_of(desk, token) is None


def test_a_higher_role_ends_nothing(desk: Desk, make: Maker) -> None:
    budi = make.user("Budi", Role.STEWARD)
    token = begin(desk, budi, PHONE)

    users.change_role(desk, budi.id, Role.SUPERVISOR, "Siti")

    login = login_of(desk, token)
    assert login
    assert login.user.role is Role.SUPERVISOR


def test_using_it_does_not_lengthen_it(desk: Desk, siti: User, clock: Clock) -> None:
    token = begin(desk, siti, PHONE)
    for _each in range(13):
        clock.pass_by(hours=1)
        assert login_of(desk, token)

    clock.pass_by(hours=1)

    assert is_over(desk, token)


def test_a_clock_set_back_ends_nothing(desk: Desk, siti: User, clock: Clock) -> None:
    token = begin(desk, siti, PHONE)

    clock.pass_by(days=-3)

    assert login_of(desk, token)


@pytest.mark.parametrize("who_came", ["the same", "another"])
def test_a_clock_set_back_revives_nothing(
    desk: Desk, siti: User, clock: Clock, who_came: str
) -> None:
    token = begin(desk, siti, PHONE)
    clock.pass_by(hours=15)
    if who_came == "the same":
        assert is_over(desk, token)
    else:
        begin(desk, siti, PHONE)

    clock.pass_by(hours=-15)

    assert is_over(desk, token)


def test_a_door_stands_longer_than_whoever_locked_it(desk: Desk, siti: User, clock: Clock) -> None:
    token = begin(desk, siti, PHONE, LoginKind.DOOR)

    clock.pass_by(days=3, seconds=-1)
    assert login_of(desk, token)
    clock.pass_by(seconds=1)
    assert login_of(desk, token) is None


def test_it_is_noted_once_a_minute_when_a_login_was_seen(
    sqlite_desk: Desk, make: Maker, clock: Clock
) -> None:
    token = begin(sqlite_desk, make.user(), PHONE)
    seen = []
    for seconds in (60, 1, 60):
        clock.pass_by(seconds=seconds)
        seen += [login_of(sqlite_desk, token), login_of(sqlite_desk, token)]

    began = clock.now - timedelta(seconds=121)
    assert [(each.seen_at - began).seconds for each in seen if each] == [0, 0, 0, 61, 61, 61]


def test_a_login_that_has_ended_is_kept_for_a_month(
    sqlite_desk: Desk, make: Maker, clock: Clock
) -> None:
    user = make.user()
    begin(sqlite_desk, user, PHONE)
    end_all(sqlite_desk, user)

    kept = []
    for after in (timedelta(days=30), timedelta(seconds=1)):
        clock.now += after
        begin(sqlite_desk, user, PHONE)
        with sqlite_desk.store.read() as tx:
            kept.append(len(tx.execute(select(schema.login.c.id)).all()))
        end_all(sqlite_desk, user)

    assert kept == [2, 2]


def test_which_of_many_stand_is_asked_at_once(desk: Desk, siti: User) -> None:
    logins = [login_of(desk, begin(desk, siti, PHONE)) for _each in range(3)]
    ids = [each.id for each in logins if each]
    end(desk, siti, ids[1])

    assert standing(desk, {*ids, 9999}) == {ids[0], ids[2]}


def test_the_token_is_kept_as_a_hash_only(sqlite_desk: Desk) -> None:
    user = users.add_user(sqlite_desk, "Siti", Role.STEWARD, "rahasia-sekali")

    token = begin(sqlite_desk, user, PHONE)

    sqlite_desk.close()
    kept = b"".join(each.read_bytes() for each in sqlite_desk.settings.data.glob("hadir.db*"))
    assert token.encode() not in kept


def test_a_login_that_comes_to_its_end_leaves_a_door_and_no_more(
    desk: Desk, siti: User, make: Maker, clock: Clock
) -> None:
    viewer = begin(desk, make.user("Vera", Role.VIEWER), PHONE)
    token = begin(desk, siti, PHONE)
    before = login_of(desk, token)
    assert before
    clock.pass_by(hours=desk.settings.session_hours + 1)

    door = login_of(desk, token)

    assert login_of(desk, viewer) is None
    assert door and door.kind is LoginKind.DOOR
    assert standing(desk, {before.id, door.id}) == {door.id}
    assert login_of(desk, token) == door
    clock.pass_by(days=4)
    assert login_of(desk, token) is None


@pytest.mark.parametrize("hours", [-48, 9 * 24])
def test_a_clock_that_is_set_ends_no_login_and_lengthens_none(
    desk: Desk, siti: User, clock: Clock, hours: int
) -> None:
    steady = Clock(clock.now)
    desk = replace(desk, steady=steady)
    token = begin(desk, siti, PHONE)
    login = login_of(desk, token)
    assert login

    clock.pass_by(hours=hours)
    assert login_of(desk, token) == login
    assert standing(desk, {login.id}) == {login.id}

    steady.pass_by(hours=desk.settings.session_hours + 1)
    assert is_over(desk, token)


def test_a_login_that_was_ended_leaves_no_door(desk: Desk, siti: User, clock: Clock) -> None:
    token = begin(desk, siti, PHONE)
    end_all(desk, siti)
    clock.pass_by(hours=desk.settings.session_hours + 1)

    assert login_of(desk, token) is None


def test_a_login_is_one_while_nothing_can_be_written(
    sqlite_desk: Desk, make: Maker, clock: Clock
) -> None:
    token = begin(sqlite_desk, make.user("Siti"), PHONE)
    clock.pass_by(minutes=5)
    path = sqlite_desk.settings.data / "hadir.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert login_of(sqlite_desk, token)
