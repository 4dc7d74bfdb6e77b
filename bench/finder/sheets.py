"""What carries a symbol: badges, papers, phones and stickers."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.finder.backgrounds import Grey
from bench.finder.rooms import paragraph, piece, write
from bench.finder.symbols import Dark, Random, other, symbol

Corners = NDArray[np.float32]  # (4, 2) in pixels, clockwise.

_KINDS = ("badge", "paper", "phone", "sticker")
_OFTEN = (0.45, 0.15, 0.15, 0.25)
_HEIGHTS = {"badge": (0.6, 1.6), "paper": (0.7, 1.5), "phone": (1.7, 2.2)}
_WIDEST = 1100


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing, the corners of its symbol, the modules of a side, and the contrast."""

    picture: Grey
    corners: Corners
    modules: int
    contrast: float


def sheet(random: Random, side: float, photos: list[Grey], *, has_symbol: bool) -> Sheet:
    """Draw a sheet; ``side`` is what the symbol will have in pixels, here it has up to twice."""
    dark = symbol(random) if has_symbol else other(random)
    module = int(np.clip(round(2 * side / dark.shape[1]), 2, 12))
    kind = str(random.choice(_KINDS, p=_OFTEN))
    light, ink = _colours(random, kind)
    quiet = module * int(random.choice((1, 2, 3, 4, 6), p=(0.08, 0.15, 0.15, 0.5, 0.12)))
    high, wide = dark.shape[0] * module, dark.shape[1] * module
    box = max(wide, high)
    width, height = _size(random, kind, (wide + 2 * quiet, high + 2 * quiet), box)
    left = int(random.integers(quiet, width - wide - quiet + 1))
    top = int(random.integers(quiet, height - high - quiet + 1))
    if random.random() < 0.5:
        left = (width - wide) // 2
    is_plain = kind == "sticker" or random.random() < 0.75
    face = light if is_plain else random.uniform(20, 255)
    picture = np.full((height, width), face, np.uint8)
    if kind != "sticker":
        _furnish(picture, random, photos, (kind, box, ink))
    zone = np.s_[top - quiet : top + high + quiet, left - quiet : left + wide + quiet]
    picture[zone] = light
    picture[top : top + high, left : left + wide] = _drawn(dark, module, light, ink)
    if has_symbol and random.random() < 0.06:  # A mark in its middle.
        reach = int(box * random.uniform(0.06, 0.13))
        middle = (left + wide // 2, top + high // 2)
        cv2.circle(picture, middle, reach, int(random.uniform(0, 255)), -1)
    right, bottom = left + wide, top + high
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    return Sheet(picture, corners, dark.shape[1], abs(light - ink))


def _colours(random: Random, kind: str) -> tuple[float, float]:
    """Return how light the paper is and the ink; on phones they often are turned round."""
    if random.random() < (0.4 if kind == "phone" else 0.04):
        return random.uniform(10, 60), random.uniform(180, 255)
    if kind == "sticker" and random.random() < 0.5:
        return random.uniform(120, 255), random.uniform(0, 100)
    return random.uniform(190, 255), random.uniform(0, 60)


def _size(random: Random, kind: str, least: tuple[int, int], box: int) -> tuple[int, int]:
    """Return width and height of a sheet that holds at least so much."""
    if kind == "sticker":
        return least
    shares = (2.0, 6.0) if kind == "paper" else (1.3, 3.6)
    width = max(least[0], box * random.uniform(*shares))
    height = max(least[1], width * random.uniform(*_HEIGHTS[kind]))
    return max(least[0], int(min(width, _WIDEST))), max(least[1], int(min(height, _WIDEST)))


def _drawn(dark: Dark, module: int, light: float, ink: float) -> Grey:
    return np.kron(np.where(dark, ink, light).astype(np.uint8), np.ones((module, module), np.uint8))


def _furnish(
    picture: Grey, random: Random, photos: list[Grey], look: tuple[str, float, float]
) -> None:
    """Put bars, letters, portraits and a frame on a sheet."""
    kind, box, ink = look
    height, width = picture.shape
    if random.random() < 0.15:
        picture[:] = cv2.resize(piece(random, photos, 128), (width, height))
    if random.random() < 0.6:
        picture[: int(height * random.uniform(0.06, 0.3))] = random.uniform(0, 255)
    if random.random() < 0.3:
        picture[-int(height * random.uniform(0.03, 0.2)) :] = random.uniform(0, 255)
    letters = box * random.uniform(0.05, 0.14)
    for _ in range(int(random.integers(0, 5))):
        place = (random.uniform(0, width * 0.6), random.uniform(0, height))
        shade = float(random.choice((ink, random.uniform(0, 255))))
        capitals = letters * random.uniform(0.6, 2)
        write(picture, random, place, (capitals, shade, int(random.integers(3, 22))))
    if kind == "paper" or random.random() < 0.15:
        low, high = random.uniform(0, 0.5), random.uniform(0.5, 1)
        lines = (width * 0.08, height * low, width * 0.92, height * high)
        paragraph(picture, random, lines, max(3, letters * 0.7), ink)
    if random.random() < 0.25:
        _portrait(picture, random, photos)
    if random.random() < 0.4:
        thick = max(1, int(box * random.uniform(0.01, 0.08)))
        cv2.rectangle(picture, (0, 0), (width - 1, height - 1), int(random.uniform(0, 255)), thick)


def _portrait(picture: Grey, random: Random, photos: list[Grey]) -> None:
    height, width = picture.shape
    wide, high = (int(each * random.uniform(0.15, 0.4)) for each in (width, height))
    left = int(random.integers(0, width - wide + 1))
    top = int(random.integers(0, height - high + 1))
    face = cv2.resize(piece(random, photos, 64), (wide, high))
    picture[top : top + high, left : left + wide] = face
