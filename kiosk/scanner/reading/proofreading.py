"""The product's own reader for the proof of printed sheets."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.films import read_image

Corners = tuple[tuple[float, float], ...]


def read_symbols(page: NDArray[np.uint8]) -> Iterator[tuple[str, Corners]]:
    """Yield the text and corners of each symbol on a page: uint8 grey, height by width."""
    for symbol in read_image(page):
        yield symbol.text, symbol.corners
