"""The summary sheet of a workbook: what the event was, its numbers, and a chart of arrivals."""

from collections.abc import Sequence
from datetime import timedelta

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from badges.order import natural
from kiosk.core.attendance import Attendance, Counts
from kiosk.core.model import Session
from kiosk.reports.attendance_list.values import Grouping
from kiosk.reports.turnout.arrivals import Curve, curve
from kiosk.reports.wording import Wording
from kiosk.reports.workbook.sheets import Cell, CellKind, SheetColumn, WorkbookValues, unmarked

_COLORS = ("#0B5563", "#E09F3E", "#7A9E7E", "#9E2A2B", "#5C6B8A", "#B56576")
_FIRST_TABLE_ROW = 6
_CHART_ROWS = 19


def add_summary(
    book: WorkbookValues, attendance: Attendance, sessions: Sequence[Session], wording: Wording
) -> None:
    """Add the summary and, behind it, the sheet that its chart is drawn from."""
    sheet = book.add_plain(wording.say("Summary"))
    arrivals = curve(attendance, [each.id for each in sessions])
    source = _add_arrivals(book, arrivals, sessions, wording)
    summary = _SummarySheet(book, sheet, wording)
    summary.write_whole(attendance, sessions)
    if arrivals.spans:
        chart = _chart(book, (source, len(arrivals.spans)), sessions, wording)
        summary.insert(chart)
    summary.write_parts(attendance, sessions)


def _add_arrivals(
    book: WorkbookValues, arrivals: Curve, sessions: Sequence[Session], wording: Wording
) -> str:
    minutes = arrivals.step // timedelta(minutes=1)
    fields = [
        SheetColumn(
            wording.say("From ({minutes} minutes each)", minutes=minutes), CellKind.TIME, 21
        ),
        *(SheetColumn(each.name, CellKind.NUMBER) for each in sessions),
    ]
    rows: list[list[Cell]] = [
        [each.start.astimezone(wording.zone).replace(tzinfo=None), *each.counts]
        for each in arrivals.spans
    ]
    return book.add_table(wording.say("Arrivals"), fields, rows)[0]


class _SummarySheet:
    """Writes the summary from top to bottom."""

    def __init__(self, book: WorkbookValues, sheet: Worksheet, wording: Wording) -> None:
        self.book = book
        self.sheet = sheet
        self.wording = wording
        self.row = 0

    def write_whole(self, attendance: Attendance, sessions: Sequence[Session]) -> None:
        """Write what the event was, and the numbers of each session."""
        self.sheet.set_column(0, 0, 34)
        self.sheet.set_column(1, 1, 40)
        self.sheet.set_column(2, 8, 12)
        self._write_event(attendance)
        self._write_table(attendance, sessions, Grouping.WHOLE)

    def write_parts(self, attendance: Attendance, sessions: Sequence[Session]) -> None:
        """Write the numbers of each role and each organization."""
        for grouping in (Grouping.GROUP, Grouping.ORGANIZATION):
            self._write_table(attendance, sessions, grouping)

    def insert(self, chart: Chart) -> None:
        """Put a chart below what was written so far."""
        self.sheet.insert_chart(self.row, 0, chart)
        self.row += _CHART_ROWS

    def _write_event(self, attendance: Attendance) -> None:
        event, say = attendance.event, self.wording.say
        title = self.book.workbook.add_format({"bold": True, "font_size": 15})
        self.sheet.write_string(0, 0, unmarked(event.name), title)
        days = self.wording.days_of(attendance.sessions, event.date)
        facts = [
            (say("Day, date"), self.wording.full_dates(*days)),
            (say("Place"), event.place),
            (say("Time zone"), event.timezone),
            (say("On the roster"), self.wording.number(len(attendance.records))),
        ]
        for row, (label, value) in enumerate(facts, 1):
            self.sheet.write_string(row, 0, label)
            self.sheet.write_string(row, 1, unmarked(value))
        self.row = _FIRST_TABLE_ROW

    def _write_table(
        self, attendance: Attendance, sessions: Sequence[Session], grouping: Grouping
    ) -> None:
        say = self.wording.say
        second = {Grouping.GROUP: say("Group"), Grouping.ORGANIZATION: say("Organization")}
        numbers = (say("Expected"), say("Present"), say("Absent"), say("Off the list"))
        names = (say("Session"), second.get(grouping, ""), *numbers)
        heads = (*names, say("Walk-ins"), say("Turnout"))
        for column, name in enumerate(heads):
            self.sheet.write_string(self.row, column, name, self.book.heading)
        self.sheet.set_row(self.row, 30)
        self.row += 1
        for session in sessions:
            for name, counts in _counted(attendance, grouping, session).items():
                self._write_counts(session.name, name, counts)
        self.row += 1

    def _write_counts(self, session: str, name: str, counts: Counts) -> None:
        texts = (session, name)
        for column, text in enumerate(texts):
            self.sheet.write_string(
                self.row, column, unmarked(text), self.book.formats[CellKind.TEXT]
            )
        absent = counts.absent if counts.has_begun else None
        numbers = (counts.expected, counts.present, absent, counts.unexpected, counts.walk_ins)
        for column, number in enumerate(numbers, len(texts)):
            if number is not None:
                form = self.book.formats[CellKind.NUMBER]
                self.sheet.write_number(self.row, column, number, form)
        if counts.expected and counts.has_begun:
            share = counts.percent / 100
            self.sheet.write_number(self.row, 7, share, self.book.formats[CellKind.PERCENT])
        self.row += 1


def _counted(attendance: Attendance, grouping: Grouping, session: Session) -> dict[str, Counts]:
    """Return the numbers by group; of the whole also where nobody is on the roster."""
    if grouping is Grouping.WHOLE:
        return {"": attendance.counts(session.id)}
    counted = attendance.counts_by(grouping.key, session.id)
    return {name: counted[name] for name in sorted(counted, key=natural)}


def _chart(
    book: WorkbookValues, source: tuple[str, int], sessions: Sequence[Session], wording: Wording
) -> Chart:
    """Return the arrivals from the rows of the sheet `source`: its name and its number of rows."""
    chart = book.workbook.add_chart({"type": "column"})
    for index in range(len(sessions)):
        chart.add_series(_series(source, index))
    chart.set_title({"name": wording.say("Arrivals"), "name_font": {"size": 12}})
    axis = {"num_format": "hh:mm", "text_axis": True, "num_font": {"rotation": -45}}
    chart.set_x_axis(axis)
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDE2E6"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 990, "height": 350})
    return chart


def _series(source: tuple[str, int], index: int) -> dict[str, object]:
    name, last = source
    return {
        "name": [name, 0, index + 1],
        "categories": [name, 1, 0, last, 0],
        "values": [name, 1, index + 1, last, index + 1],
        "fill": {"color": _COLORS[index % len(_COLORS)]},
        "gap": 20,
        "overlap": 100,
    }
