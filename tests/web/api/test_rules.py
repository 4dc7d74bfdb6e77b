"""What a token is for, whose scan_id is whose, late scans, and guessing, by the API."""

from dataclasses import dataclass
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


@dataclass
class Door:
    """A station at the API: what it sends, and what is stored of it."""

    client: FlaskClient
    desk: Desk
    make: Maker
    event: Event
    key: Headers

    def send(self, body: object, status: int = 200, key: Headers | None = None) -> Any:
        """Send scans, with this station's key or another, and return the answer."""
        answer = self.client.post("/api/v1/scans", json=body, headers=key or self.key)
        assert answer.status_code == status, answer.text
        return answer.json

    def person(self, name: str) -> Participant:
        """Return somebody who is expected."""
        return self.make.participant(self.event, name)

    def of(self, person: Participant, **times: datetime) -> dict[str, object]:
        """Return a scan of somebody's badge."""
        return _body(self.make.badge(person).code, **times)

    def other(self, name: str = "Pintu barat", scope: Scope = Scope.SCAN) -> Headers:
        """Return the key of another station."""
        return _key(self.desk, name, scope)

    def check_ins(self, person: Participant) -> list[CheckIn]:
        """Return the check-ins of somebody."""
        return participants.dossier(self.desk, person.id).check_ins

    def times(self, person: Participant) -> list[datetime]:
        """Return when somebody was checked in."""
        return [each.checked_in_at for each in self.check_ins(person)]

    def stored(self) -> list[tuple[str, str | None]]:
        """Return the reasons and doubts of all scans, in the order of coming."""
        with self.desk.store.read() as tx:
            query = select(schema.scan.c.reason, schema.scan.c.doubt).order_by(schema.scan.c.id)
            return [(row.reason, row.doubt) for row in tx.execute(query)]


def _key(desk: Desk, name: str = "Pintu timur", scope: Scope = Scope.SCAN) -> Headers:
    return {"Authorization": f"Bearer {add_station(desk, name, scope=scope)[1]}"}


def _body(code: str, **times: datetime) -> dict[str, object]:
    when = {name: each.isoformat() for name, each in times.items()}
    return {"scan_id": str(uuid4()), "code": code, **when}


@pytest.fixture
def door(client: FlaskClient, sqlite_desk: Desk, make: Maker) -> Door:
    event = make.event()
    return Door(client, sqlite_desk, make, event, _key(sqlite_desk))


@pytest.fixture
def ada(door: Door) -> Participant:
    return door.person("Ada")


def test_the_token_of_a_station_scans_and_reads_no_names(door: Door) -> None:
    answer = door.client.get("/api/v1/attendance", headers=door.key)

    assert (answer.status_code, "Ada" in answer.text) == (403, False)


def test_a_reading_key_reads_and_scans_nothing(door: Door, ada: Participant) -> None:
    key = door.other("Dasbor dinas", Scope.ATTENDANCE)

    assert door.client.get("/api/v1/attendance", headers=key).status_code == 200
    door.send(door.of(ada), 403, key=key)
    assert door.check_ins(ada) == []


def test_the_same_scan_id_of_another_station_is_another_scan(door: Door, ada: Participant) -> None:
    body = door.of(ada)
    door.send(body)

    told = door.send({**body, "code": "1234567890"}, key=door.other("Pintu barat"))

    assert (told["scan_id"], told["reason"], told["participant"]) == (
        body["scan_id"],
        "invalid",
        None,
    )


def test_a_scan_id_with_another_code_is_a_conflict_and_stores_nothing(door: Door) -> None:
    ada, grace = door.person("Ada"), door.person("Grace")
    body = door.of(ada)
    door.send(body)

    told = door.send({**body, "code": door.make.badge(grace).code}, 409)

    assert "Ada" not in str(told)
    assert door.check_ins(grace) == []
    assert door.send(body)["reason"] == "ok"


def test_in_an_array_each_scan_has_its_own_result(door: Door) -> None:
    ada, grace = door.person("Ada"), door.person("Grace")
    first = door.of(ada)
    wrong = {**first, "code": door.make.badge(grace).code}

    told = door.send([first, wrong, {"code": "x"}, 7, door.of(grace)])

    assert [each.get("reason") for each in told] == ["ok", None, None, None, "ok"]
    assert [each["error"]["status"] for each in told[1:4]] == [409, 400, 400]
    assert told[1]["scan_id"] == first["scan_id"]


def test_an_array_has_an_end(door: Door) -> None:
    assert door.send([]) == []
    door.send([_body("x")] * 101, 400)


