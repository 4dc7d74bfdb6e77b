"""Sheets as data, in millimetres: how many badges of which size stand where on which paper.

Distances are from the page's top left corner. Label sheets carry the measures of their makers;
the others are cut by hand and stand in the middle of whatever paper is chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from badges.errors import PrintingRefused, Refusal

SizeMm = tuple[float, float]

PAPERS: Mapping[str, SizeMm] = {
    "A4": (210.0, 297.0),
    "F4": (215.0, 330.0),
    "Letter": (215.9, 279.4),
}
DEFAULT_SHEET = "a6-4up"
DEFAULT_PAPER = "A4"
_LEAST_PAGE, _MOST_PAGE = 20.0, 1200.0
_MOST_PER_LINE = 40
_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of badges: all measures in mm, pairs are (across, down)."""

    name: str
    page: SizeMm
    badge: SizeMm
    columns: int = 1
    rows: int = 1
    origin: SizeMm = (0.0, 0.0)
    pitch: SizeMm = (0.0, 0.0)

    @property
    def per_page(self) -> int:
        """Return how many badges a page holds."""
        return self.columns * self.rows

    @property
    def reach(self) -> SizeMm:
        """Return where the last badge ends, from the page's top left corner."""
        return (
            self.origin[0] + (self.columns - 1) * self.pitch[0] + self.badge[0],
            self.origin[1] + (self.rows - 1) * self.pitch[1] + self.badge[1],
        )

    def places(self) -> Iterator[SizeMm]:
        """Yield the top left corner of each badge, in the order of reading."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield (
                    self.origin[0] + column * self.pitch[0],
                    self.origin[1] + row * self.pitch[1],
                )


_BADGES: Mapping[str, SizeMm] = {
    "a6": (105.0, 148.5),
    "a7-portrait": (74.0, 105.0),
    "a7-landscape": (105.0, 74.0),
    "id-card": (85.6, 54.0),  # ISO/IEC 7810, ID-1
    "card-90x55": (90.0, 55.0),
}
_CUT_BY_HAND: Mapping[str, tuple[SizeMm, SizeMm]] = {  # badge, step from one to the next
    "a6-4up": ((105.0, 148.5), (105.0, 148.5)),
    "a7-portrait": ((74.0, 105.0), (80.0, 111.0)),
    "a7-landscape": ((105.0, 74.0), (105.0, 74.25)),
    "id-card": ((85.6, 54.0), (85.6, 54.0)),
    "card-90x55": ((90.0, 55.0), (90.0, 55.0)),
}
_LABELS: tuple[Sheet, ...] = (
    Sheet("avery-l4785", PAPERS["A4"], (80.0, 50.0), 2, 5, (18.0, 13.0), (95.0, 55.0)),
    Sheet("zweckform-32015", PAPERS["A4"], (85.0, 54.0), 2, 4, (17.0, 31.5), (91.0, 60.0)),
    Sheet("zweckform-32010", PAPERS["A4"], (85.0, 54.0), 2, 5, (14.1, 14.1), (94.9, 54.0)),
    Sheet("label-62x100", (62.0, 100.0), (62.0, 100.0)),
    Sheet("label-100x50", (100.0, 50.0), (100.0, 50.0)),
)


def sheet_names() -> tuple[str, ...]:
    """Return the names of all sheets, the default first."""
    singles = tuple(f"{name}-single" for name in _BADGES)
    return (*_CUT_BY_HAND, *(label.name for label in _LABELS), *singles)


def sheet(name: str = DEFAULT_SHEET, paper: str = DEFAULT_PAPER) -> Sheet:
    """Return a sheet by name on a paper; label sheets and single badges have their own page."""
    if paper not in PAPERS:
        raise PrintingRefused(Refusal.UNKNOWN_PAGE, name=paper, known=", ".join(PAPERS))
    if name in _CUT_BY_HAND:
        badge, step = _CUT_BY_HAND[name]
        return checked(_in_the_middle(name, PAPERS[paper], badge, step))
    for fixed in (*_LABELS, *_singles()):
        if fixed.name == name:
            return fixed
    raise PrintingRefused(Refusal.UNKNOWN_SHEET, name=name, known=", ".join(sheet_names()))


def custom(wanted: Sheet) -> Sheet:
    """Return the sheet with a step that was left 0 filled in, when it can be printed."""
    across = wanted.pitch[0] or wanted.badge[0]
    down = wanted.pitch[1] or wanted.badge[1]
    return checked(replace(wanted, pitch=(across, down)))


def checked(wanted: Sheet) -> Sheet:
    """Return the sheet as it is, or refuse with the numbers what cannot be printed."""
    _check_measures(wanted)
    if any(b > p + _TOLERANCE for b, p in zip(wanted.badge, wanted.page, strict=True)):
        raise PrintingRefused(
            Refusal.BADGE_LARGER_THAN_PAGE, badge=_mm(wanted.badge), page=_mm(wanted.page)
        )
    if _overlaps(wanted):
        raise PrintingRefused(
            Refusal.BADGES_OVERLAP, badge=_mm(wanted.badge), pitch=_mm(wanted.pitch)
        )
    if any(r > p + _TOLERANCE for r, p in zip(wanted.reach, wanted.page, strict=True)):
        raise PrintingRefused(
            Refusal.SHEET_RUNS_OVER, reach=_mm(wanted.reach), page=_mm(wanted.page)
        )
    return wanted


def _check_measures(wanted: Sheet) -> None:
    for value in (*wanted.page, *wanted.badge):
        _check_range(Refusal.NOT_A_MEASURE, value, _LEAST_PAGE, _MOST_PAGE)
    for value in (*wanted.origin, *wanted.pitch):
        _check_range(Refusal.NOT_A_MEASURE, value, 0.0, _MOST_PAGE)
    for count in (wanted.columns, wanted.rows):
        _check_range(Refusal.NOT_A_COUNT, count, 1, _MOST_PER_LINE)


def _check_range(reason: Refusal, value: float, least: float, most: float) -> None:
    if not least <= value <= most:  # also refuses what is not a number
        raise PrintingRefused(reason, value=f"{value:g}", least=f"{least:g}", most=f"{most:g}")


def _overlaps(wanted: Sheet) -> bool:
    across = wanted.columns > 1 and wanted.pitch[0] < wanted.badge[0] - _TOLERANCE
    down = wanted.rows > 1 and wanted.pitch[1] < wanted.badge[1] - _TOLERANCE
    return across or down


def _in_the_middle(name: str, page: SizeMm, badge: SizeMm, step: SizeMm) -> Sheet:
    """Fill the page with badges and centre them on it."""
    columns = _fitting(page[0], badge[0], step[0])
    rows = _fitting(page[1], badge[1], step[1])
    used = ((columns - 1) * step[0] + badge[0], (rows - 1) * step[1] + badge[1])
    origin = ((page[0] - used[0]) / 2, (page[1] - used[1]) / 2)
    return Sheet(name, page, badge, columns, rows, origin, step)


def _fitting(page: float, badge: float, step: float) -> int:
    return max(1, int((page - badge + _TOLERANCE) // step) + 1)


def _singles() -> tuple[Sheet, ...]:
    return tuple(Sheet(f"{name}-single", badge, badge) for name, badge in _BADGES.items())


def _mm(size: SizeMm) -> str:
    return f"{size[0]:g} × {size[1]:g}"  # noqa: RUF001
