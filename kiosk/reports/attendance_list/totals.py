"""The totals below a Daftar Hadir: a small table, a row a session."""

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.attendance import Counts, count
from kiosk.core.model import Session
from kiosk.reports.attendance_list.values import ListChoice, ListVariant, Section
from kiosk.reports.drawing import (
    FAINT,
    GREY,
    INK,
    LINE,
    Drawing,
    PageFrame,
    PagePoint,
    Typeface,
    fitted,
    wrapped,
)
from kiosk.reports.wording import Wording

_FIRST_AT_MOST = 60.0
_EACH = 16.5
_NUMBERS = 5
_HEADING_HEIGHT = 8.5
_ROW = 5.6
_NOTE = 8.0
_HEADING = Typeface(7.5, Weight.BOLD, INK, Align.CENTRE)
_LABEL = Typeface(8.0)
_NUMBER = Typeface(8.5, Weight.REGULAR, INK, Align.CENTRE)
_SMALL = Typeface(7.0, Weight.REGULAR, GREY)
_INK_LINES = 3
_DOTS = "." * 24
_INK_LINE = 6.5
_INK_LABEL = 30.0
_INK_TYPE = Typeface(9.5)


def totals_height(section: Section, choice: ListChoice, width: float) -> float:
    """Return how high the totals are in the `width` that they have, in millimetres."""
    if choice.variant is ListVariant.BLANK:
        return _INK_LINE * _INK_LINES
    if not section.sessions:
        return 0.0
    heights = [_row_height(each, _first(width)) for each in section.sessions]
    return _HEADING_HEIGHT + sum(heights) + _NOTE


def draw_totals(drawing: Drawing, section: Section, wording: Wording, frame: PageFrame) -> None:
    """Draw expected, present, absent and those off the list, for each session of a section."""
    if not section.sessions:
        return
    first = _first(frame.width)
    _draw_headings(drawing, wording, (PagePoint(frame.x, frame.y), first))
    y = frame.y + _HEADING_HEIGHT
    for session in section.sessions:
        height = _row_height(session, first)
        has_begun = session.id in section.begun
        numbers = _numbers(count(section.records, session.id, has_begun=has_begun), wording)
        _draw_row(drawing, (session, numbers), PageFrame(frame.x, y, first, height))
        y += height
    _draw_notes(drawing, wording, PagePoint(frame.x, y + 3.6))


def draw_totals_for_ink(
    drawing: Drawing, section: Section, wording: Wording, place: PagePoint
) -> None:
    """Draw how many are on the list, and dotted lines for what is counted by hand."""
    lines = (
        (wording.say("Number of participants"), wording.number(len(section.records))),
        (wording.say("Present"), _DOTS),
        (wording.say("Absent"), _DOTS),
    )
    y = place.y + _INK_LINE
    for label, value in lines:
        drawing.text(PagePoint(place.x, y), label, _INK_TYPE)
        drawing.text(PagePoint(place.x + _INK_LABEL, y), f": {value}", _INK_TYPE)
        y += _INK_LINE


def _first(width: float) -> float:
    """Return how wide the names of the sessions stand beside the numbers."""
    return min(_FIRST_AT_MOST, width - _EACH * _NUMBERS)


def _lines(session: Session, first: float) -> tuple[str, ...]:
    return wrapped(session.name, _LABEL, first - 2.4)


def _row_height(session: Session, first: float) -> float:
    return _ROW + (len(_lines(session, first)) - 1) * _LABEL.leading


def _numbers(counts: Counts, wording: Wording) -> list[str]:
    came = [wording.number(each) for each in (counts.expected, counts.present)]
    off = wording.number(counts.unexpected)
    return [*came, wording.absent(counts), off, wording.turnout(counts)]


def _draw_headings(drawing: Drawing, wording: Wording, at: tuple[PagePoint, float]) -> None:
    names = [
        wording.say("Session"),
        wording.say("Expected"),
        wording.say("Present"),
        wording.say("Absent"),
        wording.say("Off the list"),
        wording.say("Turnout"),
    ]
    place, first = at
    row = PageFrame(place.x, place.y, first, _HEADING_HEIGHT)
    for index, name in enumerate(names):
        frame = _cell(index, row)
        drawing.box(frame, FAINT, LINE)
        lines = wrapped(name, _HEADING, frame.width - 1)
        y = frame.y + frame.height / 2 + _HEADING.leading * (0.32 - (len(lines) - 1) / 2)
        drawing.lines(PagePoint(frame.x + frame.width / 2, y), lines, _HEADING)


def _draw_row(drawing: Drawing, told: tuple[Session, list[str]], row: PageFrame) -> None:
    """Draw a session and its numbers; `row` has the width of the first cell."""
    session, numbers = told
    drawing.box(_cell(0, row), stroke=LINE)
    drawing.lines(PagePoint(row.x + 1.2, row.y + 3.9), _lines(session, row.width), _LABEL)
    for index, text in enumerate(numbers, 1):
        frame = _cell(index, row)
        drawing.box(frame, stroke=LINE)
        middle = PagePoint(frame.x + frame.width / 2, frame.y + frame.height / 2 + 1.1)
        drawing.text(middle, text, fitted(text, _NUMBER, frame.width - 2))


def _draw_notes(drawing: Drawing, wording: Wording, place: PagePoint) -> None:
    notes = [
        wording.say("Present: everybody who came, also those off the list (*)."),
        wording.say("Turnout: of those expected. Grey: not expected in this session."),
    ]
    drawing.lines(place, notes, _SMALL)


def _cell(index: int, row: PageFrame) -> PageFrame:
    """Return a cell of a row that begins with `row`."""
    x = row.x + (row.width + _EACH * (index - 1) if index else 0)
    return PageFrame(x, row.y, _EACH if index else row.width, row.height)
