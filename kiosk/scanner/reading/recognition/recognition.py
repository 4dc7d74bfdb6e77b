"""Symbols that cannot be decoded, recognized among the badges of the event.

The samples of a symbol are linear in its modules, however blurred. So the lightness of the varying
modules is estimated by one matrix (ridge regression on the known blur). All badges are compared
with it bit by bit under all eight masks, and the likeliest of them by how light each module seems.

The bound for a false match: of the 208 data modules 192 differ from badge to badge. What is seen is
a unit vector s, a badge a vector m of 192 signs, and the likeness s·m / √192. For signs that fall
like coins, Hoeffding's inequality gives P(likeness ≥ t) ≤ exp(-192 t² / 2). A match is looked for
among n badges x 8 masks x 4 turns x 1,000 places, blurs and frames; so that all of them together
stay below one in 10⁹, t = √(2 (ln(32,000 n) + ln 10⁹) / 192) is asked for: 0.61 for 125 badges,
0.67 for 100,000. The last modules are not coins but checks on the first; that this changes nothing
is measured (`python -m bench.reading strangers`): the best of 100,000 strangers reached 0.40 of 500
badges. The second best badge must stay behind by a gap, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from badges.code import has_form
from badges.symbol import SIZE, matrices
from kiosk.core.further_codes import CodeKind
from kiosk.scanner.reading.symbol.grid import (
    Smear,
    axis,
    data_area,
    fixed,
    format_area,
    masks,
    seen,
)

Estimator = NDArray[np.float32]
ModuleWords = NDArray[np.uint64]
SignRow = NDArray[np.float32]

_DATA: Final = 208
_NOISE: Final = 0.05  # Variance of a sample, where light is 1 and dark is -1.
_CHANCE: Final = 1e-9
_LOOKS: Final = 1000  # Places, smears and frames that one symbol is tried in.
_GAP: Final = 0.12
_COMPARED: Final = 256  # Badges that are compared by how light each module seems.


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """The badges of one event: their codes and their unmasked data modules, bit by bit: (3, n).

    `kinds` are the symbols beside QR codes that people hold already.
    """

    codes: tuple[str, ...]
    dark: ModuleWords
    threshold: float
    kinds: tuple[CodeKind, ...] = ()

    @classmethod
    def of(cls, codes: Sequence[str], kinds: Sequence[CodeKind] = ()) -> "Roster":
        """Return the roster of these codes; what has not the form of ours is left out."""
        codes = [code for code in codes if has_form(code)]
        symbols = matrices(codes) if codes else np.zeros((0, SIZE, SIZE), np.uint8)
        data = symbols[:, data_area()].astype(bool) ^ masks()[_mask_of(symbols)]
        dark = _words(data[:, _varying()])
        return cls(tuple(codes), dark, _threshold(len(codes)), tuple(kinds))

    def signs(self, rows: NDArray[np.intp]) -> SignRow:
        """Return the modules of some badges, 1 light, -1 dark: (rows, varying modules)."""
        bits = np.unpackbits(np.ascontiguousarray(self.dark[:, rows].T).view(np.uint8), axis=1)
        return 1 - 2 * bits.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Estimate:
    """How light the 208 data modules and the 30 of the format information seem, on any scale."""

    data: SignRow
    form: SignRow


@dataclass(frozen=True, slots=True)
class Match:
    """The badge most like a symbol: how like it is (0 to 1), and how like the next one is."""

    code: str
    score: float
    second: float
    mask: int


def estimate(samples: SignRow, smear: Smear) -> Estimate:
    """Return the lightness of the varying modules that explains the samples best."""
    lightness = estimator(smear) @ samples
    return Estimate(lightness[:_DATA], lightness[_DATA:])


def best(roster: Roster, data: SignRow) -> Match | None:
    """Return the badge that is most like these data modules, if there is any."""
    if not roster.codes:
        return None
    turned = (data * np.where(masks(), -1, 1))[:, _varying()].astype(np.float32)
    turned /= np.linalg.norm(turned, axis=1, keepdims=True) + 1e-9
    rows = _likeliest(roster, turned)
    scores = roster.signs(rows) @ turned.T / np.float32(turned.shape[1] ** 0.5)
    index, mask = np.unravel_index(int(np.argmax(scores)), scores.shape)
    score = float(scores[index, mask])
    scores[index] = -1
    second = float(scores.max()) if len(rows) > 1 else 0.0
    return Match(roster.codes[rows[index]], score, second, int(mask))


def _likeliest(roster: Roster, turned: SignRow) -> NDArray[np.intp]:
    """Return the badges with the fewest modules that are dark for light, with whatever mask."""
    count = len(roster.codes)
    if count <= _COMPARED:
        return np.arange(count)
    wrong = np.full(count, 255, np.uint8)
    for mask in _words(turned < 0).T:
        # 192 modules are three words of 64.
        words = zip(roster.dark, mask, strict=True)
        np.minimum(wrong, sum(np.bitwise_count(each ^ word) for each, word in words), out=wrong)
    return np.argpartition(wrong, _COMPARED)[:_COMPARED]


def _words(dark: NDArray[np.bool_]) -> ModuleWords:
    """Return rows of modules, bit by bit: (3, rows)."""
    rows = np.ascontiguousarray(np.packbits(dark, axis=1))
    return np.ascontiguousarray(rows.view(np.uint64).T)


def is_certain(roster: Roster, match: Match) -> bool:
    """Tell whether a match is beyond chance."""
    return match.score >= roster.threshold and match.score - match.second >= _GAP


def _threshold(count: int) -> float:
    """Return the likeness that a stranger's symbol reaches with a chance below ``_CHANCE``."""
    trials = max(count, 1) * 8 * 4 * _LOOKS
    return float((2 * (log(trials) - log(_CHANCE)) / int(_varying().sum())) ** 0.5)


def _mask_of(symbols: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return the mask of each symbol, as its format information says (ISO/IEC 18004, 7.9)."""
    bits = symbols[:, 8, 2:5].astype(np.intp) ^ np.array([1, 0, 1])
    return np.asarray(bits @ np.array([4, 2, 1]), np.intp)


@lru_cache(maxsize=1)
def _varying() -> NDArray[np.bool_]:
    """Return which of the 208 data modules differ from badge to badge."""
    random = np.random.default_rng(7)
    letters = np.array(list("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    codes = ["".join(row) for row in random.choice(letters, (256, 16))]
    symbols = matrices(codes)
    data = symbols[:, data_area()].astype(bool) ^ masks()[_mask_of(symbols)]
    return np.asarray((data != data[0]).any(axis=0))


@lru_cache(maxsize=64)
def estimator(smear: Smear) -> Estimator:
    """Return the matrix from samples to the lightness of the data modules: (238, SAMPLES²)."""
    spread = seen(smear)
    known = np.append(fixed().ravel(), 1).astype(np.float32)
    data, form = (np.append(area.ravel(), False) for area in (data_area(), format_area()))
    across, down = (part.ravel() for part in np.meshgrid(axis(), axis()))
    shades = np.stack([spread @ known, np.ones_like(across), across - 10.5, down - 10.5], axis=1)
    columns = np.hstack([spread[:, data], spread[:, form], shades]).astype(np.float32)
    normal = columns.T @ columns
    ridge = int(data.sum() + form.sum())
    normal[np.arange(ridge), np.arange(ridge)] += _NOISE
    inverse = np.linalg.inv(normal.astype(np.float64))[:ridge].astype(np.float32)
    return np.ascontiguousarray(inverse @ columns.T)
