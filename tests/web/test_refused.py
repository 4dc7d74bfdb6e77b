"""What is refused changes nothing: every route as everybody, with ids that exist, and fuzzed."""

import random
import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kiosk.core.model import Role, Scope
from kiosk.desk import Desk
from kiosk.services import participants, stations, walls
from kiosk.services.check_ins import check_in
from kiosk.storage import schema
from tests.makers import Maker
from tests.web.conftest import Login
from tests.web.test_hostile import Asked, _routes, _status, asking

__all__ = ["asking"]

KEPT_ASIDE = {"audit_entry", "login", "wrong_entry", "revision", "installation"}
"""What a refusal may write: that it was, and how the next guess is slowed."""
BY_JOBS = {"badge_print", "certificate"}
"""What long work stores that was begun before, in a thread of its own."""
ROUNDS = 400
SEED = 20261123


@pytest.fixture
def world(sqlite_desk: Desk, make: Maker) -> dict[str, object]:
    """One of everything in the current event; its ids."""
    event = make.event()
    stations.server_station(sqlite_desk)
    ada, _grace = make.participant(event, "Ada"), make.participant(event, "Grace")
    answer = check_in(sqlite_desk, make.scan(ada))
    link, token = walls.make_wall_link(sqlite_desk, event, "Siti")
    badge = participants.dossier(sqlite_desk, ada.id).badge
    assert badge
    return {
        "event_id": event.id,
        "participant_id": ada.id,
        "session_id": make.sessions(event)[0].id,
        "check_in_id": answer.check_in_id,
        "badge_id": badge.id,
        "link_id": link.id,
        "scan_id": answer.scan_id,
        "number": ada.number,
        "station_id": stations.add_station(sqlite_desk, "Ponsel")[0].id,
        "user_id": make.user("Somebody", Role.STEWARD).id,
        "login_id": 1,
        "invitation_id": 1,
        "act_id": 1,
        "token": token,
    }


def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is stored, table by table, but what a refusal may write."""
    with desk.store.read() as tx:
        return {
            table.name: sorted(map(tuple, tx.execute(select(table))), key=repr)
            for table in schema.metadata.sorted_tables
            if table.name not in KEPT_ASIDE | BY_JOBS
        }


def _nobody(app: Flask, _login: Login, _make: Maker) -> FlaskClient:
    return app.test_client()


def _door(_app: Flask, login: Login, _make: Maker) -> FlaskClient:
    client = login(Role.ADMINISTRATOR)
    client.post("/kiosk/lock")
    return client


def _role(role: Role):  # noqa: ANN202
    return lambda _app, login, _make: login(role)


def _token(scope: Scope):  # noqa: ANN202
    def made(app: Flask, _login: Login, make: Maker) -> FlaskClient:
        client = app.test_client()
        token = stations.add_station(make.desk, "A key", scope=scope)[1]
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return made


@pytest.mark.parametrize(
    "somebody",
    [
        pytest.param(_nobody, id="nobody"),
        pytest.param(_role(Role.VIEWER), id="viewer"),
        pytest.param(_role(Role.STEWARD), id="steward"),
        pytest.param(_role(Role.SUPERVISOR), id="supervisor", marks=pytest.mark.slow),
        pytest.param(_role(Role.ADMINISTRATOR), id="administrator", marks=pytest.mark.slow),
        pytest.param(_door, id="door", marks=pytest.mark.slow),
        pytest.param(_token(Scope.SCAN), id="station", marks=pytest.mark.slow),
        pytest.param(_token(Scope.ATTENDANCE), id="reader", marks=pytest.mark.slow),
    ],
)
def test_a_refused_request_changes_nothing(  # noqa: PLR0913, PLR0917
    app: Flask,
    login: Login,
    make: Maker,
    sqlite_desk: Desk,
    world: dict[str, object],
    asking: None,
    somebody,  # noqa: ANN001
) -> None:
    client = somebody(app, login, make)
    before, wrong = rows(sqlite_desk), []
    for method, path in _routes(app, world):
        Asked.names = set()
        for value in ("", "1"):
            sent = dict.fromkeys(Asked.names - {"csrf_token"}, value)
            status = _status(client, method, path, sent)
            after = rows(sqlite_desk)
            if (status >= 400 or method == "GET") and after != before:
                changed = [name for name in after if after[name] != before[name]]
                wrong.append((method, path, sent, status, changed))
            before = after

    assert wrong == []


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, and what its fields offer."""

    action: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._action = ""
        self._fields: dict[str, list[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._action = given.get("action", "") if given.get("method") == "post" else ""
            self._fields = {}
        elif tag in {"input", "button", "textarea"} and given.get("name"):
            self._fields.setdefault(given["name"], []).append(given.get("value", ""))
        elif tag == "select":
            self._select = given.get("name", "")
            self._fields.setdefault(self._select, [])
        elif tag == "option" and self._select:
            self._fields[self._select].append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "form" and self._action:
            fields = tuple((name, tuple(values)) for name, values in self._fields.items())
            self.found.append(Form(unescape(self._action), fields))


def _all_forms(app: Flask, client: FlaskClient, world: dict[str, object]) -> list[Form]:
    """Return the forms of every page, each once."""
    reader = _Forms()
    for method, path in _routes(app, world):
        if method == "GET":
            with client.get(path, buffered=False) as answer:
                if answer.mimetype == "text/html":
                    reader.feed(answer.text)
    last = re.compile(r"/(logout|logins/end|users/me/password|kiosk/lock)")
    return [each for each in dict.fromkeys(reader.found) if not last.search(each.action)]


ODD = [
    "", " ", "1", "-1", "0", "999999", "9" * 25, "yes", "true", "null", "[]", "{}", "a\0b", "a\nb",
    "\N{RIGHT-TO-LEFT OVERRIDE}x", "'; DROP TABLE participant; --", "<script>", "%s%n",
    "{name}", "{{7*7}}", "../../etc/passwd", "http://user:pass@127.0.0.1/", "x" * 5000, "½",
    "2026-13-45", "25:61", "2026-11-23T07:40", "1e309", "NaN", "é" * 300, "\u202e", "😀" * 100,
]  # fmt: skip


def _fuzzed(form: Form, chance: random.Random) -> dict[str, list[str]]:
    return {
        name: [
            chance.choice(offered or ("",)) if chance.random() < 0.55 else chance.choice(ODD)
            for _each in range(chance.choice((1, 1, 1, 2)))
        ]
        for name, offered in form.fields
        if chance.random() < 0.9
    }


@pytest.fixture(params=[Role.STEWARD, Role.SUPERVISOR, Role.ADMINISTRATOR])
def forms(
    request: pytest.FixtureRequest, app: Flask, login: Login, world: dict[str, object]
) -> tuple[FlaskClient, list[Form]]:
    client = login(request.param)
    return client, _all_forms(app, client, world)


@pytest.mark.slow
def test_no_form_with_odd_values_ends_in_a_mistake_or_is_stored_half(
    sqlite_desk: Desk, make: Maker, forms: tuple[FlaskClient, list[Form]]
) -> None:
    client, known = forms
    chance = random.Random(SEED)
    before, wrong = rows(sqlite_desk), []
    for _round in range(ROUNDS):
        form = chance.choice(known)
        sent = _fuzzed(form, chance)
        with client.post(form.action, data=sent, buffered=False) as answer:
            status = answer.status_code
        after = rows(sqlite_desk)
        if status >= 500 or (status >= 400 and after != before):
            wrong.append((form.action, sent, status))
        before = after

    assert wrong == []
