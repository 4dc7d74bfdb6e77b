"""The totals below a Daftar Hadir: a small table, a row a session."""

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.attendance import Counts, count
from kiosk.reports.attendance_list import ListChoice, Section, Variant
from kiosk.reports.drawing import (
    FAINT,
    GREY,
    INK,
    LINE,
    Drawing,
    Frame,
    Point,
    Type,
    fitted,
    wrapped,
)
from kiosk.reports.wording import Wording

_FIRST = 26.0
_EACH = 16.5
_HEADING_HEIGHT = 8.5
_ROW = 5.6
_NOTE = 8.0
_HEADING = Type(7.5, Weight.BOLD, INK, Align.CENTRE)
_LABEL = Type(8.0)
_NUMBER = Type(8.5, Weight.REGULAR, INK, Align.CENTRE)
_SMALL = Type(7.0, Weight.REGULAR, GREY)


def totals_height(section: Section, choice: ListChoice) -> float:
    """Return how high the totals are, in millimetres; a blank list has none."""
    if choice.variant is Variant.BLANK:
        return 0.0
    return _HEADING_HEIGHT + _ROW * len(section.sessions) + _NOTE


def draw_totals(drawing: Drawing, section: Section, wording: Wording, place: Point) -> None:
    """Draw expected, present, absent and those off the list, for each session of a section."""
    _draw_headings(drawing, wording, place)
    y = place.y + _HEADING_HEIGHT
    for session in section.sessions:
        counts = count(section.records, session.id)
        _draw_row(drawing, (session.name, *_numbers(counts, wording)), Point(place.x, y))
        y += _ROW
    _draw_notes(drawing, wording, Point(place.x, y + 3.6))


def _numbers(counts: Counts, wording: Wording) -> list[str]:
    whole = [counts.expected, counts.present, counts.absent, counts.unexpected]
    return [*map(wording.number, whole), wording.percent(counts.percent)]


def _draw_headings(drawing: Drawing, wording: Wording, place: Point) -> None:
    names = [
        wording.say("Session"),
        wording.say("Expected"),
        wording.say("Present"),
        wording.say("Absent"),
        wording.say("Off the list"),
        wording.say("Turnout"),
    ]
    for index, name in enumerate(names):
        frame = _cell(index, place, _HEADING_HEIGHT)
        drawing.box(frame, FAINT, LINE)
        lines = wrapped(name, _HEADING, frame.width - 1)
        y = frame.y + frame.height / 2 + _HEADING.leading * (0.32 - (len(lines) - 1) / 2)
        drawing.lines(Point(frame.x + frame.width / 2, y), lines, _HEADING)


def _draw_row(drawing: Drawing, texts: tuple[str, ...], place: Point) -> None:
    for index, text in enumerate(texts):
        frame = _cell(index, place, _ROW)
        drawing.box(frame, stroke=LINE)
        kind = fitted(text, _NUMBER if index else _LABEL, frame.width - 2)
        x = frame.x + frame.width / 2 if index else frame.x + 1.2
        drawing.text(Point(x, frame.y + 3.9), text, kind)


def _draw_notes(drawing: Drawing, wording: Wording, place: Point) -> None:
    notes = [
        wording.say("Present: everybody who came, also those off the list (*)."),
        wording.say("Turnout: of those expected. Grey: not expected in this session."),
    ]
    drawing.lines(place, notes, _SMALL)


def _cell(index: int, place: Point, height: float) -> Frame:
    x = place.x + (_FIRST + _EACH * (index - 1) if index else 0)
    return Frame(x, place.y, _EACH if index else _FIRST, height)
