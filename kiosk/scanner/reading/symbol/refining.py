"""Layouts made exact by the alignment patterns of larger symbols, and bent as the paper is."""

from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.symbol.anatomy import alignment_places
from kiosk.scanner.reading.symbol.painting import QUIET, SCALE, Flat, SymbolLayout, back_of, flatten

EdgePoints = NDArray[np.float64]

_FAR: Final = 3.5  # Modules that the farthest pattern may be off, seen from three finders,
_NEAR: Final = 1.5  # and all others once the farthest is known.
_CLEAR: Final = 0.55  # Likeness from which a pattern is believed.
_MOST: Final = 12  # Patterns that are looked for.
_SIDE: Final = 5
_BENT: Final = 0.12  # Modules that corners miss by, from which the paper seems bent.
_STIFF: Final = 0.02  # How hard it is for the paper to bend where no corner says so.


def aligned(picture: Grey, layout: SymbolLayout) -> SymbolLayout:
    """Return the layout moved so that its alignment patterns lie where they belong."""
    places = alignment_places(layout.modules)
    if not places:
        return layout
    layout = _moved(picture, layout, places[:1], _FAR)
    step = -(-len(places) // _MOST)
    return _moved(picture, layout, places[::step], _NEAR) if len(places) > 1 else layout


def is_bent(layout: SymbolLayout) -> bool:
    """Tell whether the corners of the patterns do not fit on even paper."""
    return float(np.abs(_missed(layout)).mean()) > _BENT


def unbent(picture: Grey, layout: SymbolLayout) -> Flat:
    """Return the flat symbol of a layout whose paper is bent, evenly, one way or both."""
    known, missed = layout.known, _missed(layout)
    flat = _bent_flat(picture, layout, _fit(known, missed, layout.modules))
    places = alignment_places(layout.modules)[:1]
    hits = [(place, _found(flat.picture, place, _FAR)) for place in places]
    for place, seen in hits:
        if seen:
            here = np.array([place])
            off = _bend(here, _fit(known, missed, layout.modules), layout.modules)
            there = np.array([seen])
            known = np.vstack([known, here, here])
            missed = np.vstack([missed, *[there - here + off] * 2])
            flat = _bent_flat(picture, layout, _fit(known, missed, layout.modules))
    return flat


def _missed(layout: SymbolLayout) -> EdgePoints:
    """Return by how many modules the corners are off."""
    inside = cv2.perspectiveTransform(layout.seen[None], np.linalg.inv(layout.place))[0]
    return np.asarray(inside - layout.known, np.float64)


def _fit(known: EdgePoints, missed: EdgePoints, modules: int) -> EdgePoints:
    """Return the coefficients of the even bend that explains what the corners are off."""
    terms = _terms(known, modules)
    stiff = np.diag([0.0, 0.0, 0.0, 1.0, 1.0, 1.0]) * _STIFF * len(known)
    fit = np.linalg.solve(terms.T @ terms + stiff + 1e-9 * np.eye(6), terms.T @ missed)
    return np.asarray(fit, np.float64)


def _bend(places: EdgePoints, fit: EdgePoints, modules: int) -> EdgePoints:
    return np.asarray(_terms(places, modules) @ fit, np.float64)


def _terms(places: EdgePoints, modules: int) -> EdgePoints:
    x, y = (places / modules * 2 - 1).T
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)


def _bent_flat(picture: Grey, layout: SymbolLayout, fit: EdgePoints) -> Flat:
    side = (layout.modules + 2 * QUIET) * SCALE
    flat = _seen_at(picture, layout, fit, (np.arange(side) + 0.5) / SCALE - QUIET)
    return Flat(flat, back_of(layout), layout.modules)


def middles(picture: Grey, layout: SymbolLayout) -> NDArray[np.float32]:
    """Return the brightness in the middle of each module, bent paper unbent."""
    if is_bent(layout):
        fit = _fit(layout.known, _missed(layout), layout.modules)
        bent = _seen_at(picture, layout, fit, np.arange(layout.modules) + 0.5)
        return np.asarray(bent, np.float32)
    half = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
    size, flags = (layout.modules, layout.modules), cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    edge = cv2.BORDER_REPLICATE
    seen = cv2.warpPerspective(picture, layout.place @ half, size, flags=flags, borderMode=edge)
    return np.asarray(seen, np.float32)


def _seen_at(
    picture: Grey, layout: SymbolLayout, fit: EdgePoints, line: NDArray[np.floating[Any]]
) -> Grey:
    """Return what is seen at places in modules, the same for both ways."""
    places = np.stack(np.meshgrid(line, line), axis=2).reshape(-1, 2)
    moved = places + _bend(places, fit, layout.modules)
    there = cv2.perspectiveTransform(moved[None], layout.place)[0].astype(np.float32)
    x, y = (there[:, axis].reshape(len(line), len(line)) for axis in (0, 1))
    seen = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, np.uint8)


def _moved(
    picture: Grey, layout: SymbolLayout, places: list[tuple[float, float]], reach: float
) -> SymbolLayout:
    flat = flatten(picture, layout).picture
    found = [(place, _found(flat, place, reach)) for place in places]
    hits = [(place, seen) for place, seen in found if seen]
    if not hits:
        return layout
    known = _corners(layout.modules) + [place for place, _ in hits]
    seen = _corners(layout.modules) + [seen for _, seen in hits]
    shift, _ = cv2.findHomography(np.array(known), np.array(seen), 0)
    if shift is None:
        return layout
    return replace(layout, place=np.asarray(layout.place @ shift, np.float64))


def _corners(modules: int) -> list[tuple[float, float]]:
    """Return the outer corners of the three finder patterns, which are where they should be."""
    far = float(modules)
    starts = ((0.0, 0.0), (far - 7, 0.0), (0.0, far - 7))
    return [(x + dx, y + dy) for x, y in starts for dx in (0, 7) for dy in (0, 7)]


def _found(flat: Grey, place: tuple[float, float], reach: float) -> tuple[float, float] | None:
    """Return where about its place an alignment pattern is seen, in modules."""
    half = _SIDE / 2 + reach
    left, top = (round((QUIET + each - half) * SCALE) for each in place)
    size = round(2 * half * SCALE)
    left, top = max(left, 0), max(top, 0)
    window = flat[top : top + size, left : left + size]
    template = _pattern()
    if min(window.shape) < len(template):
        return None
    likeness = cv2.matchTemplate(window, template, cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(likeness)
    if best < _CLEAR:
        return None
    middle = len(template) / 2
    return (left + x + middle) / SCALE - QUIET, (top + y + middle) / SCALE - QUIET


def _pattern() -> NDArray[np.uint8]:
    ring = np.zeros((_SIDE, _SIDE), np.uint8)
    ring[1:4, 1:4] = 255
    ring[2, 2] = 0
    drawn = np.kron(ring, np.ones((SCALE, SCALE), np.uint8))
    return np.asarray(cv2.GaussianBlur(drawn, (0, 0), SCALE * 0.4), np.uint8)
