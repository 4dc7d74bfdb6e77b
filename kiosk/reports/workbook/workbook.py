"""The workbook of an event: participants, summary, sessions, absentees, walk-ins, scans.

The first sheet has the columns of the CSV and the JSON in row 1, by the same names, so that
scripts read all three alike; door and means of each session follow behind them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.core.attendance import Attendance, AttendanceRecord, ScanRow
from kiosk.core.clock import minutes_of
from kiosk.core.model import Session
from kiosk.core.progress import Progress
from kiosk.reports.attendance_list.values import listed
from kiosk.reports.labels import MEANS, REASONS, STATUSES, standing
from kiosk.reports.wording import DASH, Language, Wording
from kiosk.reports.workbook.further import FurtherColumn
from kiosk.reports.workbook.rows import COLUMNS, headings, local_time, person_values, sessions_of
from kiosk.reports.workbook.sheets import Cell, CellKind, SheetColumn, WorkbookValues
from kiosk.reports.workbook.summary import add_summary
from kiosk.uncollected import uncollected

_WIDTHS = (8, 40, 21, 19, 26, 36, 18, 10, 10)
_KINDS = {"number": CellKind.NUMBER, "walk_in": CellKind.FLAG}
_SHOWN_OF_A_CODE = 4
_LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class BookChoice:
    """Which session (None: all), in which language, and which further columns."""

    session_id: int | None = None
    language: Language = Language.ID
    further: tuple[FurtherColumn, ...] = ()


def workbook(
    attendance: Attendance,
    scans: Sequence[ScanRow],
    choice: BookChoice | None = None,
    progress: Progress = lambda _done, _of: None,
) -> bytes:
    """Return the workbook as .xlsx; `progress` counts sheets."""
    with uncollected():
        return _WorkbookWriter(attendance, scans, choice or BookChoice()).written(progress)


class _WorkbookWriter:
    """Writes the sheets of one event."""

    def __init__(
        self, attendance: Attendance, scans: Sequence[ScanRow], choice: BookChoice
    ) -> None:
        self.attendance = attendance
        self.scans = scans
        self.sessions = sessions_of(attendance, choice.session_id)
        self.further = choice.further
        self.zone = attendance.event.zone
        self.wording = Wording(self.zone, choice.language)
        self.say = self.wording.say
        self.book = WorkbookValues(
            f"{self.say('Attendance')} {DASH} {attendance.event.name}",
            self.say("Contains personal data."),
        )

    def written(self, progress: Progress) -> bytes:
        steps: list[Callable[[], object]] = [
            self._add_participants,
            lambda: add_summary(self.book, self.attendance, self.sessions, self.wording),
            *(lambda each=each: self._add_session(each) for each in self.sessions),
            self._add_absentees,
            self._add_walk_ins,
            self._add_scans,
        ]
        whole = len(steps) + 1
        for done, step in enumerate(steps, 1):
            step()
            progress(done, whole)
        content = self.book.finish()
        progress(whole, whole)
        return content

    def _add_participants(self) -> None:
        base = [
            SheetColumn(name, _KINDS.get(name, CellKind.TEXT), width)
            for name, width in zip(COLUMNS, _WIDTHS, strict=True)
        ]
        names = headings(self.sessions, self.further)
        behind = len(COLUMNS) + len(self.sessions)
        times = [SheetColumn(name, CellKind.TIME, 19) for name in names[len(COLUMNS) : behind]]
        further = [SheetColumn(name, width=24) for name in names[behind:]]
        places = [
            SheetColumn(f"{each.name} {DASH} {label}")
            for each in self.sessions
            for label in (self.say("door"), self.say("means"))
        ]
        rows = (self._participant(each) for each in self.attendance.records)
        self.book.add_table(self.say("Participants"), [*base, *times, *further, *places], rows)

    def _participant(self, record: AttendanceRecord) -> list[Cell]:
        return [
            *person_values(record),
            *(local_time(record, each, self.zone) for each in self.sessions),
            *(each.of(record.participant) for each in self.further),
            *(text for each in self.sessions for text in self._place(record, each)),
        ]

    def _place(self, record: AttendanceRecord, session: Session) -> tuple[str, str]:
        check_in = record.check_ins.get(session.id)
        return (check_in.station, self.say(MEANS[check_in.means])) if check_in else ("", "")

    def _add_session(self, session: Session) -> None:
        fields = [
            *self._person_fields(),
            SheetColumn(self.say("Attendance"), width=18),
            SheetColumn(self.say("Time"), CellKind.TIME, 19),
            SheetColumn(self.say("Door"), width=18),
            SheetColumn(self.say("Means")),
            SheetColumn(self.say("By"), width=18),
        ]
        rows = (self._in_session(each, session) for each in self._listed(session))
        self.book.add_table(session.name, fields, rows)

    def _listed(self, session: Session) -> list[AttendanceRecord]:
        return listed(self.attendance.records, [session])

    def _in_session(self, record: AttendanceRecord, session: Session) -> list[Cell]:
        check_in = record.check_ins.get(session.id)
        return [
            *_person(record),
            self.say(standing(self.attendance, record, session)),
            local_time(record, session, self.zone),
            *self._place(record, session),
            check_in.by if check_in else "",
        ]

    def _add_absentees(self) -> None:
        fields = [
            SheetColumn(self.say("Session"), width=18),
            *self._person_fields(),
            SheetColumn(self.say("Phone"), width=18),
        ]
        rows = (
            [session.name, *_person(record), record.participant.phone]
            for session in self.sessions
            if self.attendance.has_begun(session)
            for record in self.attendance.records
            if record.is_missing(session.id)
        )
        self.book.add_table(self.say("Absentees"), fields, rows)

    def _add_walk_ins(self) -> None:
        fields = [
            *self._person_fields(),
            SheetColumn(self.say("Status")),
            *(SheetColumn(each.name, CellKind.TIME, 19) for each in self.sessions),
        ]
        rows = (
            [
                *_person(record),
                self.say(STATUSES[record.participant.status]),
                *(local_time(record, each, self.zone) for each in self.sessions),
            ]
            for record in self.attendance.records
            if record.participant.walk_in
        )
        self.book.add_table(self.say("Walk-ins"), fields, rows)

    def _add_scans(self) -> None:
        names = {each.name for each in self.sessions}
        whole = len(self.sessions) == len(self.attendance.sessions)
        rows = (self._scan(each) for each in self.scans if whole or each.session in names)
        self.book.add_table(self.say("Scans"), self._scan_fields(), rows)

    def _scan_fields(self) -> list[SheetColumn]:
        return [
            SheetColumn(self.say("Scanned at"), CellKind.TIME, 19),
            SheetColumn(self.say("Received, where late"), CellKind.TIME, 19),
            SheetColumn(self.say("Session"), width=18),
            SheetColumn(self.say("Code of the reason"), width=20),
            SheetColumn(self.say("Reason"), width=26),
            SheetColumn(self.say("No."), CellKind.NUMBER, 8),
            SheetColumn(self.say("Name"), width=40),
            SheetColumn(self.say("End of the code")),
            SheetColumn(self.say("Means")),
            SheetColumn(self.say("Station"), width=18),
            SheetColumn(self.say("Door"), width=18),
            SheetColumn(self.say("By"), width=18),
            SheetColumn(self.say("Put right by (minutes)"), CellKind.NUMBER, 12),
        ]

    def _scan(self, scan: ScanRow) -> list[Cell]:
        late = scan.received_at - scan.scanned_at >= _LATE
        return [
            self._local(scan.scanned_at),
            self._local(scan.received_at) if late else None,
            scan.session,
            scan.reason.value,
            self.say(REASONS[scan.reason]),
            scan.number,
            scan.name,
            f"…{scan.code[-_SHOWN_OF_A_CODE:]}",
            self.say(MEANS[scan.means]),
            scan.station,
            scan.door,
            scan.by,
            -minutes_of(scan.clock_ahead) or None,
        ]

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0)

    def _person_fields(self) -> list[SheetColumn]:
        return [
            SheetColumn(self.say("No."), CellKind.NUMBER, 8),
            SheetColumn(self.say("Name"), width=40),
            SheetColumn("NIP", width=21),
            SheetColumn("NUPTK", width=19),
            SheetColumn(self.say("Group"), width=26),
            SheetColumn(self.say("Organization"), width=36),
        ]


def _person(record: AttendanceRecord) -> Iterator[Cell]:
    person = record.participant
    yield from (person.number, person.name, person.nip, person.nuptk)
    yield from (person.group, person.organization)
