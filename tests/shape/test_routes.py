"""Every route and every actor: the table of rights, cell by cell, against the running pages."""

from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule

from kiosk.core.model import Role, Scope
from kiosk.core.rights import RIGHTS, Actor, Right, actor_of_key, may
from kiosk.core.secrets import fingerprint
from kiosk.services.stations import add_station
from kiosk.services.walls import make_wall_link
from kiosk.storage import computers
from kiosk.web.shell.access import is_open_to_keys, right_of
from tests.makers import Maker
from tests.web.conftest import Login

FREE = {
    "/login",
    "/live",
    "/setup",
    "/healthz",
    "/invitation/",
    "/language/",
    "/appearance/",
    "/certificate",
    "/api/v1/openapi.json",
    "/phone",
    "/second/joining",
    "/static/",
}
"""How the address of a page may begin that asks nobody to log in."""

BY_KEY = {"/api/", "/dashboard/wall/", "/phone/", "/second/"}
"""How the address of a page may begin that is opened by a token or a link."""

WITHOUT_LOGIN = {*map(actor_of_key, Scope), Actor.REPLICA, Actor.WALL, Actor.ANYBODY}


@dataclass(frozen=True)
class Visit:
    """A request to a route, its parts filled with what exists nowhere."""

    endpoint: str
    method: str
    path: str


def visits(app: Flask) -> list[Visit]:
    with app.test_request_context():
        return [
            Visit(rule.endpoint, method, _filled(rule))
            for rule in app.url_map.iter_rules()
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"})
        ]


def _filled(rule: Rule) -> str:
    values = {
        name: 999_999 if isinstance(converter, IntegerConverter) else "nothing"
        for name, converter in rule._converters.items()
    }
    built = rule.build(values)
    assert built, rule
    return built[1]


def _rights(app: Flask) -> dict[Visit, Right | None]:
    with app.app_context():
        return {visit: right_of(visit.endpoint) for visit in visits(app)}


def _by_key(app: Flask) -> set[Visit]:
    with app.app_context():
        return {visit for visit in visits(app) if is_open_to_keys(visit.endpoint)}


def _is_refused(client: FlaskClient, visit: Visit) -> bool:
    """Whether this browser is kept out: told so, or led to the login or back to its door."""
    with client.open(visit.path, method=visit.method, buffered=False) as response:
        to = response.location or ""
        led_away = to in {"/kiosk", "/login"} or to.startswith("/login?next=")
        return response.status_code in {401, 403} or (response.status_code == 302 and led_away)


def test_every_right_has_a_line_in_the_table() -> None:
    assert set(RIGHTS) == set(Right)


def test_every_route_names_its_right(app: Flask) -> None:
    assert [visit for visit, right in _rights(app).items() if right is None] == []


def test_a_route_that_names_none_opens_to_nobody(app: Flask, login: Login) -> None:
    app.view_functions["home.show"], kept = (lambda: "open"), app.view_functions["home.show"]
    try:
        assert login(Role.ADMINISTRATOR).get("/").status_code == 403
    finally:
        app.view_functions["home.show"] = kept


@pytest.fixture(params=[each for each in Actor if each not in WITHOUT_LOGIN | {Actor.DOOR}])
def somebody(request: pytest.FixtureRequest, app: Flask) -> tuple[Actor, Login]:
    return request.param, request.getfixturevalue("login")


def test_a_role_opens_what_the_table_says_and_nothing_else(
    app: Flask, somebody: tuple[Actor, Login]
) -> None:
    actor, login = somebody
    client = login(Role(actor))
    rights = _rights(app)
    # Logging out ends it; at the door a PIN is asked for, and a wrong one is refused.
    apart = {"auth.logout", "users.end_logins", "door_lock.lock", "door_lock.open_door"}
    apart |= {"auth.login_post"}
    tried = [visit for visit in rights if visit.endpoint not in apart]

    wrong = [
        (visit, rights[visit])
        for visit in tried
        if _is_refused(client, visit) is may(actor, rights[visit] or Right.ENTER)
        and visit not in _by_key(app)
    ]

    assert wrong == []


def test_a_locked_door_opens_what_the_table_says_and_nothing_else(app: Flask, login: Login) -> None:
    door, rights = login(Role.ADMINISTRATOR), _rights(app)
    door.post("/kiosk/lock")
    tried = [each for each in rights if each not in _by_key(app)]

    opened = {each for each in tried if not _is_refused(door, each)}

    assert opened == {each for each in tried if may(Actor.DOOR, rights[each] or Right.MANAGE_STAFF)}


