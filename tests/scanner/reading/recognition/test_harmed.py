"""Badges that glare or a finger hides a part of: recognized by what is left, or not at all."""

from dataclasses import replace

import numpy as np
import pytest

from bench.scenes import Scene, background, codes
from bench.webcam import Held, Picture, Seen, film
from kiosk.scanner.reading.films import Reader, read_image
from kiosk.scanner.reading.frames import grey
from kiosk.scanner.reading.recognition.harmed import recognized_in_part
from kiosk.scanner.reading.recognition.recognition import Roster
from kiosk.scanner.reading.zxing import decode

BADGES = codes(200, np.random.default_rng(1))
ADA = BADGES[17]
MALLORY = codes(1, np.random.default_rng(99))[0]
ROSTER = Roster.of(BADGES)
AT_ARMS_LENGTH = Held(ADA, 0.5, roll=12, yaw=6)

HARMS = [
    pytest.param(Seen(size="480p", glare=0.7), id="a glossy sleeve"),
    pytest.param(Seen(size="480p", finger=True), id="a finger over a corner"),
]


def frames(held: Held, seen: Seen, count: int) -> list[Picture]:
    """Return a film of one who holds a badge so."""
    return list(film([held], seen, count, np.random.default_rng(3)))


@pytest.mark.parametrize("seen", HARMS)
def test_a_badge_of_which_a_part_is_hidden_is_recognized_in_one_frame(seen: Seen) -> None:
    [frame] = frames(AT_ARMS_LENGTH, seen, 1)
    [clean] = frames(AT_ARMS_LENGTH, Seen(size="480p"), 1)
    [symbol] = read_image(clean)

    found = recognized_in_part(grey(frame), ROSTER, 640)

    assert decode(grey(frame)) == []
    assert found
    match, corners = found
    assert match.code == ADA
    assert ROSTER.threshold <= match.score <= 1
    assert np.abs(np.array(corners) - symbol.corners).max() < 4


@pytest.mark.parametrize("seen", HARMS)
def test_a_door_answers_it_within_half_a_second_and_nobody_else(seen: Seen) -> None:
    reader = Reader(ROSTER, budget_ms=1000)

    read = [
        reader.read(frame, index / 30)
        for index, frame in enumerate(frames(AT_ARMS_LENGTH, seen, 15))
    ]

    assert {symbol.text for symbols in read for symbol in symbols} == {ADA}


def test_a_picture_of_it_that_a_phone_sends_is_read() -> None:
    [frame] = frames(AT_ARMS_LENGTH, Seen(size="480p", glare=0.7), 1)

    assert [(each.text, each.how) for each in read_image(frame, roster=ROSTER)] == [
        (ADA, "recognized")
    ]


@pytest.mark.parametrize("seen", HARMS)
def test_a_strangers_is_taken_for_nobodys(seen: Seen) -> None:
    strangers = frames(replace(AT_ARMS_LENGTH, code=MALLORY), seen, 5)

    assert [recognized_in_part(grey(each), ROSTER, 640) for each in strangers] == [None] * 5


def test_a_room_and_a_blank_wall_show_nobody() -> None:
    room = background(Scene(width=640, height=480), np.random.default_rng(5))

    assert recognized_in_part(grey(room), ROSTER) is None
    assert recognized_in_part(np.full((480, 640), 200, np.uint8), ROSTER) is None
    assert recognized_in_part(np.zeros((3, 2), np.uint8), ROSTER) is None
    assert recognized_in_part(np.zeros((0, 0), np.uint8), ROSTER) is None


def test_nobody_is_recognized_where_no_badges_are_known() -> None:
    [frame] = frames(AT_ARMS_LENGTH, Seen(size="480p", glare=0.7), 1)

    assert recognized_in_part(grey(frame), Roster.of([])) is None
