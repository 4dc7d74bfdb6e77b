"""Reed-Solomon words of symbols, corrected with errors and erasures (ISO/IEC 18004, 7.5, annex B).

An error costs two check words, for its place and its value; an erasure, whose place is known, one.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from reedsolo import ReedSolomonError, RSCodec

Codewords = NDArray[np.uint8]

_FIELD: Final = 0x11D  # x⁸ + x⁴ + x³ + x² + 1


def corrected(words: Codewords, checks: int, erased: list[int]) -> Codewords | None:
    """Return the words with their errors mended, or None where there are too many.

    ``erased`` are places of words that are not trusted.
    """
    try:
        _data, whole, wrong = _codec(checks).decode(words.tobytes(), erase_pos=erased)
    except ReedSolomonError:
        return None
    if 2 * len(wrong) - len(erased) > checks:
        return None
    return np.frombuffer(whole, np.uint8)


@lru_cache(maxsize=32)
def _codec(checks: int) -> RSCodec:
    return RSCodec(checks, prim=_FIELD)
