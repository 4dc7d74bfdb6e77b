"""What a webcam makes of printed badges that people hold: seeded films in metres, not in pixels.

The lens sees 65° across. Each frame is a scene of printed faces before drawn clutter that moves,
then a sensor: exposure, rows that are read one after the other, a Bayer mosaic, noise, sharpening
and JPEG. Light is from 0 to 255, lengths are in metres, angles in degrees.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from badges.design import Design
from badges.drawing import Style
from badges.drawing import draw as marks_of
from badges.face import Face
from badges.marks import SymbolMark
from badges.png import png
from bench.scenes import Scene, background

Picture = NDArray[np.uint8]
Canvas = NDArray[np.float32]
Random = np.random.Generator
Matrix = NDArray[np.float64]

SIZES = {"480p": (640, 480), "720p": (1280, 720), "1080p": (1920, 1080)}
RATE = 30.0
A6 = (105.0, 148.5)

_ACROSS = 65.0
_DPI = 200
_READ_OUT = 0.7  # Of the time from one frame to the next, in which the rows are read.
_NAMES = ("Siti Nurhayati, S.Pd.", "Budi Santoso", "Maria Magdalena", "Yohanes Tarigan, M.Pd.")


@dataclass(frozen=True, slots=True)
class Held:
    """A badge and how it is held; ``speed`` is that of the hand, in metres a second."""

    code: str
    distance: float
    aside: float = 0.0
    above: float = 0.0
    roll: float = 0.0
    pitch: float = 0.0
    yaw: float = 0.0
    speed: float = 0.05
    size: tuple[float, float] = A6


@dataclass(frozen=True, slots=True)
class Seen:
    """How the camera sees: blur in pixels of 720p, exposure in shares of a frame's time."""

    size: str = "720p"
    focus: float = 0.7
    hunting: bool = False
    exposure: float = 0.35
    light: float = 0.75
    jumps: bool = False
    backlight: bool = False
    glare: float = 0.0
    finger: bool = False
    noise: float = 4.0


def film(people: list[Held], seen: Seen, frames: int, random: Random) -> Iterator[Picture]:
    """Yield colour frames of people who hold their badges."""
    width, height = SIZES[seen.size]
    room = background(Scene(width=int(width * 1.1), height=int(height * 1.1)), random)
    waves = random.uniform(0, 2 * np.pi, (len(people), 6))
    glare = random.uniform(-0.35, 0.35, 2)
    corner = int(random.integers(4))
    for index in range(frames):
        at = index / RATE
        canvas = _room(room, at, (width, height), seen)
        for person, wave in zip(people, waves, strict=True):
            _hold(canvas, _swayed(person, wave, at), seen, at, (glare, corner))
        yield _sensed(canvas, _gain(seen, at), seen, random)


def focal(width: int) -> float:
    """Return the focal length in pixels."""
    return width / 2 / math.tan(math.radians(_ACROSS / 2))


def _room(room: Canvas, at: float, size: tuple[int, int], seen: Seen) -> Canvas:
    """Return the part of the room that is seen while people move in it."""
    spare = (room.shape[1] - size[0], room.shape[0] - size[1])
    x, y = (int(each * (0.5 + 0.5 * math.sin(0.9 * at + i))) for i, each in enumerate(spare))
    part = room[y : y + size[1], x : x + size[0]].copy()
    if seen.backlight:
        window = np.exp(-(np.linspace(-1.2, 1.2, size[0]) ** 2))[None, :].astype(np.float32)
        part = part * 0.6 + 210 * window
    return part


def _swayed(held: Held, wave: NDArray[np.float64], at: float) -> Held:
    """Move the badge as a hand does; the speed is in metres a second."""
    swing = held.speed / (2 * math.pi * 0.8)
    waves = np.sin(wave + 2 * math.pi * np.array((0.8, 0.7, 0.5, 0.6, 0.5, 0.4)) * at)
    return replace(
        held,
        aside=held.aside + swing * waves[0],
        above=held.above + swing * waves[1],
        distance=held.distance * (1 + 0.03 * waves[2]),
        roll=held.roll + 3 * waves[3],
        pitch=held.pitch + 4 * waves[4],
        yaw=held.yaw + 4 * waves[5],
    )


