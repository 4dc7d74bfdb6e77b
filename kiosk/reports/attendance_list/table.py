"""The table of a Daftar Hadir: heading, rows, and signatures in zig-zag."""

from collections.abc import Sequence

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.attendance import AttendanceRecord
from kiosk.core.model import Session
from kiosk.reports.attendance_list.columns import (
    BODY,
    IDENTIFIER,
    NAME,
    PADDING,
    TIME,
    ListColumn,
    ListRow,
    number_type,
    time_in,
)
from kiosk.reports.attendance_list.values import ListVariant
from kiosk.reports.drawing import (
    FAINT,
    GREY,
    INK,
    Drawing,
    PageFrame,
    PagePoint,
    Typeface,
    fitted,
    wrapped,
)
from kiosk.reports.wording import Wording

HEADER_HEIGHT = 11.0
_BORDER = 0.25
_BASELINE = 0.36
_HEADING = Typeface(8.5, Weight.BOLD, INK, Align.CENTRE)
_SMALLEST_HEADING = Typeface(6.5, Weight.BOLD, INK, Align.CENTRE)
_HEADING_LINES = 2
_CENTRED = Typeface(TIME.size, TIME.weight, INK, Align.CENTRE)
_SIGNATURE_NUMBER = Typeface(7.2, Weight.REGULAR, GREY)
_TYPES = {"name": NAME, "identifier": IDENTIFIER}
_RECORDED = Typeface(5.8, Weight.REGULAR, GREY)


class Table:
    """Draws rows onto a page, below a heading."""

    def __init__(
        self,
        drawing: Drawing,
        columns: tuple[ListColumn, ...],
        wording: Wording,
        variant: ListVariant,
    ) -> None:
        self.drawing = drawing
        self.columns = columns
        self.wording = wording
        self.is_filled = variant is ListVariant.FILLED
        self.signature = columns[-1]

    def draw(self, rows: Sequence[ListRow], first_number: int, top: float) -> float:
        """Draw heading and rows from `top`; return where the table ends."""
        self._draw_heading(top)
        y = top + HEADER_HEIGHT
        for index in range(0, len(rows), 2):
            y = self._draw_pair(rows[index : index + 2], first_number + index, y)
        if rows:
            self._draw_verticals(top, y)
        return y

    def _draw_heading(self, top: float) -> None:
        for column in self.columns:
            frame = PageFrame(column.x, top, column.width, HEADER_HEIGHT)
            self.drawing.box(frame, FAINT, INK, _BORDER)
            lines, kind = _heading_lines(column)
            middle = top + HEADER_HEIGHT / 2 - len(lines) * kind.leading / 2
            first = middle + kind.leading * 0.78
            self.drawing.lines(PagePoint(column.x + column.width / 2, first), lines, kind)

    def _draw_pair(self, pair: Sequence[ListRow], number: int, top: float) -> float:
        y = top
        for offset, row in enumerate(pair):
            self._draw_row(row, number + offset, y)
            self._draw_signature(row.record, number + offset, PagePoint(self.signature.x, y))
            y += row.height
            self._draw_row_line(y, is_last=offset == len(pair) - 1)
        return y

    def _draw_row(self, row: ListRow, number: int, top: float) -> None:
        for column in self.columns:
            if column.kind == "number":
                self._draw_number(column, number, top + row.height / 2)
            elif column.session:
                self._draw_time(column, column.session, row, top)
            elif column.kind in row.cells:
                self._draw_cell(column, row, top)

    def _draw_number(self, column: ListColumn, number: int, middle: float) -> None:
        kind = number_type(number)
        right = PagePoint(column.x + column.width - PADDING, middle + kind.leading * _BASELINE)
        end = Typeface(kind.size, kind.weight, kind.color, Align.RIGHT)
        self.drawing.text(right, f"{number}.", end)

    def _draw_cell(self, column: ListColumn, row: ListRow, top: float) -> None:
        lines = row.cells[column.kind]
        kind = _TYPES.get(column.kind, BODY)
        height = len(lines) * kind.leading
        first = top + (row.height - height) / 2 + kind.leading * 0.78
        self.drawing.lines(PagePoint(column.x + PADDING, first), lines, kind)

    def _draw_time(self, column: ListColumn, session: Session, row: ListRow, top: float) -> None:
        record = row.record
        if not record.is_expected(session.id) and not record.is_present(session.id):
            self.drawing.box(PageFrame(column.x, top, column.width, row.height), FAINT)
        if not self.is_filled:
            return
        text = time_in(record, column, self.wording)
        middle = PagePoint(
            column.x + column.width / 2, top + row.height / 2 + _CENTRED.leading * _BASELINE
        )
        self.drawing.text(middle, text, fitted(text, _CENTRED, column.width - 1.0))

    def _draw_signature(self, record: AttendanceRecord, number: int, place: PagePoint) -> None:
        """Draw number and signature: odd ones to the left, even ones to the right."""
        half = self.signature.width / 2
        x = place.x + PADDING + (0 if number % 2 else half)
        y = place.y + 2.6
        self.drawing.text(PagePoint(x, y), f"{number}.", _SIGNATURE_NUMBER)
        if self.is_filled and record.check_ins:
            text = self.wording.say("recorded electronically")
            lines = wrapped(text, _RECORDED, half - 2 * PADDING)
            self.drawing.lines(PagePoint(x, y + _RECORDED.leading), lines, _RECORDED)

    def _draw_row_line(self, y: float, *, is_last: bool) -> None:
        """Close a row; inside a pair the signatures have the height of both."""
        last = self.columns[-1]
        right = last.x + last.width if is_last else last.x
        self.drawing.rule(PagePoint(self.columns[0].x, y), PagePoint(right, y), _BORDER, INK)

    def _draw_verticals(self, top: float, bottom: float) -> None:
        edges = [each.x for each in self.columns]
        edges.append(self.signature.x + self.signature.width)
        for x in edges:
            self.drawing.rule(PagePoint(x, top), PagePoint(x, bottom), _BORDER, INK)
        middle = self.signature.x + self.signature.width / 2
        below = top + HEADER_HEIGHT
        self.drawing.rule(PagePoint(middle, below), PagePoint(middle, bottom), _BORDER / 2, GREY)


def _heading_lines(column: ListColumn) -> tuple[tuple[str, ...], Typeface]:
    """Wrap a heading in two lines, with smaller letters where it needs more."""
    lines = wrapped(column.heading, _HEADING, column.width - PADDING)
    if len(lines) <= _HEADING_LINES:
        return lines, _HEADING
    smaller = wrapped(column.heading, _SMALLEST_HEADING, column.width - PADDING)
    return smaller, fitted("M" * len(smaller), _SMALLEST_HEADING, HEADER_HEIGHT * 1.1)
