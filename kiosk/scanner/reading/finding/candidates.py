"""Finds where a symbol may be that no decoder finds: blurred, small, moving, of low contrast.

A symbol is a square full of small dark things, in a zone without any. So what is darker than the
light around it is measured, and places with much of it inside and little around are candidates.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.frames import Grey, reduced

Quads = NDArray[np.float32]
ScoreMap = NDArray[np.float32]
Rectangle = tuple[tuple[float, float], tuple[float, float], float]

LEVELS: Final = (0.5, 0.25, 0.125)
_SIDES: Final = (16, 22, 30)  # Of symbols, in pixels of the shrunk picture.
_GRAIN: Final = 2  # Pixels of the shrunk picture between places that are looked at.
_REACH: Final = 13  # Over which paper is looked for, likewise.
_MOST: Final = 8
_DARKNESS: Final = 3.0  # Grey values a symbol is darker than its paper, on average, at least.
_SHARE: Final = 0.45  # Of a symbol's darkness, where its edge is.
_LEAST: Final = 0.6  # Sides of a patch that may be a symbol's, relative to the side looked for.
_MOST_SIDE: Final = 1.6
_CONTRAST: Final = 1.5  # How much darker inside than around.


@dataclass(frozen=True, slots=True)
class Candidate:
    """A square, (4, 2) in pixels of the picture, that may be a symbol, and how much so."""

    corners: Quads
    merit: float


def candidates(picture: Grey, factor: float) -> list[Candidate]:
    """Return what may be symbols in a picture that is shrunk by a factor, the best first."""
    if min(picture.shape) * factor < 2 * _REACH:
        return []
    small = reduced(picture, factor)
    calm = np.asarray(cv2.blur(small, (3, 3)), np.uint8)
    dark, light = _texture(calm)
    found = []
    for x, y, side, merit in _peaks(dark, light):
        found += [
            Candidate((corners + np.float32(0.5)) / np.float32(factor), merit)
            for corners in _squares(calm, dark, (x, y), side)
        ]
    return found


def _texture(calm: Grey) -> tuple[Grey, Grey]:
    """Return how much darker than light near by each pixel is, and how much lighter than dark."""
    kernel = np.ones((_REACH, _REACH), np.uint8)
    dark = cv2.subtract(cv2.morphologyEx(calm, cv2.MORPH_CLOSE, kernel), calm)
    light = cv2.subtract(calm, cv2.morphologyEx(calm, cv2.MORPH_OPEN, kernel))
    return np.asarray(dark, np.uint8), np.asarray(light, np.uint8)


def _peaks(dark: Grey, light: Grey) -> list[tuple[int, int, int, float]]:
    """Return (x, y, side, merit) of the places with most dark inside and least around."""
    coarse = [
        np.asarray(cv2.resize(part, None, fx=1 / _GRAIN, fy=1 / _GRAIN, interpolation=3), np.uint8)
        for part in (dark, light)
    ]
    maps = [_merit(coarse[0], coarse[1], side / _GRAIN) for side in _SIDES]
    merit = np.maximum(np.maximum(maps[0], maps[1]), maps[2])
    highest = cv2.dilate(merit, np.ones((5, 5), np.uint8))
    rows, columns = np.nonzero((merit == highest) & (merit > _CONTRAST))
    order = np.argsort(-merit[rows, columns])[:_MOST]
    return [
        (
            int(columns[i]) * _GRAIN,
            int(rows[i]) * _GRAIN,
            _SIDES[int(np.argmax([each[rows[i], columns[i]] for each in maps]))],
            float(merit[rows[i], columns[i]]),
        )
        for i in order
    ]


def _merit(dark: Grey, light: Grey, side: float) -> ScoreMap:
    inner, gap, outer = (int(side * part) | 1 for part in (0.8, 1.2, 1.55))
    inside = cv2.min(_mean(dark, inner), _mean(light, inner))
    around = cv2.scaleAdd(_mean(dark, gap), -((gap / outer) ** 2), _mean(dark, outer))
    ring = around * np.float32(1 / (1 - (gap / outer) ** 2))
    merit = cv2.divide(inside, np.maximum(ring, 0) + np.float32(2))
    merit[inside < _DARKNESS] = 0
    return np.asarray(merit, np.float32)


def _mean(part: Grey, size: int) -> ScoreMap:
    return np.asarray(cv2.boxFilter(part, cv2.CV_32F, (size, size)), np.float32)


def _squares(calm: Grey, dark: Grey, middle: tuple[int, int], side: int) -> list[Quads]:
    """Return the square about the dark patch in the middle; where it is unlikely, a guess, too."""
    x, y = middle
    left, top = max(0, x - side), max(0, y - side)
    patch = _patch(dark, middle, side)
    squares = []
    if patch is not None:
        (cx, cy), (width, height), angle = patch
        short, long = min(width, height), max(width, height)
        if _LEAST * side < short and long < _MOST_SIDE * side:
            squares.append(((cx + left, cy + top), (0.9 * width, 0.9 * height), angle))
        away = max(abs(cx + left - x), abs(cy + top - y))
        if squares and long < 1.25 * short < 1.5 * side and away < 0.2 * side:
            return [np.asarray(cv2.boxPoints(squares[0]), np.float32)]
    angle = _direction(calm[top : y + side + 1, left : x + side + 1])
    squares.append(((float(x), float(y)), (float(side), float(side)), angle))
    return [np.asarray(cv2.boxPoints(square), np.float32) for square in squares]


def _patch(dark: Grey, middle: tuple[int, int], side: int) -> Rectangle | None:
    """Return the rectangle about the largest dark patch near the middle."""
    x, y = middle
    window = dark[max(0, y - side) : y + side + 1, max(0, x - side) : x + side + 1]
    half = side // 3
    level = float(dark[max(0, y - half) : y + half, max(0, x - half) : x + half].mean())
    patch = (cv2.blur(window, (5, 5)) > _SHARE * level).astype(np.uint8)
    contours, _ = cv2.findContours(patch, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    centre, size, angle = cv2.minAreaRect(max(contours, key=cv2.contourArea))
    return (centre[0], centre[1]), (size[0], size[1]), angle


def _direction(window: Grey) -> float:
    """Return the angle of most edges in degrees, apart from quarter turns."""
    gx = cv2.Sobel(window, cv2.CV_32F, 1, 0)
    gy = cv2.Sobel(window, cv2.CV_32F, 0, 1)
    edges = (gx + 1j * gy) ** 4 / (gx**2 + gy**2 + 1)
    return float(np.degrees(np.angle(edges.sum())) / 4)
