"""What spots blurred symbols among other dark things."""

import cv2
import numpy as np
import pytest

from bench.scenes import Drawn, Scene, codes, draw
from kiosk.scanner.reading.finding.spotting import spotted
from kiosk.scanner.reading.frames import Grey, grey

(ADA,) = codes(1, np.random.default_rng(1))


def blurred(turn: float = 0.0) -> Drawn:
    """Draw a badge whose symbol of 60 pixels no decoder reads."""
    scene = Scene(width=640, height=360, side=60, blur=2.0, turn=turn)
    return draw([(ADA, scene)], np.random.default_rng(3))


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


@pytest.mark.parametrize("turn", [0, 20, 45, 70])
def test_a_blurred_symbol_among_clutter_is_what_is_tried_first(turn: float) -> None:
    drawn = blurred(turn)

    first = spotted(cluttered(grey(drawn.frame)), 0.25)[0]

    away = np.abs(first.corners.mean(axis=0) - drawn.corners[0].mean(axis=0)).max()
    assert away < 8
    assert cv2.contourArea(first.corners) == pytest.approx(60**2, rel=0.3)


def test_nothing_is_spotted_where_nothing_is() -> None:
    assert spotted(np.full((360, 640), 128, np.uint8), 0.25) == []


def test_a_picture_smaller_than_any_symbol_has_none() -> None:
    assert spotted(np.zeros((40, 40), np.uint8), 0.25) == []
