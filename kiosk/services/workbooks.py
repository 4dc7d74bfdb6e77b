"""Writing spreadsheets for the roster: the template to fill in, and the rows that were rejected."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kiosk.core.model import Session
from kiosk.core.roster.columns import headers
from kiosk.core.roster.fields import DETAILS, Field
from kiosk.core.roster.plan import PlannedRow, Translate, question_sentence, sentence
from kiosk.services.previews import RosterPreview

_WIDTHS = {Field.NAME: 34, Field.NIP: 22, Field.NUPTK: 20, Field.ORGANIZATION: 30}
_TEMPLATE_ROWS = 2000
_HEADERS = {
    Field.NAME: "Name",
    Field.NIP: "NIP",
    Field.NUPTK: "NUPTK",
    Field.GROUP: "Group",
    Field.ORGANIZATION: "Organization",
    Field.DISTRICT: "District",
    Field.PHONE: "Phone",
    Field.EMAIL: "Email",
    Field.SESSIONS: "Sessions",
}
_ADVICE = (
    "Fill in one row for each participant; only the name is needed.",
    "The columns are formatted as text, so that no digit of a NIP, NUPTK or phone number is lost.",
    "Sessions: the names of the sessions, divided by commas. Empty means all of them: {sessions}.",
)


def template_xlsx(sessions: Sequence[Session], translate: Translate = str) -> bytes:
    """Return an empty list to fill in, whose columns are formatted as text."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(translate("Participants"))
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E6EEF5"})
        for column, field in enumerate((*DETAILS, Field.SESSIONS)):
            sheet.set_column(column, column, _WIDTHS.get(field, 18), text)
            sheet.write_string(0, column, translate(_HEADERS[field]), head)
        sheet.freeze_panes(1, 1)
        _offer_sessions(sheet, sessions)
        _advise(book.add_worksheet(translate("How to")), sessions, translate)
    return content.getvalue()


def rejected_rows_xlsx(preview: RosterPreview, translate: Translate = str) -> bytes:
    """Return the rows that cannot come in, as they stand in the file, each with the reason.

    Corrected, the file can be imported as it is.
    """
    sheet_read = preview.book.sheets[preview.mapping.sheet]
    width = sheet_read.width()
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        text = book.add_format({"num_format": "@"})
        red = book.add_format({"num_format": "@", "font_color": "#A61B1B", "text_wrap": True})
        for column, header in enumerate(headers(sheet_read, preview.mapping.header_row)):
            sheet.write_string(0, column, header, text)
        sheet.write_string(0, width, translate("Reason"), red)
        sheet.set_column(0, width - 1, 20, text)
        sheet.set_column(width, width, 70, red)
        for row, planned in enumerate(preview.plan.blocked, start=1):
            _write_row(sheet, row, planned.row.cells, text)
            sheet.write_string(row, width, reason(planned, translate), red)
    return content.getvalue()


def reason(planned: PlannedRow, translate: Translate = str) -> str:
    """Return why a row cannot come in, in sentences."""
    said = [sentence(each, translate) for each in planned.problems]
    return " ".join([*said, question_sentence(planned, translate)]).strip()


def _write_row(sheet: Worksheet, row: int, cells: Sequence[str], text: object) -> None:
    for column, value in enumerate(cells):
        sheet.write_string(row, column, value, text)


def _offer_sessions(sheet: Worksheet, sessions: Sequence[Session]) -> None:
    names = [each.name for each in sessions]
    # A list inside a rule may have 255 characters.
    if names and len(",".join(names)) <= 255 and not any("," in name for name in names):  # noqa: PLR2004
        column = len(DETAILS)
        rule = {"validate": "list", "source": names, "error_type": "information"}
        sheet.data_validation(1, column, _TEMPLATE_ROWS, column, rule)


def _advise(sheet: Worksheet, sessions: Sequence[Session], translate: Translate) -> None:
    sheet.set_column(0, 0, 110)
    names = ", ".join(each.name for each in sessions) or "-"
    for row, advice in enumerate(_ADVICE):
        sheet.write_string(row, 0, translate(advice).format(sessions=names))
