"""What a token is for, whose scan_id is whose, late scans, and guessing, by the API."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from kiosk.core.model import CheckIn, Event, Participant, Scope
from kiosk.desk import Desk
from kiosk.services import participants
from kiosk.services.attendance import scans_of
from kiosk.services.stations import add_station
from kiosk.storage import schema
from tests.conftest import Clock
from tests.makers import Maker, at

Headers = dict[str, str]


def _token(desk: Desk, name: str = "Pintu timur", scope: Scope = Scope.SCAN) -> Headers:
    return {"Authorization": f"Bearer {add_station(desk, name, scope=scope)[1]}"}


@pytest.fixture
def token(sqlite_desk: Desk) -> Headers:
    return _token(sqlite_desk)


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(make: Maker, event: Event) -> Participant:
    return make.participant(event, "Ada")


def _body(code: str, **more: object) -> dict[str, object]:
    times = {
        name: each.isoformat() if isinstance(each, datetime) else each
        for name, each in more.items()
    }
    return {"scan_id": str(uuid4()), "code": code, **times}


def _send(client: FlaskClient, token: Headers, body: object, status: int = 200) -> Any:
    answer = client.post("/api/v1/scans", json=body, headers=token)
    assert answer.status_code == status, answer.text
    return answer.json


def _check_ins(desk: Desk, person: Participant) -> list[CheckIn]:
    return participants.dossier(desk, person.id).check_ins


def test_the_token_of_a_station_scans_and_reads_no_names(
    client: FlaskClient, token: Headers, event: Event
) -> None:
    answer = client.get("/api/v1/attendance", headers=token)

    assert (answer.status_code, "Ada" in answer.text) == (403, False)


def test_a_reading_key_reads_and_scans_nothing(
    client: FlaskClient, sqlite_desk: Desk, ada: Participant, make: Maker
) -> None:
    key = _token(sqlite_desk, "Dasbor dinas", Scope.ATTENDANCE)

    assert client.get("/api/v1/attendance", headers=key).status_code == 200
    _send(client, key, _body(make.badge(ada).code), 403)
    assert _check_ins(sqlite_desk, ada) == []


def test_the_same_scan_id_of_another_station_is_another_scan(
    client: FlaskClient, token: Headers, sqlite_desk: Desk, ada: Participant, make: Maker
) -> None:
    body = _body(make.badge(ada).code)
    _send(client, token, body)

    told = _send(client, _token(sqlite_desk, "Pintu barat"), {**body, "code": "1234567890"})

    assert (told["scan_id"], told["reason"], told["participant"]) == (
        body["scan_id"],
        "invalid",
        None,
    )


def test_a_scan_id_with_another_code_is_a_conflict_and_stores_nothing(
    client: FlaskClient, token: Headers, sqlite_desk: Desk, event: Event, make: Maker
) -> None:
    ada, grace = make.participant(event, "Ada"), make.participant(event, "Grace")
    body = _body(make.badge(ada).code)
    _send(client, token, body)

    told = _send(client, token, {**body, "code": make.badge(grace).code}, 409)

    assert "Ada" not in str(told)
    assert _check_ins(sqlite_desk, grace) == []
    assert _send(client, token, body)["reason"] == "ok"


def test_in_an_array_each_scan_has_its_own_result(
    client: FlaskClient, token: Headers, sqlite_desk: Desk, event: Event, make: Maker
) -> None:
    ada, grace = make.participant(event, "Ada"), make.participant(event, "Grace")
    first = _body(make.badge(ada).code)
    wrong = {**first, "code": make.badge(grace).code}

    told = _send(client, token, [first, wrong, {"code": "x"}, 7, _body(make.badge(grace).code)])

    assert [each.get("reason") for each in told] == ["ok", None, None, None, "ok"]
    assert [each["error"]["status"] for each in told[1:4]] == [409, 400, 400]
    assert told[1]["scan_id"] == first["scan_id"]


def test_an_array_has_an_end(client: FlaskClient, token: Headers, event: Event) -> None:
    assert _send(client, token, []) == []
    _send(client, token, [_body("x")] * 101, 400)


def test_a_station_that_was_offline_sends_what_it_kept(  # noqa: PLR0913, PLR0917
    client: FlaskClient,
    token: Headers,
    sqlite_desk: Desk,
    clock: Clock,
    event: Event,
    make: Maker,
) -> None:
    people = [make.participant(event, name) for name in ("Ada", "Grace", "Alan")]
    _send(client, token, _body("1111111111"))
    clock.now = at(15)

    told = [
        _send(
            client,
            token,
            _body(make.badge(each).code, scanned_at=at(8, minute), sent_at=at(15)),
        )
        for each, minute in zip(people, (30, 5, 50), strict=True)
    ]

    assert [each["reason"] for each in told] == ["ok"] * 3
    assert [_check_ins(sqlite_desk, each)[0].checked_in_at for each in people] == [
        at(8, 30),
        at(8, 5),
        at(8, 50),
    ]


def test_a_wrong_clock_is_set_right_by_when_it_sends(  # noqa: PLR0913, PLR0917
    client: FlaskClient,
    token: Headers,
    sqlite_desk: Desk,
    clock: Clock,
    ada: Participant,
    make: Maker,
) -> None:
    _send(client, token, _body("1111111111"))
    clock.now = at(9)
    slow = timedelta(days=400)

    body = _body(make.badge(ada).code, scanned_at=at(8, 20) - slow, sent_at=at(9) - slow)

    assert _send(client, token, body)["reason"] == "ok"
    assert [each.checked_in_at for each in _check_ins(sqlite_desk, ada)] == [at(8, 20)]
    assert [each.clock_ahead for each in scans_of(sqlite_desk, ada.event_id)] == [
        timedelta(),
        -slow,
    ]


def test_a_fast_clock_delivers_and_is_told_to_staff(  # noqa: PLR0913, PLR0917
    client: FlaskClient,
    as_staff: FlaskClient,
    token: Headers,
    sqlite_desk: Desk,
    clock: Clock,
    ada: Participant,
    make: Maker,
) -> None:
    fast = clock.now + timedelta(minutes=6)

    told = _send(client, token, _body(make.badge(ada).code, scanned_at=fast, sent_at=fast))

    assert told["reason"] == "ok"
    assert [each.checked_in_at for each in _check_ins(sqlite_desk, ada)] == [clock.now]
    for page in ("/", "/dashboard", "/kiosk", "/kiosk/check"):
        assert "The clock of Pintu timur is 6 minutes ahead of it." in as_staff.get(page).text


def _stored(desk: Desk) -> list[tuple[str, str | None]]:
    with desk.store.read() as tx:
        query = select(schema.scan.c.reason, schema.scan.c.doubt).order_by(schema.scan.c.id)
        return [(row.reason, row.doubt) for row in tx.execute(query)]


def test_a_scan_of_a_time_at_which_its_station_was_heard_of_is_kept_and_moves_nothing(  # noqa: PLR0913, PLR0917
    client: FlaskClient,
    token: Headers,
    sqlite_desk: Desk,
    clock: Clock,
    ada: Participant,
    make: Maker,
) -> None:
    for minute in (30, 32, 34, 36):
        clock.now = at(8, minute)
        _send(client, token, _body("1111111111"))
    clock.now = at(9)

    told = _send(client, token, _body(make.badge(ada).code, scanned_at=at(8, 10)))

    assert (told["reason"], "came late" in told["message"]) == ("invalid_time", True)
    assert _check_ins(sqlite_desk, ada) == []
    assert _stored(sqlite_desk)[4:] == [("invalid_time", "was_online")]


def test_a_backdated_scan_of_a_new_station_is_not_believed(
    client: FlaskClient, sqlite_desk: Desk, clock: Clock, ada: Participant, make: Maker
) -> None:
    clock.now = at(21)

    told = _send(client, _token(sqlite_desk, "New"), _body(make.badge(ada).code, scanned_at=at(8)))

    assert told["reason"] == "invalid_time"
    assert _check_ins(sqlite_desk, ada) == []


def test_a_session_long_over_admits_nobody_by_a_late_scan(  # noqa: PLR0913, PLR0917
    client: FlaskClient,
    token: Headers,
    sqlite_desk: Desk,
    clock: Clock,
    ada: Participant,
    make: Maker,
) -> None:
    _send(client, token, _body("1111111111"))
    clock.now = at(8) + timedelta(days=1)

    told = _send(client, token, _body(make.badge(ada).code, scanned_at=at(8)))

    assert told["reason"] == "invalid_time"
    assert _stored(sqlite_desk)[1:] == [("invalid_time", "long_over")]


def test_a_check_in_is_moved_by_a_believed_scan_alone_and_never_silently(  # noqa: PLR0913, PLR0917
    client: FlaskClient,
    token: Headers,
    sqlite_desk: Desk,
    clock: Clock,
    ada: Participant,
    make: Maker,
) -> None:
    _send(client, token, _body("1111111111"))
    clock.now = at(11)
    other, code = _token(sqlite_desk, "Pintu barat"), make.badge(ada).code
    _send(client, other, _body(code))

    _send(client, other, _body(code, scanned_at=at(8)))
    assert [each.checked_in_at for each in _check_ins(sqlite_desk, ada)] == [at(11)]

    _send(client, token, _body(code, scanned_at=at(8, 30)))
    assert [each.checked_in_at for each in _check_ins(sqlite_desk, ada)] == [at(8, 30)]
    with sqlite_desk.store.read() as tx:
        query = select(schema.audit_entry).where(
            schema.audit_entry.c.action == "check_in_moved_earlier"
        )
        [entry] = tx.execute(query)
    assert entry.detail["before"].startswith("2026-11-23T04:00")


def test_guessing_codes_is_slowed_at_this_station_alone(  # noqa: PLR0913, PLR0917
    client: FlaskClient,
    token: Headers,
    sqlite_desk: Desk,
    clock: Clock,
    ada: Participant,
    make: Maker,
) -> None:
    sent = [
        client.post("/api/v1/scans", json=_body(f"WRONG{each}"), headers=token)
        for each in range(25)
    ]

    assert [each.status_code for each in sent] == [200] * 20 + [429] * 5
    assert sent[-1].headers["Retry-After"] == "1"
    other = _token(sqlite_desk, "Pintu barat")
    assert _send(client, other, _body(make.badge(ada).code))["reason"] == "ok"
    clock.pass_by(seconds=2)
    assert _send(client, token, _body(make.badge(ada).code))["reason"] == "already_checked_in"
    assert _send(client, token, _body("WRONG again"))["reason"] == "invalid"


def test_one_foreign_code_in_front_of_the_camera_is_no_guessing(
    client: FlaskClient, token: Headers, event: Event
) -> None:
    told = [_send(client, token, _body("https://example.org/menu")) for _each in range(30)]

    assert {each["reason"] for each in told} == {"invalid"}
