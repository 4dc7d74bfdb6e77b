"""Under which names the product answers, and whose word about the visitor's address counts."""

from dataclasses import replace

import pytest
from flask import Flask, request

from kiosk.app import create_app
from kiosk.core.errors import BadSetting
from kiosk.desk import Desk


def _app(desk: Desk, **settings: str) -> Flask:
    settled = replace(desk, settings=replace(desk.settings, **settings))
    return create_app(settled, addresses=lambda: ["192.168.1.20"])


def _status(app: Flask, host: str) -> int:
    return app.test_client().get("/healthz", headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:8000", "192.168.1.20:8000", "[::1]:8000"]
)
def test_the_names_and_addresses_of_this_computer_are_known(sqlite_desk: Desk, host: str) -> None:
    assert _status(_app(sqlite_desk), host) == 200


@pytest.mark.parametrize("host", ["evil.example", "192.168.1.21", "localhost.evil.example", "x@y"])
def test_a_name_of_somebody_else_is_refused(sqlite_desk: Desk, host: str) -> None:
    assert _status(_app(sqlite_desk), host) == 400


def test_further_names_are_a_setting(sqlite_desk: Desk) -> None:
    app = _app(sqlite_desk, hosts="hadir.sekolah.id, daftar.local")

    assert _status(app, "HADIR.sekolah.id") == 200
    assert _status(app, "daftar.local:8000") == 200


def _seen(app: Flask, peer: str, forwarded: str) -> tuple[str | None, str]:
    with app.test_client() as client:
        headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"}
        client.get("/healthz", headers=headers, environ_base={"REMOTE_ADDR": peer})
        return request.remote_addr, request.scheme


def test_nobody_is_believed_where_no_proxy_is_trusted(sqlite_desk: Desk) -> None:
    assert _seen(_app(sqlite_desk), "10.0.0.1", "1.2.3.4") == ("10.0.0.1", "http")


def test_a_trusted_proxy_says_who_asks_and_a_visitor_cannot(sqlite_desk: Desk) -> None:
    app = _app(sqlite_desk, trusted_proxies="10.0.0.1, 10.0.0.2")

    assert _seen(app, "10.0.0.1", "6.6.6.6, 1.2.3.4") == ("1.2.3.4", "https")
    assert _seen(app, "10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2") == ("1.2.3.4", "https")
    assert _seen(app, "192.168.1.9", "1.2.3.4") == ("192.168.1.9", "http")


def test_a_proxy_that_is_no_address_stops_the_start(sqlite_desk: Desk) -> None:
    with pytest.raises(BadSetting, match="TRUSTED_PROXIES"):
        _app(sqlite_desk, trusted_proxies="the router")
