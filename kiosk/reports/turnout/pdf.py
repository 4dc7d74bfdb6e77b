"""The turnout report: one or two pages for the head of the office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.attendance import Attendance, ScanRow
from kiosk.reports.attendance_list.values import ListPaper
from kiosk.reports.drawing import (
    ACCENT,
    GREY,
    INK,
    Drawing,
    PageFrame,
    PagePoint,
    Typeface,
    balanced,
    fitted,
    shortened,
    wrapped,
)
from kiosk.reports.heading import (
    SIGNATURE_WIDTH,
    draw_letterhead,
    draw_signature,
    signature_height,
    titled,
)
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.turnout.absences import AbsenceBlock
from kiosk.reports.turnout.numbers import curves_height, draw_cards, draw_curves, draw_groups
from kiosk.reports.turnout.values import absences, in_short, people, remarks, walk_ins
from kiosk.reports.wording import DASH, Language, Wording

MARGIN = 16.0
_TOP = 11.0
_BOTTOM = 14.0
_GAP = 6.0
_BELOW_HEADING = 1.5
_MOST_LINES = 7
_CURVE = 28.0
_CURVE_ALONE = 72.0

_TITLE = Typeface(15.0, Weight.BOLD, INK, Align.CENTRE)
_EVENT = Typeface(10.5, Weight.REGULAR, INK, Align.CENTRE)
_WHERE = Typeface(9.0, Weight.REGULAR, GREY, Align.CENTRE)
_SHORT = Typeface(10.0, Weight.REGULAR, INK, Align.CENTRE)
_HEADING = Typeface(10.5, Weight.BOLD, ACCENT)
_BODY = Typeface(8.8)
_FOOT = Typeface(7.5, Weight.REGULAR, GREY)
_FOOT_RIGHT = Typeface(7.5, Weight.REGULAR, GREY, Align.RIGHT)


@dataclass(frozen=True, slots=True)
class TurnoutChoice:
    """Paper, language, and what the organiser wants to remark."""

    paper: ListPaper = ListPaper.A4
    language: Language = Language.ID
    remarks: str = ""


def turnout_pdf(
    attendance: Attendance,
    scans: Sequence[ScanRow],
    letterhead: Letterhead,
    choice: TurnoutChoice | None = None,
) -> bytes:
    """Return the report as PDF of one or two pages."""
    return _TurnoutReport(attendance, letterhead, choice or TurnoutChoice()).drawn(scans)


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """A heading with lines below it; nothing at all without lines."""

    heading: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return (_GAP + 3.0 + len(self.lines) * _BODY.leading) if self.lines else 0.0


class _TurnoutReport:
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
        words = [self._walk_ins(), self._remarks(scans)]
        words_height = sum(each.height for each in words)
        signing = _GAP + signature_height(self.letterhead)
        self._draw_head()
        self._draw_numbers()
        low = self.y + _GAP + _BELOW_HEADING + curves_height(self.attendance, _CURVE)
        absent = _GAP + _BELOW_HEADING + block.height
        if low + absent + words_height + signing <= self._bottom:
            self._draw_curves(_CURVE, self._bottom)
            self._draw_foot(1, 1)
        else:
            told_first = words if low + words_height <= self._bottom else []
            self._draw_first_of_two(told_first)
            words = [] if told_first else words
            words_height = sum(each.height for each in words)
        self._draw_absences(block, self._bottom - words_height - signing)
        self._draw_words(words)
        self._draw_signature()
        return self.drawing.finish()

    def _draw_first_of_two(self, words: Sequence[_Paragraphs]) -> None:
        """End the first page, with walk-ins and remarks where they have room below the curves."""
        self._draw_curves(_CURVE_ALONE, self._bottom - sum(each.height for each in words))
        self._draw_words(words)
        self._draw_foot(1, 2)
        self._begin_second_page()

    @property
    def _bottom(self) -> float:
        return self.drawing.height - _BOTTOM

    def _draw_head(self) -> None:
        event, middle = self.attendance.event, self.drawing.width / 2
        y = draw_letterhead(self.drawing, self.letterhead, PageFrame(MARGIN, _TOP, self.width, 0.0))
        title = titled(self.say("TURNOUT REPORT"), event, self.wording)
        self.drawing.text(PagePoint(middle, y + 9.0), title, _TITLE)
        lines = wrapped(event.name, _EVENT, self.width)
        y = self.drawing.lines(PagePoint(middle, y + 15.0), lines, _EVENT)
        days = self.wording.days_of(self.attendance.sessions, event.date)
        dated = self.wording.full_dates(*days)
        where = " · ".join(part for part in (dated, event.place) if part)
        self.drawing.text(PagePoint(middle, y + 0.5), where, fitted(where, _WHERE, self.width))
        short = balanced(in_short(self.attendance, self.wording), _SHORT, self.width)
        self.y = self.drawing.lines(PagePoint(middle, y + 6.8), short, _SHORT) - _SHORT.leading

    def _draw_numbers(self) -> None:
        place = PagePoint(MARGIN, self.y + _GAP)
        self.y = draw_cards(self.drawing, self.attendance, self.wording, place)
        self._draw_heading(self.say("By session and group"))
        place = PagePoint(MARGIN, self.y + 2.0)
        self.y = draw_groups(self.drawing, self.attendance, self.wording, place)

    def _draw_curves(self, height: float, bottom: float) -> None:
        """Draw the curves as high as wanted, or lower where `bottom` comes before."""
        self._draw_heading(self.say("Arrivals"))
        room = bottom - self.y - _BELOW_HEADING
        wanted = curves_height(self.attendance, height)
        high = height * min(1.0, room / wanted) if wanted else 0.0
        first = PageFrame(MARGIN, self.y + _BELOW_HEADING, 0.0, high)
        if wanted:
            self.y = draw_curves(self.drawing, self.attendance, self.wording, first)
        else:
            nobody_yet = "Nobody has come yet."
            self._draw_line(self.say("Nobody came." if self.attendance.is_over else nobody_yet))

    def _draw_absences(self, block: AbsenceBlock, bottom: float) -> None:
        self._draw_heading(self.say("Organizations with absentees"))
        if block.is_empty:
            self._draw_line(self.say(self._why_nobody_is_absent()))
        else:
            self.y = block.draw(self.drawing, PagePoint(MARGIN, self.y + _BELOW_HEADING), bottom)

    def _why_nobody_is_absent(self) -> str:
        if not people(self.attendance).expected:
            return "Nobody is expected."
        if not people(self.attendance.begun).expected:
            return "Nobody is absent before a session has begun."
        return "Everybody who was expected came."

    def _draw_line(self, text: str) -> None:
        self.drawing.text(PagePoint(MARGIN, self.y + 4.5), text, _BODY)
        self.y += 5.0

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
        """Return what the organiser remarks, never cut, and what the numbers say themselves."""
        own = self._listed(line for line in self.choice.remarks.splitlines() if line.strip())
        found = self._listed(remarks(self.attendance, scans, self.wording))
        lines = (*own, *self._limited(found, _MOST_LINES * 2))
        return _Paragraphs(self.say("Remarks"), lines)

    def _listed(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(line for each in texts for line in wrapped(f"• {each}", _BODY, self.width))

    def _limited(self, lines: tuple[str, ...], most: int = _MOST_LINES) -> tuple[str, ...]:
        if len(lines) <= most:
            return lines
        return (*lines[: most - 1], self.say("… and more: all are in the workbook."))

    def _draw_words(self, words: Sequence[_Paragraphs]) -> None:
        for paragraphs in words:
            if paragraphs.lines:
                self._draw_heading(paragraphs.heading)
                first = PagePoint(MARGIN, self.y + 1.0 + _BODY.leading)
                self.drawing.lines(first, paragraphs.lines, _BODY)
                self.y += 3.0 + len(paragraphs.lines) * _BODY.leading

    def _draw_heading(self, text: str) -> None:
        self.y += _GAP
        self.drawing.text(PagePoint(MARGIN, self.y), text, _HEADING)

    def _draw_signature(self) -> None:
        place = PagePoint(self.drawing.width - MARGIN - SIGNATURE_WIDTH, self.y + _GAP)
        day = self.wording.days_of(self.attendance.sessions, self.attendance.event.date)[1]
        signed = (place, day)
        draw_signature(self.drawing, self.letterhead, self.wording, signed)

    def _begin_second_page(self) -> None:
        self.drawing.next_page()
        self._draw_foot(2, 2)
        name = self.attendance.event.name
        text = f"{self.say('TURNOUT REPORT')} · {name}"
        kind = Typeface(8.5, Weight.BOLD, GREY)
        self.drawing.text(PagePoint(MARGIN, 13.0), shortened(text, kind, self.width), kind)
        right = PagePoint(self.drawing.width - MARGIN, 15.5)
        self.drawing.rule(PagePoint(MARGIN, 15.5), right, 0.3, INK)
        self.y = 17.0

    def _draw_foot(self, number: int, of: int) -> None:
        y = self.drawing.height - 7.0
        text = self.say("Page {page} of {pages}", page=number, pages=of)
        self.drawing.text(PagePoint(self.drawing.width - MARGIN, y), text, _FOOT_RIGHT)
        self.drawing.text(PagePoint(MARGIN, y), self.say("Contains personal data."), _FOOT)
