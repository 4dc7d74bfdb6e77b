"""Follows a symbol from frame to frame, and gathers what each frame shows of its modules."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, pi, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.finding.squares import Squares
from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.recognition.recognition import (
    Estimate,
    Match,
    Roster,
    best,
    estimate,
    estimator,
    is_certain,
)
from kiosk.scanner.reading.symbol.alignment import (
    CLEAR,
    FINE,
    WIDE,
    Placement,
    corners_of,
    fixed_light,
    fixed_template,
    located,
    refined,
    sampled,
    square_template,
)
from kiosk.scanner.reading.symbol.grid import (
    MOVING,
    SMEARS,
    Smear,
    data_area,
    fixed,
    format_area,
    formats,
)
from kiosk.scanner.reading.symbol.painting import QUIET
from kiosk.scanner.reading.symbols import Corners
from kiosk.scanner.reading.zxing import decode

_KEPT: Final = 0.8  # Of what earlier frames showed, from one frame to the next.
_FORGOTTEN: Final = 0.4  # Seconds after which a symbol that is not seen is given up.
_SAME: Final = 0.25  # Likeness of one frame's modules to those gathered; another's have none.
_PIXELS: Final = 4  # Of a module, in a symbol that is drawn again.
_TILTED: Final = 0.6  # As wide as high is a symbol that is tilted more than its corners say,
_WAYS: Final = 6  # in so many directions.


def warm_up() -> None:
    """Make everything that the first symbol would wait for: about a second, once a process."""
    for smear in SMEARS + MOVING:
        fixed_template(smear, 8)
        estimator(smear)
    square_template(WIDE, 4)
    fixed_template(WIDE, 4)
    fixed_template(WIDE, 8)
    _fits()


@dataclass(slots=True, eq=False)
class Track:
    """A symbol that is followed: where it was, when, and what was gathered of its modules."""

    place: Placement
    at: float
    fruitless: int = 0
    data: NDArray[np.float32] = field(default_factory=lambda: np.zeros(208, np.float32))
    form: NDArray[np.float32] = field(default_factory=lambda: np.zeros(30, np.float32))

    def corners(self) -> Corners:
        """Return the corners in pixels of the frame, clockwise from the symbol's top left."""
        return corners_in_frame(self.place)

    def is_over(self, at: float) -> bool:
        """Tell whether the symbol has not been seen for too long."""
        return not 0 <= at - self.at <= _FORGOTTEN

    def follow(self, picture: Grey, at: float) -> bool:
        """Find the symbol again in a newer frame and gather its modules; False if it is lost."""
        place = refined(picture, self.place.matrix, fixed_template(FINE, 8), 3)
        if place.likeness < CLEAR:
            place = located(picture, corners_of(self.place.matrix).astype(np.float32))
        if place.likeness < CLEAR:
            return False
        self.place, self.at = place, at
        self.gather(picture)
        return True

    def gather(self, picture: Grey) -> None:
        """Add what a frame shows of the modules to what earlier ones did."""
        smear = smear_of(picture, self.place)
        self.place = refined(picture, self.place.matrix, fixed_template(smear, 8), 2)
        shown = estimate(sampled(picture, self.place.matrix).ravel(), smear)
        scale = np.float32(max(self.place.likeness, 0) / (np.linalg.norm(shown.data) + 1e-9))
        kept = np.float32(_KEPT if self._is_like(shown) else 0)
        self.data = self.data * kept + shown.data * scale
        self.form = self.form * kept + shown.form * scale

    def _is_like(self, shown: Estimate) -> bool:
        """Tell whether this frame may show the same symbol as the frames before."""
        norm = float(np.linalg.norm(shown.data) * np.linalg.norm(self.data))
        return float(shown.data @ self.data) >= _SAME * norm

    def match(self, roster: Roster) -> Match | None:
        """Return the badge of the roster that this symbol certainly is, if it is one."""
        match = best(roster, self.data)
        return match if match and is_certain(roster, match) else None

    def text(self) -> str | None:
        """Return the text of the symbol drawn again from what was gathered, if it decodes."""
        return decoded(Estimate(self.data, self.form))


def begin(picture: Grey, corners: NDArray[np.float32], at: float) -> Track | None:
    """Return the track of a symbol near these corners (4, 2), if there is one."""
    places = (located(picture, each) for each in (corners, *_tilted(corners)))
    place = next((each for each in places if each.likeness >= CLEAR), None)
    if place is None:
        return None
    track = Track(place, at)
    track.gather(picture)
    return track


def _tilted(corners: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """Yield the corners as they lie where a symbol is tilted more, in all directions."""
    middle = corners.mean(axis=0)
    for way in range(_WAYS):
        angle = pi * way / _WAYS
        along = np.array((cos(angle), sin(angle)))
        squeeze = np.eye(2) / _TILTED**0.5
        squeeze += np.outer(along, along) * (_TILTED**0.5 - 1 / _TILTED**0.5)
        yield ((corners - middle) @ squeeze + middle).astype(np.float32)


def recognized(picture: Grey, roster: Roster) -> list[tuple[Match, Corners]]:
    """Return the badges of a still picture that are certain, however blurred."""
    found: dict[str, tuple[Match, Corners]] = {}
    for square in Squares().everywhere(picture):
        track = begin(picture, square.corners, 0.0)
        match = track.match(roster) if track else None
        if track and match:
            found.setdefault(match.code, (match, track.corners()))
    return list(found.values())


def decoded(shown: Estimate) -> str | None:
    """Return the text of a symbol of version 1 with modules as light as this, if it decodes.

    Only level Q is tried: a chance word passes its check once in 10 to the 11, that of level L
    once in a day of film.
    """
    level_q = formats()[-8:]
    signs = np.where(level_q, -1, 1).astype(np.float32)
    dark = fixed() == -1
    dark[format_area()] = level_q[int(np.argmax(signs @ shown.form))]
    dark[data_area()] = shown.data < 0
    drawn = np.pad(np.where(dark, 0, 255).astype(np.uint8), QUIET, constant_values=255)
    found = decode(np.kron(drawn, np.ones((_PIXELS, _PIXELS), np.uint8)))
    return found[0].text if found else None


def corners_in_frame(place: Placement) -> Corners:
    """Return a symbol's corners as the frame counts pixels, from their middles."""
    return tuple((float(x) - 0.5, float(y) - 0.5) for x, y in corners_of(place.matrix))


def smear_of(picture: Grey, place: Placement) -> Smear:
    """Return how the symbol seems to be blurred, by what all symbols have in common."""
    fits = _fits() @ sampled(picture, place.matrix).ravel()
    return (SMEARS + MOVING)[int(np.argmax(fits))]


@lru_cache(maxsize=1)
def _fits() -> NDArray[np.float32]:
    """Return for each smear what its template looks like apart from shading: (n, SAMPLES²)."""
    weight = fixed_template(FINE, 8).weight
    shades = fixed_template(FINE, 8).shades
    rows = []
    for smear in SMEARS + MOVING:
        light = fixed_light(smear) * weight
        light = light - shades @ (shades.T @ light)
        rows.append(weight * light / np.linalg.norm(light))
    return np.stack(rows).astype(np.float32)
