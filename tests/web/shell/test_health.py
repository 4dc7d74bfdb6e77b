"""What a monitor is told: whether a scan could be stored now."""

import sqlite3
from contextlib import closing

from flask import Flask
from flask.testing import FlaskClient

from kiosk.desk import Desk


def test_a_product_that_can_store_is_well(client: FlaskClient) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json["status"]) == (200, "ok")


def test_a_database_that_cannot_be_written_is_not_well(app: Flask, client: FlaskClient) -> None:
    desk: Desk = app.extensions["desk"]
    path = desk.settings.data / "hadir.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json["trouble"]) == (503, "Busy")


def test_a_database_that_is_gone_is_not_well(app: Flask, client: FlaskClient) -> None:
    desk: Desk = app.extensions["desk"]
    desk.settings.data.rename(desk.settings.data.with_name("away"))

    assert client.get("/healthz").json["trouble"] == "Moved"
