"""Spots symbols among clutter: by what all have in common, in many sizes and turns.

In a strongly shrunk picture a symbol is a few pixels wide: dark corners, a grey middle and light
around, however blurred. Where it is lighter around than inside, drawings of that are compared.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from badges.symbol import SIZE
from kiosk.scanner.reading.finding.candidates import Candidate
from kiosk.scanner.reading.frames import Grey, reduced
from kiosk.scanner.reading.symbol.alignment import WIDE, square_template
from kiosk.scanner.reading.symbol.grid import PER_MODULE, SAMPLES

SpotMap = NDArray[np.float32]

_SIDES: Final = (12.2, 14.5)  # Of symbols, in pixels of the shrunk picture.
_TURNS: Final = 8  # In a quarter.
_WINDOW: Final = 25  # Pixels of a drawing's side: a symbol and its zone, turned.
_GRAIN: Final = 2  # Pixels between places that are compared.
_PLACES: Final = 700  # That are compared at most,
_LIGHTER: Final = 0.25  # where it is that much lighter around than inside, in deviations.
_NOISE: Final = 3.0  # Grey values that are no contrast.
_LIKE: Final = 0.38
_MOST: Final = 24


@dataclass(frozen=True, slots=True)
class _Drawings:
    """What is compared: (pixels, drawings) to multiply with, their weights, sides and angles."""

    light: SpotMap
    weight: SpotMap
    sides: tuple[float, ...]
    angles: tuple[float, ...]


def make_drawings() -> None:
    """Make what the first picture would wait for."""
    _drawings()


def spotted(picture: Grey, factor: float) -> list[Candidate]:
    """Return what may be symbols in a picture that is shrunk by a factor, the best first."""
    if min(picture.shape) * factor < _WINDOW:
        return []
    small = reduced(picture, factor)
    calm = small.astype(np.float32)
    rows, columns = _lighter_around(calm)
    if not len(rows):
        return []
    likeness, drawing = _compared(calm, rows, columns)
    merit = np.zeros((calm.shape[0] // _GRAIN + 1, calm.shape[1] // _GRAIN + 1), np.float32)
    merit[rows // _GRAIN, columns // _GRAIN] = likeness
    highest = cv2.dilate(merit, np.ones((5, 5), np.uint8))[rows // _GRAIN, columns // _GRAIN]
    peaks = np.nonzero((likeness == highest) & (likeness > _LIKE))[0]
    order = peaks[np.argsort(-likeness[peaks])][:_MOST]
    return [
        Candidate(_square((columns[i], rows[i]), int(drawing[i]), factor), float(likeness[i]))
        for i in order
    ]


def _square(middle: tuple[int, int], drawing: int, factor: float) -> NDArray[np.float32]:
    side, angle = _drawings().sides[drawing] / factor, _drawings().angles[drawing]
    centre = ((middle[0] + 0.5) / factor, (middle[1] + 0.5) / factor)
    return np.asarray(cv2.boxPoints((centre, (side, side), angle)), np.float32)


def _lighter_around(calm: SpotMap) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows and columns where it is most lighter around than inside."""
    inside, gap, outer = (cv2.blur(calm, (size, size)) for size in (11, 13, 17))
    spread = cv2.blur(calm * calm, (17, 17)) - outer * outer
    ring = (outer * np.float32(17**2) - gap * np.float32(13**2)) / np.float32(17**2 - 13**2)
    around = (ring - inside) / (np.sqrt(np.maximum(spread, 0)) + np.float32(_NOISE))
    coarse = around[::_GRAIN, ::_GRAIN].ravel()
    places = np.nonzero(coarse > _LIGHTER)[0]
    if len(places) > _PLACES:
        places = places[np.argpartition(-coarse[places], _PLACES)[:_PLACES]]
    rows, columns = np.unravel_index(places, around[::_GRAIN, ::_GRAIN].shape)
    return rows * _GRAIN, columns * _GRAIN


def _compared(
    calm: SpotMap, rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> tuple[SpotMap, NDArray[np.intp]]:
    """Return how like the best drawing each place is, and which one that is."""
    half = _WINDOW // 2
    padded = cv2.copyMakeBorder(calm, half, half, half, half, cv2.BORDER_REPLICATE)
    windows = sliding_window_view(padded, (_WINDOW, _WINDOW))[rows, columns]
    light = windows.reshape(len(rows), -1)
    drawings = _drawings()
    mean = light @ drawings.weight
    spread = (light * light) @ drawings.weight - mean * mean
    norm = np.sqrt(np.maximum(spread, 0)) + np.float32(_NOISE)
    likeness = (light @ drawings.light) / norm
    best = likeness.argmax(axis=1)
    return likeness[np.arange(len(rows)), best], best


@lru_cache(maxsize=1)
def _drawings() -> _Drawings:
    """Return a symbol that may begin with any corner, in all sizes and turns."""
    pairs = [(side, 90 * turn / _TURNS) for side in _SIDES for turn in range(_TURNS)]
    drawn = [_drawn(side, angle) for side, angle in pairs]
    return _Drawings(
        np.stack([light for light, _ in drawn], axis=1),
        np.stack([weight for _, weight in drawn], axis=1),
        tuple(side for side, _ in pairs),
        tuple(angle for _, angle in pairs),
    )


def _drawn(side: float, angle: float) -> tuple[SpotMap, SpotMap]:
    """Return a drawing, so that its product with a window is a covariance, and its weights."""
    template = square_template(WIDE, 4)
    scale = side / (PER_MODULE * SIZE)
    turn = cv2.getRotationMatrix2D(((SAMPLES - 1) / 2, (SAMPLES - 1) / 2), -angle, scale)
    turn = turn + np.array([(0, 0, (_WINDOW - SAMPLES) / 2)] * 2)
    size = (_WINDOW, _WINDOW)
    heavy = template.weight.reshape(SAMPLES, SAMPLES)
    unit = template.unit.reshape(SAMPLES, SAMPLES) / heavy
    weight = cv2.warpAffine(heavy, turn, size).ravel() ** 2
    weight = weight / weight.sum()
    light = cv2.warpAffine(unit, turn, size).ravel()
    light = light - light @ weight
    light = light / np.sqrt(light * light @ weight)
    return (light * weight).astype(np.float32), weight.astype(np.float32)
