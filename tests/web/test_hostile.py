"""Every page and every form with what no browser sends, and with the ids of another event."""

from collections.abc import Iterator

import pytest
from flask import Flask, Request
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, Rule

from kiosk.core.model import Event, Role
from kiosk.desk import Desk
from kiosk.services import events, participants, stations, walls
from kiosk.services.check_ins import check_in
from kiosk.storage import schema
from tests.makers import Maker
from tests.web.conftest import Login

LONG_ID = "9" * 25
SELDOM = ["9" * 5000, "-1", "a\nb", "\N{RIGHT-TO-LEFT OVERRIDE}x", "½", "²", "[", "1e9"]
HOSTILE = [LONG_ID, "a\0b", *(pytest.param(each, marks=pytest.mark.slow) for each in SELDOM)]
APART = {
    "auth.logout",
    "users.end_logins",
    "users.my_password",
    "door_lock.lock",
    "static",
    "live.together",
}
"""Those after which nobody is logged in any more, and files."""


class Asked(ImmutableMultiDict[str, str]):
    """A form that remembers which fields were asked for."""

    names: set[str] = set()  # noqa: RUF012  one for all, as a fuzzer wants it

    def get(self, key, default=None, type=None):  # noqa: ANN001, ANN201, A002
        self.names.add(key)
        return super().get(key, default, type)

    def getlist(self, key, type=None):  # noqa: ANN001, ANN201, A002
        self.names.add(key)
        return super().getlist(key, type)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)


class AskingRequest(Request):
    parameter_storage_class = Asked


@pytest.fixture
def asking(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "request_class", AskingRequest)


def _filled(rule: Rule, values: dict[str, object]) -> str:
    parts = {
        name: values.get(name, 999_999 if isinstance(converter, IntegerConverter) else "nothing")
        for name, converter in rule._converters.items()
    }
    built = rule.build(parts)
    assert built, rule
    return built[1]


def _routes(app: Flask, values: dict[str, object]) -> Iterator[tuple[str, str]]:
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}):
                if rule.endpoint not in APART:
                    yield method, _filled(rule, values)


def _with(rule: Rule, value: str) -> str:
    """The address of a route with this in place of each of its parts."""
    path = "".join(value if is_part else text for is_part, text in rule._trace)
    return path.split("|")[-1]


def _status(client: FlaskClient, method: str, path: str, fields: dict[str, str]) -> int:
    sent = {"query_string": fields} if method == "GET" else {"data": fields}
    with client.open(path, method=method, buffered=False, **sent) as answer:
        return answer.status_code


@pytest.fixture
def event(make: Maker) -> Event:
    event = make.event()
    make.participant(event, "Ada")
    return event


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:16])
def test_no_field_of_any_page_ends_in_a_mistake_of_ours(
    app: Flask, login: Login, event: Event, asking: None, value: str
) -> None:
    client = login(Role.ADMINISTRATOR)
    wrong = []
    for method, path in _routes(app, {"participant_id": 1, "session_id": 1, "event_id": 1}):
        Asked.names = set()
        _status(client, method, path, {})
        fields = dict.fromkeys(Asked.names, value)
        if (status := _status(client, method, path, fields)) >= 500:
            wrong.append((method, path, status))

    assert wrong == []


@pytest.mark.parametrize("value", [LONG_ID, "%00", "%ff"])
def test_no_part_of_an_address_ends_in_a_mistake_of_ours(
    app: Flask, login: Login, event: Event, value: str
) -> None:
    client = login(Role.ADMINISTRATOR)
    with app.test_request_context():
        rules = [(rule, set(rule.methods or ())) for rule in app.url_map.iter_rules()]
    tried = {
        (
            method,
            "".join(value if dynamic else text for dynamic, text in rule._trace).split("|")[-1],
        )
        for rule, methods in rules
        for method in methods & {"GET", "POST"}
        if rule.arguments and rule.endpoint not in APART
    }

    wrong = [each for each in tried if _status(client, *each, {}) >= 500]

    assert wrong == []


