"""Layouts weighed: how much of what every symbol has in common is seen where it should be."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

import cv2
import numpy as np

from kiosk.scanner.anatomy import anatomy
from kiosk.scanner.frames import Grey
from kiosk.scanner.painting import Guess, Layout, fitted, pairs_of, trios_of
from kiosk.scanner.patterns import Pattern
from kiosk.scanner.refining import middles

_OTHER_SIZES: Final = (0.55, 0.9)  # Likeness between which 4 modules more or less are tried.
_MOST: Final = 30  # Guesses of three patterns, and of two, that are weighed.
_LIKE: Final = 0.62  # From which a layout is tried; what is no symbol reaches half.
_SURE: Final = 0.92  # Likeness of three patterns, from which two of them say nothing new.
_TRIED: Final = 12
_STEP: Final = 3  # Modules aside with which a module is compared.


def likely(picture: Grey, patterns: list[Pattern]) -> list[Layout]:
    """Return the layouts of symbols in a picture that look like one, the likest first."""
    smooth = np.asarray(cv2.GaussianBlur(picture, (3, 3), 0), np.uint8)
    trios = _weighed(smooth, islice(trios_of(patterns), _MOST))
    sure = any(like > _SURE for like, _ in trios)
    pairs = [] if sure else _weighed(smooth, islice(pairs_of(patterns), _MOST))
    found = sorted(trios + pairs, key=lambda each: -each[0])
    return [layout for like, layout in found if like > _LIKE][:_TRIED]


def _weighed(picture: Grey, guesses: Iterator[Guess]) -> list[tuple[float, Layout]]:
    """Return for each guess the size that is likest, and how like it is."""
    found = []
    for guess in guesses:
        best = _of_size(picture, guess, 0)
        if best and _OTHER_SIZES[0] < best[0] < _OTHER_SIZES[1]:
            others = [_of_size(picture, guess, more) for more in (4, -4)]
            best = max([best, *filter(None, others)], key=lambda each: each[0])
        found += [best] if best else []
    return found


def _of_size(picture: Grey, guess: Guess, more: int) -> tuple[float, Layout] | None:
    for layout in fitted(guess, guess.modules + more):
        return likeness(picture, layout), layout
    return None


def likeness(picture: Grey, layout: Layout) -> float:
    """Return the share of the known modules that are seen as light or dark as they should be."""
    modules = layout.modules
    fixed = anatomy(modules).fixed
    samples = middles(picture, layout)
    mean = cv2.blur(samples, (2 * _STEP + 1, 2 * _STEP + 1), borderType=cv2.BORDER_REPLICATE)
    right = np.sign(samples - mean) == fixed
    return float(right[fixed != 0].mean())
