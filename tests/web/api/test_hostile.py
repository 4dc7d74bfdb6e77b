"""The API with whatever JSON can say: an answer or a refusal, and nothing of what was refused."""

from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from kiosk.core.model import Scope
from kiosk.desk import Desk
from kiosk.services.stations import add_station
from kiosk.storage import schema
from tests.makers import Maker

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=300)
    | st.sampled_from(["", "\0", "2026-11-23T07:40:00+07:00", "9999-12-31T23:59:59-12:00", "phone"])
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner)
)
SCAN = st.fixed_dictionaries(
    {},
    optional={
        "scan_id": st.uuids().map(str) | JSON,
        "code": st.text(max_size=250) | JSON,
        "scanned_at": st.datetimes().map(lambda each: f"{each.isoformat()}+07:00") | JSON,
        "sent_at": st.datetimes().map(lambda each: f"{each.isoformat()}Z") | JSON,
        "means": st.sampled_from(["camera", "phone", "by_hand"]) | JSON,
        "session": st.integers(-1, 3) | JSON,
    },
)
CALM = settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@pytest.fixture
def station(client: FlaskClient, make: Maker) -> FlaskClient:
    make.participant(make.event(), "Ada")
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {add_station(make.desk, 'Pintu')[1]}"
    return client


def scans(desk: Desk) -> int:
    with desk.store.read() as tx:
        return tx.execute(select(func.count()).select_from(schema.scan)).scalar_one()


def test_a_scan_of_any_json_is_answered_or_refused_and_then_not_stored(
    station: FlaskClient, sqlite_desk: Desk
) -> None:
    @CALM
    @given(SCAN | JSON | st.lists(SCAN, max_size=5))
    def sent(body: Any) -> None:
        before = scans(sqlite_desk)
        answer = station.post("/api/v1/scans", json=body)

        assert answer.status_code in {200, 400, 409, 429}
        stored = scans(sqlite_desk) - before
        told = answer.json if isinstance(answer.json, list) else [answer.json]
        assert stored <= sum("reason" in each for each in told)

    sent()


def test_a_body_of_any_bytes_is_refused(station: FlaskClient, sqlite_desk: Desk) -> None:
    @CALM
    @given(st.binary(max_size=400), st.sampled_from(["application/json", "text/plain", "x/y; q"]))
    def sent(body: bytes, kind: str) -> None:
        answer = station.post("/api/v1/scans", data=body, content_type=kind)

        assert answer.status_code in {200, 400, 415}

    sent()
    assert scans(sqlite_desk) == 0


def test_the_attendance_with_any_question_is_answered_or_refused(
    client: FlaskClient, make: Maker
) -> None:
    make.participant(make.event(), "Ada")
    token = add_station(make.desk, "Dinas", scope=Scope.ATTENDANCE)[1]

    @CALM
    @given(st.dictionaries(st.sampled_from(["session", "day", "x"]), st.text(max_size=30)))
    def asked(question: dict[str, str]) -> None:
        headers = {"Authorization": f"Bearer {token}", "X-Asked": str(uuid4())}
        answer = client.get("/api/v1/attendance", query_string=question, headers=headers)

        assert answer.status_code in {200, 400, 404}

    asked()
