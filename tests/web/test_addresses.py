"""No address holds what a person is called, or what was typed to find them: logs keep addresses."""

import re

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Participant
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from tests.makers import Maker

ADDRESS = re.compile(r'\b(?:href|action|formaction|src|data-[\w-]+)="([^"#]*)')
NAME = "Adelheid"


@pytest.fixture
def person(make: Maker) -> Participant:
    return make.participant(make.event(), f"{NAME} Lestari")


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/participants/search", {"q": NAME}),
        ("/desk", {"q": f"{NAME} nobody"}),
        ("/desk", {"q": f"{NAME} Lestari"}),
        ("/desk/walk-in/begun", {"name": NAME}),
    ],
)
def test_no_link_of_what_was_found_holds_it(
    as_supervisor: FlaskClient, person: Participant, path: str, sent: dict[str, str]
) -> None:
    page = as_supervisor.post(path, data=sent, follow_redirects=True)

    assert page.status_code == 200
    assert NAME in page.text
    assert [each for each in ADDRESS.findall(page.text) if NAME in each] == []


def test_no_link_of_what_was_refused_holds_it(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, person: Participant
) -> None:
    scan = make.scan(person)
    make.event("Kegiatan lain")
    check_in(sqlite_desk, scan)

    page = as_supervisor.get("/desk").text

    assert [each for each in ADDRESS.findall(page) if NAME in each] == []


def test_a_search_form_sends_and_asks_for_nothing_in_the_address(
    as_supervisor: FlaskClient, person: Participant
) -> None:
    for path in ("/participants", "/desk"):
        [form] = re.findall(r'<form[^>]*role="search"[^>]*>', as_supervisor.get(path).text)
        assert 'method="post"' in form


def test_an_address_with_words_finds_nobody(
    as_supervisor: FlaskClient, person: Participant
) -> None:
    assert "find-" not in as_supervisor.get(f"/desk?q={NAME}").text
    assert as_supervisor.get("/participants/search").location == "/participants"
