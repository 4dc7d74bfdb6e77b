"""Badges of which glare, a finger or dirt hides a part: recognized by what is left.

Two finder patterns say roughly where the symbol lies. It is laid exactly by those of its samples
that show modules at all; where it shows nothing, it is held where it began. What lies there counts
as neither light nor dark, so that the bound for a false match (recognition.py) holds as it is.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from badges.symbol import SIZE
from kiosk.scanner.reading.frames import Grey, resized
from kiosk.scanner.reading.recognition.recognition import (
    Match,
    Roster,
    best,
    estimate,
    is_certain,
)
from kiosk.scanner.reading.recognition.tracking import corners_in_frame, smear_of
from kiosk.scanner.reading.symbol.alignment import (
    FINE,
    SHADES,
    Columns,
    Placement,
    ProfileRow,
    Transform,
    fixed_columns,
    moved,
    sampled,
)
from kiosk.scanner.reading.symbol.grid import MARGIN, PER_MODULE, SAMPLES, data_area
from kiosk.scanner.reading.symbol.painting import fitted, pairs_of
from kiosk.scanner.reading.symbol.patterns import find_patterns
from kiosk.scanner.reading.symbols import Corners

_PATTERNS: Final = 8  # Of a region, the largest,
_GUESSES: Final = 8  # and the ways to put two of them together that are tried.
_MODULES: Final = range(17, 30)  # That a guess may seem to have: a badge has 21.
_ROUNDS, _STEPS = 2, 3  # Times that what is seen is looked at anew, and moves after each.
_HELD: Final = 0.3  # Of what a whole symbol tells of a move, that speaks for none.
_LIKE: Final = 0.65  # Likeness from which it is compared with the badges.
_WINDOW: Final = 5  # Modules about a sample that are never all light, nor all dark.
_NOTHING, _CLEAR = 0.25, 0.6  # Of the symbol's contrast there: nothing is shown, or all is.
_LEAST: Final = 0.02
_MOST: Final = int(0.85 * (SIZE * PER_MODULE) ** 2)  # Samples with less contrast than a clear one.


def recognized_in_part(
    picture: Grey, roster: Roster, doubled: int = 320
) -> tuple[Match, Corners] | None:
    """Return the badge that a picture certainly shows a part of, if there is one.

    Takes uint8 of shape (height, width); where no side is longer than ``doubled`` pixels, patterns
    are looked for at twice the size, which finds smaller ones.
    """
    for start in _starts(picture, doubled):
        place = _laid(picture, start)
        if place.likeness < _LIKE:
            continue
        samples = sampled(picture, place.matrix).ravel()
        shown = estimate(samples, smear_of(picture, place)).data * _by_module(shows(samples))
        match = best(roster, shown)
        if match and is_certain(roster, match):
            return match, corners_in_frame(place)
    return None


def _starts(picture: Grey, doubled: int) -> Iterator[Transform]:
    """Yield where symbols may lie by two of their patterns, from modules to pixels."""
    if min(picture.shape) < SIZE:
        return
    factor = 2.0 if max(picture.shape) <= doubled else 1.0
    patterns = find_patterns(resized(picture, factor) if factor > 1 else picture)[:_PATTERNS]
    guesses = (guess for guess in pairs_of(patterns) if guess.modules in _MODULES)
    layouts = [layout for guess in guesses for layout in fitted(guess, SIZE)]
    for layout in sorted(layouts, key=lambda each: each.error)[:_GUESSES]:
        yield np.diag((1 / factor, 1 / factor, 1.0)) @ layout.place


def _laid(picture: Grey, matrix: Transform) -> Placement:
    """Return the place moved until what is seen fits what all symbols have in common."""
    columns = fixed_columns(FINE, 8)
    for _ in range(_ROUNDS):
        seen = shows(sampled(picture, matrix).ravel())
        solver = _solver(columns, seen)
        for _ in range(_STEPS):
            found = moved(matrix, solver @ sampled(picture, matrix).ravel())
            if found is None:
                return Placement(matrix, -1.0)
            matrix = found
    samples = sampled(picture, matrix).ravel()
    return Placement(matrix, _likeness(samples, columns, shows(samples)))


def shows(samples: ProfileRow) -> ProfileRow:
    """Return how far each sample of a symbol shows modules (0 to 1), by the contrast about it.

    The quiet zone has none, and counts: what shines there is as light as it is.
    """
    smooth = cv2.GaussianBlur(samples.reshape(SAMPLES, SAMPLES), (0, 0), 0.5 * PER_MODULE)
    window = np.ones((_WINDOW * PER_MODULE | 1,) * 2, np.uint8)
    inside = slice(MARGIN * PER_MODULE, -MARGIN * PER_MODULE)
    contrast = (cv2.dilate(smooth, window) - cv2.erode(smooth, window))[inside, inside]
    most = np.partition(contrast.ravel(), _MOST)[_MOST]
    share = contrast / (float(most) + 1e-6)
    found = np.ones((SAMPLES, SAMPLES), np.float32)
    found[inside, inside] = np.clip((share - _NOTHING) / (_CLEAR - _NOTHING), _LEAST, 1)
    return found.ravel()


def _by_module(seen: ProfileRow) -> NDArray[np.float32]:
    """Return how far each of the 208 data modules is shown."""
    inside = slice(MARGIN, -MARGIN)
    whole = seen.reshape(SIZE + 2 * MARGIN, PER_MODULE, SIZE + 2 * MARGIN, PER_MODULE)
    modules = whole.mean(axis=(1, 3))[inside, inside]
    return np.asarray(modules[data_area()], np.float32)


def _solver(columns: Columns, seen: ProfileRow) -> ProfileRow:
    """Return the matrix from samples to shades, gain and moves, by the samples that show any."""
    heavy = columns.values * (columns.weight * seen)[:, None]
    normal = (heavy.T @ heavy).astype(np.float64)
    normal[np.diag_indices_from(normal)] += _held(columns)
    inverse = np.linalg.inv(normal).astype(np.float32)
    return np.asarray(inverse @ heavy.T * (columns.weight * seen), np.float32)


@lru_cache(maxsize=2)
def _held(columns: Columns) -> NDArray[np.float64]:
    """Return how much speaks for each shade, gain and move being none."""
    tells = ((columns.values * columns.weight[:, None]) ** 2).sum(axis=0).astype(np.float64)
    return np.asarray(np.where(np.arange(len(tells)) > SHADES, _HELD, 1e-4) * tells, np.float64)


def _likeness(samples: ProfileRow, columns: Columns, seen: ProfileRow) -> float:
    """Return the correlation with what all symbols have in common, by the samples that show any."""
    weight = columns.weight * seen
    basis = np.linalg.qr(columns.values[:, :SHADES] * weight[:, None])[0]
    rows = np.stack([samples, columns.values[:, SHADES]]) * weight
    rows -= (rows @ basis) @ basis.T
    norm = float(np.prod(np.linalg.norm(rows, axis=1)))
    return float(rows[0] @ rows[1]) / norm if norm > 0 else 0.0
