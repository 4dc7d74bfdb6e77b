"""The parts of a symbol of any version: what is known of it, and where its words lie.

ISO/IEC 18004, 7.3 to 7.10. What is drawn in every symbol comes from python-qrcode.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from qrcode.base import rs_blocks
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import PATTERN_POSITION_TABLE, mask_func

Signs = NDArray[np.int8]
Bits = NDArray[np.bool_]
Indices = NDArray[np.intp]

LEVELS: Final = (ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q, ERROR_CORRECT_H)
MASKS: Final = 8
_TIMING: Final = 6  # The column that the words leave out.
_FORM_LINE: Final = 8  # The row and the column of the format information.
_PERIOD: Final = 12  # Modules after which every mask repeats, both ways.
_WITH_VERSION: Final = 7  # Versions from here on say which they are.


@dataclass(frozen=True, slots=True, eq=False)
class Anatomy:
    """What symbols of one size have in common. Light is 1, dark is -1, what varies is 0."""

    fixed: Signs
    form: Bits  # The modules of the format information.
    forms: Signs  # What they show for each level and mask: (32, modules of the format).
    words: Indices  # The row and column of each bit of the words, in their order: (bits, 2).


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One block of words that is corrected by itself: where its words lie in the symbol."""

    places: Indices
    checks: int


@lru_cache(maxsize=64)
def anatomy(modules: int) -> Anatomy:
    """Return the anatomy of symbols of so many modules a side."""
    fixed = _fixed(modules)
    forms = [_form(modules, level, number) for level, number in product(LEVELS, range(MASKS))]
    form = (fixed == 0) & (forms[0] != 0)
    words = _order((fixed == 0) & ~form)
    return Anatomy(fixed, form, np.stack([each[form] for each in forms]), words)


@lru_cache(maxsize=64)
def mask(modules: int, number: int) -> Bits:
    """Return which modules of the words a mask turns over: (modules, modules)."""
    turned = mask_func(number)
    period = range(_PERIOD)
    tile = np.array([[turned(row, column) for column in period] for row in period])
    times = -(-modules // _PERIOD)
    return np.tile(tile, (times, times))[:modules, :modules]


@lru_cache(maxsize=64)
def blocks(modules: int, level: int) -> tuple[Block, ...]:
    """Return the blocks of a symbol, whose words are laid in turn (7.6)."""
    sizes = rs_blocks((modules - 17) // 4, level)
    longest = max(size.data_count for size in sizes)
    checks = sizes[0].total_count - sizes[0].data_count
    turns = [
        number
        for place in range(longest)
        for number, size in enumerate(sizes)
        if place < size.data_count
    ]
    owner = np.array(turns + list(range(len(sizes))) * checks)
    return tuple(Block(np.flatnonzero(owner == number), checks) for number in range(len(sizes)))


def alignment_places(modules: int) -> list[tuple[float, float]]:
    """Return the middles (x, y) of the alignment patterns, in modules, the farthest first."""
    lines = PATTERN_POSITION_TABLE[(modules - 17) // 4 - 1]
    last = modules - 7
    corners = {(6, 6), (6, last), (last, 6)}
    places = [place for place in product(lines, lines) if place not in corners]
    return [(x + 0.5, y + 0.5) for x, y in sorted(places, key=sum, reverse=True)]


def _fixed(modules: int) -> Signs:
    """Return what python-qrcode draws whatever the text: 0 where it draws nothing."""
    code = _blank(modules)
    for row, column in ((0, 0), (modules - 7, 0), (0, modules - 7)):
        code.setup_position_probe_pattern(row, column)
    code.setup_position_adjust_pattern()
    code.setup_timing_pattern()
    if code.version >= _WITH_VERSION:
        code.setup_type_number(False)
    signs = np.array([[_sign(dark) for dark in row] for row in code.modules], np.int8)
    signs[modules - 8, 8] = -1  # The dark module (7.9.1).
    return signs


def _form(modules: int, level: int, number: int) -> Signs:
    """Return the format information, 0 everywhere else."""
    code = _blank(modules)
    code.error_correction = level
    code.setup_type_info(False, number)
    signs = np.zeros((modules, modules), np.int8)
    signs[_FORM_LINE] = [_sign(dark) for dark in code.modules[_FORM_LINE]]
    signs[:, _FORM_LINE] = [_sign(row[_FORM_LINE]) for row in code.modules]
    return signs


def _blank(modules: int) -> QRCode[Any]:
    code = QRCode(version=(modules - 17) // 4)
    code.modules_count = modules
    code.modules = [[None] * modules for _ in range(modules)]
    return code


def _sign(dark: object) -> int:
    return 0 if dark is None else 1 - 2 * bool(dark)


def _order(varying: Bits) -> Indices:
    """Return the modules of the words in the order of their bits: up and down in pairs (7.7.3)."""
    modules = len(varying)
    rights = [*range(modules - 1, _TIMING, -2), *range(_TIMING - 1, 0, -2)]
    upwards = np.repeat(np.arange(modules)[::-1], 2)
    rows = [upwards if turn % 2 == 0 else upwards[::-1] for turn in range(len(rights))]
    columns = [np.tile((right, right - 1), modules) for right in rights]
    places = np.stack([np.concatenate(rows), np.concatenate(columns)], axis=1)
    used: Indices = places[varying[places[:, 0], places[:, 1]]]
    return used[: len(used) // 8 * 8]
