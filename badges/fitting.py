"""Setting text as large as it fits: wrapped at words, never cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from badges.fonts import Weight, width

POINT = 25.4 / 72  # mm
LEADING = 1.08
_MOST_WORDS_TRIED = 14


@dataclass(frozen=True, slots=True)
class Space:
    """Where text may go: millimetres, points, and how many lines at most."""

    width: float
    height: float
    largest: float
    lines: int
    weight: Weight = Weight.REGULAR
    leading: float = LEADING


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit, their size in points, and the height they take in millimetres."""

    lines: tuple[str, ...]
    size: float
    height: float


@lru_cache(maxsize=4096)
def fit(text: str, room: Space) -> Fitted:
    """Return the text in the lines that allow the largest letters.

    At equal size fewer lines win, then the more even ones.
    """
    words = text.split()
    if not words:
        return Fitted((), room.largest, 0.0)
    best = max(
        _wrapped(words, room),
        key=lambda lines: (round(_size(lines, room), 3), -len(lines), -_widest(lines, room)),
    )
    size = _size(best, room)
    return Fitted(best, size, len(best) * size * room.leading * POINT)


def _wrapped(words: list[str], room: Space) -> Iterator[tuple[str, ...]]:
    """Yield the ways to break the words: all of them, or an even one for very long texts."""
    if len(words) > _MOST_WORDS_TRIED:
        yield from (_even(words, count) for count in range(1, room.lines + 1))
        return
    for count in range(1, min(room.lines, len(words)) + 1):
        for breaks in combinations(range(1, len(words)), count - 1):
            edges = (0, *breaks, len(words))
            yield tuple(" ".join(words[a:b]) for a, b in pairwise(edges))


def _even(words: list[str], count: int) -> tuple[str, ...]:
    """Fill lines up to the mean length, so that a long text stays quick to set."""
    target = len(" ".join(words)) / count
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) / 2 > target and len(lines) < count:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return tuple(lines)


def _size(lines: tuple[str, ...], room: Space) -> float:
    widest = _widest(lines, room) * POINT
    by_width = room.width / widest if widest else room.largest
    by_height = room.height / (len(lines) * room.leading * POINT)
    return min(room.largest, by_width, by_height)


def _widest(lines: tuple[str, ...], room: Space) -> float:
    return max(width(line, 1.0, room.weight) for line in lines)