def _hold(
    canvas: Canvas, held: Held, seen: Seen, at: float, chance: tuple[NDArray[np.float64], int]
) -> None:
    face, corners = _face(held.code, held.size)
    face = _harmed(face, corners, seen, chance)
    height, width = canvas.shape
    matrix = _laid(held, face.shape, (width, height))
    pixels = held.speed * focal(width) / held.distance / RATE  # That it moves from frame to frame.
    shear = np.array([(1, _READ_OUT * pixels / height, 0), (0, 1, 0), (0, 0, 1)])
    matrix = shear @ matrix
    outline = cv2.perspectiveTransform(
        np.array([[(0, 0), (face.shape[1], 0), face.shape[::-1], (0, face.shape[0])]], np.float32),
        matrix,
    )[0]
    margin = 24
    low = np.clip(np.floor(outline.min(axis=0)).astype(int) - margin, 0, (width, height))
    high = np.clip(np.ceil(outline.max(axis=0)).astype(int) + margin, 0, (width, height))
    if (high - low < 4).any():
        return
    layer, mask = _warped(face, matrix, low, high)
    for kernel in _kernels(seen, at, pixels, width):
        layer, mask = (cv2.filter2D(each, -1, kernel) for each in (layer, mask))
    part = canvas[low[1] : high[1], low[0] : high[0]]
    light = seen.light * (0.4 if seen.backlight else 1.0)
    part[:] = part * (1 - mask) + layer * np.float32(light)


def _laid(held: Held, shape: tuple[int, ...], size: tuple[int, int]) -> Matrix:
    """Return the matrix from pixels of the face to pixels of the frame."""
    roll, pitch, yaw = np.radians((held.roll, held.pitch, held.yaw))
    turn = (
        cv2.Rodrigues(np.array((0, 0, roll)))[0]
        @ cv2.Rodrigues(np.array((0, yaw, 0)))[0]
        @ cv2.Rodrigues(np.array((pitch, 0, 0)))[0]
    )
    scale = held.size[0] / 1000 / shape[1]
    plane = np.array(
        [(scale, 0, -scale * shape[1] / 2), (0, scale, -scale * shape[0] / 2), (0, 0, 0), (0, 0, 1)]
    )
    place = np.array([[held.aside], [held.above], [held.distance]])
    lens = np.array([(focal(size[0]), 0, size[0] / 2), (0, focal(size[0]), size[1] / 2), (0, 0, 1)])
    return np.asarray(lens @ np.hstack([turn, place]) @ plane)


def _warped(
    face: Picture, matrix: Matrix, low: NDArray[np.intp], high: NDArray[np.intp]
) -> tuple[Canvas, Canvas]:
    """Return the part of the frame from one pixel to another, and how much the face covers."""
    scale = math.sqrt(abs(float(np.linalg.det(matrix[:2, :2]))) / max(matrix[2, 2] ** 2, 1e-9))
    shrink = 1 / max(scale * 2, 1e-3)
    soft = cv2.GaussianBlur(face, (0, 0), 0.4 * shrink) if shrink > 1 else face
    fine = np.array([(2, 0, -2 * low[0] + 0.5), (0, 2, -2 * low[1] + 0.5), (0, 0, 1)]) @ matrix
    wide, high_ = (int(each) for each in high - low)
    layer = cv2.warpPerspective(soft, fine, (2 * wide, 2 * high_))
    mask = cv2.warpPerspective(np.full(face.shape, 255, np.uint8), fine, (2 * wide, 2 * high_))
    layer, mask = (
        cv2.resize(each, (wide, high_), interpolation=cv2.INTER_AREA).astype(np.float32)
        for each in (layer, mask)
    )
    return layer, mask / 255


