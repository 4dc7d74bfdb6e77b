"""Drawing a PDF page: millimetres from the top left corner, text in any script."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from badges.fonts import Run, Weight, font, missing, run_width, runs
from badges.marks import Align
from badges.symbol import QUIET_ZONE, SIZE, matrix

POINT = 25.4 / 72
LEADING = 1.22
_STEP = 4.0
_WORDS = re.compile(r"[^\s\u00a0]+(?:\u00a0[^\s\u00a0]+)*")
_LETTERS = re.compile(
    r"(?:.\u094d[\u200c\u200d]?)*.[\u0900-\u0903\u093a-\u094d\u094e-\u0957\u0962\u0963]*"
)
"""A letter with what cannot stand without it: in Devanagari consonants before it, and its vowel."""
_AFTER_HYPHENS = re.compile(r"(?<=\w-)(?=\w)")

INK = "#1A1D21"
GREY = "#59636E"
LINE = "#8B949E"
FAINT = "#EDF0F3"
ACCENT = "#0B5563"
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Typeface:
    """How a text is set: points, weight, colour, which part of it stands at x, points between."""

    size: float = 9.0
    weight: Weight = Weight.REGULAR
    color: str = INK
    align: Align = Align.LEFT
    spacing: float = 0.0

    @property
    def leading(self) -> float:
        """The distance of two lines, in millimetres."""
        return self.size * LEADING * POINT


class PageFrame(NamedTuple):
    """A rectangle: left, top, width and height in millimetres."""

    x: float
    y: float
    width: float
    height: float


class PagePoint(NamedTuple):
    """A place on the page in millimetres."""

    x: float
    y: float


class Drawing:
    """A PDF that grows page by page; `finish` gives its bytes."""

    def __init__(self, size: tuple[float, float], title: str, language: str) -> None:
        self.width, self.height = size
        self._buffer = BytesIO()
        self._pictures: dict[bytes, ImageReader] = {}
        self._stamps: set[str] = set()
        points = (self.width / POINT, self.height / POINT)
        self._canvas = Canvas(self._buffer, pagesize=points, pageCompression=1, lang=language)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("Hadir")
        self._canvas.setCreator("Hadir")
        self._canvas.setViewerPreference("PrintScaling", "None")

    def text(self, place: PagePoint, text: str, kind: Typeface) -> None:
        """Draw a line with its baseline at `place`; it is not cut."""
        pieces = shaped_runs(text, kind.weight)
        left = place.x / POINT - _shift(pieces, kind)
        self._canvas.setFillColor(_color(kind.color))
        for piece in pieces:
            self._canvas.setFont(piece.font, kind.size)
            up = self._up(place.y)
            if piece.places:
                self._glyphs(piece, left, up, kind)
            else:
                self._canvas.drawString(left, up, piece.text, charSpace=kind.spacing)
            left += _width((piece,), kind)

    def _glyphs(self, piece: Run, left: float, up: float, kind: Typeface) -> None:
        """Draw glyphs each at its place, and tell readers what they say (ISO 32000-1, 14.9.4)."""
        said = piece.said.encode("utf-16-be").hex()
        self._canvas.addLiteral(f"/Span <</ActualText <feff{said}>>> BDC")
        for glyph, place in zip(piece.text, piece.places, strict=True):
            right, above = place.right * kind.size, place.up * kind.size
            self._canvas.drawString(left + right, up + above, glyph)
            left += place.advance * kind.size
        self._canvas.addLiteral("EMC")

    def lines(self, place: PagePoint, lines: Iterable[str], kind: Typeface) -> float:
        """Draw lines below each other, the first at `place`; return the next baseline."""
        y = place.y
        for line in lines:
            self.text(PagePoint(place.x, y), line, kind)
            y += kind.leading
        return y

    def rule(self, start: PagePoint, end: PagePoint, width: float = 0.2, color: str = LINE) -> None:
        """Draw a straight line, its width in millimetres."""
        self._canvas.setStrokeColor(_color(color))
        self._canvas.setLineWidth(width / POINT)
        self._canvas.line(start.x / POINT, self._up(start.y), end.x / POINT, self._up(end.y))

    def box(self, frame: PageFrame, fill: str = "", stroke: str = "", width: float = 0.2) -> None:
        """Draw a rectangle: filled, outlined, or both."""
        if fill:
            self._canvas.setFillColor(_color(fill))
        if stroke:
            self._canvas.setStrokeColor(_color(stroke))
            self._canvas.setLineWidth(width / POINT)
        bottom = self._up(frame.y + frame.height)
        size = (frame.width / POINT, frame.height / POINT)
        self._canvas.rect(frame.x / POINT, bottom, *size, stroke=bool(stroke), fill=bool(fill))

    def curve(self, points: Sequence[PagePoint], color: str, width: float) -> None:
        """Draw a line through points, its width in millimetres."""
        path = self._canvas.beginPath()
        path.moveTo(points[0].x / POINT, self._up(points[0].y))
        for each in points[1:]:
            path.lineTo(each.x / POINT, self._up(each.y))
        self._canvas.setStrokeColor(_color(color))
        self._canvas.setLineWidth(width / POINT)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def stamp(self, name: str, draw: Callable[[], None]) -> None:
        """Draw what many pages have in common: it is kept once, by its name."""
        if name not in self._stamps:
            self._stamps.add(name)
            self._canvas.beginForm(name)
            draw()
            self._canvas.endForm()
        self._canvas.doForm(name)

    def picture(self, frame: PageFrame, picture: bytes) -> None:
        """Draw a picture inside a frame, as large as its shape allows, in the middle."""
        if picture not in self._pictures:
            self._pictures[picture] = ImageReader(BytesIO(picture))
        size = (frame.width / POINT, frame.height / POINT)
        place = (frame.x / POINT, self._up(frame.y + frame.height))
        self._canvas.drawImage(
            self._pictures[picture],
            *place,
            *size,
            preserveAspectRatio=True,
            anchor="c",
            mask="auto",
        )

    def symbol(self, frame: PageFrame, code: str) -> None:
        """Draw the symbol of a code into a square, its quiet zone included."""
        module = frame.width / (SIZE + 2 * QUIET_ZONE) / POINT
        left, top = frame.x / POINT, self._up(frame.y)
        path = self._canvas.beginPath()
        for row, column in zip(*matrix(code).nonzero(), strict=True):
            x = left + (int(column) + QUIET_ZONE) * module
            path.rect(x, top - (int(row) + QUIET_ZONE + 1) * module, module, module)
        self._canvas.setFillColor(_color("#000000"))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def next_page(self) -> None:
        """End the page and begin another."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """End the last page and return the PDF."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _up(self, y: float) -> float:
        return float((self.height - y) / POINT)


