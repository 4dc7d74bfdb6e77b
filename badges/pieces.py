"""The pieces that both designs are put together from."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from badges.code import grouped
from badges.design import Design, Shown, on_color
from badges.face import Face
from badges.fitting import POINT, Fitted, Space, fit
from badges.fonts import Weight, drawable, width
from badges.marks import Align, BadgeWords, Emblem, Mark, Panel
from badges.names import short_name

GREY = "#5b6673"
HAIR = "#c9d0d8"
CAP_HEIGHT = 0.69
_NAME_LINES = 2
_SMALLEST_PILL = 4.0
_BOLD = Weight.BOLD
_RIGHT_TO_LEFT = {"R", "AL"}


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the face, in millimetres from the top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The sizes of the letters of a design, in points, and how they stand."""

    name: float
    full_name: float
    organization: float
    align: Align


@dataclass(frozen=True, slots=True)
class _Paragraph:
    fitted: Fitted
    color: str
    weight: Weight
    gap: float


def person(face: Face, design: Design, box: Box, sizes: TextStyle) -> Iterator[Mark]:
    """Draw short name, full name and organization, centred in the height of the box."""
    if face.is_reserve or not drawable(face.name):
        yield from _empty_lines(design, box, design.reserve if face.is_reserve else "")
        return
    paragraphs = _paragraphs(face, design, box, sizes)
    total = sum(part.fitted.height + part.gap for part in paragraphs)
    y = box.y + max(0.0, (box.height - total) / 2)
    for part in paragraphs:
        y += part.gap
        yield from _lines(part, y, box, sizes.align)
        y += part.fitted.height


def _paragraphs(face: Face, design: Design, box: Box, sizes: TextStyle) -> list[_Paragraph]:
    """Set the small print first, so that the name gets all the height that is left."""
    short = short_name(face.name)
    small: list[_Paragraph] = []
    if Shown.FULL_NAME in design.shown and " ".join(face.name.split()) != short:
        room = Space(box.width, box.height * 0.28, sizes.full_name, 3)
        gap = sizes.full_name * POINT * 0.5
        small.append(_Paragraph(fit(face.name, room), design.ink, Weight.REGULAR, gap))
    if Shown.ORGANIZATION in design.shown and face.organization.strip():
        room = Space(box.width, box.height * 0.24, sizes.organization, 3)
        gap = sizes.organization * POINT * 0.35
        small.append(_Paragraph(fit(face.organization, room), GREY, Weight.REGULAR, gap))
    if face.own:
        room = Space(box.width, box.height * 0.2, sizes.organization, 2, Weight.BOLD)
        gap = sizes.organization * POINT * 0.45
        told = " · ".join(f"{label}\u00a0{value}" for label, value in face.own)
        small.append(_Paragraph(fit(told, room), design.ink, Weight.BOLD, gap))
    left = box.height - sum(part.fitted.height + part.gap for part in small)
    room = Space(box.width, left, sizes.name, _NAME_LINES, Weight.BOLD, _leading(short))
    return [_Paragraph(fit(short, room), design.ink, Weight.BOLD, 0.0), *small]


def _leading(name: str) -> float:
    """Return the distance of the lines: larger where marks hang below and stand above letters."""
    letters = unicodedata.normalize("NFD", name)
    is_tall = any(
        unicodedata.combining(each) or unicodedata.bidirectional(each) in _RIGHT_TO_LEFT
        for each in letters
    )
    return 1.14 if is_tall else 1.0


def _lines(part: _Paragraph, top: float, box: Box, align: Align) -> Iterator[Mark]:
    size = part.fitted.size
    step = part.fitted.height / len(part.fitted.lines) if part.fitted.lines else 0.0
    baseline = top + (step + size * POINT * CAP_HEIGHT) / 2
    for line in part.fitted.lines:
        yield BadgeWords(anchor(box, align), baseline, line, size, part.color, part.weight, align)
        baseline += step


def _empty_lines(design: Design, box: Box, word: str) -> Iterator[Mark]:
    """Leave two lines to write on, under a small label."""
    size = min(14.0, box.height * 0.16 / POINT)
    yield BadgeWords(box.x, box.y + size * POINT, word, size, design.ink, Weight.BOLD)
    for share, label in ((0.58, design.name_label), (0.9, "")):
        y = box.y + box.height * share
        yield Panel(box.x, y, box.width, 0.25, GREY)
        yield BadgeWords(box.x, y - 0.8, label, size * 0.55, GREY)


def band(face: Face, design: Design, box: Box, align: Align = Align.CENTRE) -> Iterator[Mark]:
    """Draw the group as a colour and as its word."""
    if Shown.GROUP not in design.shown or not face.group.strip():
        return
    color = face.color or design.accent
    inner = Box(box.x + 2.5, box.y, box.width - 5, box.height)
    text = fit(face.group, Space(inner.width, box.height * 0.78, box.height * 1.42, 2, Weight.BOLD))
    yield Panel(box.x, box.y, box.width, box.height, color, radius=min(1.6, box.height * 0.2))
    part = _Paragraph(text, on_color(color), Weight.BOLD, 0.0)
    yield from _lines(part, box.y + (box.height - text.height) / 2, inner, align)