@pytest.mark.parametrize(
    "wanted", ["/a\nb", "/a\r\nSet-Cookie: x=1", "//[", "/\\evil", "//evil", "/\0"]
)
def test_where_to_go_next_is_an_address_of_ours(
    client: FlaskClient, make: Maker, wanted: str
) -> None:
    make.user("Siti")

    answer = client.post(
        "/login", data={"name": "Siti", "password": "rahasia-sekali", "next": wanted}
    )

    assert (answer.status_code, answer.location) in {(302, "/"), (400, None)}


def test_a_text_with_nul_is_refused_on_postgresql_too(
    desk: Desk, app: Flask, make: Maker, login: Login
) -> None:
    make.event()
    client = login(Role.ADMINISTRATOR)

    answers = [
        client.post("/participants/search", data={"q": "a\0b"}),
        client.post("/users", data={"name": "a\0b", "role": "viewer", "password": "x" * 20}),
        client.get("/desk/answers/%00"),
    ]

    assert [each.status_code for each in answers] == [400, 400, 400]


@pytest.fixture
def foreign(sqlite_desk: Desk, make: Maker) -> dict[str, object]:
    """One of everything in an event that is not the current one; its ids."""
    other = make.event("Kegiatan lain")
    ada = make.participant(other, "Ada")
    answer = check_in(sqlite_desk, make.scan(ada))
    link, _token = walls.make_wall_link(sqlite_desk, other, "Siti")
    badge = participants.dossier(sqlite_desk, ada.id).badge
    assert badge
    current = make.event("Kegiatan ini")
    make.participant(current, "Grace")
    return {
        "participant_id": ada.id,
        "session_id": make.sessions(other)[0].id,
        "check_in_id": answer.check_in_id,
        "badge_id": badge.id,
        "link_id": link.id,
        "scan_id": answer.scan_id,
        "act_id": 1,
        "number": ada.number,
        "station_id": stations.server_station(sqlite_desk).id,
    }


KEPT_ASIDE = {"audit_entry", "login", "wrong_entry", "revision", "station", "installation"}


def _rows_of(desk: Desk, event_id: int) -> dict[str, list[tuple[object, ...]]]:
    """Return what is stored of an event, table by table."""
    with desk.store.read() as tx:
        return {
            table.name: sorted(
                map(tuple, tx.execute(select(table).where(table.c.event_id == event_id))), key=repr
            )
            for table in schema.metadata.sorted_tables
            if "event_id" in table.c and table.name not in KEPT_ASIDE
        }


@pytest.mark.parametrize(
    ("role", "field"),
    [
        (Role.SUPERVISOR, "1"),
        pytest.param(Role.STEWARD, "1", marks=pytest.mark.slow),
        pytest.param(Role.ADMINISTRATOR, "{participant_id}", marks=pytest.mark.slow),
        pytest.param(Role.SUPERVISOR, "{session_id}", marks=pytest.mark.slow),
        pytest.param(Role.SUPERVISOR, "", marks=pytest.mark.slow),
    ],
)
def test_ids_of_another_event_change_nothing_of_it(  # noqa: PLR0913, PLR0917
    app: Flask,
    login: Login,
    sqlite_desk: Desk,
    foreign: dict[str, object],
    asking: None,
    role: Role,
    field: str,
) -> None:
    client, value = login(role), field.format(**foreign)
    other = next(e for e in events.all_events(sqlite_desk) if e.name == "Kegiatan lain")
    before = _rows_of(sqlite_desk, other.id)
    for method, path in _routes(app, foreign):
        if method == "GET" or path.startswith("/events/"):
            continue
        Asked.names = set()
        _status(client, method, path, {})
        names = Asked.names - {"csrf_token"}
        _status(client, method, path, dict.fromkeys(names, value))

        assert _rows_of(sqlite_desk, other.id) == before, (method, path)


def test_pages_show_nobody_of_another_event(
    app: Flask, login: Login, foreign: dict[str, object]
) -> None:
    client = login(Role.ADMINISTRATOR)
    shown = []
    for method, path in _routes(app, foreign):
        if method == "GET":
            with client.get(path, buffered=False) as answer:
                if answer.mimetype == "text/html" and ">Ada<" in answer.text:
                    shown.append(path)

    assert shown == []
