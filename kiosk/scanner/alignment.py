"""Finds out where exactly a symbol lies, by what all symbols have in common."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from badges.symbol import SIZE
from kiosk.scanner.frames import Grey
from kiosk.scanner.grid import MARGIN, PER_MODULE, SAMPLES, Field, Smear, axis, fixed, seen

Matrix = NDArray[np.float64]

_HALF = SIZE / 2
_SHADES = 3  # Brightness, and its slope across and down.
_MOVES: Final = (4, 6, 8)  # Parameters: similar, affine, in perspective.


@dataclass(frozen=True, slots=True)
class Template:
    """What samples should look like, how much each counts, and how they tell a displacement."""

    light: Field
    weight: Field
    solver: Field


def place_of(corners: NDArray[np.float32]) -> Matrix:
    """Return the matrix from modules to pixels that lays the symbol's corners there."""
    square = np.array([(0, 0), (SIZE, 0), (SIZE, SIZE), (0, SIZE)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(square, corners), np.float64)


def corners_of(place: Matrix) -> NDArray[np.float64]:
    """Return where the symbol's corners lie: (4, 2)."""
    square = np.array([[(0, 0), (SIZE, 0), (SIZE, SIZE), (0, SIZE)]], np.float64)
    return np.asarray(cv2.perspectiveTransform(square, place)[0], np.float64)


def sampled(picture: Grey, place: Matrix) -> NDArray[np.float32]:
    """Return the brightness at the samples' places: (SAMPLES, SAMPLES)."""
    scale = np.array(
        [
            (1 / PER_MODULE, 0, 0.5 / PER_MODULE - MARGIN),
            (0, 1 / PER_MODULE, 0.5 / PER_MODULE - MARGIN),
            (0, 0, 1),
        ]
    )
    # Pixels are counted from their middles.
    half = np.array([(1, 0, -0.5), (0, 1, -0.5), (0, 0, 1)])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    patch = cv2.warpPerspective(
        picture,
        half @ place @ scale,
        (SAMPLES, SAMPLES),
        flags=flags,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return patch.astype(np.float32)


def refined(
    picture: Grey, place: Matrix, template: Template, steps: int, blur: float = 0.0
) -> tuple[Matrix, float]:
    """Return the place moved until the template fits, and how well it fits, -1 to 1."""
    for _ in range(steps):
        found = template.solver @ _patch(picture, place, blur)
        gain = found[_SHADES]
        if gain <= 1e-3:
            return place, -1.0
        moved = place @ _inverse_move(found[_SHADES + 1 :] / gain)
        if moved is None or not np.isfinite(moved).all():
            return place, -1.0
        place = moved / moved[2, 2]
    return place, likeness(_patch(picture, place, blur), template)


def likeness(patch: Field, template: Template) -> float:
    """Return the weighted correlation of samples and template, apart from shading."""
    weight = template.weight
    shades = _shades() * weight[:, None]
    seen_light = _without(patch * weight, shades)
    light = _without(template.light * weight, shades)
    norm = float(np.linalg.norm(seen_light) * np.linalg.norm(light))
    return float(seen_light @ light) / norm if norm > 0 else 0.0


@lru_cache(maxsize=64)
def fixed_template(smear: Smear, moves: int) -> Template:
    """Return the template of what all symbols have in common."""
    known = np.append(fixed().ravel(), 1).astype(np.float64)
    spread = seen(smear)
    certain = spread @ (known != 0)
    return template_of(spread @ known, np.clip(certain, 0.05, 1), moves)


def template_of(light: Field, weight: Field, moves: int) -> Template:
    """Return a template of samples that are light (1) and dark (-1), for a number of moves."""
    columns = np.hstack([_shades(), light[:, None], _jacobian(light)[:, :moves]])
    heavy = columns * weight[:, None]
    normal = heavy.T @ heavy
    normal[np.diag_indices_from(normal)] *= 1 + 1e-4
    solver = np.linalg.solve(normal, (heavy * weight[:, None]).T)
    return Template(light, weight, solver)


def _patch(picture: Grey, place: Matrix, blur: float) -> Field:
    patch = sampled(picture, place)
    if blur:
        patch = cv2.GaussianBlur(patch, (0, 0), blur * PER_MODULE).astype(np.float32)
    return patch.ravel().astype(np.float64)


@lru_cache(maxsize=1)
def _shades() -> Field:
    across, down = (part.ravel() for part in np.meshgrid(axis(), axis()))
    middle = SIZE / 2
    return np.stack([np.ones_like(across), across / middle - 1, down / middle - 1], axis=1)


def _without(values: Field, shades: Field) -> Field:
    return values - shades @ np.linalg.lstsq(shades, values, rcond=None)[0]


def _jacobian(light: Field) -> Field:
    """Return how the samples change with the eight parameters of a move: (SAMPLES², 8)."""
    down, across = np.gradient(light.reshape(SAMPLES, SAMPLES), 1 / PER_MODULE)
    gx, gy = across.ravel() * _HALF, down.ravel() * _HALF
    x, y = _shades()[:, 1], _shades()[:, 2]
    inward = gx * x + gy * y
    columns = (gx, gy, inward, gy * x - gx * y, gx * x - gy * y, gx * y + gy * x)
    return np.stack([*columns, -x * inward, -y * inward], axis=1)


def _inverse_move(found: Field) -> Matrix:
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
    to_modules = np.array([(_HALF, 0, _HALF), (0, _HALF, _HALF), (0, 0, 1)])
    return np.asarray(to_modules @ np.linalg.inv(move) @ np.linalg.inv(to_modules))
