"""The modules of a badge's symbol (version 1) as a lens sees them: known ones and varying ones.

Places are given in modules, (0, 0) being the symbol's top left corner. A sample is the brightness
at one place; ``PLACES`` are those of a whole symbol with a margin. Light is 1, dark is -1.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, erf, pi, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from badges.symbol import SIZE

Lattice = NDArray[np.float64]
Brightness = NDArray[np.float32]
Modules = NDArray[np.bool_]

PER_MODULE: Final = 2
MARGIN: Final = 2
SAMPLES: Final = (SIZE + 2 * MARGIN) * PER_MODULE  # A side; SAMPLES ** 2 in all.
_STEPS = 7


@dataclass(frozen=True, slots=True)
class Smear:
    """How a lens and a moving hand spread a point: lengths in modules, the angle in radians."""

    sigma: float
    motion: float = 0.0
    angle: float = 0.0


def axis() -> Lattice:
    """Return the places of the samples of one line, in modules: (SAMPLES,)."""
    return (np.arange(SAMPLES) + 0.5) / PER_MODULE - MARGIN


@lru_cache(maxsize=1)
def fixed() -> NDArray[np.int8]:
    """Return what every symbol has in common: 1 light, -1 dark, 0 varies: (21, 21)."""
    modules = np.zeros((SIZE, SIZE), np.int8)
    finder = np.ones((8, 8), np.int8)
    finder[:7, :7] = -1
    finder[1:6, 1:6] = 1
    finder[2:5, 2:5] = -1
    modules[:8, :8] = finder
    modules[:8, -8:] = finder[:, ::-1]
    modules[-8:, :8] = finder[::-1]
    line = np.where(np.arange(8, SIZE - 8) % 2, 1, -1)
    modules[6, 8 : SIZE - 8] = line
    modules[8 : SIZE - 8, 6] = line
    modules[SIZE - 8, 8] = -1
    return modules


@lru_cache(maxsize=1)
def format_area() -> Modules:
    """Return where the format information lies: it varies, but only with the mask."""
    area = np.zeros((SIZE, SIZE), np.bool_)
    beside = [*range(6), 7, 8, *range(SIZE - 8, SIZE)]
    area[8, beside] = area[beside, 8] = True
    varying: Modules = area & (fixed() == 0)
    return varying


@lru_cache(maxsize=1)
def data_area() -> Modules:
    """Return where the 208 modules of the 26 codewords lie."""
    data: Modules = (fixed() == 0) & ~format_area()
    return data


@lru_cache(maxsize=1)
def masks() -> Modules:
    """Return the eight masks on the data modules, True turns over (ISO/IEC 18004, 7.8.2)."""
    i, j = np.mgrid[:SIZE, :SIZE]
    turned = (
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        i * j % 2 + i * j % 3,
        (i * j % 2 + i * j % 3) % 2,
        ((i + j) % 2 + i * j % 3) % 2,
    )
    return np.stack([(mask == 0)[data_area()] for mask in turned])


@lru_cache(maxsize=2)
def seen(smear: Smear) -> Brightness:
    """Return how each module and the quiet zone show in each sample: (SAMPLES², 441 + 1)."""
    steps = np.linspace(-0.5, 0.5, _STEPS) * smear.motion if smear.motion else np.zeros(1)
    whole = np.zeros((SAMPLES, SAMPLES, SIZE, SIZE), np.float32)
    for step in steps:
        down = _line(smear.sigma, step * sin(smear.angle)) / len(steps)
        across = _line(smear.sigma, step * cos(smear.angle))
        whole += down[:, None, :, None] * across[None, :, None, :]
    modules = whole.reshape(SAMPLES**2, SIZE**2)
    return np.hstack([modules, 1 - modules.sum(axis=1, keepdims=True)])


def _line(sigma: float, shift: float) -> Brightness:
    """Return how the modules of one line show in its samples: (SAMPLES, 21)."""
    edges = np.arange(SIZE + 1)[None, :] - axis()[:, None] - shift
    scaled = edges / (sigma * 2**0.5)
    below = np.vectorize(erf, otypes=[np.float32])(scaled) / 2
    return np.asarray(np.diff(below, axis=1), np.float32)


SMEARS: Final = tuple(Smear(sigma) for sigma in (0.35, 0.55, 0.75, 1.0))
MOVING: Final = tuple(
    Smear(0.4, motion, turn * pi / 8) for motion in (1.5, 2.75, 4.0) for turn in range(8)
)


@lru_cache(maxsize=1)
def formats() -> NDArray[np.bool_]:
    """Return the format information of the four levels and eight masks, True is dark: (32, 30).

    In the order of ``format_area`` (ISO/IEC 18004, 7.9).
    """
    return np.stack([_format(word) for word in range(32)])


def _format(word: int) -> Modules:
    rest = word << 10
    for bit in range(14, 9, -1):
        if rest >> bit & 1:
            rest ^= 0b10100110111 << (bit - 10)
    coded = (word << 10 | rest) ^ 0b101010000010010
    bits = [bool(coded >> place & 1) for place in range(15)]
    modules = np.zeros((SIZE, SIZE), np.bool_)
    modules[[0, 1, 2, 3, 4, 5, 7, 8], 8] = bits[:8]
    modules[8, [7, 5, 4, 3, 2, 1, 0]] = bits[8:]
    modules[8, SIZE - 8 :] = bits[7::-1]
    modules[SIZE - 7 :, 8] = bits[8:]
    return modules[format_area()]
