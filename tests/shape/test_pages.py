"""Every page, filled and empty, in both languages: it can be read aloud and used by keyboard."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.services.stations import add_station
from tests.addresses import addresses_of
from tests.makers import Maker
from tests.shape.markup import faults
from tests.web.conftest import Login

ENGLISH = re.compile(r">\s*(?:The|This|There|Add|Change|Nobody|Log in|With|You|Please) [^<]*")
"""How a sentence begins that nobody has translated."""


@pytest.fixture
def filled(sqlite_desk: Desk, make: Maker) -> dict[str, int]:
    """Store one of everything; its ids, to be put into addresses."""
    event = make.event()
    ada = make.participant(event, "Ada", organization="SDN 1", phone="0812-3456")
    make.participant(event, "Grace", organization="SMPN 2", district="Dusun Timur")
    check_in(sqlite_desk, make.scan(ada))
    check_in(sqlite_desk, make.scan("https://example.org"))
    station, _token = add_station(sqlite_desk, "Phone", "East")
    session = make.sessions(event)[0]
    return {
        "event_id": event.id,
        "participant_id": ada.id,
        "session_id": session.id,
        "station_id": station.id,
        "number": 1,
    }


def _shown(client: FlaskClient, addresses: set[str], language: str) -> Iterator[tuple[str, str]]:
    """Yield the HTML of those pages that show themselves."""
    client.set_cookie("language", language)
    for address in sorted(addresses):
        with client.get(address, buffered=False) as answer:
            if answer.mimetype == "text/html" and answer.status_code == 200:
                yield address, answer.text


def _faults(shown: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    return {address: wrong for address, html in shown if (wrong := faults(html))}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_can_be_read_aloud(
    app: Flask, login: Login, filled: dict[str, int], language: str
) -> None:
    client = login(Role.ADMINISTRATOR)

    assert _faults(_shown(client, addresses_of(app, filled), language)) == {}


def test_every_page_without_an_event_can_be_read_aloud(app: Flask, login: Login) -> None:
    client = login(Role.ADMINISTRATOR)

    assert _faults(_shown(client, addresses_of(app, {}), "en")) == {}


@pytest.mark.parametrize("address", ["/login", "/setup", "/nothing"])
def test_pages_without_a_login_can_be_read_aloud(client: FlaskClient, address: str) -> None:
    assert faults(client.get(address).text) == []


def test_no_page_is_left_in_the_other_language(
    app: Flask, login: Login, filled: dict[str, int]
) -> None:
    client = login(Role.ADMINISTRATOR)
    pages = addresses_of(app, filled) - {"/patterns"}

    left = {
        address: found
        for address, html in _shown(client, pages, "id")
        if (found := ENGLISH.findall(html))
    }

    assert left == {}
