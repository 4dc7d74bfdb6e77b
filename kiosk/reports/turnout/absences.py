"""The block of a turnout report that names organizations and their absentees, in two columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from badges.fonts import Weight
from badges.marks import Align
from kiosk.reports.drawing import GREY, INK, LINE, Drawing, PagePoint, Typeface, wrapped
from kiosk.reports.turnout.values import Absence, Absentee
from kiosk.reports.wording import Wording

_GUTTER = 8.0
_AFTER = 2.2
_COUNT_ROOM = 18.0
_MORE = 5.0
_MOST_NAMES = 12
_NAME = Typeface(8.8, Weight.BOLD)
_COUNT = Typeface(8.2, Weight.REGULAR, INK, Align.RIGHT)
_WHO = Typeface(8.2, Weight.REGULAR, GREY)


@dataclass(frozen=True, slots=True)
class _AbsenceLine:
    """An organization ready to be drawn."""

    absence: Absence
    name: tuple[str, ...]
    count: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return self.below_name + len(self.lines) * _WHO.leading + _AFTER

    @property
    def below_name(self) -> float:
        return len(self.name) * _NAME.leading


class AbsenceBlock:
    """Organizations with their absentees; what finds no room is counted instead."""

    def __init__(self, absences: Sequence[Absence], width: float, wording: Wording) -> None:
        self.wording = wording
        self.column = (width - _GUTTER) / 2
        self.entries = [self._entry(each) for each in absences]

    @property
    def is_empty(self) -> bool:
        """Whether nobody was absent."""
        return not self.entries

    @property
    def height(self) -> float:
        """How high the block is when it has all the room it wants."""
        if self.is_empty:
            return 5.0
        split = _even_split([each.height for each in self.entries])
        halves = (self.entries[:split], self.entries[split:])
        return max(sum(each.height for each in half) for half in halves)

    def draw(self, drawing: Drawing, place: PagePoint, bottom: float) -> float:
        """Draw what fits between `place` and `bottom`; return where it ends."""
        room = bottom - place.y
        if self.height <= room:
            split, shown = _even_split([each.height for each in self.entries]), len(self.entries)
        else:
            split = _how_many(self.entries, room - _MORE)
            shown = split + _how_many(self.entries[split:], room - _MORE)
        right = PagePoint(place.x + self.column + _GUTTER, place.y)
        y = max(
            self._draw_column(drawing, place, self.entries[:split]),
            self._draw_column(drawing, right, self.entries[split:shown]),
        )
        return self._draw_rest(drawing, PagePoint(place.x, y), self.entries[shown:])

    def _entry(self, absence: Absence) -> _AbsenceLine:
        names = "; ".join(_named(each) for each in absence.absentees[:_MOST_NAMES])
        if len(absence.absentees) > _MOST_NAMES:
            more = self.wording.number(len(absence.absentees) - _MOST_NAMES)
            names += "; " + self.wording.say("… and {count} more", count=more)
        count = self.wording.say(
            "{absent} of {expected}", absent=len(absence.absentees), expected=absence.expected
        )
        organization = absence.organization or self.wording.say("(no organization)")
        name = wrapped(organization, _NAME, self.column - _COUNT_ROOM)
        return _AbsenceLine(absence, name, count, wrapped(names, _WHO, self.column))

    def _draw_column(
        self, drawing: Drawing, place: PagePoint, entries: Sequence[_AbsenceLine]
    ) -> float:
        y = place.y
        for entry in entries:
            drawing.lines(PagePoint(place.x, y + _NAME.leading - 0.6), entry.name, _NAME)
            right = PagePoint(place.x + self.column, y + _NAME.leading - 0.6)
            drawing.text(right, entry.count, _COUNT)
            first = PagePoint(place.x, y + entry.below_name + _WHO.leading - 0.8)
            drawing.lines(first, entry.lines, _WHO)
            y += entry.height
            line = y - _AFTER / 2
            drawing.rule(PagePoint(place.x, line), PagePoint(right.x, line), 0.12, LINE)
        return y

    def _draw_rest(self, drawing: Drawing, place: PagePoint, rest: Sequence[_AbsenceLine]) -> float:
        if not rest:
            return place.y
        text = self.wording.say(
            "… and {people} people of {organizations} other organizations: see the workbook.",
            people=self.wording.number(sum(len(each.absence.absentees) for each in rest)),
            organizations=self.wording.number(len(rest)),
        )
        drawing.text(PagePoint(place.x, place.y + 3.4), text, _WHO)
        return place.y + _MORE


def _named(absentee: Absentee) -> str:
    missed = f" ({', '.join(absentee.sessions)})" if absentee.sessions else ""
    return absentee.name + missed


def _even_split(heights: Sequence[float]) -> int:
    """Return how many stand in the left column so that both are about as high."""
    half, used = sum(heights) / 2, 0.0
    for index, height in enumerate(heights):
        if used >= half:
            return index
        used += height
    return len(heights)


def _how_many(entries: Sequence[_AbsenceLine], room: float) -> int:
    used = 0.0
    for index, entry in enumerate(entries):
        used += entry.height
        if used > room:
            return index
    return len(entries)
