from threading import Thread
from uuid import uuid4

from flask import Flask
from werkzeug.test import Client, TestResponse

from kiosk.desk import Desk
from kiosk.opening import Opening
from kiosk.services.stations import add_station
from tests.makers import Maker


def test_a_station_is_answered_before_the_pages_are_loaded(sqlite_desk: Desk, make: Maker) -> None:
    ada = make.participant(make.event(), "Ada")
    _, token = add_station(sqlite_desk, "Pintu timur")
    client = Client(Opening(sqlite_desk))

    healthy = client.get("/healthz")
    answer = client.post(
        "/api/v1/scans",
        json={"scan_id": str(uuid4()), "code": make.badge(ada).code},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert healthy.status_code == 200
    assert answer.json
    assert answer.json["reason"] == "ok"


def test_a_station_is_told_what_is_wrong_before_the_pages_are_loaded(sqlite_desk: Desk) -> None:
    answer = Client(Opening(sqlite_desk)).post("/api/v1/scans", json={})

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


def test_whoever_wants_a_page_waits_for_it(sqlite_desk: Desk, app: Flask) -> None:
    opening, answers = Opening(sqlite_desk), list[TestResponse]()
    waiting = Thread(target=lambda: answers.append(Client(opening).get("/login")))
    waiting.start()
    waiting.join(0.1)
    before = list(answers)

    opening.open(app)
    waiting.join(30)

    assert before == []
    assert answers[0].status_code == 200
