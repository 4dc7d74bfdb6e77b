"""Puts the simulated door together: hall, people, and what they hold, as a camera sees it."""

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from kiosk.scanner.camera.sources import Image
from kiosk.scanner.drawn.hall import CLOTHES, HEIGHT, WIDTH, hall, light, person
from kiosk.scanner.drawn.props import SKINS, SYMBOL, Sprite, sprite_of, three
from kiosk.scanner.drawn.script import SHUTTER_S, DrawnAct, Pose, pose

FOCAL = 1100.0
GRAIN = 3.2
SHIFTS = 64
SOFT = 2.5


class Stage:
    """Draws the pictures of a script; times are asked for in rising order."""

    def __init__(self, acts: Iterator[DrawnAct]) -> None:
        """Take turns in order of their beginning."""
        self._acts = acts
        self._waiting = next(acts, None)
        self._playing: list[DrawnAct] = []

    def picture(self, at: float, number: int) -> Image:
        """Return the picture at ``at`` seconds, uint8 (720, 1280, 3) BGR; ``number`` its grain."""
        scene = hall().copy()
        for act, there in self._on_stage(at):
            _put_person(scene, act.look, there.body)
            _put_arm(scene, act, there)
            _put_thing(scene, act, there)
        return _grainy(scene, number)

    def _on_stage(self, at: float) -> list[tuple[DrawnAct, Pose]]:
        while self._waiting is not None and self._waiting.begins <= at:
            self._playing.append(self._waiting)
            self._waiting = next(self._acts, None)
        there = [(act, place) for act in self._playing if (place := pose(act, at)) is not None]
        self._playing = [act for act, _ in there]
        return there


def corners_of(act: DrawnAct, there: Pose) -> NDArray[np.float64]:
    """Return the four corners of the symbol in pixels of the frame: (4, 2), from its top left."""
    sprite = sprite_of(act.held, act.look)
    half = SYMBOL / 2
    offsets = np.array([(-half, -half), (half, -half), (half, half), (-half, half)])
    points = (offsets + sprite.middle)[None].astype(np.float64)
    corners = cv2.perspectiveTransform(points, _seen_from(sprite, there))
    return np.asarray(corners[0], np.float64)


def _put_person(scene: Image, look: int, body: float) -> None:
    figure, hidden = _lit_person(look)
    left = round(body) - figure.shape[1] // 2
    from_left, to_right = max(0, left), min(WIDTH, left + figure.shape[1])
    if from_left >= to_right:
        return
    columns = slice(from_left - left, to_right - left)
    area = scene[HEIGHT - figure.shape[0] :, from_left:to_right]
    cv2.multiply(area, hidden[:, columns], dst=area, scale=1 / 255)
    cv2.add(area, figure[:, columns], dst=area)


