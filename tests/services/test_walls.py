"""Links to the wall screen, on both databases."""

import pytest

from kiosk.core.errors import NotFound
from kiosk.desk import Desk
from kiosk.services.rehearsals import end_rehearsal, start_rehearsal
from kiosk.services.walls import (
    event_of_link,
    link_of_token,
    make_wall_link,
    wall_links,
    withdraw_wall_link,
)
from tests.makers import Maker


def test_a_link_shows_its_event(desk: Desk, make: Maker) -> None:
    event = make.event()

    link, token = make_wall_link(desk, event, "Siti")

    assert link_of_token(desk, token) == link
    assert event_of_link(desk, link.id) == event
    assert [each.made_by for each in wall_links(desk, event)] == ["Siti"]


def test_another_token_shows_nothing(desk: Desk, make: Maker) -> None:
    make_wall_link(desk, make.event(), "Siti")

    assert link_of_token(desk, "tebakan") is None


def test_a_withdrawn_link_shows_nothing(desk: Desk, make: Maker) -> None:
    event = make.event()
    link, token = make_wall_link(desk, event, "Siti")

    withdraw_wall_link(desk, event, link.id, "Siti")

    assert link_of_token(desk, token) is None
    assert event_of_link(desk, link.id) is None
    assert wall_links(desk, event) == []
    with pytest.raises(NotFound):
        withdraw_wall_link(desk, event, link.id, "Siti")


def test_a_link_of_another_event_cannot_be_withdrawn_here(desk: Desk, make: Maker) -> None:
    first, second = make.event("Satu"), make.event("Dua")
    link, _token = make_wall_link(desk, first, "Siti")

    with pytest.raises(NotFound):
        withdraw_wall_link(desk, second, link.id, "Siti")

    assert event_of_link(desk, link.id) == first


def test_a_link_shows_the_rehearsal_while_it_lasts_and_outlives_it(desk: Desk, make: Maker) -> None:
    event = make.event()
    rehearsal = start_rehearsal(desk, "Siti")
    link, _token = make_wall_link(desk, rehearsal, "Siti")

    during = event_of_link(desk, link.id)
    end_rehearsal(desk, "Siti")

    assert during == rehearsal
    assert event_of_link(desk, link.id) == event
