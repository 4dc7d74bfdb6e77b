"""The turnout report: one or two pages for the head of the office."""

from collections.abc import Sequence
from dataclasses import dataclass

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.attendance import Attendance, ScanRow
from kiosk.reports.attendance_list import Paper
from kiosk.reports.drawing import ACCENT, GREY, INK, Drawing, Frame, Point, Type, fitted, wrapped
from kiosk.reports.heading import (
    SIGNATURE_WIDTH,
    draw_letterhead,
    draw_signature,
    signature_height,
    titled,
)
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.turnout import absences, remarks, walk_ins
from kiosk.reports.turnout_absences import AbsenceBlock
from kiosk.reports.turnout_numbers import curves_height, draw_cards, draw_curves, draw_groups
from kiosk.reports.wording import DASH, Language, Wording

MARGIN = 16.0
_TOP = 11.0
_BOTTOM = 14.0
_GAP = 6.0
_MOST_LINES = 7
_CURVE = 36.0
_CURVE_ALONE = 72.0

_TITLE = Type(15.0, Weight.BOLD, INK, Align.CENTRE)
_EVENT = Type(10.5, Weight.REGULAR, INK, Align.CENTRE)
_WHERE = Type(9.0, Weight.REGULAR, GREY, Align.CENTRE)
_HEADING = Type(10.5, Weight.BOLD, ACCENT)
_BODY = Type(8.8)
_FOOT = Type(7.5, Weight.REGULAR, GREY)
_FOOT_RIGHT = Type(7.5, Weight.REGULAR, GREY, Align.RIGHT)


@dataclass(frozen=True, slots=True)
class TurnoutChoice:
    """Paper, language, and what the organiser wants to remark."""

    paper: Paper = Paper.A4
    language: Language = Language.ID
    remarks: str = ""


def turnout_pdf(
    attendance: Attendance,
    scans: Sequence[ScanRow],
    letterhead: Letterhead,
    choice: TurnoutChoice | None = None,
) -> bytes:
    """Return the report as PDF of one or two pages."""
    return _Report(attendance, letterhead, choice or TurnoutChoice()).drawn(scans)


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """A heading with lines below it; nothing at all without lines."""

    heading: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return (_GAP + 3.0 + len(self.lines) * _BODY.leading) if self.lines else 0.0


