"""What stands beside the badges: crop marks, the check bar, and the page for calibration."""

import math
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from badges.fitting import POINT, Space, fit
from badges.fonts import font, width
from badges.ink import MM
from badges.presets import Sheet

NOTE = "Cetak 100 %, jangan “Fit” · Print at 100 %, not “fit to page”"
_BAR = 50.0
_GREY = "#6b7683"
_MARK_GAP, _MARK_LENGTH = 2.0, 3.5
_LEAST_MARGIN = 8.0
_ON_CUT = 8.0  # of which printers leave the first half white
_NEAR = 0.5
_UNPRINTED = 4.2
_PAGE_FOR_100 = 112.0


class Stroke(NamedTuple):
    """A line from one point to another, mm from the page's top left corner."""

    x1: float
    y1: float
    x2: float
    y2: float


def draw_margin(canvas: Canvas, sheet: Sheet) -> None:
    """Draw crop marks, the 50 mm check bar and the note about 100 % on a sheet of several."""
    if sheet.per_page == 1 and sheet.badge == sheet.page:
        return
    canvas.setStrokeColor(HexColor(_GREY))
    canvas.setLineWidth(0.25)
    canvas.lines([_turned(stroke, sheet) for stroke in crop_marks(sheet)])
    _draw_bar(canvas, sheet)


def crop_marks(sheet: Sheet) -> Iterator[Stroke]:
    """Yield marks at every cut, outside the badges.

    Where the badges fill the page there is no outside: there the mark lies on the cut itself.
    """
    lefts = {x for x, _ in sheet.places()}
    tops = {y for _, y in sheet.places()}
    across = sorted(lefts | {x + sheet.badge[0] for x in lefts})
    down = sorted(tops | {y + sheet.badge[1] for y in tops})
    for x, (start, end) in product(_inside(across, sheet.page[0]), _ends(down, sheet.page[1])):
        yield Stroke(x, start, x, end)
    for y, (start, end) in product(_inside(down, sheet.page[1]), _ends(across, sheet.page[0])):
        yield Stroke(start, y, end, y)


def _inside(cuts: list[float], page: float) -> list[float]:
    return [cut for cut in cuts if _NEAR < cut < page - _NEAR]


def _ends(edges: list[float], page: float) -> list[tuple[float, float]]:
    """Return where the marks of a cutting line lie, at both ends of the page."""
    before, behind = edges[0], page - edges[-1]
    if min(before, behind) < _MARK_GAP + 1:
        return [(0.0, _ON_CUT), (page - _ON_CUT, page)]
    return [
        (max(0.0, before - _MARK_GAP - _MARK_LENGTH), before - _MARK_GAP),
        (edges[-1] + _MARK_GAP, min(page, edges[-1] + _MARK_GAP + _MARK_LENGTH)),
    ]


def _draw_bar(canvas: Canvas, sheet: Sheet) -> None:
    """Draw the check bar with the note: behind it in a free margin, else small above it."""
    x, y, free = _bar_place(sheet)
    ends = [Stroke(x + at, y - 0.8, x + at, y + 0.8) for at in (0.0, _BAR)]
    canvas.setStrokeColor(HexColor(_GREY))
    canvas.setLineWidth(0.4)
    canvas.lines([_turned(stroke, sheet) for stroke in (Stroke(x, y, x + _BAR, y), *ends)])
    size = 6.0 if free else 4.2
    _write(canvas, sheet, (x + 1.2, y - 0.6), "50 mm", size)
    if free:
        _write(canvas, sheet, (x + _BAR + 3.0, y + 0.8), NOTE, size)
    else:
        _write(canvas, sheet, (x + 8.5, y - 0.6), NOTE, size)


def _bar_place(sheet: Sheet) -> tuple[float, float, bool]:
    """Return where the bar begins, and whether that is a free margin: else the cut in mid-page."""
    left = sheet.origin[0] + 4.0
    above, below = sheet.origin[1], sheet.page[1] - sheet.reach[1]
    if max(above, below) < _LEAST_MARGIN:
        row = (sheet.rows - 1) // 2
        cut = above + row * sheet.pitch[1] + sheet.badge[1]
        return left + 4.0, cut - 1.8, False
    if below >= _LEAST_MARGIN:
        return left, sheet.reach[1] + _beyond_marks(below), True
    return left, above - _beyond_marks(above), True


