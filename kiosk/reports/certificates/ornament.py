"""The ornament of a certificate: a woven border and a rosette, as on papers of value."""

from math import cos, pi, sin

from kiosk.reports.drawing import WHITE, Drawing, PageFrame, PagePoint

_PALE = 0.86
_SOFT = 0.5
_GOLD = "#B08D3C"
_WAVE = 7.0
_WAVES = 3
_STEPS = 12
_PETALS = 24
_RINGS = 7
_SWING = 5.0
_BAND = 6.2


def draw_border(drawing: Drawing, outside: PageFrame, color: str) -> None:
    """Draw the border inwards from `outside`: a line, a woven band, and two hairlines."""
    drawing.box(_inset(outside, 0.7), stroke=color, width=1.4)
    middle = _inset(outside, 1.4 + _BAND / 2)
    for number in range(_WAVES):
        shift = number / _WAVES
        for mirrored in (-1, 1):
            points = _woven(middle, (_BAND / 2 - 0.7) * mirrored, shift)
            drawing.curve(points, tint(color, _SOFT), 0.18)
    _draw_corners(drawing, middle, color)
    drawing.box(_inset(outside, 1.4 + _BAND), stroke=color, width=0.5)
    drawing.box(_inset(outside, 2.6 + _BAND), stroke=_GOLD, width=0.3)


def draw_rosette(drawing: Drawing, middle: PagePoint, radius: float, color: str) -> None:
    """Draw curves that cross each other around `middle`, pale enough to write upon."""
    pale = tint(color, _PALE)
    for number in range(_RINGS):
        size = radius * (0.5 + 0.5 * number / (_RINGS - 1))
        for swing in (-_SWING, _SWING):
            points = [_on_rosette(middle, size, swing, each) for each in range(60 * _STEPS + 1)]
            drawing.curve(points, pale, 0.15)


def tint(color: str, share: float) -> str:
    """Return a colour mixed with white: `share` 1 is white."""
    parts = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def _draw_corners(drawing: Drawing, frame: PageFrame, color: str) -> None:
    """Draw a square where the woven bands of two sides meet."""
    for x in (frame.x, frame.x + frame.width):
        for y in (frame.y, frame.y + frame.height):
            square = PageFrame(x - _BAND / 2, y - _BAND / 2, _BAND, _BAND)
            drawing.box(square, WHITE, color, 0.3)
            drawing.box(_inset(square, 1.2), color)
            drawing.box(_inset(square, 2.2), _GOLD)


def _on_rosette(middle: PagePoint, size: float, swing: float, step: int) -> PagePoint:
    angle = 2 * pi * step / (60 * _STEPS)
    radius = size + swing * sin(_PETALS * angle)
    return PagePoint(middle.x + radius * cos(angle), middle.y + radius * sin(angle))


def _woven(frame: PageFrame, height: float, shift: float) -> list[PagePoint]:
    """Return a wave that runs once around a frame, with a whole number of waves on each side."""
    points: list[PagePoint] = []
    right, bottom = frame.x + frame.width, frame.y + frame.height
    corners = ((frame.x, frame.y), (right, frame.y), (right, bottom), (frame.x, bottom))
    for index, (x, y) in enumerate(corners):
        end_x, end_y = corners[(index + 1) % len(corners)]
        length = abs(end_x - x) + abs(end_y - y)
        along_x, along_y = (end_x - x) / length, (end_y - y) / length
        waves = round(length / _WAVE)
        for step in range(waves * _STEPS):
            share = step / (waves * _STEPS)
            away = height * sin(2 * pi * (share * waves + shift))
            points.append(
                PagePoint(
                    x + along_x * length * share - along_y * away,
                    y + along_y * length * share + along_x * away,
                )
            )
    return [*points, points[0]]


def _inset(frame: PageFrame, by: float) -> PageFrame:
    return PageFrame(frame.x + by, frame.y + by, frame.width - 2 * by, frame.height - 2 * by)
