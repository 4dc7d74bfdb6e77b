"""Finder patterns, the squares in three corners of a symbol, found as nested contours."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.frames import Grey

Points = NDArray[np.floating[Any]]

_MOST = 10
_SMALLEST_PICTURE = 16
_SMALLEST_SIDE = 5.0
_SAME_PLACE = 0.3  # Of the larger pattern's side.
_SAME_SIDE = 0.7
_CORNERS = 4
_SMALLEST_AREA = 30.0
_RATIO = (2.2, 14.0)  # Outer to inner square: 49 / 9 on paper, more or less where light bleeds.


@dataclass(frozen=True, slots=True)
class Pattern:
    """A finder pattern: its middle, its four outer corners (4, 2), and its side in pixels."""

    middle: Points
    corners: Points
    side: float


def find_patterns(picture: Grey) -> list[Pattern]:
    """Return the finder patterns of a grey picture, dark on light, the largest first."""
    if min(picture.shape) < _SMALLEST_PICTURE:
        return []
    found = [pattern for binary in binaries(picture) for pattern in _nested(binary)]
    return sorted(_distinct(found), key=lambda pattern: -pattern.side)[:_MOST]


def _distinct(patterns: list[Pattern]) -> list[Pattern]:
    """Return the patterns without those that an earlier one is the same as."""
    middles = np.array([pattern.middle for pattern in patterns]).reshape(-1, 2)
    sides = np.array([pattern.side for pattern in patterns])
    left = np.ones(len(patterns), np.bool_)
    for index in range(len(patterns)):
        if left[index]:
            larger = np.maximum(sides, sides[index])
            near = np.hypot(*(middles - middles[index]).T) < _SAME_PLACE * larger
            left &= ~(near & (np.minimum(sides, sides[index]) > _SAME_SIDE * larger))
            left[index] = True
    return [pattern for pattern, kept in zip(patterns, left, strict=True) if kept]


def binaries(picture: Grey) -> list[Grey]:
    """Return the picture in black and white, what is dark being 255, in two ways."""
    block = max(15, min(picture.shape) // 8) | 1
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    kind = cv2.THRESH_BINARY_INV
    _, whole = cv2.threshold(smooth, 0, 255, kind | cv2.THRESH_OTSU)
    local = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, kind, block, 5)
    return [np.asarray(local, np.uint8), np.asarray(whole, np.uint8)]


def _nested(binary: Grey) -> list[Pattern]:
    contours, tree = cv2.findContours(binary, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return []
    links = np.asarray(tree).reshape(-1, 4)
    found = []
    for index, (_, _, child, parent) in enumerate(links):
        if child < 0 <= parent and links[parent][3] >= 0:
            pattern = _pattern(_whole(contours[links[parent][3]]), _whole(contours[index]))
            found += [pattern] if pattern else []
    return found


def _whole(contour: object) -> NDArray[np.int32]:
    return np.asarray(contour, np.int32)


def _pattern(outer: NDArray[np.int32], inner: NDArray[np.int32]) -> Pattern | None:
    """Return the pattern of an outer and an inner dark square, if they are like one."""
    around, core = cv2.contourArea(outer), cv2.contourArea(inner)
    if around < _SMALLEST_AREA or not _RATIO[0] < around / max(core, 1.0) < _RATIO[1]:
        return None
    corners = _square(outer)
    middle = corners.mean(axis=0)
    side = float(abs(cv2.contourArea(corners))) ** 0.5
    away = float(np.linalg.norm(inner.reshape(-1, 2).mean(axis=0) - middle))
    box = cv2.contourArea(corners)
    if side < _SMALLEST_SIDE or away > 0.2 * side or around < 0.6 * box:
        return None
    return Pattern(middle, corners, side)


def _square(contour: NDArray[np.int32]) -> Points:
    """Return the four corners of a contour, grown to the outer edge of its pixels."""
    hull = cv2.convexHull(contour)
    length = cv2.arcLength(hull, closed=True)
    for closeness in (0.05, 0.08, 0.12):
        polygon = cv2.approxPolyDP(hull, closeness * length, closed=True)
        if len(polygon) == _CORNERS:
            return polygon.reshape(4, 2).astype(np.float32)
    return np.asarray(cv2.boxPoints(cv2.minAreaRect(contour)), np.float32)