@lru_cache(maxsize=32768)
def shaped_runs(text: str, weight: Weight) -> tuple[Run, ...]:
    """Return the pieces of a text by font, remembered: names and offices come again.

    A character that no font has is shown as a question mark: a list must not lose it in silence.
    """
    for character in missing(text):
        text = text.replace(character, "?")
    pieces = runs(text, weight)
    for piece in pieces:
        font(piece.font)
    return pieces


def text_width(text: str, kind: Typeface) -> float:
    """Return how wide a text is drawn, in millimetres."""
    return _width(shaped_runs(text, kind.weight), kind) * POINT


@lru_cache(maxsize=32768)
def wrapped(text: str, kind: Typeface, width: float) -> tuple[str, ...]:
    """Return the text in lines that are at most `width` millimetres wide; no word is lost.

    Words that a no-break space joins stay on one line.
    """
    lines: list[str] = []
    for word in _WORDS.findall(text):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, kind) <= width:
            lines[-1] = joined
        else:
            lines.extend(_pieces(word, kind, width))
    return tuple(lines)


def balanced(text: str, kind: Typeface, width: float) -> tuple[str, ...]:
    """Return the text in as few lines as `width` needs, but all about equally long."""
    lines = wrapped(text, kind, width)
    narrower = width - _STEP
    while narrower > 0 and len(tried := wrapped(text, kind, narrower)) == len(lines):
        lines, narrower = tried, narrower - _STEP
    return lines


def fitted(text: str, kind: Typeface, width: float) -> Typeface:
    """Return the type made as small as needed for the text to fit in one line."""
    wide = text_width(text, kind)
    if wide <= width:
        return kind
    share = width / wide
    return replace(kind, size=kind.size * share, spacing=kind.spacing * share)


def shortened(text: str, kind: Typeface, width: float) -> str:
    """Return as much of the beginning of a text as fits in one line, with an ellipsis."""
    if text_width(text, kind) <= width:
        return text
    kept = len(text)
    while kept and text_width(f"{text[:kept].rstrip()}…", kind) > width:
        kept -= 1
    return f"{text[:kept].rstrip()}…"


def _pieces(word: str, kind: Typeface, width: float) -> list[str]:
    """Break a word that is wider than the line: after hyphens, else between letters."""
    if text_width(word, kind) <= width:
        return [word]
    pieces = [""]
    for part in _AFTER_HYPHENS.split(word):
        letters = (part,) if text_width(part, kind) <= width else _LETTERS.findall(part)
        for each in letters:
            if pieces[-1] and text_width(pieces[-1] + each, kind) > width:
                pieces.append("")
            pieces[-1] += each
    return pieces


def _shift(pieces: tuple[Run, ...], kind: Typeface) -> float:
    if kind.align is Align.LEFT:
        return 0.0
    whole = _width(pieces, kind) - kind.spacing
    return whole / 2 if kind.align is Align.CENTRE else whole


def _width(pieces: tuple[Run, ...], kind: Typeface) -> float:
    return sum(
        run_width(each, kind.size) + kind.spacing * (0 if each.places else len(each.text))
        for each in pieces
    )


@lru_cache(maxsize=64)
def _color(name: str) -> Color:
    return HexColor(name)