def test_nobody_opens_more_than_the_listed_pages(app: Flask, client: FlaskClient) -> None:
    rights = _rights(app)

    opened = {each for each in rights if not _is_refused(client, each)}

    allowed = {each for each in rights if may(Actor.ANYBODY, rights[each] or Right.MANAGE_STAFF)}
    # A login that was tried with nothing is refused for the password, not by right.
    assert opened - _by_key(app) == {each for each in allowed if each.endpoint != "auth.login_post"}


@pytest.mark.parametrize("scope", Scope)
def test_a_token_opens_what_the_table_says_and_nothing_else(
    app: Flask, client: FlaskClient, make: Maker, scope: Scope
) -> None:
    make.event()
    token = add_station(make.desk, "Phone", scope=scope)[1]
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    actor, rights = actor_of_key(scope), _rights(app)
    by_links = {each for each in _by_key(app) if rights[each] is Right.SEE_WALL}

    opened = {each for each in rights if not _is_refused(client, each)} - by_links

    allowed = {each for each in rights if may(actor, rights[each] or Right.MANAGE_STAFF)}
    assert opened == {each for each in allowed if each.endpoint != "auth.login_post"} - by_links


def test_a_second_computer_opens_what_the_table_says_and_nothing_else(
    app: Flask, client: FlaskClient, make: Maker
) -> None:
    now, rights = make.desk.now(), _rights(app)
    with make.desk.store.write() as tx:
        new_id = computers.add(tx, "Laptop 2", fingerprint("key"), "Siti", (now, now))
        computers.join(tx, new_id, "f" * 64, fingerprint("token"), now)
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer token"
    by_links = {each for each in _by_key(app) if rights[each] is Right.SEE_WALL}

    opened = {each for each in rights if not _is_refused(client, each)} - by_links

    allowed = {each for each in rights if may(Actor.REPLICA, rights[each] or Right.MANAGE_STAFF)}
    assert opened == {each for each in allowed if each.endpoint != "auth.login_post"} - by_links


def test_a_link_to_the_wall_opens_what_the_table_says_and_nothing_else(
    app: Flask, client: FlaskClient, make: Maker
) -> None:
    token = make_wall_link(make.desk, make.event(), "Siti")[1]
    rights = _rights(app)
    by_link = {
        each: replace(each, path=each.path.replace("/nothing", f"/{token}")) for each in rights
    }

    opened = {each for each in rights if not _is_refused(client, by_link[each])}

    allowed = {each for each in rights if may(Actor.WALL, rights[each] or Right.MANAGE_STAFF)}
    # The walls of staff are opened by their login, of which a link has none.
    own = {each for each in allowed if rights[each] is Right.SEE_WALL} - _by_key(app)
    assert opened == {each for each in allowed if each.endpoint != "auth.login_post"} - own


def test_the_pages_without_a_login_are_those_we_know(app: Flask) -> None:
    open_to_all = {
        visit
        for visit, right in _rights(app).items()
        if right is not None and may(Actor.ANYBODY, right)
    }

    assert [each for each in open_to_all if not each.path.startswith(tuple(FREE))] == []
    assert [each for each in _by_key(app) if not each.path.startswith(tuple(BY_KEY))] == []


def test_who_looks_only_changes_nothing(app: Flask) -> None:
    own = {
        "auth.logout",
        "users.my_password",
        "users.end_login",
        "users.end_logins",
        "jobs.stop",  # a job belongs to who started it: to everybody else there is none
    }
    changing = [
        visit
        for visit, right in _rights(app).items()
        if visit.method != "GET"
        and right not in {Right.ENTER, Right.LOG_IN}
        and may(Actor.VIEWER, right or Right.ENTER)
        and visit.endpoint not in own
    ]

    assert changing == []


def test_no_route_breaks_for_an_administrator(app: Flask, login: Login) -> None:
    client = login(Role.ADMINISTRATOR)
    client.environ_base["HTTP_ACCEPT"] = "text/html"
    last = {"auth.logout", "users.end_logins", "door_lock.lock"}
    broken = [
        visit
        for visit in visits(app)
        if visit.endpoint not in last and _status(client, visit) == 500
    ]

    assert broken == []


def _status(client: FlaskClient, visit: Visit) -> int:
    with client.open(visit.path, method=visit.method, buffered=False) as response:
        return response.status_code
