"""Draws marks into a PDF: text in embedded fonts, symbols as one path of rectangles."""

from functools import cache, lru_cache
from io import BytesIO

import numpy as np
from reportlab.lib.utils import ImageReader

from badges.fonts import runs, width
from badges.marks import Align, BadgeWords, Emblem, Mark, Panel, SymbolMark
from badges.stream import StreamedCanvas
from badges.symbol import QUIET_ZONE, SIZE, ModuleGrid, matrix

MM = 72 / 25.4
_MODULES = SIZE + 2 * QUIET_ZONE
_ARC = 0.5523  # how far the handles of a curve reach to make it a quarter of a circle
_LOGO = "logo"
_DOT = 72 / 150  # points
_UNITS = 1000  # a module, in the units of the drawing


def ink(canvas: StreamedCanvas, mark: Mark, corner: tuple[float, float]) -> None:
    """Draw a mark whose badge has its top left corner at (x, y) points, y upwards."""
    match mark:
        case Panel():
            _ink_panel(canvas, mark, corner)
        case BadgeWords():
            _ink_words(canvas, mark, corner)
        case Emblem():
            _ink_emblem(canvas, mark, corner)
        case SymbolMark():
            _ink_symbol(canvas, mark, corner)


def _ink_panel(canvas: StreamedCanvas, mark: Panel, corner: tuple[float, float]) -> None:
    inner = mark.line / 2  # an outline lies inside the rectangle, as it does in the picture
    x, y = corner[0] + (mark.x + inner) * MM, corner[1] - (mark.y + mark.height - inner) * MM
    wide, high = (mark.width - 2 * inner) * MM, (mark.height - 2 * inner) * MM
    path = _path(x, y, (wide, high), max(0.0, mark.radius - inner) * MM)
    red_green_blue = _rgb(mark.color)
    if mark.line:
        canvas.addLiteral(f"q {red_green_blue} RG {mark.line * MM:.3f} w {path} S Q")
    else:
        canvas.addLiteral(f"q {red_green_blue} rg {path} f Q")


def _path(x: float, y: float, size: tuple[float, float], radius: float) -> str:
    """Return the outline of a rectangle, its corners rounded by Bézier curves."""
    right, top = x + size[0], y + size[1]
    if radius <= 0:
        return f"{x:.3f} {y:.3f} {size[0]:.3f} {size[1]:.3f} re"
    near, far = radius, radius * (1 - _ARC)
    return (
        f"{x + near:.3f} {y:.3f} m {right - near:.3f} {y:.3f} l "
        f"{right - far:.3f} {y:.3f} {right:.3f} {y + far:.3f} {right:.3f} {y + near:.3f} c "
        f"{right:.3f} {top - near:.3f} l "
        f"{right:.3f} {top - far:.3f} {right - far:.3f} {top:.3f} {right - near:.3f} {top:.3f} c "
        f"{x + near:.3f} {top:.3f} l "
        f"{x + far:.3f} {top:.3f} {x:.3f} {top - far:.3f} {x:.3f} {top - near:.3f} c "
        f"{x:.3f} {y + near:.3f} l "
        f"{x:.3f} {y + far:.3f} {x + far:.3f} {y:.3f} {x + near:.3f} {y:.3f} c h"
    )


def _ink_words(canvas: StreamedCanvas, mark: BadgeWords, corner: tuple[float, float]) -> None:
    share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[mark.align]
    x = corner[0] + mark.x * MM - width(mark.text, mark.size, mark.weight) * share
    y = corner[1] - mark.y * MM
    shown = "".join(canvas.shown(run, mark.size) for run in runs(mark.text, mark.weight))
    mode = "3 Tr " if mark.hidden else ""  # invisible: ISO 32000-1, table 106
    canvas.addLiteral(f"q {_rgb(mark.color)} rg BT {mode}{x:.3f} {y:.3f} Td {shown}ET Q")


@lru_cache(maxsize=256)
def _rgb(color: str) -> str:
    return " ".join(f"{int(color[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def _ink_emblem(canvas: StreamedCanvas, mark: Emblem, corner: tuple[float, float]) -> None:
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


def _ink_symbol(canvas: StreamedCanvas, mark: SymbolMark, corner: tuple[float, float]) -> None:
    """Draw on whole dots of the printer, in small units, y downwards, so that numbers are short."""
    dark = canvas.symbols[mark.code] if mark.code in canvas.symbols else matrix(mark.code)
    module = mark.side * MM / _MODULES
    x = on_dot(corner[0] + mark.x * MM) + QUIET_ZONE * module
    y = canvas.top - on_dot(canvas.top - corner[1] + mark.y * MM) - QUIET_ZONE * module
    unit = module / _UNITS
    canvas.addLiteral(f"q 0 g {unit:.8f} 0 0 {-unit:.8f} {x:.4f} {y:.4f} cm {_rectangles(dark)}f Q")


def on_dot(points: float) -> float:
    """Return the nearest dot of a printer with 150 dots per inch, or any multiple of that."""
    return round(points / _DOT) * _DOT


def _rectangles(dark: ModuleGrid) -> str:
    """Return the dark modules as runs along rows and columns, which overlap and leave no seams.

    Each is a hair short of its full size: some renderers paint whatever a shape touches, and a
    shape that ends on a dot touches the next one.
    """
    beside = np.zeros((SIZE + 2, SIZE), np.uint8)
    beside[1:-1] = dark
    tall = dark & (beside[:-2] | beside[2:])
    rows, columns = _runs(dark), _runs(dark.T)
    along = [(x, y, long) for y, x, long in rows if long > 1 or not tall[y, x]]
    return "".join(
        [_rectangle(x, y, long, 1) for x, y, long in along]
        + [_rectangle(x, y, 1, long) for x, y, long in columns if long > 1]
    )


def _runs(dark: ModuleGrid) -> list[tuple[int, int, int]]:
    """Return where dark modules stand together in a line: line, first place, how many."""
    framed = np.zeros((SIZE, SIZE + 2), np.int8)
    framed[:, 1:-1] = dark
    edges = np.diff(framed)
    lines, firsts = np.nonzero(edges > 0)
    ends = np.nonzero(edges < 0)[1]
    return list(zip(lines.tolist(), firsts.tolist(), (ends - firsts).tolist(), strict=True))


@cache
def _rectangle(x: int, y: int, width: int, height: int) -> str:
    return f"{x * _UNITS + 1} {y * _UNITS + 1} {width * _UNITS - 2} {height * _UNITS - 2} re "
