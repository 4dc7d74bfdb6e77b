"""Photographs without symbols, gathered from packages whose licences are named (README.md).

They stand behind what is drawn. What a reader finds a code in is left out, and so is what was
made to show one.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_KINDS = (".jpg", ".jpeg", ".png", ".webp")
_LEFT_OUT = ("qr", "aruco", "charuco", "icon", "logo", "barcode", "marker", "pattern", "board")
_LEAST_BYTES = 25_000
_LEAST_SIDE = 160
_LONGEST = 1000
_LEAST_SPREAD = 8  # Grey values.
_LEAST_GREYS = 100  # Different ones: screenshots and diagrams have fewer.
_QUALITY = 82


def gather(folders: list[Path], path: Path) -> int:
    """Store the photographs of folders, the smaller of their sizes; return how many they are."""
    kept: dict[bytes, bytes] = {}
    for picture in _pictures(folders):
        kept.setdefault(
            cv2.resize(picture, (16, 16)).tobytes(),
            cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes(),
        )
    named = {f"p{i:03d}": np.frombuffer(each, np.uint8) for i, each in enumerate(kept.values())}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez(file, **named)
    return len(named)


def load(path: Path) -> list[Grey]:
    """Return the photographs that were stored."""
    with np.load(io.BytesIO(path.read_bytes())) as stored:
        return [cv2.imdecode(stored[name], cv2.IMREAD_GRAYSCALE) for name in sorted(stored.files)]


def _pictures(folders: list[Path]) -> Iterator[Grey]:
    for path in sorted(each for folder in folders for each in folder.rglob("*")):
        name = path.name.lower()
        if path.suffix.lower() not in _KINDS or any(word in name for word in _LEFT_OUT):
            continue
        if path.is_symlink() or path.stat().st_size < _LEAST_BYTES:
            continue
        picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        if picture is not None and _is_photograph(picture := _small(picture)):
            yield picture


def _small(picture: Grey) -> Grey:
    factor = min(1.0, _LONGEST / max(picture.shape))
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _is_photograph(picture: Grey) -> bool:
    return (
        min(picture.shape) >= _LEAST_SIDE
        and picture.std() >= _LEAST_SPREAD
        and len(np.unique(picture)) >= _LEAST_GREYS
        and not zxingcpp.read_barcodes(picture, return_errors=True)
    )


if __name__ == "__main__":
    found = gather([Path(each) for each in sys.argv[2:]], Path(sys.argv[1]))
    print(found, "photographs")