class _Report:
    """Draws the report from top to bottom; what does not fit goes to the second page."""

    def __init__(
        self, attendance: Attendance, letterhead: Letterhead, choice: TurnoutChoice
    ) -> None:
        self.attendance = attendance
        self.letterhead = letterhead
        self.choice = choice
        self.wording = Wording(attendance.event.zone, choice.language)
        self.say = self.wording.say
        title = f"{self.say('Turnout report')} {DASH} {attendance.event.name}"
        self.drawing = Drawing(choice.paper.size, title, choice.language.value)
        self.width = self.drawing.width - 2 * MARGIN
        self.y = _TOP

    def drawn(self, scans: Sequence[ScanRow]) -> bytes:
        block = AbsenceBlock(absences(self.attendance), self.width, self.wording)
        below = [self._walk_ins(), self._remarks(scans)]
        closing = sum(each.height for each in below) + _GAP + signature_height(self.letterhead)
        self._draw_head()
        self._draw_numbers()
        low = self.y + _GAP + curves_height(self.attendance, _CURVE)
        fits = low + _GAP + block.height + closing <= self._bottom
        self._draw_curves(_CURVE if fits else _CURVE_ALONE)
        self._draw_foot(1, 1 if fits else 2)
        if not fits:
            self._begin_second_page()
        self._draw_absences(block, self._bottom - closing)
        for each in below:
            self._draw_paragraphs(each)
        self._draw_signature()
        return self.drawing.finish()

    @property
    def _bottom(self) -> float:
        return self.drawing.height - _BOTTOM

    def _draw_head(self) -> None:
        event, middle = self.attendance.event, self.drawing.width / 2
        y = draw_letterhead(self.drawing, self.letterhead, Frame(MARGIN, _TOP, self.width, 0.0))
        title = titled(self.say("TURNOUT REPORT"), event, self.wording)
        self.drawing.text(Point(middle, y + 9.0), title, _TITLE)
        lines = wrapped(event.name, _EVENT, self.width)
        y = self.drawing.lines(Point(middle, y + 15.0), lines, _EVENT)
        day = self.wording.full_date(event.date)
        where = " · ".join(part for part in (day, event.place) if part)
        self.drawing.text(Point(middle, y + 0.5), where, fitted(where, _WHERE, self.width))
        self.y = y + 0.5

    def _draw_numbers(self) -> None:
        place = Point(MARGIN, self.y + _GAP)
        self.y = draw_cards(self.drawing, self.attendance, self.wording, place)
        self._draw_heading(self.say("By session and role"))
        place = Point(MARGIN, self.y + 2.0)
        self.y = draw_groups(self.drawing, self.attendance, self.wording, place)

    def _draw_curves(self, height: float) -> None:
        self._draw_heading(self.say("Arrivals"))
        room = self._bottom - self.y - 1.5
        wanted = curves_height(self.attendance, height)
        high = height * min(1.0, room / wanted) if wanted else 0.0
        first = Frame(MARGIN, self.y + 1.5, 0.0, high)
        self.y = draw_curves(self.drawing, self.attendance, self.wording, first)

    def _draw_absences(self, block: AbsenceBlock, bottom: float) -> None:
        self._draw_heading(self.say("Organizations with absentees"))
        if block.is_empty:
            text = self.say("Everybody who was expected came.")
            self.drawing.text(Point(MARGIN, self.y + 4.5), text, _BODY)
            self.y += 5.0
        else:
            self.y = block.draw(self.drawing, Point(MARGIN, self.y + 1.5), bottom)

    def _walk_ins(self) -> _Paragraphs:
        people = walk_ins(self.attendance)
        names = "; ".join(
            f"{each.participant.name} ({each.participant.organization})"
            if each.participant.organization
            else each.participant.name
            for each in people
        )
        heading = f"{self.say('Walk-ins')}: {self.wording.number(len(people))}"
        return _Paragraphs(heading, self._limited(wrapped(names, _BODY, self.width)))

    def _remarks(self, scans: Sequence[ScanRow]) -> _Paragraphs:
        own = [line for line in self.choice.remarks.splitlines() if line.strip()]
        found = [*own, *remarks(self.attendance, scans, self.wording)]
        lines = [line for each in found for line in wrapped(f"• {each}", _BODY, self.width)]
        return _Paragraphs(self.say("Remarks"), self._limited(tuple(lines), _MOST_LINES * 2))

    def _limited(self, lines: tuple[str, ...], most: int = _MOST_LINES) -> tuple[str, ...]:
        if len(lines) <= most:
            return lines
        return (*lines[: most - 1], self.say("… and more: all are in the workbook."))

    def _draw_paragraphs(self, paragraphs: _Paragraphs) -> None:
        if paragraphs.lines:
            self._draw_heading(paragraphs.heading)
            first = Point(MARGIN, self.y + 1.0 + _BODY.leading)
            self.drawing.lines(first, paragraphs.lines, _BODY)
            self.y += 3.0 + len(paragraphs.lines) * _BODY.leading

    def _draw_heading(self, text: str) -> None:
        self.y += _GAP
        self.drawing.text(Point(MARGIN, self.y), text, _HEADING)

    def _draw_signature(self) -> None:
        place = Point(self.drawing.width - MARGIN - SIGNATURE_WIDTH, self.y + _GAP)
        signed = (place, self.attendance.event.date)
        draw_signature(self.drawing, self.letterhead, self.wording, signed)

    def _begin_second_page(self) -> None:
        self.drawing.next_page()
        self._draw_foot(2, 2)
        name = self.attendance.event.name
        text = f"{self.say('TURNOUT REPORT')} · {name}"
        kind = Type(8.5, Weight.BOLD, GREY)
        self.drawing.text(Point(MARGIN, 13.0), text, fitted(text, kind, self.width))
        right = Point(self.drawing.width - MARGIN, 15.5)
        self.drawing.rule(Point(MARGIN, 15.5), right, 0.3, INK)
        self.y = 17.0

    def _draw_foot(self, number: int, of: int) -> None:
        y = self.drawing.height - 7.0
        text = self.say("Page {page} of {pages}", page=number, pages=of)
        self.drawing.text(Point(self.drawing.width - MARGIN, y), text, _FOOT_RIGHT)
        self.drawing.text(Point(MARGIN, y), self.say("Contains personal data."), _FOOT)
