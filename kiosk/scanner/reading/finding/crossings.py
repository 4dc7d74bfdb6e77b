"""Finder patterns found by lines that cross them: dark and light as 1 : 1 : 3 : 1 : 1.

A scratch or a spot of light may break the rings of a pattern, by which patterns.py knows them;
some lines cross it unharmed all the same (ISO/IEC 18004, annex on decoding).
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.symbol.patterns import Pattern, binaries

_SHARES: Final = np.array((1, 1, 3, 1, 1), np.float32) / 7
_OFF: Final = 0.075  # Of the whole pattern, that each of the five may be longer or shorter.
_STEP: Final = 2  # Rows from one line to the next.
_LEAST: Final = 3  # Lines each way that cross a pattern.
_MOST: Final = 12
_CELL: Final = 16  # Pixels in which lines both ways must meet.
_MOST_CELLS: Final = 60

Crossings = NDArray[np.float32]


def scanned_patterns(picture: Grey, known: list[Pattern]) -> list[Pattern]:
    """Return patterns that are not among the known ones, those with the most lines first."""
    found: list[tuple[int, Pattern]] = []
    for binary in binaries(picture):
        across = _crossings(binary)
        down = _crossings(np.ascontiguousarray(binary.T))[:, [1, 0, 2]]
        for votes, (x, y, side) in _agreed(across, down):
            others = known + [pattern for _, pattern in found]
            if all(np.hypot(*(each.middle - (x, y))) > 0.5 * side for each in others):
                found.append((votes, _square(picture, x, y, side)))
    found.sort(key=lambda each: -each[0])
    return [pattern for _, pattern in found[:_MOST]]


def _crossings(binary: Grey) -> Crossings:
    """Return where lines cross what may be a pattern: its middle's x and y, and its length."""
    lines = binary[::_STEP] > 0
    rows, places = np.nonzero(lines[:, 1:] != lines[:, :-1])
    if len(places) <= len(_SHARES):
        return np.zeros((0, 3), np.float32)
    ends = places.astype(np.float32) + 1
    starts = np.flatnonzero((rows[:-5] == rows[5:]) & lines[rows[:-5], places[:-5] + 1])
    lengths = np.stack([ends[starts + k + 1] - ends[starts + k] for k in range(5)], axis=1)
    whole = lengths.sum(axis=1)
    shares = lengths / whole[:, None]
    fits = (np.abs(shares - _SHARES) < _OFF).all(axis=1) & (whole >= 2 * len(_SHARES))
    middle = ends[starts[fits] + 2] + lengths[fits, 2] / 2
    return np.stack([middle, rows[starts[fits]] * float(_STEP), whole[fits]], axis=1)


def _agreed(across: Crossings, down: Crossings) -> list[tuple[int, tuple[float, float, float]]]:
    """Return the places that lines cross both ways, with how many they are."""
    found = []
    for x, y, side in _meeting(across, down):
        near_across = _near(across, x, y, side)
        near_down = _near(down, x, y, side)
        votes = int(min(near_across.sum(), near_down.sum()))
        if votes >= _LEAST:
            middle_x = float(np.median(across[near_across, 0]))
            middle_y = float(np.median(down[near_down, 1]))
            wide = float(np.median(across[near_across, 2]))
            high = float(np.median(down[near_down, 2]))
            found.append((votes, (middle_x, middle_y, (wide * high) ** 0.5)))
        across, down = across[~near_across], down[~near_down]
    return found


def _meeting(across: Crossings, down: Crossings) -> Crossings:
    """Return one crossing for each cell in which lines cross both ways, those with most first."""
    if not (len(across) and len(down)):
        return across[:0]
    cells = [(each[:, :2] // _CELL).astype(np.intp) for each in (across, down)]
    width, height = np.vstack(cells).max(axis=0) + 1
    counts = [_counted(each, width, height) for each in cells]
    about = cv2.boxFilter(counts[1], -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    votes = np.minimum(counts[0], about)
    of_crossings = votes[cells[0][:, 1], cells[0][:, 0]]
    _, firsts = np.unique(cells[0] @ (1, width), return_index=True)
    best = firsts[np.argsort(-of_crossings[firsts])][:_MOST_CELLS]
    return across[best[of_crossings[best] > 0]]


def _counted(cells: NDArray[np.intp], width: int, height: int) -> NDArray[np.float32]:
    counts = np.bincount(cells @ (1, width), minlength=width * height)
    return counts.reshape(height, width).astype(np.float32)


def _near(crossings: Crossings, x: float, y: float, side: float) -> NDArray[np.bool_]:
    away = np.abs(crossings[:, :2] - (x, y)).max(axis=1)
    alike = np.abs(crossings[:, 2] - side) < 0.4 * side
    near: NDArray[np.bool_] = (away < 0.3 * side) & alike
    return near


def _square(picture: Grey, x: float, y: float, length: float) -> Pattern:
    """Return the pattern about a middle, turned as the edges about it are."""
    reach = int(0.6 * length) + 1
    left, top = max(0, int(x) - reach), max(0, int(y) - reach)
    part = picture[top : int(y) + reach + 1, left : int(x) + reach + 1]
    across, down = (cv2.Sobel(part, cv2.CV_32F, i, 1 - i) for i in (1, 0))
    # Edges a quarter turn apart say the same.
    turn = float(np.angle(((across + 1j * down) ** 4).sum())) / 4
    side = length * max(abs(np.cos(turn)), abs(np.sin(turn)))
    directions = turn + np.pi / 4 + np.arange(4) * np.pi / 2
    corners = np.stack([np.cos(directions), np.sin(directions)], axis=1) * side / 2**0.5
    middle = np.array((x, y), np.float32)
    return Pattern(middle, (middle + corners).astype(np.float32), side)
