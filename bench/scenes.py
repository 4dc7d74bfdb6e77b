"""Seeded drawn scenes: a badge before a camera, with what makes reading hard."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import qrcode
from numpy.typing import NDArray

from badges.symbol import QUIET_ZONE, SIZE, matrices

Picture = NDArray[np.uint8]
Canvas = NDArray[np.float32]
Random = np.random.Generator

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MODULE = 12  # Pixels of a module on the card, before it is seen by the camera.


@dataclass(frozen=True, slots=True)
class Scene:
    """What a camera sees: lengths in pixels of the frame, angles in degrees, light from 0 to 1."""

    width: int = 1280
    height: int = 720
    side: float = 100.0
    turn: float = 0.0
    tilt: float = 0.0
    blur: float = 0.6
    motion: float = 0.0
    motion_angle: float = 0.0
    noise: float = 6.0
    contrast: float = 0.8
    glare: float = 0.0
    finger: float = 0.0
    curve: float = 0.0
    shadow: float = 0.0
    screen: bool = False
    moire: float = 0.0
    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn frame with the true corners of its symbols, clockwise from their top left."""

    frame: Picture
    corners: tuple[NDArray[np.float32], ...]


def codes(count: int, random: Random) -> list[str]:
    """Return codes of 16 random characters of the alphabet (the last one is random, too)."""
    letters = np.array(list(CROCKFORD))
    return ["".join(row) for row in random.choice(letters, (count, SIZE - 5))]


def draw(symbols: list[tuple[str, Scene]], random: Random) -> Drawn:
    """Draw badges into one frame; the size, the noise and the light are those of the first."""
    scene = symbols[0][1]
    canvas = background(scene, random)
    corners = tuple(_put(canvas, code, part, random) for code, part in symbols)
    return Drawn(_seen(canvas, scene, random), corners)


def film(code: str, scene: Scene, frames: int, random: Random) -> Iterator[Drawn]:
    """Draw a badge held by a hand for some frames: it sways, turns and nods a little."""
    rate = 30.0
    phases = random.uniform(0, 2 * np.pi, 4)
    speeds = random.uniform(0.3, 1.1, 4) * 2 * np.pi
    sway = random.uniform(2, 12, 2) / (scene.width, scene.height)
    room = background(scene, random)
    for index in range(frames):
        waves = np.sin(phases + speeds * index / rate)
        moved = replace(
            scene,
            x=scene.x + sway[0] * waves[0],
            y=scene.y + sway[1] * waves[1],
            turn=scene.turn + 2 * waves[2],
            side=scene.side * (1 + 0.02 * waves[3]),
        )
        canvas = room.copy()
        corners = (_put(canvas, code, moved, np.random.default_rng(index)),)
        yield Drawn(_seen(canvas, moved, random), corners)