def _beyond_marks(margin: float) -> float:
    """Return how far from the badges the bar clears the crop marks and is still printed."""
    return min(7.5, margin - _UNPRINTED)


def draw_calibration(canvas: Canvas, sheet: Sheet, offset: tuple[float, float]) -> None:
    """Draw a ruler, crosses at the badges' corners, and what to do with them.

    The ruler has 100 mm, or 50 mm on pages that are narrower than that.
    """
    canvas.setStrokeColor(HexColor("#000000"))
    canvas.setLineWidth(0.25)
    canvas.lines([_turned(stroke, sheet) for stroke in _crosses(sheet)])
    long = 100 if sheet.page[0] >= _PAGE_FOR_100 else 50
    x, y = (sheet.page[0] - long) / 2, sheet.page[1] / 3
    lines = [line for text in _advice(sheet, offset, long) for line in _wrapped(text, long)]
    _clear(canvas, sheet, (x - 3, y - 3), (long + 6, 16 + 4.5 * len(lines)))
    canvas.lines([_turned(stroke, sheet) for stroke in _ruler(x, y, long)])
    for at in range(0, long + 1, 10):
        _write(canvas, sheet, (x + at - 1.2, y + 8.5), str(at), 7)
    for step, text in enumerate(lines):
        _write(canvas, sheet, (x, y + 14.5 + 4.5 * step), text, 8)


def _wrapped(text: str, long: float) -> tuple[str, ...]:
    lines = math.ceil(width(text, 8.0) * POINT / long)
    return fit(text, Space(long, 100.0, 8.0, lines + 1)).lines


def _clear(
    canvas: Canvas, sheet: Sheet, at: tuple[float, float], size: tuple[float, float]
) -> None:
    """Take away the crosses where ruler and text stand."""
    canvas.setFillColor(HexColor("#ffffff"))
    y = (sheet.page[1] - at[1] - size[1]) * MM
    canvas.rect(at[0] * MM, y, size[0] * MM, size[1] * MM, stroke=0, fill=1)


def _crosses(sheet: Sheet) -> Iterator[Stroke]:
    """Yield crosses on the corners of every badge, kept on the page."""
    for (x, y), across, down in product(sheet.places(), (0, 1), (0, 1)):
        at_x, at_y = x + across * sheet.badge[0], y + down * sheet.badge[1]
        yield Stroke(at_x - 5, at_y, at_x + 5, at_y)
        yield Stroke(at_x, at_y - 5, at_x, at_y + 5)


def _ruler(x: float, y: float, long: int) -> Iterator[Stroke]:
    yield Stroke(x, y, x + long, y)
    for at in range(long + 1):
        tick = 5.0 if at % 10 == 0 else 3.5 if at % 5 == 0 else 2.0
        yield Stroke(x + at, y, x + at, y + tick)


def _advice(sheet: Sheet, offset: tuple[float, float], long: int) -> tuple[str, ...]:
    return (
        f"Penggaris ini harus {long} mm. · This ruler must measure {long} mm.",
        "Jika tidak: cetak 100 %, jangan “Fit”. · If not: print at 100 %, not “fit to page”.",
        "Ukur berapa mm tanda silang meleset dari sudut label, lalu atur geseran printer.",
        "Measure by how many mm the crosses miss the labels' corners; set the printer offset.",
        f"{sheet.name} · geseran · offset: {offset[0]:+.1f} mm, {offset[1]:+.1f} mm",
    )


def _write(
    canvas: Canvas, sheet: Sheet, at: tuple[float, float], text: str, size: float = 4.2
) -> None:
    canvas.setFillColor(HexColor(_GREY))
    canvas.setFont(font("figo").name, size)
    canvas.drawString(at[0] * MM, (sheet.page[1] - at[1]) * MM, text)


def _turned(stroke: Stroke, sheet: Sheet) -> tuple[float, float, float, float]:
    """Return the line in points, y upwards."""
    high = sheet.page[1]
    return stroke.x1 * MM, (high - stroke.y1) * MM, stroke.x2 * MM, (high - stroke.y2) * MM
