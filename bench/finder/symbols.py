"""Symbols with random data, and what is like a symbol and none."""

import numpy as np
from numpy.typing import NDArray

Random = np.random.Generator
Dark = NDArray[np.bool_]  # True is dark.

_ALIGNMENT = {
    2: (18,),
    3: (22,),
    4: (26,),
    5: (30,),
    6: (34,),
    7: (22, 38),
    8: (24, 42),
    9: (26, 46),
    10: (28, 50),
    11: (30, 54),
    12: (32, 58),
}
_OFTEN = (0.3, 0.2, 0.14, 0.1, 0.08, 0.05, 0.04, 0.03, 0.02, 0.02, 0.02)
_PLAIN = 0.65  # Of the symbols are of version 1, as badges are.


def symbol(random: Random) -> Dark:
    """Return a symbol of a version up to 12 (ISO/IEC 18004) with random data."""
    version = 1 if random.random() < _PLAIN else int(random.choice(list(_ALIGNMENT), p=_OFTEN))
    modules = 17 + 4 * version
    dark = random.random((modules, modules)) < 0.5
    dark[6], dark[:, 6] = np.arange(modules) % 2 == 0, np.arange(modules) % 2 == 0
    _align(dark, version)
    ring = np.maximum(*np.abs(np.mgrid[-4:5, -4:5]))
    finder = (ring != 2) & (ring != 4)
    dark[:8, :8], dark[:8, -8:], dark[-8:, :8] = finder[1:, 1:], finder[1:, :-1], finder[:-1, 1:]
    return dark


def _align(dark: Dark, version: int) -> None:
    last = len(dark) - 7
    ring = np.maximum(*np.abs(np.mgrid[-2:3, -2:3])) != 1
    places = (6, *_ALIGNMENT.get(version, ()))
    for x in places:
        for y in places:
            if version > 1 and (x, y) not in ((6, 6), (6, last), (last, 6)):
                dark[y - 2 : y + 3, x - 2 : x + 3] = ring


def other(random: Random) -> Dark:
    """Return what is like a symbol: a Data Matrix, a crossword, a chessboard, a bar code."""
    modules, kind = int(random.integers(8, 30)), random.integers(4)
    if kind == 0:
        dark = random.random((modules, modules)) < 0.5
        dark[:, 0], dark[-1] = True, True
        dark[0], dark[:, -1] = np.arange(modules) % 2, np.arange(modules) % 2
    elif kind == 1:
        dark = random.random((modules, modules)) < 0.25
    elif kind == 2:
        dark = np.add.outer(np.arange(modules // 2), np.arange(modules // 2)) % 2 == 0
    else:
        bars = random.random(3 * modules) < 0.5
        dark = np.repeat(bars[None], int(random.integers(8, 3 * modules)), 0)
    return dark
