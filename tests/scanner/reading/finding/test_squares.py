"""Where the net sees symbols: small and large ones, blurred, tilted, among clutter, and none."""

import hashlib
import json

import cv2
import numpy as np
import pytest

from bench.scenes import Scene, codes, draw
from kiosk.scanner.reading.finding.squares import NET, Square, Squares
from kiosk.scanner.reading.frames import Grey, grey

(ADA,) = codes(1, np.random.default_rng(1))
SQUARES = Squares()


def drawn(scene: Scene, seed: int = 3) -> tuple[Grey, Square]:
    """Return a frame and the square in which the symbol of a badge lies."""
    made = draw([(ADA, scene)], np.random.default_rng(seed))
    return grey(made.frame), Square(made.corners[0], 1.0)


def cluttered(frame: Grey) -> Grey:
    """Draw windows, shelves and books where the badge is not."""
    random = np.random.default_rng(5)
    crowded = frame.copy()
    for _ in range(150):
        x, y = int(random.integers(0, 620)), int(random.integers(0, 340))
        if abs(x - 320) > 110 or abs(y - 180) > 110:
            end = (x + int(random.integers(5, 50)), y + int(random.integers(5, 50)))
            cv2.rectangle(crowded, (x, y), end, int(random.integers(0, 255)), -1)
    crowded[90:270, 230:410] = frame[90:270, 230:410]
    return crowded


def test_the_net_is_the_one_that_its_record_names() -> None:
    record = json.loads(NET.with_suffix(".json").read_text("utf-8"))

    assert hashlib.sha256(NET.read_bytes()).hexdigest() == record["net"]


@pytest.mark.parametrize("turn", [0, 20, 45, 70])
def test_a_blurred_symbol_among_clutter_is_what_is_tried_first(turn: float) -> None:
    frame, true = drawn(Scene(width=640, height=360, side=60, blur=2.0, turn=turn))

    first = SQUARES.find(cluttered(frame), 320)[0]

    assert np.abs(first.middle() - true.middle()).max() < 6
    assert first.side() == pytest.approx(60, rel=0.15)


@pytest.mark.parametrize("side", [20, 30, 45, 70, 110, 180])
def test_one_look_finds_symbols_of_all_sizes(side: float) -> None:
    frame, true = drawn(Scene(width=640, height=480, side=side))

    found = SQUARES.find(frame, 320)

    assert any(np.abs(each.middle() - true.middle()).max() < 0.1 * side + 2 for each in found)


def test_a_still_picture_is_looked_at_in_several_sizes() -> None:
    frame, true = drawn(Scene(side=24, noise=2))

    found = SQUARES.everywhere(frame)

    assert np.abs(found[0].middle() - true.middle()).max() < 4
    assert len(found) <= 12


@pytest.mark.parametrize("light", [0, 128, 255])
def test_nothing_is_found_where_nothing_is(light: int) -> None:
    assert SQUARES.find(np.full((360, 640), light, np.uint8), 320) == []


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (40, 40)])
def test_a_picture_of_any_size_is_looked_at(size: tuple[int, int]) -> None:
    assert SQUARES.everywhere(np.zeros(size, np.uint8)) == []
