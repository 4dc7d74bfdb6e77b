"""Which pairs of rows stand on which page: two rows share the zig-zag of their signatures."""

from collections.abc import Sequence
from dataclasses import dataclass

_KEPT_WITH_CLOSING = 1


@dataclass(frozen=True, slots=True)
class PageRoom:
    """Millimetres for rows on the first page and on the others, and what the closing takes."""

    first: float
    other: float
    closing: float


def paginate(heights: Sequence[float], room: PageRoom) -> list[range]:
    """Return the pairs of each page; the closing block is never alone on the last one."""
    pages: list[range] = []
    start, used = 0, 0.0
    for index, height in enumerate(heights):
        if used + height > (room.other if pages else room.first) and index > start:
            pages.append(range(start, index))
            start, used = index, 0.0
        used += height
    pages.append(range(start, len(heights)))
    if used + room.closing > (room.other if len(pages) > 1 else room.first):
        pages[-1:] = _split(pages[-1])
    return pages


def _split(page: range) -> list[range]:
    """Give the last pair of a full page to a new one, so that a signature stands below names."""
    kept = min(_KEPT_WITH_CLOSING, max(len(page) - 1, 0))
    return [range(page.start, page.stop - kept), range(page.stop - kept, page.stop)]
