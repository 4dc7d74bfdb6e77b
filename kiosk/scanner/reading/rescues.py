"""Rescues: what is tried in turn, a frame each, where a symbol seems to be and is not read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kiosk.scanner.reading.finding.attention import Area
from kiosk.scanner.reading.finding.preparations import Preparation, bent, film_preparations
from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.stills import seen_flat
from kiosk.scanner.reading.symbol.painting import flatten, layouts, painted
from kiosk.scanner.reading.symbol.patterns import find_patterns
from kiosk.scanner.reading.symbol.straighten import straightened
from kiosk.scanner.reading.symbols import Corners
from kiosk.scanner.reading.zxing import Found, decode

_AROUND = 0.5  # Of a symbol's extent, that a region is larger on each side.
_PATTERNS = 6  # Of a region, the largest, that are put together.
_LAYOUTS = 6
_BENT = 2  # Layouts that are straightened.
_SMALLEST = 8  # Pixels of a region in which something may be.


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a frame, and where its top left pixel lies in the frame."""

    picture: Grey
    left: int
    top: int

    @classmethod
    def of(cls, picture: Grey, box: Area) -> "Region":
        """Return the region in a box."""
        return cls(np.ascontiguousarray(box.cut(picture)), box.left, box.top)

    @classmethod
    def about(cls, picture: Grey, corners: Corners, least: float = 0.0) -> "Region":
        """Return the region about a symbol's corners, with `least` pixels about it at least."""
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        reach = max(_AROUND * max(max(xs) - min(xs), max(ys) - min(ys)), least) + 8
        left, top = max(0, int(min(xs) - reach)), max(0, int(min(ys) - reach))
        part = picture[top : int(max(ys) + reach), left : int(max(xs) + reach)]
        return cls(part.copy(), left, top)

    def in_frame(self, found: Found, across: float = 1.0, down: float = 1.0) -> Found:
        """Return what was found in pixels of the frame, the region being scaled by factors."""
        corners = tuple((x * across + self.left, y * down + self.top) for x, y in found.corners)
        return Found(found.text, corners)


@dataclass(frozen=True, slots=True)
class Rescue:
    """A named way to read a region."""

    name: str
    read: Callable[[Region], list[Found]]


@lru_cache(maxsize=1)
def rescues() -> tuple[Rescue, ...]:
    """Return the rescues in the order of their merit in bench/reading.py."""
    looks = {each.name: _prepared(each) for each in film_preparations()}
    return (
        looks["gamma-dark"],
        painting(),
        looks["unsharp"],
        Rescue("straightening", _straightening),
        Rescue("painting gamma-dark", _painting_dark),
        looks["gamma-light"],
        looks["wide"],
        looks["histogram"],
        looks["adaptive"],
        looks["enlarged"],
    )


def painting() -> Rescue:
    """Return the rescue that draws hidden finder patterns again."""
    return Rescue("painting", _painting)


def _prepared(preparation: Preparation) -> Rescue:
    def read(region: Region) -> list[Found]:
        if min(region.picture.shape) < _SMALLEST:
            return []
        look = preparation.make(region.picture)
        height, width = region.picture.shape
        across, down = width / look.shape[1], height / look.shape[0]
        found = decode(look, histogram=preparation.histogram)
        return [region.in_frame(each, across, down) for each in found]

    return Rescue(preparation.name, read)


def _painting(region: Region) -> list[Found]:
    """Lay symbols flat that show two finder patterns at least, and draw the others again."""
    for layout in layouts(find_patterns(region.picture)[:_PATTERNS])[:_LAYOUTS]:
        flat = flatten(region.picture, layout)
        found = seen_flat(painted(flat)) or seen_flat(flat)
        if found:
            return [region.in_frame(each) for each in found]
    return []


def _straightening(region: Region) -> list[Found]:
    """Lay symbols flat that show three finder patterns, and straighten bent paper."""
    for layout in layouts(find_patterns(region.picture)[:_PATTERNS])[:_BENT]:
        found = seen_flat(straightened(flatten(region.picture, layout)))
        if found:
            return [region.in_frame(each) for each in found]
    return []


def _painting_dark(region: Region) -> list[Found]:
    return _painting(Region(bent(region.picture, 2.2), region.left, region.top))
