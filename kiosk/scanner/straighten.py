"""Flat symbols that are still bent, straightened: their modules are pulled onto the grid.

The edges of modules repeat every module. Where their phase drifts, the paper is bent; the drift is
followed from the top left finder pattern over the whole symbol.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.frames import Grey
from kiosk.scanner.painting import QUIET, SCALE, Flat

Field = NDArray[np.float64]

_REACH = 2.2  # Modules over which edges are gathered, as the sigma of a Gaussian.
_TIMES = 2


def straightened(flat: Flat) -> Flat:
    """Return the flat symbol with its rows and columns of modules straight."""
    picture = flat.picture
    for _ in range(_TIMES):
        picture = _pulled(
            picture, _drift(picture, flat.modules, 1), _drift(picture, flat.modules, 0)
        )
    return Flat(picture, flat.back, flat.modules)


def _drift(picture: Grey, modules: int, axis: int) -> Field:
    """Return by how many modules lines are off along an axis (1: across): (modules, modules)."""
    slope = cv2.Sobel(picture, cv2.CV_32F, int(axis == 1), int(axis == 0))
    place = (np.arange(picture.shape[axis]) + 0.5) / SCALE * 2 * np.pi
    wave = np.exp(-1j * place)
    turned = np.abs(slope) * (wave[None, :] if axis == 1 else wave[:, None])
    phase = np.angle(_gathered(turned, modules)) / (2 * np.pi)
    return -_unwrapped(phase)


def _gathered(turned: NDArray[np.complex128], modules: int) -> NDArray[np.complex128]:
    sigma = _REACH * SCALE
    parts = [
        cv2.GaussianBlur(np.ascontiguousarray(part), (0, 0), sigma)
        for part in (turned.real, turned.imag)
    ]
    start = QUIET * SCALE + SCALE // 2
    end = start + modules * SCALE
    return np.asarray((parts[0] + 1j * parts[1])[start:end:SCALE, start:end:SCALE])


def _unwrapped(phase: Field) -> Field:
    """Follow the phase without jumps, from the middle of the top left finder pattern."""
    follow = np.unwrap(phase, period=1.0, axis=1)
    column = np.unwrap(phase[:, 3], period=1.0)
    column -= np.round(column[3])
    return follow - follow[:, 3:4] + column[:, None]


def _pulled(picture: Grey, across: Field, down: Field) -> Grey:
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


def _spread(field: Field, width: int) -> NDArray[np.float32]:
    padded = np.pad(field, QUIET, mode="edge").astype(np.float32)
    return np.asarray(
        cv2.resize(padded, (width, width), interpolation=cv2.INTER_LINEAR), np.float32
    )
