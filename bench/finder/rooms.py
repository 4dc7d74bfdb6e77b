"""What stands behind: photographs, and what is regular in rooms."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.finder.backgrounds import Grey
from bench.finder.symbols import Random

SIDE = 128  # Pixels of a picture that is drawn.
Canvas = NDArray[np.float32]

_LETTERS = list("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ,.-:/")
_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX)


def background(random: Random, photos: list[Grey]) -> Canvas:
    """Return a photograph, something regular, or several things, in any light."""
    image = _something(random, photos, 0.7)
    if random.random() < 0.3:
        other = _something(random, photos, 0.5)
        x, y = sorted(random.integers(0, SIDE, 2)), sorted(random.integers(0, SIDE, 2))
        image[y[0] : y[1], x[0] : x[1]] = other[y[0] : y[1], x[0] : x[1]]
    if random.random() < 0.5:
        image = image * np.float32(random.uniform(0.2, 1.3)) + np.float32(random.uniform(-20, 60))
    return image


def _something(random: Random, photos: list[Grey], share: float) -> Canvas:
    if random.random() < share:
        return piece(random, photos, SIDE).astype(np.float32)
    return _pattern(random)


def piece(random: Random, photos: list[Grey], side: int) -> Grey:
    """Return a square of a photograph, in any size, with so many pixels to a side."""
    photo = photos[int(random.integers(len(photos)))]
    height, width = photo.shape
    want = int(min(height, width, side * math.exp(random.uniform(math.log(0.7), math.log(4)))))
    x, y = int(random.integers(0, width - want + 1)), int(random.integers(0, height - want + 1))
    how = cv2.INTER_AREA if want > side else cv2.INTER_LINEAR
    part = cv2.resize(photo[y : y + want, x : x + want], (side, side), interpolation=how)
    return part[:, ::-1] if random.random() < 0.5 else part


def write(
    image: Grey, random: Random, place: tuple[float, float], look: tuple[float, float, int]
) -> None:
    """Write letters at a place; ``look`` is how high capitals are, how light, how many."""
    height, ink, length = look
    text = "".join(random.choice(_LETTERS, max(1, length)))
    font = int(random.choice(_FONTS))
    thick = max(1, int(height * random.uniform(0.08, 0.22)))
    at = (int(place[0]), int(place[1]))
    cv2.putText(image, text, at, font, height / 21, int(ink), thick, cv2.LINE_AA)


def paragraph(
    image: Grey, random: Random, box: tuple[float, ...], height: float, ink: float
) -> None:
    """Write lines of text in a box (left, top, right, bottom)."""
    left, y, right, bottom = box
    y += height
    while y < bottom:
        length = int((right - left) / max(height * 0.75, 1) * random.uniform(0.5, 1))
        write(image, random, (left, y), (height, ink, min(length, 60)))
        y += height * random.uniform(1.5, 2.2)


def _pattern(random: Random) -> Canvas:
    kinds = (_stripes, _checks, _keys, _text, _blocks, _dots, _shapes, _slope)
    image = kinds[int(random.integers(len(kinds)))](random)
    return np.clip(image, 0, 255).astype(np.float32)


def _turned(random: Random) -> tuple[Canvas, Canvas, float]:
    """Return two directions that are a right angle apart, and how far things are from another."""
    down, across = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    turn, step = random.uniform(0, math.pi), random.uniform(3, 40)
    u = across * math.cos(turn) + down * math.sin(turn)
    v = down * math.cos(turn) - across * math.sin(turn)
    return u, v, step


def _stripes(random: Random) -> Canvas:
    u, _, step = _turned(random)
    a, b = random.uniform(0, 255, 2)
    return a + (b - a) * ((u / step) % 1 < random.uniform(0.2, 0.8))


def _checks(random: Random) -> Canvas:
    u, v, step = _turned(random)
    a, b = random.uniform(0, 255, 2)
    shares = random.uniform(0.2, 0.7, 2)
    lines = ((u / step) % 1 < shares[0]).astype(np.float32) + ((v / step) % 1 < shares[1])
    return a + (b - a) * lines / 2


def _keys(random: Random) -> Canvas:
    u, v, step = _turned(random)
    a, b = random.uniform(0, 255, 2)
    share, other = random.uniform(0.5, 0.9), step * random.uniform(0.5, 2)
    return a + (b - a) * (((u / step) % 1 < share) & ((v / other) % 1 < share))


def _text(random: Random) -> Grey:
    image = np.full((SIDE, SIDE), random.uniform(0, 255), np.uint8)
    height, ink = random.uniform(4, 30), random.uniform(0, 255)
    paragraph(image, random, (0, 0, SIDE, SIDE), height, ink)
    return image


def _blocks(random: Random) -> Canvas:
    cells = int(random.integers(3, 60))
    lights = random.uniform(0, 255, (cells, cells)).astype(np.float32)
    how = int(random.choice((cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC)))
    return cv2.resize(lights, (SIDE, SIDE), interpolation=how)


def _dots(random: Random) -> Canvas:
    u, v, step = _turned(random)
    a, b = random.uniform(0, 255, 2)
    away = ((u / step) % 1 - 0.5) ** 2 + ((v / step) % 1 - 0.5) ** 2
    return a + (b - a) * (away < random.uniform(0.02, 0.2))


def _shapes(random: Random) -> Grey:
    image = np.full((SIDE, SIDE), random.uniform(0, 255), np.uint8)
    for _ in range(int(random.integers(5, 60))):
        x, y = (int(each) for each in random.integers(0, SIDE, 2))
        width, height = (int(each) for each in random.integers(2, 50, 2))
        thick, light = int(random.choice((-1, 1, 2, 4))), int(random.uniform(0, 255))
        if random.random() < 0.5:
            cv2.circle(image, (x, y), width, light, thick)
        else:
            cv2.rectangle(image, (x, y), (x + width, y + height), light, thick)
    return image


def _slope(random: Random) -> Canvas:
    u, _, _ = _turned(random)
    a, b = random.uniform(0, 255, 2)
    return a + (b - a) * (u - u.min()) / (u.max() - u.min())
