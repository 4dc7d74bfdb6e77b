"""Squares where symbols seem to be, as a small net says (`bench/finder` tells how it was made).

The net looks at a whole picture in a small size. What it finds is laid flat and looked at again in
the size that it knows best, which makes the corners exact.
"""

import cmath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log2, sqrt
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.frames import Grey, reduced
from kiosk.scanner.reading.symbol.alignment import Transform
from kiosk.scanner.reading.symbols import Corners

Quads = NDArray[np.float32]  # (4, 2) in pixels, clockwise.

NET: Final = Path(__file__).with_name("finder.onnx")
_CELL: Final = 8  # Pixels of a cell of the answer.
_UNIT: Final = 32.0  # Pixels of a side whose log is 0.
_MULTIPLE: Final = 32  # Of which sides the net takes pictures.
_WINDOW: Final = 96  # Pixels of the window of a second look,
_WANTED: Final = 36.0  # and of the symbol's side in it.
_LEAST: Final = 0.2  # How sure the first look must be,
_SURE: Final = 0.3  # and the second.
_AGAIN: Final = 3  # Squares that are looked at again.
_SIZES: Final = (160, 320, 640)  # Pixels across, in which a still picture is looked at,
_MOST: Final = 12  # and squares of it that are kept.
_NEAR: Final = 0.4  # Sides between two squares that are one.
_LIGHT: Final = (np.sqrt(np.arange(256, dtype=np.float32) / 255) * 4 - 2).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Square:
    """Where a symbol may be, and how sure the net is (0 to 1)."""

    corners: Quads
    sure: float

    def place(self) -> Corners:
        """Return the corners as readers give them."""
        return tuple((float(x), float(y)) for x, y in self.corners)

    def middle(self) -> Quads:
        """Return the mean of the corners."""
        return np.asarray(self.corners.mean(axis=0), np.float32)

    def side(self) -> float:
        """Return the side of a square as large."""
        (ax, ay), (bx, by) = self.corners[2] - self.corners[0], self.corners[3] - self.corners[1]
        return sqrt(abs(ax * by - ay * bx) / 2)


class Squares:
    """Finds squares; one for each thread that looks."""

    def __init__(self) -> None:
        """Load the net."""
        # On one thread OpenCV's classic engine takes half the time of its new one. A path with
        # letters that English has not would not be found on Windows.
        self._net = cv2.dnn.readNetFromONNX(_stored(), cv2.dnn.ENGINE_CLASSIC)

    def find(self, picture: Grey, across: int) -> list[Square]:
        """Return what stays likely in a second look at the surest places of a first one."""
        again = (self._again(picture, each) for each in self.glance(picture, across)[:_AGAIN])
        return sorted((each for each in again if each), key=lambda each: -each.sure)

    def everywhere(self, picture: Grey) -> list[Square]:
        """Return what looks in all sizes find, the surest first."""
        # What can be read is seen at half of its size, too.
        sizes = [across for across in _SIZES if across <= max(_SIZES[0], max(picture.shape) / 2)]
        seen = [each for across in sizes for each in self.glance(picture, across)]
        return _each_once(sorted(seen, key=lambda each: -each.sure))[:_MOST]

    def glance(self, picture: Grey, across: int) -> list[Square]:
        """Return what one look in a size finds, the surest first."""
        small = reduced(picture, min(1.0, across / max(picture.shape)))
        back = np.array(picture.shape[::-1], np.float32) / np.array(small.shape[::-1], np.float32)
        found = self._seen(small, _LEAST)
        return [Square(np.asarray(each.corners * back, np.float32), each.sure) for each in found]

    def _again(self, picture: Grey, square: Square) -> Square | None:
        """Return the square as a second look shows it, if it still seems a symbol."""
        place = _place(square)
        for seen in self._seen(_laid_flat(picture, place, square.side()), _SURE):
            if np.hypot(*(seen.middle() - _WINDOW / 2)) < _WANTED / 2:
                corners = cv2.perspectiveTransform(seen.corners[None], place)[0]
                return Square(np.asarray(corners, np.float32), seen.sure)
        return None

    def _seen(self, picture: Grey, least: float) -> list[Square]:
        """Return the squares of a picture that is looked at as it is."""
        answer = self._answer(picture)
        sure = answer[0]
        highest = sure >= cv2.dilate(sure, np.ones((3, 3), np.uint8))
        rows, columns = np.nonzero(highest & (sure > np.log(least / (1 - least))))
        return _each_once(
            _square(answer[:, rows[i], columns[i]].tolist(), int(rows[i]), int(columns[i]))
            for i in np.argsort(-sure[rows, columns])
        )

    def _answer(self, picture: Grey) -> NDArray[np.float32]:
        """Return what the net says of each cell: (8, cells down, cells across)."""
        height, width = picture.shape
        sides = (0, -height % _MULTIPLE, 0, -width % _MULTIPLE)
        light = cv2.copyMakeBorder(_LIGHT[picture], *sides, cv2.BORDER_REPLICATE)
        self._net.setInput(light[None, None])
        return np.asarray(self._net.forward()[0], np.float32)


