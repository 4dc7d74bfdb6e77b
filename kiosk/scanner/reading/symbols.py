"""What the reader answers: a symbol with its text, its place and how it was read."""

from dataclasses import dataclass

Point = tuple[float, float]
Corners = tuple[Point, ...]

_NESTED = 2.0  # Times as large a symbol is that holds another.


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol in one frame.

    ``corners`` are four (x, y) in pixels of the frame, clockwise from the symbol's own top left.
    ``how`` is "decoded" or "recognized", ``by`` names the step, ``score`` is 1.0 for decoded
    symbols and else how sure (0 to 1), ``ms`` counts from the moment the frame was handed in.
    """

    text: str
    corners: Corners
    how: str
    by: str
    score: float
    ms: float


def centre(corners: Corners) -> Point:
    """Return the mean of the corners."""
    return (
        sum(x for x, _ in corners) / len(corners),
        sum(y for _, y in corners) / len(corners),
    )


def side(corners: Corners) -> float:
    """Return the square root of the area the corners enclose: the side of a square as large."""
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    area = abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2)
    return float(area**0.5)


def overlap(one: Corners, other: Corners) -> bool:
    """Tell whether two symbols lie on each other so much that they are one."""
    (ax, ay), (bx, by) = centre(one), centre(other)
    away: float = ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
    return away < 0.5 * max(side(one), side(other))


def are_nested(one: Corners, other: Corners) -> bool:
    """Tell whether one of two symbols is so much smaller that it may lie within the other."""
    return max(side(one), side(other)) > _NESTED * min(side(one), side(other))
