"""Flat symbols that are still bent, straightened: their modules are pulled onto the grid.

The edges of modules repeat every module. Where their phase drifts, the paper is bent; the drift is
followed from the top left finder pattern over the whole symbol.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.symbol.painting import QUIET, SCALE, Flat

Surface = NDArray[np.float64]

_REACH = 2.2  # Modules over which edges are gathered, as the sigma of a Gaussian.
_TIMES = 2
_DEGREE = 4  # Of the surface that is laid through the drift.
_ROUNDS = 3
_FINDER = 7
_BESIDE = 0.25  # Modules that a module may be beside the surface.
_STRANGE = 0.05  # Modules from which a step is not like the surface.


def straightened(flat: Flat) -> Flat:
    """Return the flat symbol with its rows and columns of modules straight."""
    picture = flat.picture
    for _ in range(_TIMES):
        picture = _pulled(
            picture, _drift(picture, flat.modules, 1), _drift(picture, flat.modules, 0)
        )
    return Flat(picture, flat.back, flat.modules)


def _drift(picture: Grey, modules: int, axis: int) -> Surface:
    """Return by how many modules lines are off along an axis (1: across): (modules, modules)."""
    slope = np.abs(cv2.Sobel(picture, cv2.CV_32F, int(axis == 1), int(axis == 0)))
    turn = (np.arange(picture.shape[axis], dtype=np.float32) + 0.5) / SCALE * 2 * np.pi
    real, imaginary = (
        _gathered(slope * (wave[None, :] if axis == 1 else wave[:, None]), modules)
        for wave in (np.cos(turn), -np.sin(turn))
    )
    phase = np.arctan2(imaginary, real) / (2 * np.pi)
    clear = np.hypot(real, imaginary) / (_gathered(slope, modules) + 1.0)
    return -_followed(phase, clear)


def _gathered(part: NDArray[np.float32], modules: int) -> Surface:
    """Return what lies about the middle of each module."""
    side = modules + 2 * QUIET
    cells = cv2.resize(part, (side, side), interpolation=cv2.INTER_AREA)
    about = cv2.GaussianBlur(cells, (0, 0), _REACH)
    return np.asarray(about[QUIET:-QUIET, QUIET:-QUIET], np.float64)


def _followed(phase: Surface, clear: Surface) -> Surface:
    """Return the phase without jumps, from the middle of the top left finder pattern.

    A smooth surface is laid through the steps from module to module, so that no noise turns a
    whole row; what is left of the phase beside it is small.
    """
    terms = _terms(len(phase))
    steps = [_wrapped(np.diff(phase, axis=axis)).ravel() for axis in (0, 1)]
    weights = [np.minimum(*_neighbours(clear, axis)).ravel() ** 2 for axis in (0, 1)]
    slopes = [np.diff(terms, axis=axis).reshape(-1, terms.shape[2]) for axis in (0, 1)]
    step, weight, slope = np.concatenate(steps), np.concatenate(weights), np.concatenate(slopes)
    trust = weight
    for _ in range(_ROUNDS):
        weighted = slope * trust[:, None]
        normal = weighted.T @ slope + 1e-9 * np.eye(slope.shape[1])
        shape = np.linalg.solve(normal, weighted.T @ step)
        trust = weight / (1 + ((slope @ shape - step) / _STRANGE) ** 2)
    smooth = terms @ shape
    near = np.s_[:_FINDER, :_FINDER]
    smooth -= np.average((smooth - phase)[near], weights=clear[near] + 1e-6)
    rest = _wrapped(phase - smooth)
    return np.asarray(smooth + np.where(np.abs(rest) < _BESIDE, rest, 0), np.float64)


def _neighbours(field: Surface, axis: int) -> tuple[Surface, Surface]:
    return (field[1:], field[:-1]) if axis == 0 else (field[:, 1:], field[:, :-1])


def _wrapped(phase: Surface) -> Surface:
    return phase - np.round(phase)


@lru_cache(maxsize=16)
def _terms(modules: int) -> Surface:
    """Return the terms of a smooth surface over the modules: (modules, modules, terms)."""
    y, x = np.meshgrid(*[np.linspace(-1, 1, modules)] * 2, indexing="ij")
    powers = [(i, j) for i in range(_DEGREE + 1) for j in range(_DEGREE + 1 - i) if i + j]
    return np.stack([x**i * y**j for i, j in powers], axis=2)


def _pulled(picture: Grey, across: Surface, down: Surface) -> Grey:
    height, width = picture.shape
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    return np.asarray(
        cv2.remap(
            picture,
            columns + _spread(across, width) * SCALE,
            rows + _spread(down, width) * SCALE,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )


def _spread(field: Surface, width: int) -> NDArray[np.float32]:
    padded = np.pad(field, QUIET, mode="edge").astype(np.float32)
    return np.asarray(
        cv2.resize(padded, (width, width), interpolation=cv2.INTER_LINEAR), np.float32
    )
