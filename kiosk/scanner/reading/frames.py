"""Frames as cameras and files give them, made into the one kind the readers work on."""

import ctypes
import sys
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Pixels = NDArray[np.generic]

LONGEST = 4096

_PLANES = 2  # Dimensions of a grey picture.
_TO_GREY = {3: cv2.COLOR_BGR2GRAY, 4: cv2.COLOR_BGRA2GRAY}


def keep_to_one_core() -> None:
    """Keep OpenCV and numpy to the core of their caller: the other one is for the pages."""
    cv2.setNumThreads(1)
    # Numpy has no word for it. Its products here are small, and four times slower on two busy
    # cores than on one. Where it brings another library (macOS), nothing is to be done.
    for library in Path(np.__file__).parent.with_name("numpy.libs").glob("*openblas*"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(str(library)).scipy_openblas_set_num_threads64_(1)


def give_back_memory() -> None:
    """Give back to the system what was needed on the way alone: glibc keeps it otherwise."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # another library than glibc
            ctypes.CDLL(None).malloc_trim(0)


def grey(frame: Pixels) -> Grey:
    """Return the frame as contiguous uint8 of shape (height, width), brightness only.

    Takes (h, w), (h, w, 1 to 4) in OpenCV's order of colours, of any size and number type;
    anything that is no picture becomes an empty one of shape (0, 0).
    """
    picture = np.asarray(frame)
    if picture.ndim not in (2, 3) or picture.size == 0:
        return np.zeros((0, 0), np.uint8)
    thin = _thinned(picture)
    return np.ascontiguousarray(_one_channel(_eight_bits(thin)))


def shrunk(picture: Grey, longest: int) -> tuple[Grey, float]:
    """Return the picture with its longest side at most ``longest``, and the factor applied."""
    factor = longest / max(*picture.shape, 1)
    if factor >= 1:
        return picture, 1.0
    return resized(picture, factor), factor


def resized(picture: Grey, factor: float) -> Grey:
    """Return the picture at ``factor`` times its size, smoothed when it gets smaller."""
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    height, width = picture.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=how), dtype=np.uint8)


def reduced(picture: Grey, factor: float) -> Grey:
    """Return the picture at a size below its own: in halves, which is six times as quick."""
    height, width = picture.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    while picture.shape[1] >= 2 * size[0] and picture.shape[0] >= 2 * size[1]:
        half = (picture.shape[1] // 2, picture.shape[0] // 2)
        picture = np.asarray(cv2.resize(picture, half, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _thinned(picture: Pixels) -> Pixels:
    """Drop rows and columns of pictures far beyond any camera, before anything is copied."""
    step = max(1, max(picture.shape[:2]) // (2 * LONGEST))
    return picture[::step, ::step]


def _eight_bits(picture: Pixels) -> Grey:
    if picture.dtype == np.uint8:
        return np.ascontiguousarray(picture, dtype=np.uint8)
    if picture.dtype == np.uint16:
        deep = np.asarray(picture, np.uint16)
        # Cameras of 10 or 12 bits fill only the lower ones.
        return np.asarray(deep >> max(0, int(deep.max()).bit_length() - 8), dtype=np.uint8)
    if picture.dtype == np.bool_:
        return np.asarray(picture, dtype=np.uint8) * np.uint8(255)
    return _stretched(np.nan_to_num(np.asarray(picture, dtype=np.float64)))


def _stretched(picture: NDArray[np.float64]) -> Grey:
    low, high = float(picture.min()), float(picture.max())
    if high <= low:
        return np.zeros(picture.shape, np.uint8)
    return np.asarray((picture - low) * (255 / (high - low)), dtype=np.uint8)


def _one_channel(picture: Grey) -> Grey:
    channels = 0 if picture.ndim == _PLANES else picture.shape[2]
    if channels in _TO_GREY:
        return np.asarray(cv2.cvtColor(picture, _TO_GREY[channels]), dtype=np.uint8)
    return picture[:, :, 0] if channels else picture
