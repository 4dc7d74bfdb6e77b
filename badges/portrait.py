"""The lanyard: head, name, group, and below them the symbol with number and sessions."""

from collections.abc import Iterator

from badges.design import Design, Shown
from badges.face import Face
from badges.fitting import POINT, Space
from badges.fonts import Weight
from badges.marks import Align, BadgeWords, Mark, Panel, SymbolMark
from badges.pieces import (
    CAP_HEIGHT,
    GREY,
    HAIR,
    Box,
    TextStyle,
    band,
    below_the_name,
    emblem,
    heading,
    letters,
    line,
    person,
    pills,
)
from badges.symbol import whole_side

_QUIET_SHARE = 4 / 29  # of the symbol's side
_LARGEST_SYMBOL = 64.0
_USUAL_SYMBOL = 44.5
_SMALL_SYMBOL = 39.5


def draw(
    face: Face, design: Design, logo: bytes | None, size: tuple[float, float]
) -> tuple[Mark, ...]:
    """Return the marks of a face on an upright badge of (width, height) mm."""
    unit = min(size[0] / 105, size[1] / 148.5)
    inset = 6.0 * unit + 0.5
    inner = Box(inset, inset, size[0] - 2 * inset, size[1] - 2 * inset)
    head = Box(inner.x, inner.y, inner.width, 15.0 * unit)
    foot = _foot(inner, size, unit)
    stripe = Box(inner.x, foot.y - 11.5 * unit, inner.width, 10.5 * unit)
    top = head.y + head.height + 4.0 * unit
    has_band = Shown.GROUP in design.shown and bool(face.group.strip())
    beside = _beside_symbol(inner, foot, unit)
    middle = Box(inner.x, top, inner.width, (stripe.y if has_band else foot.y) - top - 2.5 * unit)
    name = tuple(person(face, design, middle, _type(unit)))
    sessions = below_the_name(max(8.0, 18.0 * unit), name)
    return (
        *_head(design, logo, head, unit),
        *name,
        *band(face, design, stripe),
        *_beside(face, design, beside, (unit, sessions)),
        *_symbol(face, design, foot, unit),
    )


def _type(unit: float) -> TextStyle:
    return TextStyle(54.0 * unit, max(8.5, 14.0 * unit), max(7.5, 12.0 * unit), Align.CENTRE)


def _foot(inner: Box, size: tuple[float, float], unit: float) -> Box:
    """Return the symbol's square with the room for the letters of the code below it."""
    width, height = size
    wide = min(max(_USUAL_SYMBOL, 0.61 * width), 0.72 * width)
    side = whole_side(min(_LARGEST_SYMBOL, wide, max(_SMALL_SYMBOL, 0.45 * height)))
    high = side + _letters_height(unit)
    return Box(inner.x, inner.y + inner.height - high, side, high)


def _letters_height(unit: float) -> float:
    return 3.4 * max(0.75, unit)


def _head(design: Design, logo: bytes | None, box: Box, unit: float) -> Iterator[Mark]:
    text = box
    if logo is not None and Shown.LOGO in design.shown:
        mark = emblem(logo, Box(box.x, box.y, box.width * 0.3, box.height - 2.0 * unit))
        used = mark.width + 3.0 * unit
        yield mark
        text = Box(box.x + used, box.y, box.width - used, box.height)
    align = Align.CENTRE if text is box else Align.LEFT
    yield from _head_texts(design, text, unit, align)
    yield Panel(box.x, box.y + box.height, box.width, 0.7 * unit, design.accent)


def _head_texts(design: Design, box: Box, unit: float, align: Align) -> Iterator[Mark]:
    small = 4.4 * unit if design.organizer and Shown.ORGANIZER in design.shown else 0.0
    upper = Space(box.width, box.height - small - 1.5 * unit, 12.5 * unit, 2, Weight.BOLD)
    lower = Space(box.width, small, 8.5 * unit, 1)
    free = Box(box.x, box.y, box.width, box.height - 2.0 * unit)
    yield from heading(design, (upper, lower), free, align)


def _symbol(face: Face, design: Design, foot: Box, unit: float) -> Iterator[Mark]:
    """Draw the symbol so that its modules, not its quiet zone, stand in line with the text."""
    side = foot.width
    x = foot.x - min(side * _QUIET_SHARE, foot.x - 0.5)
    size = 9.6 * max(0.75, unit)
    yield SymbolMark(x, foot.y, side, face.code)
    yield letters(face, design, x + side / 2, foot.y + side + size * POINT * CAP_HEIGHT + 0.4, size)


def _beside_symbol(inner: Box, foot: Box, unit: float) -> Box:
    """Return the room right of the symbol, as high as its modules."""
    quiet = foot.width * _QUIET_SHARE
    x = foot.x - min(quiet, foot.x - 0.5) + foot.width + 2.2 * unit
    return Box(x, foot.y + quiet, inner.x + inner.width - x, foot.width - 2 * quiet)


def _beside(face: Face, design: Design, box: Box, sizes: tuple[float, float]) -> Iterator[Mark]:
    """Draw number and sessions behind a fine line; ``sizes`` are the unit and the sessions'."""
    unit, sessions = sizes
    has_number = Shown.NUMBER in design.shown and bool(face.number)
    if not has_number and not (Shown.SESSIONS in design.shown and face.sessions):
        return
    yield Panel(box.x - 1.7 * unit, box.y, 0.25, box.height, HAIR)
    if has_number:
        yield from _number(face, design, box, unit)
    low = Box(box.x, box.y + box.height * 0.5, box.width, box.height * 0.5)
    yield from pills(face, design, low, sessions)


def _number(face: Face, design: Design, box: Box, unit: float) -> Iterator[Mark]:
    small = max(6.5, 9.5 * unit)
    yield BadgeWords(box.x, box.y + small * POINT * 0.75, design.number_label, small, GREY)
    below = Box(box.x, box.y + small * POINT * 1.15, box.width, box.height * 0.4)
    room = Space(below.width, below.height, 34.0 * unit, 1, Weight.BOLD)
    yield from line(face.number, room, below, design.ink, Align.LEFT)
