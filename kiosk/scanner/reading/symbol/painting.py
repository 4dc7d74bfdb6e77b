"""Symbols laid flat from two or three finder patterns, and hidden finder patterns drawn again."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.symbol.patterns import Pattern, Points

Projection = NDArray[np.float64]

QUIET: Final = 4
SCALE: Final = 6  # Pixels of a module in the flat picture.
_TWO = 2
_SMALLEST, _LARGEST = 21, 177  # Modules of versions 1 and 40.
_LARGEST_AT_DOORS = 73  # Modules of version 14.
_UNEVEN = 2.5  # Longer sides to shorter ones, at most, however a symbol is tilted.
_LEAST_SINE = 0.5  # Of the angle between a symbol's sides, likewise.
_LARGEST_ERROR = 0.35  # Of a layout that is tried.
_SQUARE = np.array([(0, 0), (7, 0), (7, 7), (0, 7)], np.float64)


@dataclass(frozen=True, slots=True)
class Flat:
    """A symbol as it would lie before us, and the matrix from the flat picture to the frame."""

    picture: Grey
    back: Projection
    modules: int


@dataclass(frozen=True, slots=True, eq=False)
class SymbolLayout:
    """Where a symbol seems to lie: from modules to pixels, and how many modules it has."""

    place: Projection
    modules: int
    error: float  # Pixels by which the known corners miss, relative to the pattern's side.
    known: Projection  # The corners of the patterns in modules,
    seen: Projection  # and where they are seen in pixels.


@dataclass(frozen=True, slots=True)
class SymbolGuess:
    """Which patterns may be which corners of a symbol, and how many modules it seems to have."""

    roles: tuple[tuple[Pattern, int, int], ...]  # With 1 where a corner is right, or below.
    ways: tuple[Points, Points]
    modules: int


def layouts(patterns: list[Pattern]) -> list[SymbolLayout]:
    """Return where symbols may lie, the likeliest first: three patterns, then two.

    Symbols larger than those at doors are left out.
    """
    ranked = []
    for guesses, most in ((trios_of(patterns), 12), (pairs_of(patterns), 24)):
        small = (guess for guess in guesses if guess.modules <= _LARGEST_AT_DOORS)
        found = [layout for guess in small for layout in fitted(guess, guess.modules)]
        ranked += sorted(found, key=lambda layout: layout.error)[:most]
    return ranked


def flatten(picture: Grey, layout: SymbolLayout) -> Flat:
    """Return the symbol of a layout, seen from above, with its quiet zone."""
    back = back_of(layout)
    size = (layout.modules + 2 * QUIET) * SCALE
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    flat = cv2.warpPerspective(
        picture, back, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return Flat(np.asarray(flat, np.uint8), back, layout.modules)


def back_of(layout: SymbolLayout) -> Projection:
    """Return the matrix from the flat picture of a layout to the frame."""
    scale = np.diag((1 / SCALE, 1 / SCALE, 1.0))
    scale[0, 2] = scale[1, 2] = 0.5 / SCALE - QUIET
    return np.asarray(layout.place @ scale, np.float64)


def painted(flat: Flat) -> Flat:
    """Return the flat symbol with its finder patterns and its quiet zone drawn again."""
    light, dark = (float(np.percentile(flat.picture, share)) for share in (90, 10))
    picture = flat.picture.copy()
    edge = QUIET * SCALE
    far = edge + flat.modules * SCALE
    for strip in (picture[:edge], picture[far:], picture[:, :edge], picture[:, far:]):
        strip[:] = light
    drawn = np.where(_finder(), dark, light).astype(np.uint8)
    size = len(drawn)
    picture[edge : edge + size, edge : edge + size] = drawn
    picture[edge : edge + size, far - size : far] = drawn[:, ::-1]
    picture[far - size : far, edge : edge + size] = drawn[::-1]
    return Flat(picture, flat.back, flat.modules)


def _finder() -> NDArray[np.bool_]:
    """Return a finder pattern with its separator at the right and below, True is dark."""
    ring = np.zeros((8, 8), np.bool_)
    ring[:7, :7] = True
    ring[1:6, 1:6] = False
    ring[2:5, 2:5] = True
    return np.kron(ring, np.ones((SCALE, SCALE), np.bool_))


def trios_of(patterns: list[Pattern]) -> Iterator[SymbolGuess]:
    """Yield the symbols that three patterns may belong to."""
    for trio in combinations(patterns, 3):
        if not _alike(trio):
            continue
        for first, right, below in permutations(trio):
            across, down = right.middle - first.middle, below.middle - first.middle
            if _like_a_corner(across, down):
                modules = _modules(first, across, right, down, below)
                roles = ((first, 0, 0), (right, 1, 0), (below, 0, 1))
                yield SymbolGuess(roles, (across, down), modules)


def pairs_of(patterns: list[Pattern]) -> Iterator[SymbolGuess]:
    """Yield the symbols that two patterns may belong to, of which the third is hidden."""
    for one, other in combinations(patterns, 2):
        if _alike((one, other)):
            yield from _of_two(one, other)


def _of_two(one: Pattern, other: Pattern) -> Iterator[SymbolGuess]:
    across = other.middle - one.middle
    aside = np.array((-across[1], across[0]), np.float32)
    for sign in (1, -1):  # Seen from the front, a symbol's rows run clockwise of its columns.
        first, right = (one, other) if sign > 0 else (other, one)
        along, down = sign * across, sign * aside
        modules = _modules(first, along, right, along, right)
        yield SymbolGuess(((first, 0, 0), (right, 1, 0)), (along, down), modules)
        yield SymbolGuess(((first, 0, 0), (right, 0, 1)), (-down, along), modules)
        yield _diagonal(first, right)


def _diagonal(right: Pattern, below: Pattern) -> SymbolGuess:
    """Return the symbol whose top left pattern is hidden."""
    slope = below.middle - right.middle
    turned = np.array((-slope[1], slope[0]), np.float32)
    across, down = -(slope + turned) / 2, (slope - turned) / 2
    modules = _modules(right, across, right, down, below)
    return SymbolGuess(((right, 1, 0), (below, 0, 1)), (across, down), modules)


def _like_a_corner(across: Points, down: Points) -> bool:
    """Tell whether two ways from a pattern may lead to the other two, seen from the front."""
    one, other = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    if min(one, other) < 1 or not 1 / _UNEVEN < one / other < _UNEVEN:
        return False
    turn = float(across[0] * down[1] - across[1] * down[0]) / (one * other)
    return turn > _LEAST_SINE


def _alike(patterns: tuple[Pattern, ...]) -> bool:
    sides = [pattern.side for pattern in patterns]
    return max(sides) < _UNEVEN * min(sides)


def _modules(first: Pattern, across: Points, right: Pattern, down: Points, below: Pattern) -> int:
    """Return how many modules a side seems to have: 17 and a multiple of 4."""
    ways = ((across, right), (down, below))
    lengths = [
        7 * float(np.linalg.norm(way)) / (0.5 * (_extent(first, way) + _extent(end, way)))
        for way, end in ways
    ]
    modules = round((float(np.mean(lengths)) + 7 - 17) / 4) * 4 + 17
    return int(min(max(modules, _SMALLEST), 2 * _LARGEST))


def _extent(pattern: Pattern, way: Points) -> float:
    """Return how long the pattern is along a way, as a square that may be seen aslant."""
    edges = np.roll(pattern.corners, -1, axis=0) - pattern.corners
    lengths = np.linalg.norm(edges, axis=1)
    along = np.abs(edges @ way) / (lengths * float(np.linalg.norm(way)) + 1e-6)
    pairs = (along[:2] + along[2:]) / 2
    nearest = int(np.argmax(pairs))
    edge = float(lengths[nearest] + lengths[nearest + 2]) / 2
    return max(edge, 1.0) / max(float(pairs[nearest]), 0.7)


def fitted(guess: SymbolGuess, modules: int) -> Iterator[SymbolLayout]:
    """Yield the layout that lays the patterns' corners where they belong, if any does."""
    roles = guess.roles
    if not _SMALLEST <= modules <= (_LARGEST if len(roles) > _TWO else _LARGEST_AT_DOORS):
        return
    seen = np.vstack([_ordered(pattern, guess.ways) for pattern, _, _ in roles])
    known = np.vstack([_SQUARE + np.array((x, y)) * (modules - 7) for _, x, y in roles])
    place, _ = cv2.findHomography(known, seen.astype(np.float64), 0)
    if place is None:
        return
    missed = cv2.perspectiveTransform(known[None], place)[0] - seen
    error = float(np.abs(missed).mean()) / min(pattern.side for pattern, _, _ in roles)
    if error < _LARGEST_ERROR:
        yield SymbolLayout(
            np.asarray(place, np.float64), modules, error, known, seen.astype(np.float64)
        )


def _ordered(pattern: Pattern, ways: tuple[Points, Points]) -> Points:
    """Return the corners in the order of a symbol whose rows and columns run these ways."""
    (across_x, across_y), (down_x, down_y) = ways
    x, y = (pattern.corners - pattern.middle).T
    turned_over = np.sign(across_x * down_y - across_y * down_x)
    angle = np.arctan2(
        turned_over * (y * across_x - x * across_y), turned_over * (x * down_y - y * down_x)
    )
    turned = np.argsort(angle)  # From the top left, clockwise, since y grows downwards.
    return np.asarray(pattern.corners[turned], np.float32)
