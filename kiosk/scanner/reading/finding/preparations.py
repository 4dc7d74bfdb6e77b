"""Preparations: other looks at the same picture, in which a symbol may be read after all.

Their order is that of bench/reading.py: what reads most of what is still unread comes first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from kiosk.scanner.reading.frames import Grey, resized

_PAPER = 230.0  # How light paper becomes.


@dataclass(frozen=True, slots=True)
class Preparation:
    """A named look at a picture; the result may have another size, but shows the same."""

    name: str
    make: Callable[[Grey], Grey]
    histogram: bool = False


def image_preparations() -> tuple[Preparation, ...]:
    """Return the looks at a picture for which there is time."""
    double = partial(resized, factor=2.0)
    return (
        Preparation("half", partial(resized, factor=0.5)),
        Preparation("evened", evened),
        Preparation("equalized", lambda picture: equalized(resized(picture, 1.5))),
        Preparation("histogram", double, histogram=True),
        Preparation("gamma-light", lambda picture: bent(resized(picture, 0.5), 0.45)),
        Preparation("adaptive-half", lambda picture: adaptive(smooth(resized(picture, 0.5), 1.0))),
        Preparation("third", partial(resized, factor=0.33)),
        Preparation("histogram-half", partial(resized, factor=0.5), histogram=True),
        Preparation("unsharp", lambda picture: unsharp(double(picture))),
        Preparation("wide", partial(stretched, across=1.8, down=1.0)),
        Preparation("gamma-dark", lambda picture: bent(picture, 2.2)),
        Preparation("adaptive", lambda picture: adaptive(smooth(picture, 1.5))),
        Preparation("unsharp-more", lambda picture: unsharp(smooth(double(picture), 1.0), 4.0, 3)),
        Preparation("tall", partial(stretched, across=1.0, down=1.8)),
        Preparation("smooth", lambda picture: smooth(double(picture), 1.5)),
        Preparation("closed", lambda picture: closed(double(picture))),
    )


def film_preparations() -> tuple[Preparation, ...]:
    """Return the looks that a frame of a film gets in turn."""
    return (
        Preparation("gamma-dark", lambda picture: bent(picture, 2.2)),
        Preparation("unsharp", unsharp),
        Preparation("gamma-light", lambda picture: bent(resized(picture, 0.5), 0.45)),
        Preparation("wide", partial(stretched, across=1.8, down=1.0)),
        Preparation("histogram", lambda picture: picture, histogram=True),
        Preparation("adaptive", lambda picture: adaptive(picture, 31)),
        Preparation("enlarged", partial(resized, factor=1.5)),
    )


def unsharp(picture: Grey, sigma: float = 2.0, strength: float = 1.5) -> Grey:
    """Sharpen edges that a lens or a hand blurred."""
    blurred = cv2.GaussianBlur(picture, (0, 0), sigma)
    return np.asarray(cv2.addWeighted(picture, 1 + strength, blurred, -strength, 0), np.uint8)


def smooth(picture: Grey, sigma: float) -> Grey:
    """Calm noise, print rasters and moiré."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def spread(picture: Grey) -> Grey:
    """Spread what is dim over all grey values: the brightest twentieth may become white."""
    low, high = (float(each) for each in np.percentile(picture[::2, ::2], (1, 95)))
    table = np.clip((np.arange(256) - low) * (255 / max(high - low, 8.0)), 0, 255)
    return np.asarray(cv2.LUT(picture, table.astype(np.uint8)), np.uint8)


def equalized(picture: Grey) -> Grey:
    """Even out the contrast of neighbourhoods."""
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(picture), np.uint8)


def evened(picture: Grey, parts: int = 12) -> Grey:
    """Take out light and shade: compare with the paper between dark marks, however bright it is.

    What is dark over more than one of so many ``parts`` of the picture counts as shade.
    """
    small = resized(picture, 0.5)
    size = max(3, min(small.shape) // parts) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.blur(paper, (size // 2 | 1, size // 2 | 1))
    paper = cv2.resize(paper, (picture.shape[1], picture.shape[0]))
    return np.asarray(cv2.divide(picture, paper, scale=_PAPER), np.uint8)


def adaptive(picture: Grey, block: int = 0) -> Grey:
    """Black and white by the mean of a neighbourhood that is larger than zxing-cpp's."""
    size = block or max(31, min(picture.shape) // 10) | 1
    kind = cv2.ADAPTIVE_THRESH_MEAN_C
    binary = cv2.adaptiveThreshold(picture, 255, kind, cv2.THRESH_BINARY, size, 5)
    return np.asarray(binary, np.uint8)


def stretched(picture: Grey, across: float, down: float) -> Grey:
    """Widen or heighten what a strong tilt made narrow."""
    return np.asarray(cv2.resize(picture, None, fx=across, fy=down), np.uint8)


def bent(picture: Grey, gamma: float) -> Grey:
    """Open the shadows (below 1) or the lights (above 1)."""
    table = (255 * (np.arange(256) / 255) ** gamma).astype(np.uint8)
    return np.asarray(cv2.LUT(picture, table), np.uint8)


def closed(picture: Grey) -> Grey:
    """Close the gaps between printed dots and scratches."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    return np.asarray(cv2.morphologyEx(picture, cv2.MORPH_OPEN, kernel), np.uint8)
