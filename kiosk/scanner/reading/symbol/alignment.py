"""Finds out where exactly a symbol lies, by what all symbols have in common."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from badges.symbol import SIZE
from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.symbol.grid import (
    MARGIN,
    PER_MODULE,
    SAMPLES,
    Lattice,
    Smear,
    axis,
    fixed,
    seen,
)

Transform = NDArray[np.float64]
ProfileRow = NDArray[np.float32]

_HALF = SIZE / 2
_EDGE = SIZE + MARGIN
_OUTERMOST = np.array([(-MARGIN, _EDGE, _EDGE, -MARGIN), (-MARGIN, -MARGIN, _EDGE, _EDGE), [1] * 4])
_TO_MODULES = np.array([(_HALF, 0, _HALF), (0, _HALF, _HALF), (0, 0, 1)])
_FROM_MODULES = np.array([(1 / _HALF, 0, -1), (0, 1 / _HALF, -1), (0, 0, 1)])
_FIRST = 0.5 / PER_MODULE - MARGIN
_FROM_SAMPLES = np.array([(1 / PER_MODULE, 0, _FIRST), (0, 1 / PER_MODULE, _FIRST), (0, 0, 1)])
# Pixels are counted from their middles.
_HALF_A_PIXEL = np.array([(1, 0, -0.5), (0, 1, -0.5), (0, 0, 1)])
SHADES = 3  # Brightness, and its slope across and down.
_BLUR: Final = 1.3  # Modules that a patch is blurred by, so that it is felt from farther away.
# Steps, and the likeness that squares have after them which lie where a symbol would: of others
# most are given up before the first step, and two in three of the rest after it.
_GATES: Final = ((0, 0.4), (1, 0.4), (2, 0.5), (2, 0.6))
CLEAR: Final = 0.8  # Likeness from which a place is taken for a symbol's,
_ROUGHER: Final = 0.05  # and how much more is asked for of a rough fit.
_ROUGHLY: Final = 0.7  # Likeness of a rough fit that is worth a fine one.
_LEAST_GAIN: Final = 1.0  # Grey values between light and grey.
_FARTHEST: Final = 30000.0  # Pixels: OpenCV's samplers know no places beyond.


WIDE: Final = Smear(1.5)
FINE: Final = Smear(0.75)


@dataclass(frozen=True, slots=True)
class Template:
    """What samples should look like, and how they tell a displacement.

    ``weight`` says how much each sample counts, ``solver`` turns samples into shades, gain and
    moves, ``shades`` is an orthonormal basis of shading and ``unit`` the light without it.
    """

    weight: ProfileRow
    solver: ProfileRow
    shades: ProfileRow
    unit: ProfileRow


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What samples are made of: shades, what all symbols have in common, and how each move shows.

    ``values`` is (SAMPLES², columns), ``weight`` says how much each sample counts.
    """

    values: ProfileRow
    weight: ProfileRow


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a symbol lies, from modules to pixels, and how well what all have in common fits."""

    matrix: Transform
    likeness: float


def located(picture: Grey, corners: NDArray[np.float32]) -> Placement:
    """Return the best place of a symbol near these corners, which may begin with any of them."""
    matrix = _where_a_square_is(picture, place_of(corners))
    if matrix is None:
        return Placement(place_of(corners), 0.0)
    fine = fixed_template(FINE, 8)
    patch = _patch(picture, matrix, 0).reshape(SAMPLES, SAMPLES)
    turns = [likeness(np.rot90(patch, turn).ravel(), fine) for turn in range(4)]
    best = Placement(matrix, 0.0)
    for turn in np.argsort(turns)[:1:-1]:
        place = _laid(picture, _turned(matrix, turn))
        if place.likeness >= CLEAR:
            return place
        best = max(best, place, key=lambda each: each.likeness)
    return best


def _where_a_square_is(picture: Grey, matrix: Transform) -> Transform | None:
    """Return the place of a symbol that may begin with any corner, if one is near."""
    square = square_template(WIDE, 4)
    patch = _patch(picture, matrix, _BLUR)
    for steps, least in _GATES:
        for _ in range(steps):
            found = moved(matrix, square.solver @ patch)
            if found is None:
                return None
            matrix, patch = found, _patch(picture, found, _BLUR)
        if likeness(patch, square) < least:
            return None
    return matrix


def _laid(picture: Grey, matrix: Transform) -> Placement:
    """Return the place of a symbol that lies roughly as said, in smaller and smaller steps.

    Of a symbol that a finger hides a part of, or that moved, only the rough fit may be good.
    """
    rough = refined(picture, matrix, fixed_template(WIDE, 4), 2, _BLUR)
    rough = refined(picture, rough.matrix, fixed_template(WIDE, 8), 2, _BLUR)
    if rough.likeness < _ROUGHLY:
        return rough
    fine = refined(picture, rough.matrix, fixed_template(FINE, 8), 4)
    return rough if fine.likeness < CLEAR <= rough.likeness - _ROUGHER else fine


def _turned(place: Transform, quarters: int) -> Transform:
    """Return the place of a symbol turned by quarters, so that its patch is np.rot90 of before."""
    quarter = np.array([(0, -1, SIZE), (1, 0, 0), (0, 0, 1)], np.float64)
    return np.asarray(place @ np.linalg.matrix_power(quarter, int(quarters)))


def place_of(corners: NDArray[np.float32]) -> Transform:
    """Return the matrix from modules to pixels that lays the symbol's corners there."""
    square = np.array([(0, 0), (SIZE, 0), (SIZE, SIZE), (0, SIZE)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(square, corners), np.float64)


def corners_of(place: Transform) -> NDArray[np.float64]:
    """Return where the symbol's corners lie: (4, 2)."""
    square = np.array([[(0, 0), (SIZE, 0), (SIZE, SIZE), (0, SIZE)]], np.float64)
    return np.asarray(cv2.perspectiveTransform(square, place)[0], np.float64)


def sampled(picture: Grey, place: Transform) -> NDArray[np.float32]:
    """Return the brightness at the samples' places: (SAMPLES, SAMPLES)."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    patch = cv2.warpPerspective(
        picture,
        _HALF_A_PIXEL @ place @ _FROM_SAMPLES,
        (SAMPLES, SAMPLES),
        flags=flags,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return patch.astype(np.float32)


def refined(
    picture: Grey, matrix: Transform, template: Template, steps: int, blur: float = 0.0
) -> Placement:
    """Return the place moved until the template fits; ``blur`` (modules) widens its reach."""
    patch = _patch(picture, matrix, blur)
    for _ in range(steps):
        found = moved(matrix, template.solver @ patch)
        if found is None:
            return Placement(matrix, -1.0)
        matrix, patch = found, _patch(picture, found, blur)
    return Placement(matrix, likeness(patch, template))


def moved(matrix: Transform, solved: ProfileRow) -> Transform | None:
    """Return the place moved by a step, as a solver tells it, or None where no symbol can be."""
    gain = float(solved[SHADES])
    if gain < _LEAST_GAIN:
        return None
    move = np.asarray(solved[SHADES + 1 :] / gain, np.float64)
    found = np.asarray(matrix @ _inverse_move(move), np.float64)
    return np.asarray(found / found[2, 2], np.float64) if _is_sound(found) else None


def likeness(patch: ProfileRow, template: Template) -> float:
    """Return the weighted correlation of samples and template, apart from shading."""
    light = patch * template.weight
    light = light - template.shades @ (light @ template.shades)
    norm = float(np.linalg.norm(light))
    return float(light @ template.unit) / norm if norm > 0 else 0.0


def _is_sound(matrix: Transform) -> bool:
    """Tell whether all samples lie before the camera, and not too far out."""
    x, y, depth = (matrix @ _OUTERMOST).tolist()
    if not min(depth) > 0.2 * max(depth) > 0:
        return False
    places = [abs(place / deep) for line in (x, y) for place, deep in zip(line, depth, strict=True)]
    return all(place < _FARTHEST for place in places)


@lru_cache(maxsize=64)
def fixed_template(smear: Smear, moves: int) -> Template:
    """Return the template of what all symbols have in common."""
    return template_of(fixed_light(smear), _fixed_weight(smear), moves)


@lru_cache(maxsize=2)
def fixed_columns(smear: Smear, moves: int) -> Columns:
    """Return what the samples of every symbol are made of."""
    values = _columns(fixed_light(smear), moves)
    return Columns(values.astype(np.float32), _fixed_weight(smear).astype(np.float32))


def _fixed_weight(smear: Smear) -> Lattice:
    return np.asarray(np.clip(seen(smear) @ (_known() != 0), 0.05, 1), np.float64)


@lru_cache(maxsize=64)
def fixed_light(smear: Smear) -> Lattice:
    """Return what all symbols have in common, as the samples show it: (SAMPLES²,)."""
    return np.asarray(seen(smear) @ _known(), np.float64)


def _known() -> Lattice:
    return np.append(fixed().ravel(), 1).astype(np.float64)


@lru_cache(maxsize=64)
def square_template(smear: Smear, moves: int) -> Template:
    """Return the template of a symbol that may be turned by any quarter."""
    certain = np.asarray(seen(smear) @ (_known() != 0), np.float64)
    weight = np.clip(_of_all_turns(certain), 0.2, 1)
    return template_of(_of_all_turns(fixed_light(smear)), weight, moves)


def template_of(light: Lattice, weight: Lattice, moves: int) -> Template:
    """Return a template of samples that are light (1) and dark (-1), for a number of moves."""
    columns = _columns(light, moves)
    heavy = columns * weight[:, None]
    normal = heavy.T @ heavy
    normal[np.diag_indices_from(normal)] *= 1 + 1e-4
    solver = np.linalg.solve(normal, (heavy * weight[:, None]).T)
    shades = np.linalg.qr(_shades() * weight[:, None])[0]
    unit = light * weight - shades @ (shades.T @ (light * weight))
    parts = (weight, solver, shades, unit / np.linalg.norm(unit))
    return Template(*(np.ascontiguousarray(part, dtype=np.float32) for part in parts))


def _columns(light: Lattice, moves: int) -> Lattice:
    return np.hstack([_shades(), light[:, None], _jacobian(light)[:, :moves]])


def _of_all_turns(samples: Lattice) -> Lattice:
    square = samples.reshape(SAMPLES, SAMPLES)
    turns = [np.rot90(square, turn) for turn in range(4)]
    return np.asarray(np.mean(turns, axis=0), np.float64).ravel()


def _patch(picture: Grey, matrix: Transform, blur: float) -> ProfileRow:
    patch = sampled(picture, matrix)
    if blur:
        patch = np.asarray(cv2.GaussianBlur(patch, (0, 0), blur * PER_MODULE), np.float32)
    return patch.ravel()


@lru_cache(maxsize=1)
def _shades() -> Lattice:
    across, down = (part.ravel() for part in np.meshgrid(axis(), axis()))
    middle = SIZE / 2
    return np.stack([np.ones_like(across), across / middle - 1, down / middle - 1], axis=1)


def _jacobian(light: Lattice) -> Lattice:
    """Return how the samples change with the eight parameters of a move: (SAMPLES², 8)."""
    down, across = np.gradient(light.reshape(SAMPLES, SAMPLES), 1 / PER_MODULE)
    gx, gy = across.ravel() * _HALF, down.ravel() * _HALF
    x, y = _shades()[:, 1], _shades()[:, 2]
    inward = gx * x + gy * y
    columns = (gx, gy, inward, gy * x - gx * y, gx * x - gy * y, gx * y + gy * x)
    return np.stack([*columns, -x * inward, -y * inward], axis=1)


def _inverse_move(found: Lattice) -> Transform:
    """Return the inverse of the small move with these parameters, in modules."""
    p = np.zeros(8)
    p[: len(found)] = np.clip(found, -0.25, 0.25)
    move = np.array(
        [
            (1 + p[2] + p[4], p[5] - p[3], p[0]),
            (p[5] + p[3], 1 + p[2] - p[4], p[1]),
            (p[6], p[7], 1),
        ]
    )
    return np.asarray(_TO_MODULES @ np.linalg.inv(move) @ _FROM_MODULES)
