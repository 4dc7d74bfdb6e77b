"""The card: text, number and sessions on the left, the symbol with its letters on the right."""

from collections.abc import Iterator

from badges.design import Design, Shown
from badges.face import Face
from badges.fitting import POINT, Space, fit
from badges.fonts import Weight, width
from badges.marks import Align, Mark, Panel, SymbolMark
from badges.pieces import (
    CAP_HEIGHT,
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

_LARGEST_SYMBOL = 64.0
_SYMBOL_SHARE = 0.82  # of the height
_GAP = 0.6  # between what stands left and the quiet zone of the symbol


def draw(
    face: Face, design: Design, logo: bytes | None, size: tuple[float, float]
) -> tuple[Mark, ...]:
    """Return the marks of a face on a lying badge of (width, height) mm."""
    unit = size[1] / 54
    inset = min(3.4 * unit, 5.0)
    side = whole_side(min(_LARGEST_SYMBOL, _SYMBOL_SHARE * size[1]))
    right = Box(size[0] - side - 0.6, inset, side, size[1] - 2 * inset)
    left = Box(inset, inset, right.x - inset - _GAP, size[1] - 2 * inset)
    return (
        *_left(face, design, logo, (left, unit)),
        *_right(face, design, right, unit),
    )


def _left(
    face: Face, design: Design, logo: bytes | None, place: tuple[Box, float]
) -> Iterator[Mark]:
    box, unit = place
    head = Box(box.x, box.y, box.width, 9.5 * unit)
    stripe = Box(box.x, box.y + box.height - 7.0 * unit, box.width, 7.0 * unit)
    has_band = Shown.GROUP in design.shown and bool(face.group.strip())
    top = head.y + head.height + 2.0 * unit
    bottom = stripe.y - 1.4 * unit if has_band else box.y + box.height
    row = Box(box.x, bottom - 6.2 * unit, box.width, 6.2 * unit)
    if _has_number(face, design) or _has_sessions(face, design):
        bottom = row.y - 1.0 * unit
    middle = Box(box.x, top, box.width, bottom - top)
    sizes = TextStyle(34.0 * unit, 8.5 * unit, 7.5 * unit, Align.LEFT)
    yield from _head(design, logo, head, unit)
    name = tuple(person(face, design, middle, sizes))
    yield from name
    yield from _row(face, design, row, (unit, below_the_name(15.0 * unit, name)))
    yield from band(face, design, stripe, Align.LEFT)


def _head(design: Design, logo: bytes | None, box: Box, unit: float) -> Iterator[Mark]:
    text = box
    if logo is not None and Shown.LOGO in design.shown:
        mark = emblem(logo, Box(box.x, box.y, box.width * 0.28, box.height - 1.2 * unit))
        used = mark.width + 1.8 * unit
        yield mark
        text = Box(box.x + used, box.y, box.width - used, box.height)
    small = 2.8 * unit if design.organizer and Shown.ORGANIZER in design.shown else 0.0
    upper = Space(text.width, box.height - small - 1.2 * unit, 8.0 * unit, 2, Weight.BOLD)
    lower = Space(text.width, small, 6.0 * unit, 1)
    free = Box(text.x, text.y, text.width, text.height - 1.2 * unit)
    yield from heading(design, (upper, lower), free, Align.LEFT)
    yield Panel(box.x, box.y + box.height, box.width, 0.45 * unit, design.accent)


def _right(face: Face, design: Design, box: Box, unit: float) -> Iterator[Mark]:
    """Stack the symbol and the code in letters."""
    side = box.width
    size = 6.6 * unit
    low = box.y + box.height - size * POINT * 0.3
    yield SymbolMark(box.x, low - size * POINT * CAP_HEIGHT - 0.4 - side, side, face.code)
    yield letters(face, design, box.x + side / 2, low, size)


def _row(face: Face, design: Design, box: Box, sizes: tuple[float, float]) -> Iterator[Mark]:
    """Draw the number, and beside it the sessions; ``sizes`` are the unit and the number's."""
    unit, largest = sizes
    used = 0.0
    if _has_number(face, design):
        text = f"{design.number_label} {face.number}".strip()
        share = 0.44 if _has_sessions(face, design) else 1.0
        room = Space(box.width * share, box.height, largest, 1, Weight.BOLD)
        yield from line(text, room, box, design.ink, Align.LEFT)
        used = width(text, fit(text, room).size, Weight.BOLD) * POINT + 1.8 * unit
    rest = Box(box.x + used, box.y, box.width - used, box.height)
    yield from pills(face, design, rest, min(8.0 * unit, largest))


def _has_number(face: Face, design: Design) -> bool:
    return Shown.NUMBER in design.shown and bool(face.number)


def _has_sessions(face: Face, design: Design) -> bool:
    return Shown.SESSIONS in design.shown and bool(face.sessions)
