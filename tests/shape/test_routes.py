"""Every route and every role: who may come in, and that nothing but the listed needs no login."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule

from kiosk.core.model import Role
from kiosk.core.rights import Right, actor_of, may
from kiosk.web.shell.auth import OPEN_ENDPOINTS
from tests.web.conftest import Login

FREE = {
    "/login",
    "/live",
    "/setup",
    "/healthz",
    "/language/",
    "/appearance/",
    "/static/",
    "/api/",
    "/dashboard/wall/",
}
"""How the address of a page may begin that asks nobody to log in."""


@dataclass(frozen=True)
class Visit:
    """A request to a route, its parts filled with what exists nowhere."""

    endpoint: str
    method: str
    path: str


def visits(app: Flask) -> Iterator[Visit]:
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}):
                yield Visit(rule.endpoint, method, _filled(rule))


def _filled(rule: Rule) -> str:
    values = {
        name: 999_999 if isinstance(converter, IntegerConverter) else "nothing"
        for name, converter in rule._converters.items()
    }
    built = rule.build(values)
    assert built, rule
    return built[1]


def _has(role: Role, needed: Role | Right) -> bool:
    if isinstance(needed, Right):
        return may(actor_of(role), needed)
    return role.includes(needed)


def _answer(client: FlaskClient, visit: Visit) -> int:
    with client.open(visit.path, method=visit.method, buffered=False) as response:
        return response.status_code


def test_only_the_listed_pages_need_no_login(app: Flask, client: FlaskClient) -> None:
    let_in = [
        visit
        for visit in visits(app)
        if visit.endpoint not in OPEN_ENDPOINTS
        and client.open(visit.path, method=visit.method).location
        not in {"/login", f"/login?next={visit.path}"}
    ]

    assert let_in == []


def test_the_list_of_open_pages_holds_what_it_says(app: Flask) -> None:
    wrong = [
        visit
        for visit in visits(app)
        if visit.endpoint in OPEN_ENDPOINTS and not visit.path.startswith(tuple(FREE))
    ]

    assert wrong == []


def test_who_changes_something_needs_more_than_looking(app: Flask, login: Login) -> None:
    viewer = login(Role.VIEWER)
    # A job belongs to who started it: to everybody else there is none.
    own = {"auth.logout", "users.my_password", "users.end_login", "users.end_logins", "jobs.stop"}
    allowed = [
        visit
        for visit in visits(app)
        if visit.method != "GET"
        and visit.endpoint not in OPEN_ENDPOINTS | own
        and _answer(viewer, visit) != 403
    ]

    assert allowed == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STEWARD, Role.SUPERVISOR])
def test_a_role_below_is_refused(app: Flask, login: Login, role: Role) -> None:
    client = login(role)
    refused = {
        visit: _answer(client, visit)
        for visit in visits(app)
        if (needed := getattr(app.view_functions[visit.endpoint], "needs_role", None))
        and not _has(role, needed)
    }

    assert refused
    assert set(refused.values()) == {403}


def test_no_route_breaks_for_an_administrator(app: Flask, login: Login) -> None:
    client = login(Role.ADMINISTRATOR)
    client.environ_base["HTTP_ACCEPT"] = "text/html"
    broken = [
        visit
        for visit in visits(app)
        if visit.endpoint != "auth.logout" and _answer(client, visit) == 500
    ]

    assert broken == []
