"""One row a participant with a column a session: what CSV, JSON and the first sheet share."""

import csv
import json
import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.core.attendance import Attendance, AttendanceRecord
from kiosk.core.model import Session
from kiosk.reports.workbook.further import FurtherColumn

COLUMNS = (
    "number",
    "name",
    "nip",
    "nuptk",
    "group",
    "organization",
    "district",
    "status",
    "walk_in",
)
"""The columns that come before the sessions; their names never change."""

_TIME = "%Y-%m-%d %H:%M:%S"
_BEGINS_FORMULA = re.compile(r"\A'*+[=+@\t\r-]")


class Separator(StrEnum):
    """Between the columns of a CSV: Excel in Indonesian expects the semicolon."""

    COMMA = ","
    SEMICOLON = ";"


def csv_bytes(
    attendance: Attendance,
    session_id: int | None = None,
    separator: Separator = Separator.COMMA,
    further: Sequence[FurtherColumn] = (),
) -> bytes:
    """Return the rows as CSV in UTF-8 with byte order mark; no cell can become a formula."""
    sessions = sessions_of(attendance, session_id)
    out = StringIO()
    writer = csv.writer(out, delimiter=separator.value)
    writer.writerow([safe(each) for each in headings(sessions, further)])
    for record in attendance.records:
        values = _values(record, sessions, attendance.event.zone, further)
        writer.writerow([_cell(value) for value in values])
    return out.getvalue().encode("utf-8-sig")


def json_bytes(
    attendance: Attendance, session_id: int | None = None, further: Sequence[FurtherColumn] = ()
) -> bytes:
    """Return the rows as a JSON array of objects; the time is an empty text for the absent."""
    sessions = sessions_of(attendance, session_id)
    names, zone = headings(sessions, further), attendance.event.zone
    rows = [
        dict(zip(names, _values(each, sessions, zone, further), strict=True))
        for each in attendance.records
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def sessions_of(attendance: Attendance, session_id: int | None) -> tuple[Session, ...]:
    """Return the sessions that have a column: one, or all for None."""
    return tuple(each for each in attendance.sessions if session_id in {None, each.id})


def headings(sessions: Sequence[Session], further: Sequence[FurtherColumn] = ()) -> list[str]:
    """Return the names of the columns; one called like a column before it is told apart."""
    named = [each.name for each in sessions]
    known = [*COLUMNS, *(f"{each} (session)" if each in COLUMNS else each for each in named)]
    for each in further:
        known.append(f"{each.heading} (*)" if each.heading in known else each.heading)
    return known


def local_time(record: AttendanceRecord, session: Session, zone: ZoneInfo) -> datetime | None:
    """Return when somebody checked in, on the clocks of the event, to the second."""
    check_in = record.check_ins.get(session.id)
    if check_in is None:
        return None
    return check_in.checked_in_at.astimezone(zone).replace(tzinfo=None, microsecond=0)


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; an import takes the sign off."""
    return f"'{text}" if _BEGINS_FORMULA.match(text) else text


def person_values(record: AttendanceRecord) -> list[Any]:
    """Return what stands before the sessions in a participant's row, in the order of the header."""
    person = record.participant
    return [
        person.number,
        person.name,
        person.nip,
        person.nuptk,
        person.group,
        person.organization,
        person.district,
        person.status.value,
        person.walk_in,
    ]


def _values(
    record: AttendanceRecord,
    sessions: Sequence[Session],
    zone: ZoneInfo,
    further: Sequence[FurtherColumn],
) -> list[Any]:
    beside = (each.of(record.participant) for each in further)
    return [*person_values(record), *_times(record, sessions, zone), *beside]


def _times(record: AttendanceRecord, sessions: Sequence[Session], zone: ZoneInfo) -> list[str]:
    times = [local_time(record, each, zone) for each in sessions]
    return [time.strftime(_TIME) if time else "" for time in times]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(value) if isinstance(value, str) else value