@lru_cache(maxsize=1)
def _stored() -> NDArray[np.uint8]:
    return np.frombuffer(NET.read_bytes(), np.uint8)


def _square(said: list[float], row: int, column: int) -> Square:
    """Return the square that a cell speaks of: its half diagonals solve z² - one z + two = 0."""
    sure, right, down, size, *how = said
    middle = complex(column + 0.5 + right, row + 0.5 + down) * _CELL
    half = (exp(min(max(size, -3), 3)) * _UNIT) ** 2 / 2
    one, two = complex(*how[:2]), complex(*how[2:])
    root = cmath.sqrt(one * one - 4 * two / max(abs(two), 1e-6))
    ways = [cmath.sqrt((one + sign * root) / 2 * half) for sign in (1, -1)]
    ways = sorted([*ways, *(-way for way in ways)], key=cmath.phase)
    corners = np.array([((middle + way).real, (middle + way).imag) for way in ways], np.float32)
    return Square(corners, 1 / (1 + exp(-sure)))


def _each_once(squares: Iterable[Square]) -> list[Square]:
    """Return the squares without those that lie on an earlier one."""
    found: list[Square] = []
    for square in squares:
        if not any(_are_one(square, other) for other in found):
            found.append(square)
    return found


def _are_one(square: Square, other: Square) -> bool:
    return bool(np.hypot(*(square.middle() - other.middle())) < _NEAR * other.side())


def _place(square: Square) -> Transform:
    """Return the matrix from pixels of a window, in which the square lies flat, to the picture."""
    low, high = (_WINDOW - _WANTED) / 2, (_WINDOW + _WANTED) / 2
    flat = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(flat, square.corners), np.float64)


def _laid_flat(picture: Grey, place: Transform, side: float) -> Grey:
    """Return the window in which a square lies flat."""
    ends = np.array([[(0, 0), (_WINDOW, 0), (_WINDOW, _WINDOW), (0, _WINDOW)]], np.float64)
    outline = cv2.perspectiveTransform(ends, place)[0]
    height, width = picture.shape
    left, top = (int(each) for each in np.clip(outline.min(axis=0), 0, (width - 2, height - 2)))
    right, bottom = (int(each) + 2 for each in outline.max(axis=0))
    part = picture[top : max(bottom, top + 2), left : max(right, left + 2)]
    # In halves before, so that no pixel is left out where it shrinks.
    small = reduced(part, 0.5 ** max(0, int(log2(max(side, 1.0) / _WANTED))))
    across, down = small.shape[1] / part.shape[1], small.shape[0] / part.shape[0]
    # Pixels are counted from their middles.
    to_small = np.array(
        [(across, 0, -left * across - 0.5), (0, down, -top * down - 0.5), (0, 0, 1)]
    )
    from_window = np.array([(1, 0, 0.5), (0, 1, 0.5), (0, 0, 1)])
    seen = cv2.warpPerspective(
        small,
        to_small @ place @ from_window,
        (_WINDOW, _WINDOW),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(seen, np.uint8)
