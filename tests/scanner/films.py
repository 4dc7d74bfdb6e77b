"""Films and folders for the tests, written with OpenCV."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np

from badges.symbol import matrix
from kiosk.scanner.camera.sources import Image

MODULE_PX = 6


def badge_picture(*codes: str, width: int = 640, height: int = 480) -> Image:
    """A grey wall with the symbols of ``codes`` side by side."""
    wall = np.full((height, width, 3), 150, np.uint8)
    for place, code in enumerate(codes):
        symbol = drawn(code)
        left = 30 + place * (symbol.shape[1] + 40)
        wall[60 : 60 + symbol.shape[0], left : left + symbol.shape[1]] = symbol[:, :, None]
    return wall


def drawn(code: str) -> Image:
    """The symbol of a code with its quiet zone, six pixels a module, grey."""
    modules = np.pad(1 - matrix(code), 4, constant_values=1) * np.uint8(255)
    return np.kron(modules, np.ones((MODULE_PX, MODULE_PX), np.uint8))


def mjpeg(path: Path, images: Iterable[Image]) -> Path:
    """Write a film of concatenated JPEGs; OpenCV plays it at 25 pictures per second."""
    path.write_bytes(b"".join(cv2.imencode(".jpg", image)[1].tobytes() for image in images))
    return path


def mp4(path: Path, images: Sequence[Image], fps: float = 30.0) -> Path:
    """Write an MPEG-4 film."""
    height, width = images[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), fps, (width, height))
    for image in images:
        writer.write(image)
    writer.release()
    return path


def folder(path: Path, images: Sequence[Image], name: str = "{}.png") -> Path:
    """Write a folder of images, numbered from 1."""
    path.mkdir()
    for number, image in enumerate(images, start=1):
        cv2.imwrite(str(path / name.format(number)), image)
    return path
