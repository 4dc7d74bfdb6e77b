"""Pictures read without hurry: every step there is, until a text comes or the time is up."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from time import perf_counter, thread_time
from typing import Final

import cv2
import numpy as np

from kiosk.scanner.reading.finding.crossings import scanned_patterns
from kiosk.scanner.reading.finding.preparations import (
    Preparation,
    equalized,
    evened,
    image_preparations,
    spread,
    unsharp,
)
from kiosk.scanner.reading.finding.squares import Square, Squares
from kiosk.scanner.reading.frames import (
    LONGEST,
    Grey,
    Pixels,
    grey,
    keep_to_one_core,
    resized,
    shrunk,
)
from kiosk.scanner.reading.symbol.likeness import likely
from kiosk.scanner.reading.symbol.painting import (
    QUIET,
    SCALE,
    Flat,
    Projection,
    SymbolLayout,
    flatten,
    painted,
)
from kiosk.scanner.reading.symbol.patterns import Pattern, Points, find_patterns
from kiosk.scanner.reading.symbol.refining import aligned, is_bent, unbent
from kiosk.scanner.reading.symbol.sampling import text_of
from kiosk.scanner.reading.symbol.straighten import straightened
from kiosk.scanner.reading.symbols import Corners, Symbol, are_nested, centre, overlap, side
from kiosk.scanner.reading.zxing import Found, decode

_LONGEST_SIDE = 1280
_PAGE_MS = 400.0  # For the proof of a printed page.
_SMALL_SIDE = 640
_CEILING = 7.5  # Times the limit that may pass on a machine that does other things, too.
_FEW = 6  # Patterns of each kind that are put together.
_PARTS, _MORE_PARTS = 12, 24  # Of a picture, that may be in another shade.
_QUICK = 6  # Preparations that come before the second attempt at laying symbols flat.
_SEEN = 0.85  # Likeness from which a symbol is there, read or not.
_MOST_PLACES = 8  # Places of unread symbols that are looked at closely.
_SURE = 0.5  # How sure the net is of a symbol that is to be read.
_CLOSE_SIDE = 200.0  # Pixels of a symbol that is looked at closely,
_AROUND = 0.4  # and what is shown about it, in its own sides.
_LAST = 0.9  # Of the limit, after which no step is begun,
_LATE = 0.5  # after which no long one is begun,
_PATIENCE = 0.5  # and which symbols that stay unread may cost when others were read.

_CLOSE_LOOKS: Final = (
    Preparation("plain", lambda close: close),
    Preparation("spread", spread),
    Preparation("unsharp", unsharp),
    Preparation("double", lambda close: unsharp(resized(close, 2.0))),
)

StepResult = tuple[str, list[Found]]


@dataclass(slots=True)
class _StillReading:
    """What has been read of a picture so far, in pixels of the picture that is looked at."""

    begun: float
    worked: float
    limit_ms: float
    symbols: list[Symbol] = field(default_factory=list)
    unread: list[Corners] = field(default_factory=list)

    def ms(self) -> float:
        return (perf_counter() - self.begun) * 1000

    def add(self, by: str, found: Found) -> None:
        """Keep a found symbol, unless it is already known."""
        if self.knows(found.corners) and not self._is_within(found):
            return
        if found.text is None:
            self.unread.append(found.corners)
        else:
            symbol = Symbol(found.text, found.corners, "decoded", by, 1.0, self.ms())
            self.symbols.append(symbol)
            self.unread = [corners for corners in self.unread if not self.knows(corners)]

    def knows(self, corners: Corners) -> bool:
        return any(overlap(symbol.corners, corners) for symbol in self.symbols)

    def _is_within(self, found: Found) -> bool:
        """Tell whether a symbol lies in another one, or round it, and says something else."""
        return found.text is not None and all(
            found.text != symbol.text and are_nested(symbol.corners, found.corners)
            for symbol in self.symbols
            if overlap(symbol.corners, found.corners)
        )

    def done(self) -> bool:
        """Tell whether everything seen was read, or the time is up."""
        if self.symbols and not self.unread:
            return True
        return self.used() > (_PATIENCE if self.symbols else _LAST)

    def used(self) -> float:
        """Return the share of the limit that has passed, in work; waiting counts at its ceiling."""
        work = (thread_time() - self.worked) * 1000
        return max(work, self.ms() / _CEILING) / self.limit_ms


def read_symbols(image: Pixels, limit_ms: float) -> list[Symbol]:
    """Return the decoded symbols of a picture of any size and kind, within about ``limit_ms``."""
    reading = _StillReading(perf_counter(), thread_time(), limit_ms)
    keep_to_one_core()
    whole, _ = shrunk(grey(image), LONGEST)
    if min(whole.shape) == 0:
        return []
    back = np.asarray(image).shape[1] / whole.shape[1]
    for by, found in _answers(whole, reading):
        for each in found:
            reading.add(by, each)
        if reading.done():
            break
    return [
        replace(each, corners=tuple((x * back, y * back) for x, y in each.corners))
        for each in reading.symbols
    ]


def read_page(page: Grey) -> list[tuple[str, Corners]]:
    """Return text and corners of each symbol on a printed page, as the proof of sheets asks."""
    return [(each.text, each.corners) for each in read_symbols(page, _PAGE_MS)]


def _answers(whole: Grey, reading: _StillReading) -> Iterator[StepResult]:
    """Yield what each step finds, in pixels of the whole picture, in order of merit."""
    base, factor = _base(whole)
    squares = Squares().everywhere(whole)
    found = _plain(whole, base, factor)
    yield "plain", found + _beside(squares, found)
    for corners in reading.unread[:_MOST_PLACES]:
        yield from _closer(whole, corners, reading, is_sure=True)
    yield from _back(_first_steps(base), factor)
    patterns = find_patterns(base)
    even = evened(base, _PARTS)
    layouts = [likely(base, patterns), likely(even, _patterns(even))]
    for look, found_there in zip((base, even), layouts, strict=True):
        yield from _back(_looked_at(base, look, found_there), factor)
    if not (any(layouts) or reading.unread):
        return
    yield from _back(_steps(base, patterns), factor)
    if reading.used() < _LATE:
        yield from _back(_laid_flat(base, _larger(whole, base), "larger "), factor)


def _beside(squares: list[Square], found: list[Found]) -> list[Found]:
    """Return where the net is sure of symbols away from those that were found."""
    sure = [square for square in squares if square.sure >= _SURE]
    return [Found(None, each.place()) for each in sure if not _belongs(each.middle(), found)]


def _back(steps: Iterator[StepResult], factor: float) -> Iterator[StepResult]:
    """Yield what steps find in pixels of the whole picture."""
    for by, found in steps:
        yield by, [_scaled(each, 1 / factor, 1 / factor) for each in found]


def _closer(
    whole: Grey, corners: Corners, reading: _StillReading, *, is_sure: bool = False
) -> Iterator[StepResult]:
    """Yield what a close look at a place shows, while it is unread; more where one is sure."""
    part, left, top = _cut(whole, corners)
    factor = min(max(_CLOSE_SIDE / max(side(corners), 1.0), 0.1), 4.0)
    close = resized(part, factor)
    looks = (_prepared(close, each) for each in _CLOSE_LOOKS)
    flat = _laid_flat(close, close, "") if is_sure else ()
    for by, found in itertools.chain(looks, flat):
        if reading.knows(corners):
            return
        yield f"close {by}", [_moved(each, factor, left, top) for each in found]


def _cut(whole: Grey, corners: Corners) -> tuple[Grey, int, int]:
    """Return the part of a picture about a place, and its left and top."""
    places = np.array(corners)
    low, high = places.min(axis=0), places.max(axis=0)
    reach = _AROUND * (high - low)
    left, top = (int(each) for each in np.maximum(low - reach, 0))
    right, bottom = (int(each) for each in high + reach)
    part = whole[top : max(bottom, top) + 1, left : max(right, left) + 1]
    return np.ascontiguousarray(part), left, top


def _moved(found: Found, factor: float, left: int, top: int) -> Found:
    corners = tuple((x / factor + left, y / factor + top) for x, y in found.corners)
    return Found(found.text, corners)


def _base(whole: Grey) -> tuple[Grey, float]:
    """Return the picture at the size that most steps work on, and its factor to the whole."""
    if max(whole.shape) < _SMALL_SIDE and min(whole.shape) > 1:
        return resized(whole, 2.0), 2.0
    return shrunk(whole, _LONGEST_SIDE)


def _larger(whole: Grey, base: Grey) -> Grey:
    """Return the picture at twice the size of the base, with all the detail there is."""
    if max(whole.shape) > max(base.shape):
        return shrunk(whole, 2 * _LONGEST_SIDE)[0]
    return unsharp(resized(base, 2.0))


def _plain(whole: Grey, base: Grey, factor: float) -> list[Found]:
    found = decode(base, errors=True)
    if any(each.text for each in found):
        found += _others(base, found)
    found = [_scaled(each, 1 / factor, 1 / factor) for each in found]
    return found if factor == 1 else decode(whole) + found


def _others(base: Grey, found: list[Found]) -> list[Found]:
    """Return where symbols seem to lie beside those that were found, without their texts."""
    patterns = [each for each in find_patterns(base) if not _belongs(each.middle, found)]
    return [Found(None, corners_of(layout)) for layout in likely(base, patterns, _SEEN)]


def _belongs(middle: Points, found: list[Found]) -> bool:
    place = (float(middle[0]), float(middle[1]))
    return any(math.dist(place, centre(each.corners)) < side(each.corners) for each in found)


def _first_steps(base: Grey) -> Iterator[StepResult]:
    half, even, *_ = image_preparations()
    yield _prepared(base, half)
    yield _prepared(base, even)


def _steps(base: Grey, patterns: list[Pattern]) -> Iterator[StepResult]:
    _half, _even, *others = image_preparations()
    for preparation in others[:_QUICK]:
        yield _prepared(base, preparation)
    scanned = scanned_patterns(base, patterns)
    if scanned:
        layouts = likely(base, patterns[:_FEW] + scanned[:_FEW])
        yield from _looked_at(base, base, layouts, "scanned ")
    yield from _laid_flat(base, evened(base, _MORE_PARTS), "evened ")
    yield from _laid_flat(base, resized(base, 0.5), "half ")
    yield from _laid_flat(base, equalized(base), "equalized ")
    for preparation in others[_QUICK:]:
        yield _prepared(base, preparation)
    yield from _laid_flat(base, np.bitwise_not(base), "inverted ")


def _prepared(base: Grey, preparation: Preparation) -> StepResult:
    look = preparation.make(base)
    across, down = base.shape[1] / look.shape[1], base.shape[0] / look.shape[0]
    found = decode(look, histogram=preparation.histogram)
    return preparation.name, [_scaled(each, across, down) for each in found]


def _laid_flat(base: Grey, look: Grey, prefix: str) -> Iterator[StepResult]:
    """Yield what a look shows in symbols laid flat, painted, and straightened."""
    patterns = _patterns(look)
    yield f"{prefix}patterns", []
    yield from _looked_at(base, look, likely(look, patterns), prefix)


def _patterns(look: Grey) -> list[Pattern]:
    nested = find_patterns(look)
    return nested[:_FEW] + scanned_patterns(look, nested)[:_FEW]


def _looked_at(
    base: Grey, look: Grey, layouts: list[SymbolLayout], prefix: str = ""
) -> Iterator[StepResult]:
    """Yield what a look shows in these layouts."""
    across, down = base.shape[1] / look.shape[1], base.shape[0] / look.shape[0]
    for layout in layouts:
        for by, found in _looks(look, layout):
            yield f"{prefix}{by}", [_scaled(each, across, down) for each in found]


def _looks(look: Grey, layout: SymbolLayout) -> Iterator[StepResult]:
    flat = flatten(look, layout)
    yield "flat", seen_flat(flat)
    yield "painted", seen_flat(painted(flat))
    exact = unbent(look, layout) if is_bent(layout) else flatten(look, aligned(look, layout))
    yield "sampled", sampled(exact)
    yield "thick", sampled(thickened(exact))
    straight = straightened(exact)
    yield "straight", seen_flat(straight)
    yield "straight painted", seen_flat(painted(straight))
    yield "straight sampled", sampled(straight)


def thickened(flat: Flat) -> Flat:
    """Return the flat symbol with the dark spread that bright light has eaten."""
    thick = cv2.erode(flat.picture, np.ones((3, 3), np.uint8))
    return replace(flat, picture=np.asarray(thick, np.uint8))


def sampled(flat: Flat) -> list[Found]:
    """Return what the flat symbol says module by module."""
    text = text_of(flat)
    far, near = float((QUIET + flat.modules) * SCALE), float(QUIET * SCALE)
    corners = ((near, near), (far, near), (far, far), (near, far))
    return [Found(text, _through(flat.back, corners))] if text else []


def corners_of(layout: SymbolLayout) -> Corners:
    """Return the corners of a symbol that lies like this."""
    far = float(layout.modules)
    return _through(layout.place, ((0.0, 0.0), (far, 0.0), (far, far), (0.0, far)))


def seen_flat(flat: Flat) -> list[Found]:
    """Return what the flat picture shows, in pixels of the picture it was made from."""
    return [Found(each.text, _through(flat.back, each.corners)) for each in decode(flat.picture)]


def _through(place: Projection, corners: Corners) -> Corners:
    points = cv2.perspectiveTransform(np.array([corners], np.float64), place)[0]
    return tuple((float(x), float(y)) for x, y in points)


def _scaled(found: Found, across: float, down: float) -> Found:
    return Found(found.text, tuple((x * across, y * down) for x, y in found.corners))
