"""The Daftar Hadir as PDF: letterhead, table with zig-zag signatures, totals, closing block."""

from collections.abc import Sequence
from dataclasses import dataclass

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.attendance import Attendance
from kiosk.core.progress import Progress
from kiosk.reports.attendance_list.columns import ListColumn, ListRow, columns_of, row_of
from kiosk.reports.attendance_list.pages import PageRoom, paginate
from kiosk.reports.attendance_list.table import HEADER_HEIGHT, Table
from kiosk.reports.attendance_list.totals import draw_totals, draw_totals_for_ink, totals_height
from kiosk.reports.attendance_list.values import ListChoice, ListVariant, Section, sections_of
from kiosk.reports.drawing import (
    GREY,
    INK,
    Drawing,
    PageFrame,
    PagePoint,
    Typeface,
    balanced,
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
from kiosk.reports.wording import DASH, NO_BREAK, Wording

MARGIN = 12.0
BOTTOM = 14.0
_RUNNING_HEAD = 20.0
_ABOVE_META = 5.5
_META_LINE = 5.0
_META_LABEL = 30.0
_TOTALS_GAP = 4.0

_TITLE = Typeface(13.0, Weight.BOLD, INK, Align.CENTRE)
_EVENT = Typeface(10.5, Weight.REGULAR, INK, Align.CENTRE)
_META = Typeface(9.5)
_RUNNING = Typeface(8.5, Weight.BOLD, GREY)
_FOOT = Typeface(8.0, Weight.REGULAR, GREY)
_FOOT_RIGHT = Typeface(8.0, Weight.REGULAR, GREY, Align.RIGHT)


@dataclass(frozen=True, slots=True)
class _ListPage:
    """The rows of one page of a section; `start` is how many rows stand before them."""

    section: Section
    columns: tuple[ListColumn, ...]
    rows: Sequence[ListRow]
    start: int
    is_first: bool
    is_last: bool


def list_pdf(
    attendance: Attendance,
    letterhead: Letterhead,
    choice: ListChoice,
    progress: Progress = lambda _done, _of: None,
) -> bytes:
    """Return the Daftar Hadir as PDF; `progress` counts pages."""
    return _ListPrinter(attendance, letterhead, choice).printed(progress)


class _ListPrinter:
    """Draws the pages of one Daftar Hadir."""

    def __init__(self, attendance: Attendance, letterhead: Letterhead, choice: ListChoice) -> None:
        self.event = attendance.event
        self.attendance = attendance
        self.letterhead = letterhead
        self.choice = choice
        self.wording = Wording(attendance.event.zone, choice.language)
        title = f"{self.wording.say('Attendance list')} {DASH} {attendance.event.name}"
        self.drawing = Drawing(self._size(), title, choice.language.value)
        self.width = self.drawing.width - 2 * MARGIN

    def printed(self, progress: Progress) -> bytes:
        sections = sections_of(self.attendance, self.choice)
        pages = [page for section in sections for page in self._pages(section)]
        wanted = pages[:1] if self.choice.only_first_page else pages
        for number, page in enumerate(wanted, 1):
            if number > 1:
                self.drawing.next_page()
            self._draw_page(page)
            self._draw_foot(number, len(pages))
            progress(number, len(pages))
        return self.drawing.finish()

    def _size(self) -> tuple[float, float]:
        """Lie on the long side where more than one session needs columns."""
        width, height = self.choice.paper.size
        upright = len(self.attendance.sessions) <= 1 or self.choice.session_id is not None
        return (width, height) if upright else (height, width)

    def _pages(self, section: Section) -> list[_ListPage]:
        edges = (MARGIN, self.drawing.width - MARGIN)
        columns = columns_of(section, self.choice, self.wording, edges)
        rows = [row_of(record, columns) for record in section.records]
        pairs = [sum(row.height for row in rows[at : at + 2]) for at in range(0, len(rows), 2)]
        ranges = paginate(pairs, self._room(section))
        return [
            _ListPage(
                section,
                columns,
                rows[2 * pages.start : 2 * pages.stop],
                2 * pages.start,
                is_first=index == 0,
                is_last=index == len(ranges) - 1,
            )
            for index, pages in enumerate(ranges)
        ]

    def _room(self, section: Section) -> PageRoom:
        bottom = self.drawing.height - BOTTOM - HEADER_HEIGHT
        return PageRoom(
            first=bottom - self._head_height(section),
            other=bottom - _RUNNING_HEAD,
            closing=_TOTALS_GAP + self._closing_height(section),
        )

    def _head_height(self, section: Section) -> float:
        """Measure the head by drawing it on a page that nobody sees."""
        return self._draw_head(section, Drawing(self._size(), "", self.choice.language.value))

    def _closing_height(self, section: Section) -> float:
        totals = totals_height(section, self.choice, self._totals_width)
        return max(signature_height(self.letterhead), totals)

    @property
    def _totals_width(self) -> float:
        return self.width - SIGNATURE_WIDTH - _TOTALS_GAP

    def _draw_page(self, page: _ListPage) -> None:
        if page.is_first:
            top = self._draw_head(page.section, self.drawing)
        else:
            top = self._draw_running_head(page.section)
        table = Table(self.drawing, page.columns, self.wording, self.choice.variant)
        bottom = table.draw(page.rows, page.start + 1, top)
        if not page.section.records:
            text = self.wording.say("Nobody is on this list.")
            self.drawing.text(PagePoint(MARGIN + 1.2, bottom + _META_LINE), text, _META)
            bottom += _META_LINE + 1.0
        if page.is_last:
            self._draw_closing(page.section, bottom + _TOTALS_GAP)

    def _draw_head(self, section: Section, drawing: Drawing) -> float:
        """Draw letterhead, title and what the list is of; return where the table begins."""
        y = draw_letterhead(drawing, self.letterhead, PageFrame(MARGIN, 10.0, self.width, 0.0))
        title = titled(
            self.wording.say("ATTENDANCE LIST OF PARTICIPANTS"), self.event, self.wording
        )
        middle = drawing.width / 2
        drawing.text(PagePoint(middle, y + 6.5), title, _TITLE)
        name = balanced(self.event.name, _EVENT, self.width)
        y = drawing.lines(PagePoint(middle, y + 11.5), name, _EVENT) - _EVENT.leading + _ABOVE_META
        for label, value in self._meta(section):
            y = _draw_meta(drawing, label, value, y)
        return y - 1.5

    def _meta(self, section: Section) -> list[tuple[str, str]]:
        say = self.wording.say
        first, last = self.wording.days_of(section.sessions, self.event.date)
        named = {"group": say("Group"), "organization": say("Organization")}
        of = named.get(self.choice.grouping.value)
        lines = [
            (say("Day, date"), self.wording.full_dates(first, last)),
            (say("Time"), self._times(section, is_one_day=first == last)),
            (say("Place"), self.event.place),
            (of or "", (section.name or DASH) if of else ""),
        ]
        return [(label, value) for label, value in lines if label and value]

    def _times(self, section: Section, *, is_one_day: bool) -> str:
        """Return when the sessions are, each on one line; with its day where there are several."""
        told = []
        for each in section.sessions:
            hours = self.wording.hours(each.starts_at, each.ends_at)
            day = "" if is_one_day else f"{each.starts_at.astimezone(self.event.zone):%d/%m}, "
            told.append(f"{each.name} {day}{hours}".replace(" ", NO_BREAK))
        return "; ".join(told)

    def _draw_running_head(self, section: Section) -> float:
        title = self.wording.say("ATTENDANCE LIST OF PARTICIPANTS")
        parts = (titled(title, self.event, self.wording), section.name, self.event.name)
        text = shortened(" · ".join(part for part in parts if part), _RUNNING, self.width)
        self.drawing.text(PagePoint(MARGIN, 13.0), text, _RUNNING)
        self.drawing.rule(PagePoint(MARGIN, 15.5), PagePoint(MARGIN + self.width, 15.5), 0.3, INK)
        return _RUNNING_HEAD - 2.0

    def _draw_closing(self, section: Section, y: float) -> None:
        if self.choice.variant is ListVariant.FILLED:
            frame = PageFrame(MARGIN, y, self._totals_width, 0.0)
            draw_totals(self.drawing, section, self.wording, frame)
        else:
            draw_totals_for_ink(self.drawing, section, self.wording, PagePoint(MARGIN, y))
        x = self.drawing.width - MARGIN - SIGNATURE_WIDTH
        signed = (PagePoint(x, y), self.wording.days_of(section.sessions, self.event.date)[1])
        draw_signature(self.drawing, self.letterhead, self.wording, signed)

    def _draw_foot(self, number: int, of: int) -> None:
        y = self.drawing.height - 7.0
        self.drawing.text(PagePoint(MARGIN, y), self._origin(), _FOOT)
        text = self.wording.say("Page {page} of {pages}", page=number, pages=of)
        self.drawing.text(PagePoint(self.drawing.width - MARGIN, y), text, _FOOT_RIGHT)

    def _origin(self) -> str:
        say = self.wording.say
        private = say("Contains personal data.")
        if self.choice.variant is ListVariant.BLANK:
            return private
        return f"{say('Times as recorded electronically by Hadir.')} {private}"


def _draw_meta(drawing: Drawing, label: str, value: str, y: float) -> float:
    """Draw a label and what it says, in as many lines as that needs; return the next baseline."""
    drawing.text(PagePoint(MARGIN, y), label, _META)
    drawing.text(PagePoint(MARGIN + _META_LABEL, y), ":", _META)
    left = MARGIN + _META_LABEL + 3
    lines = wrapped(value, _META, drawing.width - MARGIN - left)
    return drawing.lines(PagePoint(left, y), lines, _META) - _META.leading + _META_LINE