def _kernels(seen: Seen, at: float, pixels: float, width: int) -> list[Canvas]:
    focus = seen.focus * width / 1280
    if seen.hunting:
        focus += 3.5 * width / 1280 * (0.5 + 0.5 * math.cos(2 * math.pi * 1.1 * at))
    reach = max(1, math.ceil(2.2 * focus))
    down, across = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disk = np.clip(1.9 * focus + 0.5 - np.hypot(across, down), 0, 1).astype(np.float32)
    kernels = [disk / disk.sum()]
    length = pixels * seen.exposure
    if length > 1:
        line = np.zeros((1, int(length) + 2 | 1), np.float32)
        line[:] = 1 / line.size
        kernels.append(line)
    return kernels


def _harmed(
    face: Picture,
    corners: NDArray[np.float32],
    seen: Seen,
    chance: tuple[NDArray[np.float64], int],
) -> Picture:
    """Return the face with a sleeve that glares, and a finger on a corner of the symbol."""
    side = float(corners[1, 0] - corners[0, 0])
    middle = corners.mean(axis=0)
    if seen.glare:
        down, across = np.mgrid[: face.shape[0], : face.shape[1]].astype(np.float32)
        x, y = middle + chance[0] * side
        spot = np.exp(-(((across - x) / (0.25 * side)) ** 2) - ((down - y) / (0.6 * side)) ** 2)
        face = np.clip(face * 0.9 + 400 * seen.glare * spot, 0, 255).astype(np.uint8)
    if seen.finger:
        corner = corners[chance[1]]
        at = corner + 0.12 * (middle - corner)
        axes = (int(0.3 * side), int(0.17 * side))
        turn = float(np.degrees(np.arctan2(*(middle - corner)[::-1])))
        face = cv2.ellipse(face.copy(), (int(at[0]), int(at[1])), axes, turn, 0, 360, 120, -1)
    return face


@lru_cache(maxsize=64)
def _face(code: str, size: tuple[float, float]) -> tuple[Picture, NDArray[np.float32]]:
    """Return a printed badge in grey, and the corners of its symbol in pixels."""
    name = _NAMES[sum(map(ord, code)) % len(_NAMES)]
    face = Face(code, name, "SMP Negeri 3 Ampah", "Kelompok 2", "#3f4b9a", "125", ("Pagi", "Siang"))
    style = Style(Design(title="Coaching Clinic ke-2", organizer="Dinas Pendidikan"))
    grey = np.array(Image.open(BytesIO(png(face, style, size, _DPI))).convert("L"))
    (symbol,) = (each for each in marks_of(face, style, size) if isinstance(each, SymbolMark))
    quiet = symbol.side * 4 / 29
    low = np.array((symbol.x + quiet, symbol.y + quiet)) * _DPI / 25.4
    side = (symbol.side - 2 * quiet) * _DPI / 25.4
    square = low + side * np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    return grey, square.astype(np.float32)


def _gain(seen: Seen, at: float) -> float:
    """Return by how much the exposure is off: a camera that hunts for it jumps twice a second."""
    return 1.0 if not seen.jumps else (1.0, 1.7, 0.55)[int(at * 4) % 3]


def _sensed(canvas: Canvas, gain: float, seen: Seen, random: Random) -> Picture:
    """Return what the sensor and the firmware make of light: a frame in colour."""
    height, width = canvas.shape
    light = np.clip(canvas * np.float32(gain), 0, 255)
    noise = random.standard_normal((height, width), dtype=np.float32)
    light += noise * (seen.noise * np.sqrt(np.clip(light, 10, 255) / 128)).astype(np.float32)
    mosaic = light.copy()
    mosaic[::2, ::2] *= 0.92  # Red, where light is a little bluish,
    mosaic[1::2, 1::2] *= 1.06  # and blue.
    colour = cv2.cvtColor(np.clip(mosaic, 0, 255).astype(np.uint8), cv2.COLOR_BayerRG2BGR)
    soft = cv2.GaussianBlur(colour, (0, 0), 1.2)
    sharp = cv2.addWeighted(colour, 1.7, soft, -0.7, 0)
    quality = [cv2.IMWRITE_JPEG_QUALITY, 70]
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", sharp, quality)[1], 1), np.uint8)
