from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.core.errors import BadInput
from kiosk.web.shell import i18n
from tests.makers import Maker

TIME = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)

FORMS = [
    ("id", i18n.date_long, date(2026, 11, 23), "Senin, 23 November 2026"),
    ("en", i18n.date_long, date(2026, 11, 23), "Monday, 23 November 2026"),
    ("id", i18n.date_short, TIME, "23 Nov 2026"),
    ("id", i18n.time_of, TIME, "08.05 WIB"),
    ("en", i18n.time_of, TIME, "08:05 WIB"),
    ("id", i18n.number, 1234, "1.234"),
    ("en", i18n.number, 1234, "1,234"),
    ("id", i18n.plain_number, 1148.5, "1148,5"),
    ("en", i18n.plain_number, 1148.5, "1148.5"),
    ("id", i18n.percent, 87.5, "87,5 %"),
    ("en", i18n.percent, 100.0, "100 %"),
]


@pytest.mark.parametrize("written", FORMS, ids=[f"{form[0]}: {form[3]}" for form in FORMS])
def test_dates_and_numbers_are_written_as_they_are_here(
    app: Flask, make: Maker, written: tuple[str, Callable[[object], str], object, str]
) -> None:
    make.event()
    language, form, value, expected = written

    with app.test_request_context(f"/?language={language}"):
        assert form(value) == expected


def test_a_time_is_shown_in_the_zone_of_the_event(
    app: Flask, as_admin: FlaskClient, make: Maker
) -> None:
    new = {"name": "Timur", "date": "2026-11-23", "timezone": "Asia/Jayapura"}
    as_admin.post("/events", data=new)

    with app.test_request_context("/?language=id"):
        assert i18n.time_of(TIME) == "10.05 WIT"


def test_indonesian_is_what_nobody_asked_otherwise(app: Flask) -> None:
    assert "Kata sandi" in app.test_client().get("/login").text


def test_the_browser_may_ask_for_english(client: FlaskClient) -> None:
    assert "Password" in client.get("/login").text


def test_the_switch_is_kept_in_the_browser(client: FlaskClient) -> None:
    answer = client.post("/language/id", data={"back": "/login?next=/users"})

    assert answer.location == "/login?next=/users"
    assert "Kata sandi" in client.get("/login").text


def test_the_switch_leads_nowhere_else(client: FlaskClient) -> None:
    assert client.post("/language/en", data={"back": "//evil.example"}).location == "/"
    assert client.post("/language/xx").status_code == 404


def test_an_error_speaks_the_language_with_its_values(app: Flask) -> None:
    error = BadInput("The password needs at least {least} characters.", least=8)

    with app.test_request_context("/?language=id"):
        assert i18n.sentence(error) == "Kata sandi perlu paling sedikit 8 karakter."


def test_both_languages_count(app: Flask, as_admin: FlaskClient, make: Maker) -> None:
    event = make.event()
    make.participant(event, "Ada")
    make.participant(event, "Grace")

    assert "2 people are on the list." in as_admin.get("/").text
    assert "2 peserta dalam daftar." in as_admin.get("/?language=id").text


def test_the_appearance_is_kept_in_the_browser(client: FlaskClient) -> None:
    assert 'data-appearance="auto"' in client.get("/login").text

    client.post("/appearance/dark")

    assert 'data-appearance="dark"' in client.get("/login").text
    assert client.post("/appearance/pink").status_code == 404
