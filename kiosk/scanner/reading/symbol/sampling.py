"""Flat symbols read module by module: what zxing-cpp gives up on, corrected with erasures.

Each module is compared with light and dark as they are about it, so that it is known how sure it
is. Words that are least sure are taken for erased, which mends twice as many of them.
"""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.symbol.anatomy import LEVELS, MASKS, anatomy, blocks, mask
from kiosk.scanner.reading.symbol.correction import Codewords, corrected
from kiosk.scanner.reading.symbol.painting import QUIET, SCALE, Flat
from kiosk.scanner.reading.zxing import decode

Samples = NDArray[np.float32]

_REACH: Final = 2.5  # Modules that have light and dark in common, as the sigma of a Gaussian.
_TURNS: Final = 3
_SHARPER: Final = 1.5
_SPARE: Final = 5  # Check words that stay: chance passes them once in 256 to the 5.
_SPARE_OF_BLOCK: Final = 4  # Those of them that must be in each block.
_ERASED: Final = 2  # Words that are taken for erased, from one try to the next.
_LIKE_A_SYMBOL: Final = 0.82
_LIKE_A_FORM: Final = 0.3
_PATCH: Final = 3  # Modules each way, all light or all dark: rare in a symbol, common in damage.
_DOUBT: Final = 0.3  # Of what such patches seem to say.
_STEEP: Final = 6.0  # How fast the doubt about a module falls with how sure it looks.
_PIXELS: Final = 3


def text_of(flat: Flat) -> str | None:
    """Return the text of a flat symbol, if its modules can be corrected to one."""
    for light in _lights(_samples(flat), flat.modules):
        dark = _whole(light) if _is_symbol(light) else None
        if dark is not None:
            return _text(dark)
    return None


def _is_symbol(light: Samples) -> bool:
    """Tell whether what all symbols have in common is seen well enough."""
    fixed = anatomy(len(light)).fixed
    return float((np.sign(light) == fixed)[fixed != 0].mean()) > _LIKE_A_SYMBOL


def _samples(flat: Flat) -> Samples:
    """Return the brightness of the middle of each module, with the quiet zone about them."""
    middle = cv2.blur(flat.picture, (SCALE // 2, SCALE // 2))[
        SCALE // 2 :: SCALE, SCALE // 2 :: SCALE
    ]
    return np.asarray(middle, np.float32)


def _lights(samples: Samples, modules: int) -> Iterator[Samples]:
    """Yield how light the modules are, 1 as light as those about them, -1 as dark."""
    yield _light(samples, modules)
    yield _light(samples + _SHARPER * (samples - cv2.GaussianBlur(samples, (0, 0), 1.0)), modules)


def _light(samples: Samples, modules: int) -> Samples:
    known = np.pad(anatomy(modules).fixed, 1, constant_values=1)
    near = samples[QUIET - 1 : QUIET + modules + 1, QUIET - 1 : QUIET + modules + 1]
    sign = np.where(known != 0, known, np.sign(near - _about(near, np.ones_like(near))))
    for _ in range(_TURNS):
        light = _about(near, (sign > 0).astype(np.float32))
        dark = np.minimum(_about(near, (sign < 0).astype(np.float32)), light - 1)
        value = (2 * near - light - dark) / (light - dark)
        sign = np.where(known != 0, known, np.sign(value))
    contrast = (light - dark) / max(float(np.median(light - dark)), 1.0)
    clear = np.minimum(np.abs(value), 1.0) * np.minimum(contrast * 1.5, 1.0)
    strange = np.clip(2.5 - np.abs(value), 0.2, 1.0)  # Far lighter or darker than all about it.
    sure = clear * strange * _without_patches(sign)
    return np.asarray(np.sign(value) * sure, np.float32)[1:-1, 1:-1]


def _without_patches(sign: Samples) -> Samples:
    """Return how far each module is to be trusted, being part of a patch or not."""
    kernel = np.ones((_PATCH, _PATCH), np.uint8)
    trust = np.ones_like(sign)
    for colour in (1, -1):
        same = (sign == colour).astype(np.uint8)
        for size in (kernel, np.ones((_PATCH + 1, _PATCH + 1), np.uint8)):
            trust[cv2.morphologyEx(same, cv2.MORPH_OPEN, size) > 0] *= _DOUBT
    return trust


def _about(samples: Samples, weight: Samples) -> Samples:
    """Return the weighted mean about each module."""
    sums = cv2.GaussianBlur(samples * weight, (0, 0), _REACH)
    weights = cv2.GaussianBlur(weight.astype(np.float32), (0, 0), _REACH)
    return np.asarray(sums / (weights + 1e-4), np.float32)


def _whole(light: Samples) -> NDArray[np.bool_] | None:
    """Return the symbol without errors, True is dark, if all its blocks can be corrected."""
    modules = len(light)
    parts = anatomy(modules)
    shown = light[parts.form]
    likeness = parts.forms @ shown / (float(np.abs(shown).sum()) + 1e-6)
    for best in np.argsort(-likeness)[:2]:
        if likeness[best] < _LIKE_A_FORM:
            break
        level, number = LEVELS[best // MASKS], int(best % MASKS)
        words = _words(light, level, number)
        if words is not None:
            return _drawn(words, modules, int(best))
    return None


def _words(light: Samples, level: int, number: int) -> Codewords | None:
    modules = len(light)
    rows, columns = anatomy(modules).words.T
    dark = (light < 0) ^ mask(modules, number)
    words = np.packbits(dark[rows, columns])
    sure = -np.exp(-_STEEP * np.abs(light)[rows, columns]).reshape(-1, 8).sum(axis=1)
    left = 0
    for block in blocks(modules, level):
        mended = _mended(words[block.places], sure[block.places], block.checks)
        if mended is None:
            return None
        words[block.places], spare = mended
        left += spare
    return words if left >= _SPARE else None


def _mended(words: Codewords, sure: Samples, checks: int) -> tuple[Codewords, int] | None:
    """Return the words of a block without errors, and how many check words were not needed."""
    order = [int(place) for place in np.argsort(sure)]
    for erased in range(0, checks - _SPARE_OF_BLOCK + 1, _ERASED):
        mended = corrected(words, checks, order[:erased])
        if mended is not None:
            wrong = np.flatnonzero(mended != words)
            return mended, checks - len(set(order[:erased]) | {int(each) for each in wrong})
    return None


def _drawn(words: Codewords, modules: int, form: int) -> NDArray[np.bool_]:
    parts = anatomy(modules)
    dark = parts.fixed < 0
    dark[parts.form] = parts.forms[form] < 0
    rows, columns = parts.words.T
    dark[rows, columns] = np.unpackbits(words).astype(bool)
    data = np.zeros_like(dark)
    data[(parts.fixed == 0) & ~parts.form] = True
    return dark ^ (mask(modules, form % MASKS) & data)


def _text(dark: NDArray[np.bool_]) -> str | None:
    drawn = np.pad(np.where(dark, 0, 255).astype(np.uint8), QUIET, constant_values=255)
    found = decode(np.kron(drawn, np.ones((_PIXELS, _PIXELS), np.uint8)))
    return found[0].text if found else None
