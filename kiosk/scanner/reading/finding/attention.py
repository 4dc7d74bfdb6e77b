"""Where a film changes: there everything is looked for. What stays as it was has been looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.frames import Grey, reduced
from kiosk.scanner.reading.symbols import Corners, centre

_ACROSS: Final = 100  # Blocks of a frame's longer side, at most.
_DIFFERENT: Final = 5  # Grey values that the mean of a block changes by when something moves.
_MARGIN: Final = 4  # Blocks about a change that belong to it.
_LONG: Final = 250  # Frames, as far as they are counted.
_MOST: Final = 0.6  # Of a frame: where more has changed, all of it is looked at.


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a frame in pixels; right and bottom are the first ones outside."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, picture: Grey) -> "Area":
        """Return the box about a whole picture."""
        height, width = picture.shape
        return cls(0, 0, width, height)

    def corner(self) -> NDArray[np.float32]:
        """Return the top left corner."""
        return np.array((self.left, self.top), np.float32)

    def cut(self, picture: Grey) -> Grey:
        """Return this part of a picture."""
        return picture[self.top : self.bottom, self.left : self.right]


class Attention:
    """Compares the frames of a film block by block, and knows for how long each is as it was."""

    def __init__(self) -> None:
        """Know nothing: the first frame is new everywhere."""
        self._block = 1.0
        self._width, self._height = 0, 0
        self._known: Grey = np.zeros((0, 0), np.uint8)
        self._calm: Grey = np.zeros((0, 0), np.uint8)

    def see(self, picture: Grey) -> None:
        """Compare a frame with what is known from the ones before."""
        height, width = picture.shape
        # Halves of halves, down to the first size of not more blocks than that.
        halves = int(np.ceil(np.log2(max(height, width, _ACROSS) / _ACROSS)))
        blocks = reduced(picture, 0.5**halves)
        self._block = max(1.0, height / blocks.shape[0], width / blocks.shape[1])
        if (height, width) != (self._height, self._width):
            self._height, self._width = height, width
            self._known, self._calm = blocks, np.zeros_like(blocks)
            return
        changed = cv2.absdiff(blocks, self._known) >= _DIFFERENT
        self._calm += self._calm < _LONG
        self._calm[changed] = 0
        # The others keep what they were, so that what changes slowly is noticed in the end.
        self._known[changed] = blocks[changed]

    def box(self, frames: int, places: Sequence[Corners] = (), least: float = 0) -> Area | None:
        """Return the box about places and all that changed in so many last frames.

        It is at least so many pixels wide and high where the frame is.
        """
        points = [point for corners in places for point in corners]
        rows, columns = np.nonzero(self._calm < frames)
        if len(rows):
            points.append((columns.min() * self._block, rows.min() * self._block))
            points.append(((columns.max() + 1) * self._block, (rows.max() + 1) * self._block))
        return self._about(points, least) if points else None

    def is_calm(self, corners: Corners, frames: int) -> bool:
        """Tell whether nothing changed in the middle of a place for so many frames."""
        x, y = (int(max(0, value) / self._block) for value in centre(corners))
        rows, columns = self._calm.shape
        return bool(self._calm[min(y, rows - 1), min(x, columns - 1)] >= frames)

    def _about(self, points: list[tuple[float, float]], least: float) -> Area:
        left, right = self._span([x for x, _ in points], least, self._width)
        top, bottom = self._span([y for _, y in points], least, self._height)
        if (right - left) * (bottom - top) > _MOST * self._width * self._height:
            return Area(0, 0, self._width, self._height)
        return Area(left, top, right, bottom)

    def _span(self, places: list[float], least: float, end: int) -> tuple[int, int]:
        """Return the first and the last pixel of one direction."""
        low, high = min(places), max(places)
        reach = max(_MARGIN * self._block, (least - (high - low)) / 2)
        first = max(0, int(min(low - reach, end - least)))
        return first, min(end, int(max(high + reach, least)) + 1)
