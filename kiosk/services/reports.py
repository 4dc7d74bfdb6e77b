"""Reports: one order in, one document out, all from the same attendance."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kiosk.core.attendance import Attendance
from kiosk.core.days import days_of
from kiosk.core.errors import BadInput, NotFound
from kiosk.core.model import Event, Session
from kiosk.core.own_fields import MOST_ON_LIST, ShownAt, labels_at
from kiosk.core.progress import Progress
from kiosk.desk import Desk
from kiosk.reports.attendance_list.pdf import list_pdf
from kiosk.reports.attendance_list.values import Grouping, ListChoice, ListPaper, ListVariant
from kiosk.reports.calendar import calendar_bytes
from kiosk.reports.letterhead import Letterhead, letterhead_from_json, letterhead_to_json
from kiosk.reports.preview import first_page
from kiosk.reports.turnout.pdf import TurnoutChoice, turnout_pdf
from kiosk.reports.wording import Language
from kiosk.reports.workbook.further import Contact, further_columns
from kiosk.reports.workbook.rows import Separator, csv_bytes, json_bytes
from kiosk.reports.workbook.workbook import BookChoice, workbook
from kiosk.services import audit, events, sessions
from kiosk.services.attendance import attendance, scans_of
from kiosk.services.own_fields import own_fields

LETTERHEAD = "letterhead"
REMARKS = "remarks"

_MOST_LINES = 8
_MOST_REMARKS = 20


class Format(StrEnum):
    """What a document is; the value is also how its file is called at the end."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    LIST = "pdf"
    TURNOUT = "report.pdf"
    CALENDAR = "ics"


_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.LIST: "application/pdf",
    Format.TURNOUT: "application/pdf",
    Format.CALENDAR: "text/calendar; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What is wanted; `session_id` and `day` None stand for all, some fields for some formats."""

    format: Format
    session_id: int | None = None
    day: date | None = None
    language: Language = Language.ID
    variant: ListVariant = ListVariant.FILLED
    grouping: Grouping = Grouping.WHOLE
    paper: ListPaper = ListPaper.A4
    separator: Separator = Separator.COMMA
    contacts: frozenset[Contact] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """A file ready to be handed out."""

    name: str
    mimetype: str
    content: bytes


def document(
    desk: Desk, event: Event, order: ReportOrder, progress: Progress = lambda _done, _of: None
) -> Document:
    """Make what was ordered; `progress` counts pages or sheets."""
    content = _content(desk, event, order, progress)
    return Document(f"{event.slug}-{_called(order)}", _TYPES[order.format], content)


def _content(desk: Desk, event: Event, order: ReportOrder, progress: Progress) -> bytes:
    if order.format is Format.CALENDAR:
        parts = sessions.sessions_of(desk, event.id)
        chosen = [each for each in parts if order.session_id in {None, each.id}]
        return calendar_bytes(event, chosen, desk.now())
    whole = _attendance(desk, event, order)
    further = further_columns(order.contacts, own_fields(desk, event.id))
    if order.format is Format.CSV:
        return csv_bytes(whole, order.session_id, order.separator, further)
    if order.format is Format.JSON:
        return json_bytes(whole, order.session_id, further)
    if order.format is Format.XLSX:
        book = BookChoice(order.session_id, order.language, further)
        return workbook(whole, scans_of(desk, event.id), book, progress)
    if order.format is Format.LIST:
        return list_pdf(
            whole, letterhead(desk, event.id), _list_choice(desk, event, order), progress
        )
    told = TurnoutChoice(order.paper, order.language, remarks(desk, event.id))
    return turnout_pdf(whole, scans_of(desk, event.id), letterhead(desk, event.id), told)


def _attendance(desk: Desk, event: Event, order: ReportOrder) -> Attendance:
    whole = attendance(desk, event)
    return whole.on(order.day) if order.day else whole


def _list_choice(desk: Desk, event: Event, order: ReportOrder) -> ListChoice:
    own = labels_at(own_fields(desk, event.id), ShownAt.LIST)[:MOST_ON_LIST]
    said = (order.variant, order.grouping, order.paper, order.language, order.session_id)
    return ListChoice(*said, own=own)


def _called(order: ReportOrder) -> str:
    words = {
        Format.LIST: "daftar-hadir" if order.language is Language.ID else "attendance-list",
        Format.TURNOUT: "laporan" if order.language is Language.ID else "report",
        Format.CALENDAR: "jadwal" if order.language is Language.ID else "sessions",
    }
    usual = "kehadiran" if order.language is Language.ID else "attendance"
    return f"{words.get(order.format, usual)}.{order.format.value.rpartition('.')[2]}"


def preview(desk: Desk, event: Event, order: ReportOrder) -> bytes:
    """Return the first page of a PDF that was ordered, as PNG; of a long list no other is drawn."""
    if order.format is not Format.LIST:
        return first_page(document(desk, event, order).content)
    choice = replace(_list_choice(desk, event, order), only_first_page=True)
    return first_page(list_pdf(_attendance(desk, event, order), letterhead(desk, event.id), choice))


def hand_out(desk: Desk, event: Event, name: str, by: str) -> None:
    """Write down who took which document: they hold personal data."""
    with desk.store.write() as tx:
        audit.record(tx, desk, event.id, by, "document_made", f"document:{name}"[:120])


def session_named(desk: Desk, event: Event, name: str | None) -> Session | None:
    """Return the session called `name`, None for None. Raises NotFound naming the known ones."""
    return None if name is None else sessions.session_named(desk, event, name)


def day_named(desk: Desk, event: Event, text: str | None) -> date | None:
    """Return the day of the event written as 2026-11-24, None for None.

    Raises NotFound naming the known ones.
    """
    known = days_of(event, sessions.sessions_of(desk, event.id))
    wanted = next((each for each in known if each.isoformat() == text), None)
    if text is not None and wanted is None:
        names = ", ".join(each.isoformat() for each in known)
        raise NotFound("There is no session on {day}. Days are: {known}.", day=text, known=names)
    return wanted


def letterhead(desk: Desk, event_id: int) -> Letterhead:
    """Return the letterhead of an event; an empty one where none was set."""
    return letterhead_from_json(events.setting(desk, event_id, LETTERHEAD))


def store_letterhead(desk: Desk, event: Event, letterhead: Letterhead, by: str) -> None:
    """Save the letterhead of an event. Raises BadInput for too many lines."""
    if len(letterhead.lines) > _MOST_LINES:
        raise BadInput("A letterhead has at most {most} lines.", most=_MOST_LINES)
    value = letterhead_to_json(letterhead)
    events.store_setting(desk, event.id, LETTERHEAD, value, by)


def remarks(desk: Desk, event_id: int) -> str:
    """Return what the organiser remarks in the turnout report."""
    return str(events.setting(desk, event_id, REMARKS) or "")


def store_remarks(desk: Desk, event: Event, text: str, by: str) -> None:
    """Keep what the organiser remarks."""
    if len(text) > 2000:  # noqa: PLR2004
        raise BadInput("The remarks are longer than 2,000 characters. Shorten them.")
    if len(text.splitlines()) > _MOST_REMARKS:
        raise BadInput("There are more than {most} remarks. Shorten them.", most=_MOST_REMARKS)
    events.store_setting(desk, event.id, REMARKS, text.strip(), by)
