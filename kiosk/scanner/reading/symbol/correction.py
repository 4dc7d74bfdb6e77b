"""Reed-Solomon words of symbols, corrected with errors and erasures (ISO/IEC 18004, 7.5, annex B).

An error costs two check words, for its place and its value; an erasure, whose place is known, one.
Polynomials are lists of coefficients, that of the lowest power first.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Codewords = NDArray[np.uint8]
Polynomial = list[int]

_FIELD: Final = 0x11D  # x⁸ + x⁴ + x³ + x² + 1
_ORDER: Final = 255


def corrected(words: Codewords, checks: int, erased: list[int]) -> Codewords | None:
    """Return the words with their errors mended, or None where there are too many.

    ``erased`` are places of words that are not trusted.
    """
    syndromes = _syndromes(words, checks)
    if not any(syndromes):
        return words
    locator = _locator(syndromes, [len(words) - 1 - place for place in erased])
    wrong = len(locator) - 1
    if 2 * wrong - len(erased) > checks:
        return None
    powers = np.flatnonzero(_values(locator, -np.arange(len(words))) == 0)
    if len(powers) != wrong:
        return None
    mended = _mended(words, syndromes, locator, powers)
    return None if any(_syndromes(mended, checks)) else mended


@lru_cache(maxsize=1)
def _tables() -> tuple[list[int], list[int]]:
    """Return the powers of 2 in the field, twice over, and the logarithms."""
    powers, logarithms, value = [0] * (2 * _ORDER), [0] * 256, 1
    for exponent in range(_ORDER):
        powers[exponent] = powers[exponent + _ORDER] = value
        logarithms[value] = exponent
        value = value << 1 ^ (_FIELD if value & 0x80 else 0)
    return powers, logarithms


@lru_cache(maxsize=1)
def _arrays() -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    powers, logarithms = _tables()
    return np.array(powers, np.intp), np.array(logarithms, np.intp)


def _values(polynomial: Polynomial, exponents: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the values of a polynomial at these powers of 2."""
    powers, logarithms = _arrays()
    coefficients = np.array(polynomial, np.intp)
    places = np.flatnonzero(coefficients)
    turns = logarithms[coefficients[places]][:, None] + places[:, None] * exponents[None, :]
    values: NDArray[np.intp] = np.bitwise_xor.reduce(powers[turns % _ORDER], axis=0)
    return values


def _syndromes(words: Codewords, checks: int) -> Polynomial:
    values = _values([int(word) for word in words[::-1]], np.arange(checks))
    return [int(value) for value in values]


def _times(one: int, other: int) -> int:
    powers, logarithms = _tables()
    return powers[logarithms[one] + logarithms[other]] if one and other else 0


def _over(one: int, other: int) -> int:
    powers, logarithms = _tables()
    return powers[logarithms[one] - logarithms[other] + _ORDER] if one else 0


def _locator(syndromes: Polynomial, erased: list[int]) -> Polynomial:
    """Return the polynomial of all wrong places, by Berlekamp and Massey, begun with the erased."""
    powers, _ = _tables()
    locator = [1]
    for power in erased:
        locator = _sum(locator, [0] + [_times(each, powers[power]) for each in locator])
    before, length, gap, last = locator, len(erased), 1, 1
    for step in range(len(erased), len(syndromes)):
        off = 0
        for each, syndrome in zip(locator, syndromes[step::-1], strict=False):
            off ^= _times(each, syndrome)
        factor = _over(off, last)
        longer = _sum(locator, [0] * gap + [_times(each, factor) for each in before])
        gap += 1
        if off and 2 * length <= step + len(erased):
            before, length, gap, last = locator, step + 1 + len(erased) - length, 1, off
        locator = longer if off else locator
    return locator


def _sum(one: Polynomial, other: Polynomial) -> Polynomial:
    size = max(len(one), len(other))
    total = [
        a ^ b
        for a, b in zip(
            one + [0] * (size - len(one)), other + [0] * (size - len(other)), strict=True
        )
    ]
    while len(total) > 1 and total[-1] == 0:
        total.pop()
    return total


def _product(one: Polynomial, other: Polynomial) -> Polynomial:
    result = [0] * (len(one) + len(other) - 1)
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            result[i + j] ^= _times(left, right)
    return result


def _mended(
    words: Codewords, syndromes: Polynomial, locator: Polynomial, powers: NDArray[np.intp]
) -> Codewords:
    """Return the words with the values at these powers mended, by Forney."""
    evaluator = _product(syndromes, locator)[: len(syndromes)]
    slope = [each if index % 2 else 0 for index, each in enumerate(locator)][1:]
    mended = words.copy()
    above, below = _values(evaluator, -powers), _values(slope, -powers)
    for power, value, rate in zip(powers, above, below, strict=True):
        amount = _times(_tables()[0][power], _over(int(value), int(rate)))
        mended[len(words) - 1 - power] ^= amount
    return mended
