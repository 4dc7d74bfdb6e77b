"""The numbers of a turnout report: a card a session, a table of roles, curves of arrivals."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.attendance import Attendance, Counts
from kiosk.core.model import Session
from kiosk.reports.attendance_list.values import Grouping
from kiosk.reports.drawing import (
    ACCENT,
    FAINT,
    GREY,
    INK,
    LINE,
    WHITE,
    Drawing,
    PageFrame,
    PagePoint,
    Typeface,
    fitted,
    shortened,
    text_width,
)
from kiosk.reports.turnout.arrivals import Curve, curve
from kiosk.reports.wording import Wording

_GUTTER = 5.0
_ACROSS = 3
MOST_SESSIONS = 6
_FOUR = 4
_MOST_GROUPS = 8
_CARD_HEIGHT = 36.5
_ROW = 6.2
_PALE = "#CFE3E6"
_AMBER = "#C7772E"
_LABELS = 4

_CARD_NAME = Typeface(10.0, Weight.BOLD, INK)
_CARD_TIME = Typeface(8.0, Weight.REGULAR, GREY)
_BIG = Typeface(23.0, Weight.BOLD, ACCENT)
_CARD_TEXT = Typeface(8.4, Weight.REGULAR, INK)
_HEAD = Typeface(8.2, Weight.BOLD, INK, Align.CENTRE)
_HEAD_LEFT = Typeface(8.2, Weight.BOLD, INK)
_CELL = Typeface(8.6)
_NUMBER = Typeface(8.6, Weight.REGULAR, INK, Align.CENTRE)
_TICK = Typeface(6.8, Weight.REGULAR, GREY, Align.CENTRE)
_TICK_RIGHT = Typeface(6.8, Weight.REGULAR, GREY, Align.RIGHT)
_CURVE_NAME = Typeface(8.4, Weight.BOLD, INK)
_PER = Typeface(7.2, Weight.REGULAR, GREY)


def draw_cards(
    drawing: Drawing, attendance: Attendance, wording: Wording, place: PagePoint
) -> float:
    """Draw a card for each session, three side by side; return where they end."""
    sessions = attendance.sessions[:MOST_SESSIONS]
    for index, session in enumerate(sessions):
        frame = _tile(drawing, index, len(sessions), PageFrame(place.x, place.y, 0.0, _CARD_HEIGHT))
        _draw_card(drawing, frame, (session, attendance.counts(session.id)), wording)
    return place.y + _rows(len(sessions)) * (_CARD_HEIGHT + _GUTTER) - _GUTTER


def _draw_card(
    drawing: Drawing, frame: PageFrame, told: tuple[Session, Counts], wording: Wording
) -> None:
    session, counts = told
    room = frame.width - 8.0
    x = frame.x + 4.0
    drawing.box(frame, WHITE, LINE, 0.25)
    drawing.box(PageFrame(frame.x, frame.y, 1.2, frame.height), ACCENT)
    drawing.text(PagePoint(x, frame.y + 5.8), shortened(session.name, _CARD_NAME, room), _CARD_NAME)
    when = _when(session, wording)
    drawing.text(PagePoint(x, frame.y + 9.8), when, fitted(when, _CARD_TIME, room))
    drawing.text(PagePoint(x, frame.y + 19.6), wording.turnout(counts), _BIG)
    _draw_bar(drawing, PageFrame(x, frame.y + 22.6, room, 2.4), counts.percent)
    for index, text in enumerate(came_in_words(counts, wording)):
        place = PagePoint(x, frame.y + 29.2 + index * _CARD_TEXT.leading)
        drawing.text(place, text, fitted(text, _CARD_TEXT, room))


def _when(session: Session, wording: Wording) -> str:
    day = wording.day(session.starts_at.astimezone(wording.zone).date())
    return f"{day}, {wording.hours(session.starts_at, session.ends_at)}"


def came_in_words(counts: Counts, wording: Wording) -> tuple[str, str]:
    """Return the numbers of a session in two lines; before it begins, nobody is absent."""
    came = "{came} of {expected} expected came, {absent} absent"
    before = "{came} of {expected} expected are here, not begun yet"
    return (
        wording.say(
            came if counts.has_begun else before,
            came=wording.number(counts.present_expected),
            expected=wording.number(counts.expected),
            absent=wording.number(counts.absent),
        ),
        wording.say(
            "{present} in the hall, {unexpected} of them off the list",
            present=wording.number(counts.present),
            unexpected=wording.number(counts.unexpected),
        ),
    )


def _draw_bar(drawing: Drawing, frame: PageFrame, percent: float) -> None:
    drawing.box(frame, _PALE)
    drawing.box(PageFrame(frame.x, frame.y, frame.width * percent / 100, frame.height), ACCENT)


def draw_groups(
    drawing: Drawing, attendance: Attendance, wording: Wording, place: PagePoint
) -> float:
    """Draw a table: a row a role, a column a session, and the whole; return where it ends."""
    sessions = attendance.sessions[:MOST_SESSIONS]
    width = drawing.width - 2 * place.x
    first = width * (0.34 if len(sessions) <= _ACROSS else 0.22)
    each = (width - first) / max(len(sessions), 1)
    drawing.box(PageFrame(place.x, place.y, width, _ROW), FAINT)
    drawing.text(PagePoint(place.x + 2, place.y + 4.3), wording.say("Group"), _HEAD_LEFT)
    for index, session in enumerate(sessions):
        middle = PagePoint(place.x + first + (index + 0.5) * each, place.y + 4.3)
        drawing.text(middle, shortened(session.name, _HEAD, each - 2), _HEAD)
    y = place.y + _ROW
    for name, counts in _group_rows(attendance, sessions, wording):
        frame = PageFrame(place.x, y, first, each)
        _draw_group(drawing, frame, (name, counts), wording)
        y += _ROW
        drawing.rule(PagePoint(place.x, y), PagePoint(place.x + width, y), 0.12, LINE)
    return y


def _draw_group(
    drawing: Drawing, frame: PageFrame, row: tuple[str, Sequence[Counts]], wording: Wording
) -> None:
    """Draw a row; `frame` has the width of the first column, and of the others as height."""
    name, counted = row
    drawing.text(
        PagePoint(frame.x + 2, frame.y + 4.3), shortened(name, _CELL, frame.width - 3), _CELL
    )
    for index, counts in enumerate(counted):
        left = frame.x + frame.width + index * frame.height
        text = (
            f"{wording.number(counts.present_expected)} / {wording.number(counts.expected)}"
            f"{f' ({wording.turnout(counts)})' if counts.has_begun else ''}"
        )
        middle = PagePoint(left + frame.height / 2, frame.y + 4.3)
        drawing.text(middle, text, fitted(text, _NUMBER, frame.height - 2))


def _group_rows(
    attendance: Attendance, sessions: Sequence[Session], wording: Wording
) -> list[tuple[str, list[Counts]]]:
    """Return the largest groups, the others in one row, and the whole.

    Groups in which nobody was expected (of walk-ins) have no row, nor has a group that is all.
    """
    counted = [attendance.counts_by(Grouping.GROUP.key, each.id) for each in sessions]
    names = _groups(counted)
    shown = names if len(names) <= _MOST_GROUPS else names[: _MOST_GROUPS - 1]
    rows = [
        (name or wording.say("(no group)"), [by[name] for by in counted])
        for name in sorted(shown, key=str.casefold)
    ]
    if rest := names[len(shown) :]:
        others = [sum((by[name] for name in rest), Counts()) for by in counted]
        rows.append((wording.say("{count} other groups", count=wording.number(len(rest))), others))
    whole = [attendance.counts(each.id) for each in sessions]
    return [*rows, (wording.say("All"), whole)]


def _groups(counted: Sequence[Mapping[str, Counts]]) -> list[str]:
    """Return the groups in which somebody is expected, the largest first; none where one is all."""
    expected = {name: sum(by[name].expected for by in counted) for name in next(iter(counted), ())}
    names = sorted(filter(expected.__getitem__, expected), key=lambda name: -expected[name])
    return names if names != [""] else []


def curves_height(attendance: Attendance, height: float) -> float:
    """Return what the curves take when each is `height` millimetres high; nothing without any."""
    if not any(each.check_ins for each in attendance.records):
        return 0.0
    rows = _rows(min(len(attendance.sessions), MOST_SESSIONS))
    return rows * (height + _GUTTER) - _GUTTER if rows else 0.0


def draw_curves(
    drawing: Drawing, attendance: Attendance, wording: Wording, first: PageFrame
) -> float:
    """Draw the arrivals of each session as bars on one scale; return where they end.

    `first` gives the top left corner and the height of each.
    """
    sessions = attendance.sessions[:MOST_SESSIONS]
    curves = [curve(attendance, [each.id], most=48) for each in sessions]
    highest = max((each.highest for each in curves), default=0)
    for index, (session, each) in enumerate(zip(sessions, curves, strict=True)):
        frame = _tile(drawing, index, len(sessions), first)
        empty = "Nobody came." if attendance.has_ended(session) else "Nobody has come yet."
        if each.spans:
            _draw_curve(drawing, frame, (session, each, highest), wording)
        else:
            _draw_empty(drawing, frame, (session.name, empty), wording)
    return first.y + curves_height(attendance, first.height)


def _draw_curve(
    drawing: Drawing, frame: PageFrame, told: tuple[Session, Curve, int], wording: Wording
) -> None:
    session, arrivals, highest = told
    minutes = wording.number(arrivals.step // timedelta(minutes=1))
    per = wording.say("people in {minutes} minutes", minutes=minutes)
    name = shortened(session.name, _CURVE_NAME, frame.width - text_width(per, _PER) - 3.0)
    drawing.text(PagePoint(frame.x, frame.y + 4.0), name, _CURVE_NAME)
    chart = _chart(drawing, frame)
    after = frame.x + text_width(name, _CURVE_NAME) + 2.0
    drawing.text(PagePoint(after, frame.y + 4.0), per, _PER)
    _draw_scale(drawing, chart, highest, wording)
    _draw_bars(drawing, chart, (arrivals, highest))
    _draw_times(drawing, chart, (session, arrivals), wording)


def _draw_empty(
    drawing: Drawing, frame: PageFrame, told: tuple[str, str], wording: Wording
) -> None:
    name, words = told
    at = PagePoint(frame.x, frame.y + 4.0)
    drawing.text(at, shortened(name, _CURVE_NAME, frame.width), _CURVE_NAME)
    chart = _chart(drawing, frame)
    middle = PagePoint(chart.x + chart.width / 2, chart.y + chart.height / 2)
    drawing.text(middle, wording.say(words), _TICK)


def _chart(drawing: Drawing, frame: PageFrame) -> PageFrame:
    """Draw the line on which the bars stand; return where they may be."""
    chart = PageFrame(frame.x + 6.0, frame.y + 10.0, frame.width - 6.0, frame.height - 15.0)
    base = chart.y + chart.height
    drawing.rule(PagePoint(chart.x, base), PagePoint(chart.x + chart.width, base), 0.25, GREY)
    return chart


def _draw_scale(drawing: Drawing, chart: PageFrame, highest: int, wording: Wording) -> None:
    for number in dict.fromkeys((highest, highest // 2)):
        if number:
            y = chart.y + chart.height * (1 - number / highest)
            drawing.rule(PagePoint(chart.x, y), PagePoint(chart.x + chart.width, y), 0.1, LINE)
            drawing.text(PagePoint(chart.x - 1.0, y + 0.9), wording.number(number), _TICK_RIGHT)


def _draw_bars(drawing: Drawing, chart: PageFrame, told: tuple[Curve, int]) -> None:
    arrivals, highest = told
    each = _span_width(chart, arrivals)
    for index, span in enumerate(arrivals.spans):
        height = chart.height * span.counts[0] / highest
        top = chart.y + chart.height - height
        drawing.box(PageFrame(chart.x + index * each, top, each * 0.82, height), ACCENT)


def _draw_times(
    drawing: Drawing, chart: PageFrame, told: tuple[Session, Curve], wording: Wording
) -> None:
    """Write the time below some of the bars, and mark the start of the session."""
    session, arrivals = told
    base, each = chart.y + chart.height, _span_width(chart, arrivals)
    every = max(1, -(-len(arrivals.spans) // _LABELS))
    for index in range(0, len(arrivals.spans), every):
        x = chart.x + (index + 0.41) * each
        drawing.text(PagePoint(x, base + 3.2), wording.time(arrivals.spans[index].start), _TICK)
    start = _place_of(session.starts_at, arrivals) * each
    if 0 <= start <= chart.width:
        x = chart.x + start
        drawing.rule(PagePoint(x, chart.y - 1.0), PagePoint(x, base), 0.35, _AMBER)
        label = Typeface(_TICK.size, Weight.BOLD, _AMBER, Align.CENTRE)
        drawing.text(PagePoint(x, chart.y - 1.6), wording.say("start"), label)


def _place_of(moment: datetime, arrivals: Curve) -> float:
    return (moment - arrivals.spans[0].start) / arrivals.step


def _span_width(chart: PageFrame, arrivals: Curve) -> float:
    return min(chart.width / len(arrivals.spans), 9.0)


def _tile(drawing: Drawing, index: int, of: int, first: PageFrame) -> PageFrame:
    """Return the place of one of several equal tiles between the margins."""
    across = _across(of)
    width = (drawing.width - 2 * first.x - (across - 1) * _GUTTER) / across
    row, column = divmod(index, across)
    x = first.x + column * (width + _GUTTER)
    return PageFrame(x, first.y + row * (first.height + _GUTTER), width, first.height)


def _across(count: int) -> int:
    """Return how many stand in a row: three, but four in two rows of two."""
    return _ACROSS - 1 if count == _FOUR else min(count, _ACROSS)


def _rows(count: int) -> int:
    return -(-count // _across(count)) if count else 0
