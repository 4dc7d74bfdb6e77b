"""Pictures as a camera gives them: sheets before backgrounds, tilted, blurred, dim, covered.

Picture number n of a seed is always the same, whoever draws it and when.
"""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.finder.backgrounds import Grey
from bench.finder.rooms import SIDE, Canvas, background
from bench.finder.sheets import Corners, Sheet, sheet
from bench.finder.symbols import Random

MOST = 8  # Symbols of a picture.
SMALLEST = 6.5  # Pixels of a side, below which it is left open whether there is a symbol.
SEEN, OPEN = 1, -1  # What the last column of the labels says.

_LARGEST = (105, 60, 36)  # Pixels of a side: the first sheet, others, where there are many.
_FLAT, _TILTED = 28, 66  # Degrees that sheets are tilted at most,
_OFTEN_TILTED = 0.45  # and how many are tilted more.
_FINE = 2  # Times as many pixels, before they are seen.
_DIM = 14  # Grey values of contrast that are hardly seen.

Labels = NDArray[np.float32]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The corners of a symbol in the picture, and whether it can be seen."""

    corners: Corners
    is_clear: bool

    def side(self) -> float:
        return side(self.corners)

    def middle(self) -> Corners:
        return self.corners.mean(axis=0)


def side(corners: Corners) -> float:
    """Return the side of the square that is as large."""
    one, two = corners[2] - corners[0], corners[3] - corners[1]
    return math.sqrt(abs(float(one[0] * two[1] - one[1] * two[0])) / 2)


def picture(seed: int, number: int, photos: list[Grey]) -> tuple[Grey, Labels]:
    """Draw a picture: (SIDE, SIDE), and its symbols: (MOST, 9), four corners and SEEN or OPEN."""
    random = np.random.default_rng((seed, number))
    image = background(random, photos)
    count = int(random.choice((0, 1, 2, 3, 5), p=(0.14, 0.5, 0.22, 0.1, 0.04)))
    found: list[_Seen] = []
    for index in range(count + int(random.integers(0, 3))):
        largest = _LARGEST[0 if index == 0 else 1 if count < 4 else 2]
        size = math.exp(random.uniform(math.log(6), math.log(largest)))
        place = _place(random, size, found)
        if place is None:
            continue
        is_symbol = index < count
        drawing = sheet(random, size, photos, has_symbol=is_symbol)
        seen = _put(image, drawing, random, size, place)
        # What this sheet may cover is no longer seen for sure.
        found = [each if _are_apart(each, seen, size) else _open(each) for each in found]
        if is_symbol:
            found.append(seen)
    return _camera(image, random), _labels(found)


def _place(random: Random, size: float, found: list[_Seen]) -> Corners | None:
    edge = min(size, 90) * 0.6
    for _ in range(6):
        low, high = (0.0, float(SIDE)) if random.random() < 0.15 else (edge, SIDE - edge)
        place = random.uniform(low, high, 2)
        if all(np.hypot(*(place - each.middle())) > 0.95 * (size + each.side()) for each in found):
            return place
    return None


def _are_apart(one: _Seen, other: _Seen, size: float) -> bool:
    return float(np.hypot(*(one.middle() - other.middle()))) > 1.6 * (one.side() + size)


def _open(seen: _Seen) -> _Seen:
    return replace(seen, is_clear=False)


def _labels(found: list[_Seen]) -> Labels:
    labels = np.zeros((MOST, 9), np.float32)
    for row, seen in zip(labels, found[:MOST], strict=False):
        middle = seen.middle()
        if not ((middle > 0) & (middle < SIDE)).all():
            continue
        inside = ((seen.corners > -2) & (seen.corners < SIDE + 2)).all(axis=1).mean()
        row[:8] = seen.corners.ravel()
        row[8] = SEEN if seen.is_clear and inside > 0.7 and seen.side() >= SMALLEST else OPEN
    return labels


def _put(image: Canvas, drawing: Sheet, random: Random, size: float, place: Corners) -> _Seen:
    """Put a sheet into a picture."""
    height, width = drawing.picture.shape
    matrix = _laid(random, drawing, size, place)
    outline = _moved(np.array([(0, 0), (width, 0), (width, height), (0, height)]), matrix)
    corners = _moved(drawing.corners, matrix)
    module = max(side(corners), 1) / drawing.modules
    low, high = ((0, 0.3), (0.3, 0.8), (0.8, 1.1))[random.choice(3, p=(0.45, 0.37, 0.18))]
    blur = min(random.uniform(low, high) * module, 8.0)
    motion = module * random.uniform(0.5, 3.2) if random.random() < 0.25 else 0.0
    margin = 4 + int(3 * blur + motion / 2)
    low = np.maximum(np.floor(outline.min(axis=0)).astype(int) - margin, 0)
    high = np.minimum(np.ceil(outline.max(axis=0)).astype(int) + margin, SIDE)
    if (high - low < 4).any():
        return _Seen(corners, False)
    fine = np.array([(_FINE, 0, 0.5 - low[0] * _FINE), (0, _FINE, 0.5 - low[1] * _FINE), (0, 0, 1)])
    shrink = _length(drawing) / (_FINE * max(side(corners), 1))
    layer, mask = _warped(_covered(drawing, random, shrink), fine @ matrix, high - low)
    gain = _gain(random)
    layer = layer * gain + np.float32(random.uniform(0, 90) if random.random() < 0.15 else 0)
    for kernel in _kernels(random, blur, motion):
        layer, mask = (cv2.filter2D(each, -1, kernel) for each in (layer, mask))
    part = image[low[1] : high[1], low[0] : high[0]]
    part[:] = part * (1 - mask) + layer * mask
    return _Seen(corners, drawing.contrast * gain >= _DIM)


def _laid(random: Random, drawing: Sheet, size: float, place: Corners) -> Matrix:
    """Return the matrix that lays a sheet before the camera: turned, tilted, in this size."""
    roll = math.radians(random.uniform(*((-25, 25) if random.random() < 0.4 else (-180, 180))))
    most = _TILTED if random.random() < _OFTEN_TILTED else _FLAT
    pitch, yaw = np.radians(random.uniform(-most, most, 2)) * (random.random() < 0.85)
    if most == _TILTED and math.hypot(pitch, yaw) > math.radians(most):
        pitch, yaw = pitch * 0.7, yaw * 0.7
    across = np.array(
        [(1, 0, 0), (0, math.cos(pitch), -math.sin(pitch)), (0, math.sin(pitch), math.cos(pitch))]
    )
    upright = np.array(
        [(math.cos(yaw), 0, math.sin(yaw)), (0, 1, 0), (-math.sin(yaw), 0, math.cos(yaw))]
    )
    turned = np.array(
        [(math.cos(roll), -math.sin(roll), 0), (math.sin(roll), math.cos(roll), 0), (0, 0, 1)]
    )
    middle, scale = drawing.corners.mean(axis=0), size / _length(drawing)
    away = max(random.uniform(4, 20) * size, 1.2 * scale * max(drawing.picture.shape))
    plane = np.array(
        [(scale, 0, -middle[0] * scale), (0, scale, -middle[1] * scale), (0, 0, 0), (0, 0, 1)]
    )
    camera = np.hstack([turned @ upright @ across, [[0], [0], [away]]])
    # Rows that are read one after the other shear what moves.
    shear = random.uniform(-0.2, 0.2) if random.random() < 0.15 else 0.0
    lens = np.array([(away, shear * away, place[0]), (0, away, place[1]), (0, 0, 1)])
    return np.asarray(lens @ camera @ plane)


def _length(drawing: Sheet) -> float:
    return float(np.linalg.norm(drawing.corners[1] - drawing.corners[0]))


def _moved(points: Corners, matrix: Matrix) -> Corners:
    return cv2.perspectiveTransform(points[None].astype(np.float32), matrix)[0]


def _covered(drawing: Sheet, random: Random, shrink: float) -> Grey:
    """Return the drawing as it is before it shrinks, sometimes with a finger or glare on it."""
    image = drawing.picture
    if shrink > 1.2:
        image = cv2.GaussianBlur(image, (0, 0), 0.45 * shrink)
    if random.random() < 0.12:
        image = _with_finger(image.copy(), drawing, random)
    if random.random() < 0.2:
        image = _with_glare(image, drawing, random)
    return image


def _with_finger(image: Grey, drawing: Sheet, random: Random) -> Grey:
    corner, middle = drawing.corners[int(random.integers(4))], drawing.corners.mean(axis=0)
    at = corner + (middle - corner) * random.uniform(-0.2, 0.35)
    axes = _length(drawing) * random.uniform((0.3, 0.1), (0.6, 0.25))
    turn, light = float(random.uniform(0, 360)), int(random.uniform(60, 190))
    place, size = (int(at[0]), int(at[1])), (int(axes[0]), int(axes[1]))
    return cv2.ellipse(image, place, size, turn, 0, 360, light, -1)


def _with_glare(image: Grey, drawing: Sheet, random: Random) -> Grey:
    height, width = image.shape
    length = _length(drawing)
    down, across = np.mgrid[:height:4, :width:4].astype(np.float32)
    x, y = drawing.corners.mean(axis=0) + random.uniform(-0.7, 0.7, 2) * length
    turn = random.uniform(0, math.pi)
    u = (across - x) * math.cos(turn) + (down - y) * math.sin(turn)
    v = (down - y) * math.cos(turn) - (across - x) * math.sin(turn)
    reach = length * random.uniform((0.1, 0.2), (0.35, 1.5))
    spot = np.exp(-((u / reach[0]) ** 2) - (v / reach[1]) ** 2)
    shine = cv2.resize(spot, (width, height)) * np.float32(random.uniform(80, 350))
    return np.clip(image * np.float32(random.uniform(0.7, 1)) + shine, 0, 255).astype(np.uint8)


def _warped(image: Grey, matrix: Matrix, size: Corners) -> tuple[Canvas, Canvas]:
    """Return the sheet as it lies, in a part of so many pixels, and how much it covers there."""
    large = (int(size[0]) * _FINE, int(size[1]) * _FINE)
    layer = cv2.warpPerspective(image, matrix, large, borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpPerspective(np.full(image.shape, 255, np.uint8), matrix, large)
    small = (int(size[0]), int(size[1]))
    layer, mask = (
        cv2.resize(each, small, interpolation=cv2.INTER_AREA).astype(np.float32)
        for each in (layer, mask)
    )
    return layer, mask / 255


def _gain(random: Random) -> np.float32:
    dim = math.exp(random.uniform(math.log(0.12), 0))
    return np.float32(dim if random.random() < 0.35 else random.uniform(0.6, 1.05))


def _kernels(random: Random, blur: float, motion: float) -> list[Canvas]:
    """Return what a lens out of focus and a moving hand do to points."""
    kernels = []
    if blur > 0.3:
        kernels.append(_gaussian(blur) if random.random() < 0.5 else _disk(blur * 1.9))
    if motion > 1.5:
        kernels.append(_line(motion, random.uniform(0, math.pi)))
    return kernels


def _gaussian(sigma: float) -> Canvas:
    line = cv2.getGaussianKernel(2 * math.ceil(2.5 * sigma) + 1, sigma, cv2.CV_32F)
    return line @ line.T


def _disk(radius: float) -> Canvas:
    reach = math.ceil(radius) + 1
    down, across = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(across, down), 0, 1).astype(np.float32)
    return kernel / kernel.sum()


def _line(length: float, angle: float) -> Canvas:
    size = (int(length) | 1) + 2
    kernel, middle = np.zeros((size, size), np.float32), (size - 1) / 2
    x, y = math.cos(angle) * length / 2, math.sin(angle) * length / 2
    start = (round((middle - x) * 16), round((middle - y) * 16))
    end = (round((middle + x) * 16), round((middle + y) * 16))
    cv2.line(kernel, start, end, 1.0, 1, cv2.LINE_AA, 4)
    return kernel / max(float(kernel.sum()), 1e-6)


def _camera(image: Canvas, random: Random) -> Grey:
    """Return the picture as a camera gives it: light, shadow, noise, sharpening, JPEG."""
    image = _lit(image, random)
    image = cv2.GaussianBlur(image, (0, 0), random.uniform(0.25, 0.9))
    noise = random.uniform(0, 3) if random.random() < 0.6 else random.uniform(3, 10)
    grain = random.standard_normal((SIDE, SIDE), dtype=np.float32)
    if random.random() < 0.4:
        grain = cv2.GaussianBlur(grain, (0, 0), 0.8) * 2
    image = image + grain * np.float32(noise) * np.sqrt(np.clip(image, 8, 255) / 128)
    if random.random() < 0.35:
        soft = cv2.GaussianBlur(image, (0, 0), random.uniform(0.8, 2))
        image += (image - soft) * np.float32(random.uniform(0.3, 1.5))
    grey = np.clip(image, 0, 255).astype(np.uint8)
    if random.random() < 0.6:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(25, 95))]
        grey = cv2.imdecode(cv2.imencode(".jpg", grey, quality)[1], cv2.IMREAD_GRAYSCALE)
    return grey


def _lit(image: Canvas, random: Random) -> Canvas:
    """Throw a shadow, open a window, change the exposure."""
    down, across = np.mgrid[:SIDE:16, :SIDE:16].astype(np.float32)
    x, y = random.uniform(0, SIDE, 2)
    if random.random() < 0.25:
        turn, soft = random.uniform(0, 2 * math.pi), random.uniform(2, 60)
        edge = (across - x) * math.cos(turn) + (down - y) * math.sin(turn)
        shade = 1 - random.uniform(0.2, 0.8) / (1 + np.exp(-np.clip(edge / soft, -40, 40)))
        image = image * cv2.resize(
            shade.astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC
        )
    if random.random() < 0.12:
        spot = np.exp(-((across - x) ** 2 + (down - y) ** 2) / random.uniform(10, 120) ** 2)
        image = image + cv2.resize(spot, (SIDE, SIDE)) * np.float32(random.uniform(50, 400))
    if random.random() < 0.3:
        image = image * np.float32(random.uniform(0.25, 1.6))
    return image
