"""Reads the symbols in image files: what stands behind ``hadir read``."""

import logging
import time
from pathlib import Path
from typing import TypedDict

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.camera.sources import Image
from kiosk.scanner.reading.films import read_image
from kiosk.scanner.reading.frames import grey
from kiosk.scanner.reading.recognition.recognition import Roster
from kiosk.scanner.reading.symbols import Symbol
from kiosk.scanner.reading.transparency import pixels_in, transparent_pixels

LIMIT_MS = 400.0
LARGEST_FILE = 512 << 20
LARGEST_PHOTO = 60_000_000  # pixels of a picture that a door reads
LARGEST_LAYERED = 50_000_000  # pixels of a picture that is decoded with its transparency
WHITE = 255
NO_PICTURE = "This is not a picture that can be read, or it is damaged: save it as JPEG or PNG."

_JPEG, _END_OF_JPEG = b"\xff\xd8", b"\xff\xd9"

_log = logging.getLogger(__name__)


class SymbolRead(TypedDict):
    """One symbol: corners are four [x, y] in pixels of the picture as it is shown."""

    text: str
    corners: list[list[float]]
    how: str
    ms: float


class FileRead(TypedDict, total=False):
    """What one file gave; ``error`` is there only where the file is no picture we can read."""

    file: str
    symbols: list[SymbolRead]
    error: str
    ms: float


class _NotReadable(Exception):
    """The file is no picture that can be read; the message is a sentence for people."""


def read_one(path: Path, roster: Roster | None = None, limit_ms: float = LIMIT_MS) -> FileRead:
    """Return what a file shows; a bad file is an answer too, never an exception."""
    began = time.perf_counter()
    answer: FileRead = {"file": str(path), "symbols": []}
    try:
        answer["symbols"] = _symbols(path, roster, limit_ms)
    except _NotReadable as error:
        answer["error"] = str(error)
    except Exception:  # noqa: BLE001 - the other files are still to be read
        _log.exception("%s could not be read", path)
        answer["error"] = "The picture could not be read: save it as JPEG or PNG and try again."
    answer["ms"] = round((time.perf_counter() - began) * 1000, 1)
    return answer


def load_image(path: Path) -> Image:
    """Return the picture in ``path`` as uint8 grey (height, width); transparency becomes white.

    Raises an exception whose message is a sentence where there is none.
    """
    return _decoded(_bytes_of(path))


def image_of(data: bytes) -> Image | None:
    """Return the picture in ``data`` as uint8 grey (height, width), or None where there is none.

    There is none, too, where it claims more pixels than any camera has: a door waits for no such.
    """
    if not 0 < pixels_in(data) <= LARGEST_PHOTO:
        return None
    try:
        return _decoded(_checked(data))
    except _NotReadable:
        return None


def _decoded(content: bytes) -> Image:
    data = np.frombuffer(_whole(content), np.uint8)
    is_layered = 0 < transparent_pixels(content) <= LARGEST_LAYERED
    try:
        return _over_white(data) if is_layered else _grey(data)
    except (cv2.error, MemoryError) as error:
        raise _NotReadable(_what_is_wrong(error)) from error


def _symbols(path: Path, roster: Roster | None, limit_ms: float) -> list[SymbolRead]:
    began = time.perf_counter()
    image = load_image(path)
    loaded_ms = (time.perf_counter() - began) * 1000
    found = read_image(image, max(limit_ms - loaded_ms, limit_ms / 2), roster)
    return [_as_read(symbol) for symbol in found]


def _as_read(symbol: Symbol) -> SymbolRead:
    corners = [[round(x, 1), round(y, 1)] for x, y in symbol.corners]
    return {
        "text": symbol.text,
        "corners": corners,
        "how": symbol.how,
        "ms": round(symbol.ms, 1),
    }


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise _NotReadable("This is a folder: name the image files in it.")
    if not path.is_file():
        raise _NotReadable("There is no such file: check the path.")
    try:
        with path.open("rb") as file:
            # A file that grows meanwhile is read as far as it goes.
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _NotReadable(f"The file cannot be opened: {error.strerror}.") from error
    return _checked(data)


def _whole(data: bytes) -> bytes:
    # OpenCV decodes a JPEG that breaks off as far as it goes, if only its end mark is there.
    return data + _END_OF_JPEG if data.startswith(_JPEG) else data


def _checked(data: bytes) -> bytes:
    if not data:
        raise _NotReadable("The file is empty: copy it again.")
    if len(data) > LARGEST_FILE:
        raise _NotReadable("The file is larger than 512 MB: save the picture smaller.")
    return data


def _grey(data: NDArray[np.uint8]) -> Image:
    image = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    if image is not None:
        return np.asarray(image, np.uint8)
    # Pictures of floating point numbers are only given as they are.
    image = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if image is None:
        raise _NotReadable(NO_PICTURE)
    return grey(image)


def _over_white(data: NDArray[np.uint8]) -> Image:
    image = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if image is None or image.ndim != 3 or image.shape[2] != 4:  # noqa: PLR2004 - BGRA
        return _grey(data)
    largest = 255 if image.dtype == np.uint8 else 65535
    opacity = image[:, :, 3].astype(np.float32) / largest
    ink = cv2.cvtColor(image, cv2.COLOR_BGRA2GRAY).astype(np.float32) * (WHITE / largest)
    return np.asarray(ink * opacity + WHITE * (1 - opacity), np.uint8)


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, MemoryError) or "MAX_IMAGE" in str(error):
        return "The picture has more than 268 megapixels: save it smaller."
    return NO_PICTURE
