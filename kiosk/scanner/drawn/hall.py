"""The hall of the simulated door, its light, and the people in it."""

from functools import lru_cache

import cv2
import numpy as np

from kiosk.scanner.camera.sources import Image
from kiosk.scanner.drawn.props import SKINS, Colour, Sprite, three

WIDTH, HEIGHT = 1280, 720
CLOTHES = ((92, 62, 40), (60, 78, 126), (58, 96, 66), (110, 58, 92), (70, 70, 74), (84, 110, 140))


@lru_cache(maxsize=1)
def hall() -> Image:
    """Draw the empty hall behind the door, a little out of focus."""
    scene = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    down = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None, None]
    wall = np.array((176, 196, 204), np.float32) * (1.02 - 0.22 * down)
    scene[:] = wall.astype(np.uint8)
    _floor(scene)
    for left in (90, 330, 980):
        _window(scene, left)
    _banner(scene)
    for row in range(3):
        _chairs(scene, 470 + 46 * row, 0.75 + 0.25 * row)
    scene = np.asarray(cv2.GaussianBlur(scene, (0, 0), 5.0), np.uint8)
    return np.asarray(cv2.multiply(scene, light(), scale=1 / 200, dtype=cv2.CV_8U), np.uint8)


@lru_cache(maxsize=1)
def light() -> Image:
    """Return the light in the room, 200 for unchanged: bright at the window, dim at the edges."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    window = np.exp(-(((x - 380) / 620) ** 2 + ((y - 180) / 520) ** 2))
    edge = ((x - WIDTH / 2) / WIDTH) ** 2 + ((y - HEIGHT / 2) / HEIGHT) ** 2
    return three(np.clip(168 + 66 * window - 70 * edge, 0, 255).astype(np.uint8))


@lru_cache(maxsize=16)
def person(look: int) -> Sprite:
    """Draw somebody from the waist up, out of focus; ``middle`` is where the chest is."""
    canvas = np.zeros((640, 560, 4), np.uint8)
    skin, clothes = SKINS[look % len(SKINS)], CLOTHES[look % len(CLOTHES)]
    veiled = look % 2 == 0
    veil = CLOTHES[(look + 3) % len(CLOTHES)]
    _ellipse(canvas, (280, 560), (205, 260), clothes)
    _batik(canvas, clothes)
    if veiled:
        _ellipse(canvas, (280, 180), (112, 138), veil)
        _ellipse(canvas, (280, 330), (140, 110), veil)
    else:
        _ellipse(canvas, (280, 290), (48, 80), skin)
        _ellipse(canvas, (280, 150), (98, 112), (34, 30, 30))
    _ellipse(canvas, (280, 188), (80, 100), skin)
    _features(canvas)
    soft = np.asarray(cv2.GaussianBlur(canvas, (0, 0), 4.0), np.uint8)
    return Sprite(soft, (280.0, 420.0))


def _floor(scene: Image) -> None:
    for y in range(430, HEIGHT):
        nearness = (y - 430) / (HEIGHT - 430)
        scene[y] = np.array((120, 142, 156), np.float32) * (0.72 + 0.3 * nearness)
    for x in range(-1200, 2500, 160):
        cv2.line(scene, (640 + (x - 640) // 4, 430), (x, HEIGHT), (104, 124, 138), 3, cv2.LINE_AA)


def _window(scene: Image, left: int) -> None:
    cv2.rectangle(scene, (left, 110), (left + 190, 380), (236, 240, 238), -1)
    cv2.rectangle(scene, (left, 300), (left + 190, 380), (178, 206, 190), -1)
    cv2.rectangle(scene, (left, 110), (left + 190, 380), (112, 128, 138), 12)
    cv2.line(scene, (left + 95, 110), (left + 95, 380), (112, 128, 138), 9)


def _banner(scene: Image) -> None:
    cv2.rectangle(scene, (560, 70), (950, 230), (104, 88, 20), -1)
    cv2.rectangle(scene, (560, 204), (950, 230), (60, 180, 230), -1)
    face = cv2.FontFace("sans")
    cv2.putText(scene, "SELAMAT DATANG", (592, 136), (246, 246, 246), face, 36, 700)
    cv2.putText(scene, "Coaching Clinic ke-2", (632, 178), (226, 230, 230), face, 26, 500)


def _chairs(scene: Image, y: int, size: float) -> None:
    for x in range(-40, WIDTH + 80, round(120 * size)):
        right, bottom = x + round(84 * size), y + round(74 * size)
        cv2.rectangle(scene, (x, y), (right, bottom), (66, 74, 118), -1)
        cv2.rectangle(scene, (x, y), (right, bottom), (52, 58, 92), 4)


def _ellipse(canvas: Image, middle: tuple[int, int], axes: tuple[int, int], colour: Colour) -> None:
    cv2.ellipse(canvas, middle, axes, 0, 0, 360, (*colour, 255), -1, cv2.LINE_AA)


def _batik(canvas: Image, colour: Colour) -> None:
    bright = tuple(min(255, value + 46) for value in colour)
    cloth = canvas[:, :, 3] > 0
    pattern = canvas.copy()
    for row, y in enumerate(range(330, 660, 40)):
        for x in range(70 + 20 * (row % 2), 520, 40):
            cv2.ellipse(pattern, (x, y), (13, 7), 45, 0, 360, (*bright, 255), -1, cv2.LINE_AA)
    canvas[cloth] = pattern[cloth]


def _features(canvas: Image) -> None:
    for x in (250, 310):
        _ellipse(canvas, (x, 178), (11, 7), (40, 40, 48))
        _ellipse(canvas, (x, 158), (16, 4), (46, 50, 66))
    _ellipse(canvas, (280, 236), (24, 7), (84, 92, 150))
