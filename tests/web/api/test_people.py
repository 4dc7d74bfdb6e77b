"""People by the API: read page by page, brought and changed, taken off the list; and by whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.core.model import Event, Scope
from kiosk.core.own_fields import OWN_FIELDS
from kiosk.desk import Desk
from kiosk.services import acts, audit, participants, stations
from kiosk.services.events import choose_event, store_setting
from kiosk.services.rehearsals import start_rehearsal
from tests.conftest import Clock
from tests.makers import Maker

Ask = Callable[..., TestResponse]
ALL = frozenset(Scope)
NIP = "198701012010012001"


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ask(client: FlaskClient, sqlite_desk: Desk, event: Event) -> Ask:
    """Asks with a key that may everything: `ask("GET", "/participants")`."""
    return _asking(client, _key(sqlite_desk, ALL))


def _key(desk: Desk, scopes: frozenset[Scope], name: str = "Dinas") -> str:
    return stations.add_key(desk, (name, ""), scopes, None, "Siti")[1]


def _asking(client: FlaskClient, token: str) -> Ask:
    def ask(method: str, path: str, body: object = None, key: str = "") -> TestResponse:
        headers = {"Authorization": f"Bearer {token}"}
        if key:
            headers["Idempotency-Key"] = key
        return client.open(f"/api/v1{path}", method=method, json=body, headers=headers)

    return ask


def _told(answer: TestResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


def test_the_list_is_read_page_by_page(ask: Ask, make: Maker, event: Event) -> None:
    for number in range(5):
        make.participant(event, f"Person {number}")
    names, after = [], ""
    while after is not None:
        page = _told(ask("GET", f"/participants?limit=2{after and f'&after={after}'}"))
        names += [each["name"] for each in page["participants"]]
        after = page["next"]

    assert names == [f"Person {number}" for number in range(5)]


def test_who_is_not_known_is_added_and_who_is_known_is_changed(
    ask: Ask, sqlite_desk: Desk, event: Event, make: Maker
) -> None:
    morning, afternoon = (each.id for each in make.sessions(event))
    new = _told(ask("POST", "/participants", {"name": "Rina", "nip": NIP, "email": "r@x.id"}))
    by_nip = _told(ask("POST", "/participants", {"nip": NIP, "group": "CGP"}))
    by_mail = _told(ask("POST", "/participants", {"email": "r@x.id", "sessions": [morning]}))
    by_number = _told(ask("POST", "/participants", {"number": 1, "phone": "0812"}))
    again = _told(ask("POST", "/participants", {"number": 1, "phone": "0812"}))

    done = [new, by_nip, by_mail, by_number, again]
    assert [each["result"] for each in done] == ["added", *["changed"] * 3, "unchanged"]
    assert new["participant"]["sessions"] == [morning, afternoon]
    assert again["participant"] == {
        "number": 1,
        "name": "Rina",
        "nip": NIP,
        "nuptk": "",
        "group": "CGP",
        "organization": "",
        "district": "",
        "phone": "0812",
        "email": "r@x.id",
        "own_fields": {},
        "status": "active",
        "walk_in": False,
        "sessions": [morning],
    }
    assert _told(ask("GET", "/participants/1/badge"))["name"] == "Rina"


def test_what_a_program_did_is_written_down_and_can_be_taken_back(
    ask: Ask, sqlite_desk: Desk, event: Event
) -> None:
    _told(ask("POST", "/participants", {"name": "Rina", "nip": NIP}))
    _told(ask("POST", "/participants", {"nip": NIP, "name": "Rina Wati"}))

    entries = audit.history(sqlite_desk, event.id, "participant:1")
    assert [(each.action, each.by) for each in entries] == [
        ("participant_changed", "Dinas"),
        ("participant_added", "Dinas"),
    ]
    assert [each.kind for each in acts.recent(sqlite_desk, event.id)] == ["changed", "added"]


def test_own_fields_of_the_event_are_filled_and_those_not_named_stay(
    ask: Ask, sqlite_desk: Desk, make: Maker, event: Event
) -> None:
    make.participant(event, "Ada", own='{"Kamar": "Mawar"}')
    labels = [{"label": each, "shown": []} for each in ("Meja", "Kamar")]
    store_setting(sqlite_desk, event.id, OWN_FIELDS, labels, "Siti")

    done = _told(ask("POST", "/participants", {"number": 1, "own_fields": {"Meja": "A 12"}}))

    assert done["participant"]["own_fields"] == {"Kamar": "Mawar", "Meja": "A 12"}


def test_of_many_each_has_its_own_result(ask: Ask, make: Maker, event: Event) -> None:
    make.participant(event, "Ada", nip=NIP)
    make.participant(event, "Grace", email="same@x.id")
    make.participant(event, "Alan", email="same@x.id")

    told = _told(
        ask(
            "POST",
            "/participants",
            [
                {"name": "Rina"},
                {"number": 99, "name": "Nobody"},
                {"email": "same@x.id", "name": "Who?"},
                {"number": 2, "nip": NIP},
                {"name": "x" * 301},
                {"group": "CGP"},
                {"name": "Budi", "sessions": [999]},
                {"name": "Budi", "own_fields": {"Meja": "1"}},
                7,
            ],
        )
    )

    assert [each.get("result") for each in told] == ["added", *[None] * 8]
    assert [each["error"]["status"] for each in told[1:]] == [
        404, 409, 409, 400, 404, 404, 404, 400,
    ]  # fmt: skip
    assert len(_told(ask("GET", "/participants"))["participants"]) == 4


def test_a_write_whose_answer_was_lost_adds_nobody_twice(ask: Ask) -> None:
    people = [{"name": "Rina"}, {"name": "Budi"}]
    first = _told(ask("POST", "/participants", people, key="import-1"))
    again = _told(ask("POST", "/participants", people, key="import-1"))
    _told(ask("POST", "/participants", [{"name": "Somebody else"}], key="import-1"), 409)
    _told(ask("POST", "/participants", people, key="two words"), 400)
    other = _told(ask("POST", "/participants", people, key="import-2"))

    assert again == first
    assert [each["participant"]["number"] for each in other] == [3, 4]


def test_who_is_canceled_comes_back_as_often_as_it_is_said(
    ask: Ask, make: Maker, event: Event
) -> None:
    make.participant(event, "Ada")
    statuses = [
        _told(ask(method, "/participants/1/cancellation"))["status"]
        for method in ("PUT", "PUT", "DELETE", "DELETE")
    ]

    assert statuses == ["canceled", "canceled", "active", "active"]


def test_a_badge_is_told_by_its_code_and_drawn(ask: Ask, make: Maker, event: Event) -> None:
    ada = make.participant(event, "Ada")

    assert _told(ask("GET", "/participants/1/badge"))["code"] == make.badge(ada).code
    assert [each["number"] for each in _told(ask("GET", "/badges"))["badges"]] == [1]
    drawn = ask("GET", "/participants/1/badge.png")
    assert (drawn.mimetype, drawn.data[:4]) == ("image/png", b"\x89PNG")


def test_another_event_is_named_and_the_people_of_this_are_none_there(
    ask: Ask, sqlite_desk: Desk, make: Maker, event: Event, clock: Clock
) -> None:
    make.participant(event, "Ada")
    other = make.event("Next month")
    clock.pass_by(minutes=1)
    choose_event(sqlite_desk, event.id, "Siti")
    foreign = make.sessions(event)[0].id

    there = f"/participants?event={other.slug}"
    _told(ask("POST", there, {"name": "Rina"}))
    _told(ask("POST", there, {"name": "x", "sessions": [foreign]}), 404)
    _told(ask("GET", f"/participants/2?event={other.slug}"), 404)
    _told(ask("GET", "/participants?event=nothing"), 404)

    events_told = _told(ask("GET", "/events"))["events"]
    assert {each["slug"]: each["current"] for each in events_told} == {
        event.slug: True,
        other.slug: False,
    }
    assert [each["name"] for each in _told(ask("GET", there))["participants"]] == ["Rina"]


READS = {
    "/attendance": Scope.ATTENDANCE,
    "/changes": Scope.ATTENDANCE,
    "/participants": Scope.PEOPLE,
    "/participants/1": Scope.PEOPLE,
    "/badges": Scope.BADGES,
    "/participants/1/badge": Scope.BADGES,
    "/participants/1/badge.png": Scope.BADGES,
}


@pytest.mark.parametrize("scope", Scope)
def test_a_key_reads_what_it_is_for_and_changes_nothing_else(
    client: FlaskClient, sqlite_desk: Desk, make: Maker, event: Event, scope: Scope
) -> None:
    ada = make.participant(event, "Ada")
    ask = _asking(client, _key(sqlite_desk, frozenset({scope})))

    opened = {path for path in READS if ask("GET", path).status_code == 200}
    wrote = ask("POST", "/participants", {"number": 1, "name": "Mallory"}).status_code
    ask("PUT", "/participants/1/cancellation")

    assert opened == {path for path, needed in READS.items() if needed is scope}
    assert wrote == (200 if scope is Scope.CHANGE_PEOPLE else 403)
    status = participants.listed(sqlite_desk, event.id)[0]["status"]
    assert status == ("canceled" if scope is Scope.CHANGE_PEOPLE else "active")
    assert ada.number == 1


def test_a_key_ends_when_its_time_is_over(
    client: FlaskClient, sqlite_desk: Desk, event: Event, clock: Clock
) -> None:
    until = clock.now + timedelta(days=1)
    token = stations.add_key(sqlite_desk, ("Dinas", ""), ALL, until, "Siti")[1]
    ask = _asking(client, token)

    before = ask("GET", "/participants").status_code
    clock.pass_by(days=1)

    assert (before, ask("GET", "/participants").status_code) == (200, 401)


def test_what_is_wrong_is_told_as_rfc_9457_has_it_and_as_before(ask: Ask) -> None:
    answer = ask("GET", "/participants/99")

    assert answer.mimetype == "application/problem+json"
    assert _told(answer, 404) == {
        "type": "/api#not_found",
        "title": "There is nothing here",
        "status": 404,
        "detail": "There is no participant with the number 99.",
        "code": "not_found",
        "error": {
            "code": "not_found",
            "message": "There is no participant with the number 99.",
        },
    }


def test_the_feed_tells_what_happened_to_whom(ask: Ask, make: Maker, event: Event) -> None:
    ada = make.participant(event, "Ada", nip=NIP)
    place = _told(ask("GET", "/changes?since=now"))["next"]
    scanned = _told(ask("POST", "/scans", _scan(make.badge(ada).code)))

    read = _told(ask("GET", f"/changes?since={place}"))

    [change] = read["changes"]
    assert (change["kind"], change["participant"]["name"]) == ("check_in", "Ada")
    assert change["check_in"]["checked_in_at"] == scanned["checked_in_at"]
    assert NIP not in str(read)
    assert _told(ask("GET", f"/changes?since={read['next']}"))["changes"] == []
    _told(ask("GET", "/changes?since=nothing"), 400)
    assert _told(ask("GET", "/changes?since=00000000.1.1"), 409)["code"] == "expired"


def _scan(code: str) -> dict[str, str]:
    return {"scan_id": "00000000-0000-4000-8000-000000000001", "code": code}


def test_a_rehearsal_is_no_event_of_others(ask: Ask, sqlite_desk: Desk, event: Event) -> None:
    start_rehearsal(sqlite_desk, "Siti")

    assert [each["slug"] for each in _told(ask("GET", "/events"))["events"]] == [event.slug]
