"""Draws marks into a PDF: text in embedded fonts, symbols as one path of merged rectangles."""

import re
from functools import lru_cache
from io import BytesIO
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from badges.fonts import run_width, runs
from badges.marks import Align, Emblem, Mark, Panel, Symbol, Words
from badges.symbol import QUIET_ZONE, SIZE, matrix

MM = 72 / 25.4
_MODULES = SIZE + 2 * QUIET_ZONE
_INVISIBLE: Final = 3  # text render mode, ISO 32000-1, table 106
_DARK = re.compile(b"\x01+")
_LOGO = "logo"
_color = lru_cache(maxsize=256)(HexColor)


def ink(canvas: Canvas, mark: Mark, corner: tuple[float, float]) -> None:
    """Draw a mark whose badge has its top left corner at (x, y) points, y upwards."""
    match mark:
        case Panel():
            _ink_panel(canvas, mark, corner)
        case Words():
            _ink_words(canvas, mark, corner)
        case Emblem():
            _ink_emblem(canvas, mark, corner)
        case Symbol():
            _ink_symbol(canvas, mark, corner)


def _ink_panel(canvas: Canvas, mark: Panel, corner: tuple[float, float]) -> None:
    inner = mark.line / 2  # an outline lies inside the rectangle, as it does in the picture
    x, y = corner[0] + (mark.x + inner) * MM, corner[1] - (mark.y + mark.height - inner) * MM
    wide, high = (mark.width - 2 * inner) * MM, (mark.height - 2 * inner) * MM
    if mark.line:
        canvas.setStrokeColor(_color(mark.color))
        canvas.setLineWidth(mark.line * MM)
    else:
        canvas.setFillColor(_color(mark.color))
    radius = (mark.radius - inner) * MM
    filled, stroked = int(not mark.line), int(bool(mark.line))
    if radius > 0:
        canvas.roundRect(x, y, wide, high, radius, stroke=stroked, fill=filled)
    else:
        canvas.rect(x, y, wide, high, stroke=stroked, fill=filled)


def _ink_words(canvas: Canvas, mark: Words, corner: tuple[float, float]) -> None:
    pieces = runs(mark.text, mark.weight)
    widths = [run_width(piece, mark.size) for piece in pieces]
    share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[mark.align]
    x = corner[0] + mark.x * MM - sum(widths) * share
    y = corner[1] - mark.y * MM
    canvas.setFillColor(_color(mark.color))
    for piece, wide in zip(pieces, widths, strict=True):
        canvas.setFont(piece.font, mark.size)
        canvas.drawString(x, y, piece.text, mode=_INVISIBLE if mark.hidden else None)
        x += wide


def _ink_emblem(canvas: Canvas, mark: Emblem, corner: tuple[float, float]) -> None:
    """Draw the logo from a form that the file holds once, in the middle of its box's height."""
    if not canvas.hasForm(_LOGO):
        canvas.beginForm(_LOGO, 0, 0, 1, 1)
        canvas.drawImage(ImageReader(BytesIO(mark.png)), 0, 0, 1, 1, mask="auto")
        canvas.endForm()
    x, y = corner[0] + mark.x * MM, corner[1] - (mark.y + mark.height) * MM
    high = min(mark.height, mark.width / mark.aspect)
    canvas.saveState()
    canvas.translate(x, y + (mark.height - high) / 2 * MM)
    canvas.scale(mark.width * MM, high * MM)
    canvas.doForm(_LOGO)
    canvas.restoreState()


def _ink_symbol(canvas: Canvas, mark: Symbol, corner: tuple[float, float]) -> None:
    """Draw in units of a module, y downwards, so that all numbers are small and whole."""
    module = mark.side * MM / _MODULES
    x = corner[0] + mark.x * MM + QUIET_ZONE * module
    y = corner[1] - mark.y * MM - QUIET_ZONE * module
    canvas.addLiteral(
        f"q 0 g {module:.5f} 0 0 {-module:.5f} {x:.4f} {y:.4f} cm {_rectangles(mark.code)}f Q"
    )


def _rectangles(code: str) -> str:
    """Return the dark modules as rectangles: runs along a row, grown downwards."""
    found: list[str] = []
    growing: dict[tuple[int, int], int] = {}
    rows = [row.tobytes() for row in matrix(code)]
    for row in range(SIZE + 1):
        here = {run.span() for run in _DARK.finditer(rows[row])} if row < SIZE else set()
        for start, end in [run for run in growing if run not in here]:
            top = growing.pop((start, end))
            found.append(f"{start} {top} {end - start} {row - top} re ")
        for run in here:
            growing.setdefault(run, row)
    return "".join(found)
