"""The symbol of a code: QR version 1, level Q, alphanumeric, as python-qrcode draws it, but fast.

For one mask the way from the 88 data bits to the 441 modules is affine over GF(2). So what each
bit turns over is learnt once from python-qrcode, and every symbol is an exclusive or of 8 rows.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import qrcode
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import QRData

SIZE = 21
QUIET_ZONE = 4
MASKS = 8
_LARGE = 35.0  # mm

ModuleGrid = NDArray[np.uint8]
_BitWords = NDArray[np.uint32]  # a line of the symbol as bits; the last axis is its 21 lines

_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # ISO/IEC 18004, table 5
_ALPHANUMERIC: Final = 2  # qrcode.util.MODE_ALPHA_NUM, of which types-qrcode wants the literal
_PAIRS = 8
_PAIR_BITS = 11
_CHUNK = 4096
_BITS = np.arange(SIZE, dtype=np.uint32)


def whole_side(most: float) -> float:
    """Return the largest side up to ``most`` mm, quiet zone included, of whole dots a module.

    The dots are those of a printer with 300 dots per inch: 600 and 1200 print whole ones too. An
    even number of them is whole at 150 as well, and is taken where the symbol stays large.
    """
    dot = 25.4 / 300 * (SIZE + 2 * QUIET_ZONE)
    dots = int(most / dot + 1e-6)
    even = dots - dots % 2
    return dot * (even if even * dot >= _LARGE else dots)


def matrix(code: str) -> ModuleGrid:
    """Return the symbol of one code: uint8 (21, 21), 1 is dark, without the quiet zone."""
    symbol: ModuleGrid = matrices([code])[0]
    return symbol


def matrices(codes: Sequence[str]) -> ModuleGrid:
    """Return the symbols of codes of 16 characters: uint8 (n, 21, 21), 1 is dark, no quiet zone."""
    symbols = np.empty((len(codes), SIZE, SIZE), np.uint8)
    for start in range(0, len(codes), _CHUNK):
        chunk = codes[start : start + _CHUNK]
        symbols[start : start + len(chunk)] = _unpack(_rows_of(_pairs(chunk)))
    return symbols


def _rows_of(pairs: NDArray[np.intp]) -> _BitWords:
    learnt = _learnt()
    data = np.zeros((len(pairs), 2, SIZE), np.uint32)
    for place in range(_PAIRS):
        data ^= learnt.pairs[place, pairs[:, place]]
    mask = np.argmin(_penalties(data[:, None] ^ learnt.blanks), axis=1)
    rows: _BitWords = data[:, 0] ^ learnt.masked[mask, 0]
    return rows


def _pairs(codes: Sequence[str]) -> NDArray[np.intp]:
    """Return the values of the 8 pairs of characters of each code: (n, 8), 0 to 2024."""
    if any(len(code) != 2 * _PAIRS or not code.isascii() for code in codes):
        message = f"a symbol carries {2 * _PAIRS} characters"
        raise ValueError(message)
    letters = np.frombuffer("".join(codes).encode("ascii"), np.uint8)
    values = _character_values()[letters].reshape(len(codes), _PAIRS, 2)
    if (values < 0).any():
        message = f"a symbol carries these characters only: {_CHARACTERS}"
        raise ValueError(message)
    pairs: NDArray[np.intp] = values[:, :, 0] * len(_CHARACTERS) + values[:, :, 1]
    return pairs


@lru_cache(maxsize=1)
def _character_values() -> NDArray[np.intp]:
    values = np.full(128, -1, np.intp)
    for value, character in enumerate(_CHARACTERS):
        values[ord(character)] = value
    return values


class _Learnt(NamedTuple):
    """What python-qrcode taught us. Axis 2 of words: 0 the rows, 1 the columns."""

    pairs: _BitWords  # (8 places, 2048 values, 2, 21): the modules that a pair turns over
    masked: _BitWords  # (8 masks, 2, 21): the symbol of sixteen zeros
    blanks: _BitWords  # the same with the format information light, as qrcode weighs masks


@lru_cache(maxsize=1)
def _learnt() -> _Learnt:
    zero = "0" * (2 * _PAIRS)
    masked = np.stack([_drawn(zero, mask) for mask in range(MASKS)])
    turned = np.stack([_drawn(word, 0) for word in _basis()]) ^ masked[0]
    by_bit = _pack(turned).reshape(_PAIRS, _PAIR_BITS, 2, SIZE)
    pairs = np.zeros((_PAIRS, 1 << _PAIR_BITS, 2, SIZE), np.uint32)
    for bit in range(_PAIR_BITS):
        pairs[:, 1 << bit : 2 << bit] = pairs[:, : 1 << bit] ^ by_bit[:, bit, None]
    return _Learnt(pairs, _pack(masked), _pack(masked & ~_format_area()))


def _basis() -> list[str]:
    """Return the 88 words of which exactly one data bit is set."""
    return [
        "00" * place + _pair(1 << bit) + "00" * (_PAIRS - 1 - place)
        for place in range(_PAIRS)
        for bit in range(_PAIR_BITS)
    ]


def _pair(value: int) -> str:
    first, second = divmod(value, len(_CHARACTERS))
    return _CHARACTERS[first] + _CHARACTERS[second]


def _drawn(text: str, mask: int) -> NDArray[np.bool_]:
    drawing = qrcode.QRCode(
        version=1, error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=mask
    )
    drawing.add_data(QRData(text, mode=_ALPHANUMERIC))
    drawing.make(fit=False)
    return np.array(drawing.get_matrix(), dtype=np.bool_)


def _format_area() -> NDArray[np.bool_]:
    """Return where the format information and the dark module lie (ISO/IEC 18004, figure 25)."""
    area = np.zeros((SIZE, SIZE), np.bool_)
    beside_finders = [*range(6), 7, 8, *range(SIZE - 8, SIZE)]
    area[8, beside_finders] = True
    area[beside_finders, 8] = True
    return area


def _pack(symbols: NDArray[np.bool_]) -> _BitWords:
    """Turn symbols (…, 21, 21) into words (…, 2, 21): the rows, then the columns."""
    rows = np.bitwise_or.reduce(symbols.astype(np.uint32) << _BITS, axis=-1)
    columns = np.bitwise_or.reduce(symbols.swapaxes(-1, -2).astype(np.uint32) << _BITS, axis=-1)
    return np.stack([rows, columns], axis=-2)


def _unpack(rows: _BitWords) -> ModuleGrid:
    return ((rows[..., None] >> _BITS) & 1).astype(np.uint8)


def _penalties(words: _BitWords) -> NDArray[np.int64]:
    """Return the penalty (ISO/IEC 18004, 7.8.3) of words (n, 8 masks, 2, 21): (n, 8)."""
    lines = _run_penalty(words) + _finder_penalty(words)
    points: NDArray[np.int64] = lines.sum(axis=(-1, -2), dtype=np.int64)
    points += _block_penalty(words[:, :, 0]) + _balance_penalty(words[:, :, 0])
    return points


def _run_penalty(words: _BitWords) -> NDArray[np.int64]:
    """Give 3 points for five modules of a colour in line, and 1 for each further one."""
    same = _equal_neighbours(words)
    fives = same & same >> 1 & same >> 2 & same >> 3
    begins = fives & ~(fives << 1)
    points: NDArray[np.int64] = np.bitwise_count(fives).astype(np.int64)
    points += 2 * np.bitwise_count(begins)
    return points


def _finder_penalty(words: _BitWords) -> NDArray[np.int64]:
    """Give 40 points for each 1:1:3:1:1 with four light modules before or behind it."""
    points = np.zeros(words.shape, np.int64)
    for pattern in (0b00001011101, 0b10111010000):
        found = np.full(words.shape, (1 << (SIZE - 10)) - 1, np.uint32)
        for place in range(11):
            shifted = words >> place
            found &= shifted if pattern >> place & 1 else ~shifted
        points += 40 * np.bitwise_count(found).astype(np.int64)
    return points


def _block_penalty(rows: _BitWords) -> NDArray[np.int64]:
    """Give 3 points for each 2 by 2 of a colour."""
    same = _equal_neighbours(rows)
    blocks = same[..., :-1] & same[..., 1:] & ~(rows[..., :-1] ^ rows[..., 1:])
    points: NDArray[np.int64] = 3 * np.bitwise_count(blocks).sum(axis=-1, dtype=np.int64)
    return points


def _balance_penalty(rows: _BitWords) -> NDArray[np.int64]:
    """Give 10 points for each full 5 % by which the dark modules miss one half."""
    dark = np.bitwise_count(rows).sum(axis=-1, dtype=np.int64)
    points: NDArray[np.int64] = 10 * (abs(2 * dark - SIZE * SIZE) * 10 // (SIZE * SIZE))
    return points


def _equal_neighbours(words: _BitWords) -> _BitWords:
    return ~(words ^ words >> np.uint32(1)) & np.uint32((1 << (SIZE - 1)) - 1)
