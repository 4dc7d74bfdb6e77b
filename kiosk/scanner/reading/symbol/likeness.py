"""Layouts weighed: how much of what every symbol has in common is seen where it should be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import cv2
import numpy as np

from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.symbol.anatomy import anatomy
from kiosk.scanner.reading.symbol.painting import (
    SymbolGuess,
    SymbolLayout,
    fitted,
    pairs_of,
    trios_of,
)
from kiosk.scanner.reading.symbol.patterns import Pattern
from kiosk.scanner.reading.symbol.refining import middles

_MOST: Final = 30  # Guesses of three patterns, and of two, that are weighed.
_LIKE: Final = 0.62  # From which a layout is tried; what is no symbol reaches half.
_SURE: Final = 0.92  # Likeness from which nothing else is looked for.
_TRIED: Final = 12
_STEP: Final = 3  # Modules aside with which a module is compared.


def likely(picture: Grey, patterns: list[Pattern], least: float = _LIKE) -> list[SymbolLayout]:
    """Return the layouts of symbols in a picture that look like one, the likest first."""
    smooth = np.asarray(cv2.GaussianBlur(picture, (3, 3), 0), np.uint8)
    found = _weighed(smooth, islice(trios_of(patterns), _MOST))
    if not any(each.like > _SURE for each in found):
        found += _weighed(smooth, islice(pairs_of(patterns), _MOST))
    found.sort(key=lambda each: -each.like)
    found = [_of_best_size(smooth, each) for each in found[:_TRIED]]
    found.sort(key=lambda each: -each.like)
    return [each.layout for each in found if each.like > least]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A guess, the layout it led to, and how like a symbol it is."""

    guess: SymbolGuess
    layout: SymbolLayout
    like: float


def _weighed(picture: Grey, guesses: Iterator[SymbolGuess]) -> list[_Weighed]:
    return [
        _Weighed(guess, layout, likeness(picture, layout))
        for guess in guesses
        for layout in fitted(guess, guess.modules)
    ]


def _of_best_size(picture: Grey, found: _Weighed) -> _Weighed:
    """Return the guess with 4 modules more or less, where it is more like a symbol so."""
    if found.like > _SURE:
        return found
    sizes = (replace(found.guess, modules=found.guess.modules + more) for more in (4, -4))
    return max([found, *_weighed(picture, sizes)], key=lambda each: each.like)


def likeness(picture: Grey, layout: SymbolLayout) -> float:
    """Return the share of the known modules that are seen as light or dark as they should be."""
    modules = layout.modules
    fixed = anatomy(modules).fixed
    samples = middles(picture, layout)
    mean = cv2.blur(samples, (2 * _STEP + 1, 2 * _STEP + 1), borderType=cv2.BORDER_REPLICATE)
    right = np.sign(samples - mean) == fixed
    return float(right[fixed != 0].mean())
