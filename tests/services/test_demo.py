"""The invented event that a newcomer tries."""

from dataclasses import replace

from kiosk.core.logins import Origin
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services.attendance import tallies
from kiosk.services.badges import badges_of
from kiosk.services.demo import LOGINS, PEOPLE, make_demo, people
from kiosk.services.logins import begin, login_of
from kiosk.services.sessions import session_now
from kiosk.services.users import authenticate, by_pin, setup_key, users


def test_the_demo_has_its_people_its_badges_and_a_session_that_is_open(desk: Desk) -> None:
    event = make_demo(desk)

    now = session_now(desk, event.id)
    assert len(badges_of(desk, event.id)) == PEOPLE
    assert now.session and tallies(desk, event.id).of(now.session.id).expected == PEOPLE


def test_its_logins_are_one_of_each_role_and_let_in(sqlite_desk: Desk) -> None:
    make_demo(sqlite_desk)

    assert {each.role for each in LOGINS} == set(Role)
    while_it_runs = replace(sqlite_desk, settings=replace(sqlite_desk.settings, demo=True))
    for login in LOGINS:
        assert authenticate(while_it_runs, login.name, login.password)


def test_its_accounts_open_nothing_where_the_product_is_served(sqlite_desk: Desk) -> None:
    make_demo(sqlite_desk)

    for login in LOGINS:
        found = next(each for each in users(sqlite_desk) if each.name == login.name)
        assert authenticate(sqlite_desk, login.name, login.password) is None
        assert by_pin(sqlite_desk, found.id, login.password, "127.0.0.1") is None
        assert login_of(sqlite_desk, begin(sqlite_desk, found, Origin())) is None
    assert setup_key(sqlite_desk)


def test_its_people_are_the_same_each_time_and_nobody_twice() -> None:
    once, again = list(people()), list(people())

    assert once == again
    assert len({each.name for each in once}) == PEOPLE
