"""Drawn pictures on the disk, in parts, so that drawing and training go on where they stopped."""

import time
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from bench.finder.backgrounds import Grey, load
from bench.finder.scenes import Labels, picture

PART = 512  # Pictures of a part.


def draw_parts(folder: Path, backgrounds: Path, seed: int, numbers: Iterable[int]) -> None:
    """Draw the parts that are not there yet."""
    cv2.setNumThreads(1)
    photos = load(backgrounds)
    for number in numbers:
        if not _path(folder, number).exists():
            drawn = [picture(seed, number * PART + i, photos) for i in range(PART)]
            _write(folder, number, drawn)


def part(folder: Path, number: int) -> tuple[Grey, Labels]:
    """Return the pictures and the labels of a part, when it is drawn."""
    path = _path(folder, number)
    while not path.exists():
        time.sleep(0.2)
    with np.load(path) as stored:
        return stored["images"], stored["labels"]


def _path(folder: Path, number: int) -> Path:
    return folder / f"part-{number:05d}.npz"


def _write(folder: Path, number: int, drawn: list[tuple[Grey, Labels]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"part-{number:05d}.half"
    with half.open("wb") as file:
        np.savez(
            file,
            images=np.stack([image for image, _ in drawn]),
            labels=np.stack([labels for _, labels in drawn]),
        )
    half.rename(_path(folder, number))