@lru_cache(maxsize=16)
def _lit_person(look: int) -> tuple[Image, Image]:
    """Return the person in the light of the middle, and how much of the hall stays visible."""
    sprite = person(look)
    height, width = sprite.image.shape[:2]
    rows = slice(HEIGHT - height, HEIGHT)
    columns = slice((WIDTH - width) // 2, (WIDTH - width) // 2 + width)
    lit = cv2.multiply(sprite.image[:, :, :3], light()[rows, columns], scale=1 / 200)
    return np.asarray(lit, np.uint8), 255 - three(sprite.image[:, :, 3])


def _put_arm(scene: Image, act: DrawnAct, there: Pose) -> None:
    hand = _wrist(act, there)
    elbow = (round(0.5 * hand[0] + 0.5 * there.body + 40), HEIGHT + 120)
    cuff = (round(0.6 * hand[0] + 0.4 * elbow[0]), round(0.6 * hand[1] + 0.4 * elbow[1]))
    skin, clothes = SKINS[act.look % len(SKINS)], CLOTHES[act.look % len(CLOTHES)]
    thick = max(18, round(0.4 * there.side))
    cv2.line(scene, hand, cuff, skin, thick, cv2.LINE_AA)
    cv2.line(scene, cuff, elbow, clothes, round(1.6 * thick), cv2.LINE_AA)
    cv2.circle(scene, hand, round(0.62 * thick), skin, -1, cv2.LINE_AA)


def _wrist(act: DrawnAct, there: Pose) -> tuple[int, int]:
    sprite = sprite_of(act.held, act.look)
    height, width = sprite.image.shape[:2]
    thumb = np.array([[(width - 62, height - 22)]], np.float64)
    x, y = cv2.perspectiveTransform(thumb, _seen_from(sprite, there))[0, 0]
    return round(float(x)), round(float(y))


def _put_thing(scene: Image, act: DrawnAct, there: Pose) -> None:
    sprite = sprite_of(act.held, act.look)
    blur = there.blur + 0.25 * there.speed * SHUTTER_S
    _blend(scene, sprite.image, _seen_from(sprite, there), blur)


def _seen_from(sprite: Sprite, there: Pose) -> NDArray[np.float64]:
    """Return the homography (3, 3) from pixels of the sprite to pixels of the frame."""
    angles = np.radians([there.pitch, there.yaw, there.roll])
    turn = _about(2, angles[2]) @ _about(1, angles[1]) @ _about(0, angles[0])
    depth = FOCAL * SYMBOL / there.side
    height, width = sprite.image.shape[:2]
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    space = np.c_[flat - sprite.middle, np.zeros(4)] @ turn.T
    scale = FOCAL / (depth + space[:, 2])
    seen = space[:, :2] * scale[:, None] + (there.x, there.y)
    found = cv2.getPerspectiveTransform(flat.astype(np.float32), seen.astype(np.float32))
    return np.asarray(found, np.float64)


def _about(axis: int, angle: float) -> NDArray[np.float64]:
    vector = np.zeros(3)
    vector[axis] = angle
    return np.asarray(cv2.Rodrigues(vector)[0], np.float64)


def _blend(scene: Image, sprite: Image, seen: NDArray[np.float64], blur: float) -> None:
    box = _box_of(sprite, seen)
    if box is None:
        return
    left, top, right, bottom = box
    move = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    layer = cv2.warpPerspective(sprite, move @ seen, (right - left, bottom - top))
    layer = _blurred(layer, blur)
    area = scene[top:bottom, left:right]
    alpha = three(np.asarray(layer[:, :, 3], np.uint8))
    lit = cv2.multiply(layer[:, :, :3], light()[top:bottom, left:right], scale=1 / 200)
    behind = cv2.multiply(area, cv2.subtract(np.full_like(alpha, 255), alpha), scale=1 / 255)
    area[:] = cv2.add(behind, lit)


def _blurred(layer: MatLike, sigma: float) -> MatLike:
    if sigma < SOFT:
        return cv2.GaussianBlur(layer, (0, 0), sigma) if sigma > 0 else layer
    # Much cheaper than a wide Gaussian, and nobody reads what moves as fast as this.
    size = 2 * round(1.7 * sigma) + 1
    return cv2.stackBlur(layer, (size, size))


def _box_of(sprite: Image, seen: NDArray[np.float64]) -> tuple[int, int, int, int] | None:
    height, width = sprite.shape[:2]
    flat = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
    points = cv2.perspectiveTransform(flat, seen)[0]
    left, top = np.floor(points.min(axis=0)).astype(int)
    right, bottom = np.ceil(points.max(axis=0)).astype(int)
    box = (max(0, left), max(0, top), min(WIDTH, right), min(HEIGHT, bottom))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _grainy(scene: Image, number: int) -> Image:
    brighter, darker = _grains()
    dice = np.random.default_rng(number)
    top, left = dice.integers(0, SHIFTS, 2)
    rows, columns = slice(top, top + HEIGHT), slice(left, left + WIDTH)
    cv2.add(scene, brighter[rows, columns], dst=scene)
    cv2.subtract(scene, darker[rows, columns], dst=scene)
    return scene


@lru_cache(maxsize=1)
def _grains() -> tuple[Image, Image]:
    dice = np.random.default_rng(7)
    size = (HEIGHT + SHIFTS, WIDTH + SHIFTS, 3)
    noise = np.rint(dice.normal(0, GRAIN, size).astype(np.float32))
    brighter, darker = np.clip(noise, 0, 255), np.clip(-noise, 0, 255)
    return brighter.astype(np.uint8), darker.astype(np.uint8)