def background(scene: Scene, random: Random) -> Canvas:
    """Draw a room: a wall with light from a side, things with edges, people, and lettering."""
    height, width = scene.height, scene.width
    coarse = random.uniform(40, 200, (4, 6)).astype(np.float32)
    wall = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    things = np.clip(wall, 0, 255).astype(np.uint8)
    for _ in range(random.integers(6, 16)):
        _thing(things, random)
    canvas = things.astype(np.float32)
    texture = random.normal(0, 12, (height // 4 + 1, width // 4 + 1)).astype(np.float32)
    canvas += cv2.resize(texture, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.GaussianBlur(np.clip(canvas, 0, 255), (0, 0), 1.0).astype(np.float32)


def _thing(canvas: Picture, random: Random) -> None:
    height, width = canvas.shape
    x, y = int(random.integers(width)), int(random.integers(height))
    w, h = int(random.integers(10, width // 3)), int(random.integers(10, height // 2))
    light = float(random.uniform(10, 245))
    kind = random.integers(4)
    if kind == 0:
        cv2.rectangle(canvas, (x, y), (x + w, y + h), light, -1)
    elif kind == 1:
        cv2.ellipse(canvas, (x, y), (w // 2, h // 2), float(w), 0, 360, light, -1)
    elif kind == 2:
        cv2.line(canvas, (x, y), (x + w, y - h), light, 1 + w // 20)
    else:
        size = float(random.uniform(0.5, 2.5))
        cv2.putText(canvas, "HADIR DISDIK 2026", (x, y), 2, size, light, 1 + int(size))


def _put(canvas: Canvas, code: str, scene: Scene, random: Random) -> NDArray[np.float32]:
    card, square = _card(code, scene)
    placed = _placed(scene)
    transform = cv2.getPerspectiveTransform(square, placed)
    seen = _blurred(_warped(card, transform, canvas.shape), scene)
    solid = _blurred(_warped(np.ones_like(card), transform, canvas.shape), scene)
    shade, shine = _light(canvas.shape, placed, scene, random)
    canvas *= 1 - solid
    canvas += seen * shade + solid * shine
    if scene.finger:
        _finger(canvas, placed, scene, random)
    return placed


def _card(code: str, scene: Scene) -> tuple[Canvas, NDArray[np.float32]]:
    """Return the badge's face, and the corners of the symbol on it."""
    quiet = QUIET_ZONE
    modules = np.pad(_modules(code), quiet)
    middle, swing = 128.0, 127.0 * scene.contrast
    light, dark = (
        (middle - swing, middle + swing) if scene.screen else (middle + swing, middle - swing)
    )
    face = np.where(modules == 1, dark, light).astype(np.float32)
    face = np.kron(face, np.ones((_MODULE, _MODULE), np.float32))
    letters = np.zeros((6 * _MODULE, face.shape[1]), np.uint8)
    cv2.putText(letters, code, (4 * _MODULE, 4 * _MODULE), 0, 0.9, 255, 2)
    text = light + (dark - light) * (letters.astype(np.float32) / 255)
    card = np.vstack([face, text.astype(np.float32)])
    if scene.moire:
        card += _moire(card.shape, scene)
    low, high = quiet * _MODULE, (len(modules) - quiet) * _MODULE
    square = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    return _curved(card, scene.curve), square - 0.5


def _modules(text: str) -> Picture:
    """Return the symbol of a badge's code, or of any other text."""
    if len(text) == SIZE - 5 and set(text) <= set(CROCKFORD):
        return np.asarray(matrices([text])[0], np.uint8)
    drawing = qrcode.QRCode(border=0)
    drawing.add_data(text)
    return np.array(drawing.get_matrix(), dtype=np.uint8)


def _moire(shape: tuple[int, ...], scene: Scene) -> Canvas:
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    wave = np.sin(columns * 0.41 + rows * 0.05) + np.sin(rows * 0.37 - columns * 0.07)
    return np.asarray(wave * 64 * scene.moire, np.float32)


def _curved(card: Canvas, curve: float) -> Canvas:
    """Bend the card round a cylinder that stands upright."""
    if not curve:
        return card
    height, width = card.shape
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    across = (columns / width - 0.5) * 2
    source = np.arcsin(np.clip(across * np.sin(curve), -1, 1)) / curve
    bow = (1 - np.cos(np.arcsin(np.clip(across * np.sin(curve), -1, 1)))) * width * 0.15
    bent = cv2.remap(
        card,
        ((source / 2 + 0.5) * width).astype(np.float32),
        (rows - bow + width * 0.02).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(bent, np.float32)


def _placed(scene: Scene) -> NDArray[np.float32]:
    """Return where the symbol's corners lie when it is turned, and nods away by its tilt."""
    half = scene.side / 2
    flat = np.array([(-half, -half, 0), (half, -half, 0), (half, half, 0), (-half, half, 0)])
    nod, turn = np.radians(scene.tilt), np.radians(scene.turn)
    nodding = np.array([(1, 0, 0), (0, np.cos(nod), -np.sin(nod)), (0, np.sin(nod), np.cos(nod))])
    turning = np.array(
        [(np.cos(turn), -np.sin(turn), 0), (np.sin(turn), np.cos(turn), 0), (0, 0, 1)]
    )
    points = flat @ turning.T @ nodding.T @ turning
    points = points @ turning.T
    depth = 1 + points[:, 2:] / (4 * scene.side)
    placed = points[:, :2] / depth + (scene.x * scene.width, scene.y * scene.height)
    return np.asarray(placed, np.float32)


def _warped(card: Canvas, transform: NDArray[Any], shape: tuple[int, ...]) -> Canvas:
    """Warp at twice the size, and shrink: a pixel sees an area, not a point."""
    double = np.diag((2.0, 2.0, 1.0)) @ transform
    size = (2 * shape[1], 2 * shape[0])
    large = cv2.warpPerspective(card, double, size, flags=cv2.INTER_AREA)
    small = cv2.resize(large, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _blurred(picture: Canvas, scene: Scene) -> Canvas:
    if scene.blur:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), scene.blur), np.float32)
    if scene.motion >= 1:
        smear = _smear(scene.motion, scene.motion_angle)
        picture = np.asarray(cv2.filter2D(picture, -1, smear), np.float32)
    return picture


def _smear(length: float, angle: float) -> Canvas:
    reach = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    steps = np.linspace(-length / 2, length / 2, int(length * 8))
    for step in steps:
        x = reach + step * np.cos(np.radians(angle))
        y = reach + step * np.sin(np.radians(angle))
        left, top = int(x), int(y)
        for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
            weight = (1 - abs(x - left - column)) * (1 - abs(y - top - row))
            kernel[top + row, left + column] += weight
    return np.asarray(kernel / kernel.sum(), np.float32)


def _light(
    shape: tuple[int, ...], placed: NDArray[np.float32], scene: Scene, random: Random
) -> tuple[Canvas, Canvas]:
    """Return the shadow over a badge as a factor, and the shine on it as light added."""
    shade, shine = np.ones((1, 1), np.float32), np.zeros((1, 1), np.float32)
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    centre = placed.mean(axis=0)
    if scene.shadow:
        angle = random.uniform(0, 2 * np.pi)
        across = (columns - centre[0]) * np.cos(angle) + (rows - centre[1]) * np.sin(angle)
        shade = 1 - scene.shadow / (1 + np.exp(-np.clip(across / 2, -50, 50)))
    if scene.glare:
        spot = centre + random.uniform(-0.45, 0.45, 2) * scene.side
        away = ((columns - spot[0]) ** 2 + (rows - spot[1]) ** 2) / (scene.side * 0.22) ** 2
        shine = 400 * scene.glare * np.exp(-away)
    return shade.astype(np.float32), shine.astype(np.float32)


def _finger(canvas: Canvas, placed: NDArray[np.float32], scene: Scene, random: Random) -> None:
    """Let a thumb hold the badge: it covers a corner and ``finger`` of the symbol's area."""
    corner = placed[random.integers(4)]
    inward = placed.mean(axis=0) - corner
    radius = scene.side * (scene.finger * 4 / np.pi) ** 0.5
    middle = corner + inward * 0.1
    direction = np.degrees(np.arctan2(inward[1], inward[0]))
    axes = (int(radius * 1.2), int(radius * 0.9))
    at = (int(middle[0]), int(middle[1]))
    cv2.ellipse(canvas, at, axes, float(direction), 0, 360, float(random.uniform(70, 190)), -1)


def _seen(canvas: Canvas, scene: Scene, random: Random) -> Picture:
    noisy = canvas + random.normal(0, scene.noise, canvas.shape).astype(np.float32)
    return np.clip(noisy, 0, 255).astype(np.uint8)
