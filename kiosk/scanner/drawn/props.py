"""What people hold to the simulated camera: badges, phones in dark mode, foreign papers."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import qrcode
from numpy.typing import NDArray

from badges.code import grouped, read_code
from badges.symbol import matrix
from kiosk.scanner.camera.sources import Image
from kiosk.scanner.drawn.script import Held, Thing

SYMBOL = 210  # pixels of a symbol on a sprite
CARD = (380, 560)
MARGIN = 70

INK = (52, 44, 38)
PAPER = (246, 248, 248)
TEAL, BRICK = (96, 92, 22), (60, 60, 140)
SKINS = ((110, 145, 190), (95, 128, 172), (126, 160, 204))

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A flat thing: BGRA with colours multiplied by alpha; ``middle`` is that of its symbol."""

    image: Image
    middle: tuple[float, float]


@lru_cache(maxsize=8)
def sprite_of(held: Held, look: int) -> Sprite:
    """Draw a badge, a phone in dark mode or a foreign paper in the hand of person ``look``."""
    card = _phone(held) if held.thing is Thing.PHONE else _badge(held)
    width, height = CARD
    canvas = np.zeros((height + 2 * MARGIN, width + 2 * MARGIN, 4), np.uint8)
    canvas[MARGIN : MARGIN + height, MARGIN : MARGIN + width, :3] = card
    corner = 46 if held.thing is Thing.PHONE else 14
    canvas[:, :, 3] = _rounded(canvas.shape[:2], corner)
    canvas[:, :, :3] = cv2.multiply(canvas[:, :, :3], three(canvas[:, :, 3]), scale=1 / 255)
    _thumb(canvas, SKINS[look % len(SKINS)])
    return Sprite(canvas, (MARGIN + width / 2, MARGIN + 320))


def _badge(held: Held) -> Image:
    width, height = CARD
    card = np.full((height, width, 3), PAPER, np.uint8)
    band = TEAL if held.thing is Thing.BADGE else BRICK
    cv2.rectangle(card, (0, 0), (width, 92), band, -1)
    cv2.circle(card, (width // 2, 22), 9, (120, 120, 120), -1, cv2.LINE_AA)
    title = "COACHING CLINIC KE-2" if held.thing is Thing.BADGE else "PROMO"
    _text(card, title, 66, 24, PAPER)
    _text(card, held.name, 152, 26, INK)
    _text(card, "Calon Guru Penggerak", 186, 17, (110, 100, 92))
    _symbol(card, held.text, dark=INK, light_colour=PAPER)
    _text(card, _letters(held.text), 462, 19, INK)
    cv2.rectangle(card, (0, height - 46), (width, height), band, -1)
    return card


def _phone(held: Held) -> Image:
    width, height = CARD
    card = np.full((height, width, 3), (26, 22, 20), np.uint8)
    cv2.rectangle(card, (0, 0), (width - 1, height - 1), (64, 60, 58), 10)
    _text(card, held.name, 110, 24, (232, 232, 232))
    _text(card, "Tunjukkan kode ini di pintu", 150, 17, (170, 168, 164))
    _symbol(card, held.text, dark=(240, 240, 240), light_colour=(26, 22, 20))
    _text(card, _letters(held.text), 480, 19, (210, 210, 210))
    return card


def _symbol(card: Image, text: str, dark: Colour, light_colour: Colour) -> None:
    modules = _modules(text)
    left, top = CARD[0] // 2 - SYMBOL // 2, 320 - SYMBOL // 2
    size = (SYMBOL, SYMBOL)
    large = cv2.resize(modules, size, interpolation=cv2.INTER_NEAREST).astype(bool)
    area = card[top : top + SYMBOL, left : left + SYMBOL]
    area[:] = light_colour
    area[large] = dark


def _modules(text: str) -> NDArray[np.uint8]:
    if read_code(text) == text:
        return matrix(text)
    drawing = qrcode.QRCode(border=0)
    drawing.add_data(text)
    return np.array(drawing.get_matrix(), np.uint8)


def _letters(text: str) -> str:
    return grouped(text) if read_code(text) == text else ""


def _text(card: Image, text: str, baseline: int, size: int, colour: Colour) -> None:
    face = cv2.FontFace("sans")
    while size > 10 and _text_width(text, size) > CARD[0] - 30:  # noqa: PLR2004 - still legible
        size -= 1
    left = (CARD[0] - _text_width(text, size)) // 2
    cv2.putText(card, text, (left, baseline), colour, face, size, 600)


def _text_width(text: str, size: int) -> int:
    face = cv2.FontFace("sans")
    return int(cv2.getTextSize((9000, 100), text, (0, 0), face, size, 600)[2])


def _rounded(shape: tuple[int, ...], corner: int) -> Image:
    alpha = np.zeros(shape[:2], np.uint8)
    width, height = CARD
    inner = (MARGIN + corner, MARGIN + corner, width - 2 * corner, height - 2 * corner)
    cv2.rectangle(alpha, inner, 255, -1)
    grown = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * corner + 1, 2 * corner + 1))
    return np.asarray(cv2.dilate(alpha, grown), np.uint8)


def _thumb(canvas: Image, skin: Colour) -> None:
    height, width = canvas.shape[:2]
    tip = (width - MARGIN - 70, height - MARGIN - 60)
    base = (width - MARGIN + 10, height - 20)
    cv2.line(canvas, tip, base, (*skin, 255), 58, cv2.LINE_AA)
    nail = tuple(min(255, value + 34) for value in skin)
    cv2.ellipse(canvas, (tip, (30, 40), -45), (*nail, 255), -1, cv2.LINE_AA)


def three(one: Image) -> Image:
    """Return a grey image as one of three equal channels."""
    return np.asarray(cv2.cvtColor(one, cv2.COLOR_GRAY2BGR), np.uint8)