def emblem(logo: bytes, box: Box) -> Emblem:
    """Return the logo (PNG) as high as the box, or as wide where it is a long one."""
    whole = Emblem(box.x, box.y, box.width, box.height, logo)
    return replace(whole, width=min(box.width, box.height * whole.aspect))


def heading(design: Design, rooms: tuple[Space, Space], box: Box, align: Align) -> Iterator[Mark]:
    """Draw title and organiser, together in the middle of the box's height."""
    title = design.title if Shown.TITLE in design.shown else ""
    organizer = design.organizer if Shown.ORGANIZER in design.shown else ""
    upper, lower = (fit(text, room) for text, room in zip((title, organizer), rooms, strict=True))
    gap = upper.size * POINT * 0.2 if upper.lines and lower.lines else 0.0
    top = box.y + max(0.0, (box.height - upper.height - gap - lower.height) / 2)
    yield from _lines(_Paragraph(upper, design.ink, _BOLD, 0.0), top, box, align)
    small = _Paragraph(lower, GREY, Weight.REGULAR, 0.0)
    yield from _lines(small, top + upper.height + gap, box, align)


def line(text: str, room: Space, box: Box, color: str, align: Align) -> Iterator[Mark]:
    """Draw a text from the top of a box down, in as many lines as the room allows."""
    yield from _lines(_Paragraph(fit(text, room), color, room.weight, 0.0), box.y, box, align)


def below_the_name(size: float, name: tuple[Mark, ...]) -> float:
    """Return a size of letters that leaves those of the name the largest."""
    sizes = (mark.size for mark in name if isinstance(mark, BadgeWords))
    return min(size, 0.9 * max(sizes, default=size))


def pills(face: Face, design: Design, box: Box, size: float) -> Iterator[Mark]:
    """Draw the sessions as outlined words; smaller, then plain, where the box is too small."""
    if Shown.SESSIONS not in design.shown or not face.sessions:
        return
    size = _pill_size(face.sessions, box, size)
    if not _pills_fit(face.sessions, box, size):
        room = Space(box.width, box.height, size, len(face.sessions), _BOLD)
        yield from line(" · ".join(face.sessions), room, box, design.ink, Align.LEFT)
        return
    for session, place in zip(face.sessions, _pill_places(face.sessions, box, size), strict=True):
        text = fit(session, Space(place.width - place.height * 0.7, place.height, size, 1, _BOLD))
        baseline = place.y + (place.height + text.size * POINT * CAP_HEIGHT) / 2
        yield Panel(place.x, place.y, place.width, place.height, design.ink, place.height / 2, 0.3)
        middle = anchor(place, Align.CENTRE)
        yield BadgeWords(middle, baseline, session, text.size, design.ink, _BOLD, Align.CENTRE)


def _pill_size(sessions: tuple[str, ...], box: Box, wanted: float) -> float:
    """Return the size of the letters: a little smaller for one line, much smaller for more."""
    for size in (wanted * share for share in (1.0, 0.92, 0.84)):
        places = _pill_places(sessions, box, size)
        if places[-1].y == places[0].y and _pills_fit(sessions, box, size):
            return size
    size = wanted
    while size > _SMALLEST_PILL and not _pills_fit(sessions, box, size):
        size *= 0.92
    return size


def _pills_fit(sessions: tuple[str, ...], box: Box, size: float) -> bool:
    last = _pill_places(sessions, box, size)[-1]
    return last.y + last.height <= box.y + box.height


def _pill_places(sessions: tuple[str, ...], box: Box, size: float) -> list[Box]:
    """Return where the sessions stand, from left to right and then on further lines."""
    height = size * POINT * 1.75
    places: list[Box] = []
    x, y = box.x, box.y
    for session in sessions:
        long = min(width(session, size, _BOLD) * POINT + height * 0.95, box.width)
        if x > box.x and x + long > box.x + box.width:
            x, y = box.x, y + height * 1.2
        places.append(Box(x, y, long, height))
        x += long + height * 0.35
    return places


def letters(face: Face, design: Design, middle: float, baseline: float, size: float) -> BadgeWords:
    """Return the code in groups of four; where it is not shown, only machines read it."""
    hidden = Shown.LETTERS not in design.shown
    return BadgeWords(
        middle,
        baseline,
        grouped(face.code),
        size,
        design.ink,
        align=Align.CENTRE,
        hidden=hidden,
    )


def anchor(box: Box, align: Align) -> float:
    """Return the x of a box at which text of this alignment stands."""
    return box.x + {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align] * box.width