def test_a_station_that_was_offline_sends_what_it_kept(door: Door, clock: Clock) -> None:
    people = [door.person(name) for name in ("Ada", "Grace", "Alan")]
    door.send(_body("1111111111"))
    clock.now = at(15)

    told = [
        door.send(
            door.of(each, scanned_at=at(8, minute), sent_at=at(15)),
        )
        for each, minute in zip(people, (30, 5, 50), strict=True)
    ]

    assert [each["reason"] for each in told] == ["ok"] * 3
    assert [door.times(each)[0] for each in people] == [
        at(8, 30),
        at(8, 5),
        at(8, 50),
    ]


def test_a_wrong_clock_is_set_right_by_when_it_sends(
    door: Door, clock: Clock, ada: Participant
) -> None:
    door.send(_body("1111111111"))
    clock.now = at(9)
    slow = timedelta(days=400)

    body = door.of(ada, scanned_at=at(8, 20) - slow, sent_at=at(9) - slow)

    assert door.send(body)["reason"] == "ok"
    assert door.times(ada) == [at(8, 20)]
    assert [each.clock_ahead for each in scans_of(door.desk, ada.event_id)] == [
        timedelta(),
        -slow,
    ]


def test_a_fast_clock_delivers_and_is_told_to_staff(
    door: Door, as_staff: FlaskClient, clock: Clock, ada: Participant
) -> None:
    fast = clock.now + timedelta(minutes=6)

    told = door.send(door.of(ada, scanned_at=fast, sent_at=fast))

    assert told["reason"] == "ok"
    assert door.times(ada) == [clock.now]
    for page in ("/", "/dashboard", "/kiosk", "/kiosk/check"):
        assert "The clock of Pintu timur is 6 minutes ahead of it." in as_staff.get(page).text


def test_a_scan_of_a_time_at_which_its_station_was_heard_of_is_kept_and_moves_nothing(
    door: Door, clock: Clock, ada: Participant
) -> None:
    for minute in (30, 32, 34, 36):
        clock.now = at(8, minute)
        door.send(_body("1111111111"))
    clock.now = at(9)

    told = door.send(door.of(ada, scanned_at=at(8, 10)))

    assert (told["reason"], "came late" in told["message"]) == ("invalid_time", True)
    assert door.check_ins(ada) == []
    assert door.stored()[4:] == [("invalid_time", "was_online")]


def test_a_backdated_scan_of_a_new_station_is_not_believed(
    door: Door, clock: Clock, ada: Participant
) -> None:
    clock.now = at(21)

    told = door.send(door.of(ada, scanned_at=at(8)), key=door.other("New"))

    assert told["reason"] == "invalid_time"
    assert door.check_ins(ada) == []


def test_a_session_long_over_admits_nobody_by_a_late_scan(
    door: Door, clock: Clock, ada: Participant
) -> None:
    door.send(_body("1111111111"))
    clock.now = at(8) + timedelta(days=1)

    told = door.send(door.of(ada, scanned_at=at(8)))

    assert told["reason"] == "invalid_time"
    assert door.stored()[1:] == [("invalid_time", "long_over")]


def test_a_check_in_is_moved_by_a_believed_scan_alone_and_never_silently(
    door: Door, clock: Clock, ada: Participant
) -> None:
    door.send(_body("1111111111"))
    clock.now = at(11)
    other, code = door.other(), door.make.badge(ada).code
    door.send(_body(code), key=other)

    door.send(_body(code, scanned_at=at(8)), key=other)
    assert door.times(ada) == [at(11)]

    door.send(_body(code, scanned_at=at(8, 30)))
    assert door.times(ada) == [at(8, 30)]
    with door.desk.store.read() as tx:
        query = select(schema.audit_entry).where(
            schema.audit_entry.c.action == "check_in_moved_earlier"
        )
        [entry] = tx.execute(query)
    assert entry.detail["before"].startswith("2026-11-23T04:00")


def test_guessing_codes_is_slowed_at_this_station_alone(
    door: Door, clock: Clock, ada: Participant
) -> None:
    sent = [
        door.client.post("/api/v1/scans", json=_body(f"WRONG{each}"), headers=door.key)
        for each in range(25)
    ]

    assert [each.status_code for each in sent] == [200] * 20 + [429] * 5
    assert sent[-1].headers["Retry-After"] == "1"
    other = door.other()
    assert door.send(door.of(ada), key=other)["reason"] == "ok"
    clock.pass_by(seconds=2)
    assert door.send(door.of(ada))["reason"] == "already_checked_in"
    assert door.send(_body("WRONG again"))["reason"] == "invalid"


def test_one_foreign_code_in_front_of_the_camera_is_no_guessing(door: Door) -> None:
    told = [door.send(_body("https://example.org/menu")) for _each in range(30)]

    assert {each["reason"] for each in told} == {"invalid"}
