"""What a face is made of: a few marks, in millimetres from the badge's top left corner.

A layout makes marks; the PDF and the picture draw the same marks, so they show the same face.
"""

from dataclasses import dataclass
from enum import StrEnum

from badges.fonts import Weight


class Align(StrEnum):
    """Which part of a line stands at x."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle, or with ``line`` (mm) its outline; ``radius`` rounds the corners."""

    x: float
    y: float
    width: float
    height: float
    color: str
    radius: float = 0.0
    line: float = 0.0


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """A line of text with its baseline at y, its size in points; hidden: to be read by machines."""

    x: float
    y: float
    text: str
    size: float
    color: str
    weight: Weight = Weight.REGULAR
    align: Align = Align.LEFT
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Emblem:
    """The organiser's logo inside a box, as large as its shape allows."""

    x: float
    y: float
    width: float
    height: float
    png: bytes

    @property
    def aspect(self) -> float:
        """Return width by height of the picture, from its header."""
        return int.from_bytes(self.png[16:20], "big") / int.from_bytes(self.png[20:24], "big")


@dataclass(frozen=True, slots=True)
class SymbolMark:
    """The symbol of a code; ``side`` includes the quiet zone of four modules on every side."""

    x: float
    y: float
    side: float
    code: str


Mark = Panel | BadgeWords | Emblem | SymbolMark
