"""`hadir attendance`: who came, as a workbook, CSV, JSON or the Daftar Hadir."""

from pathlib import Path

import click

from kiosk.commands.options import event_meant, event_option, out_option, with_desk
from kiosk.commands.writing import language_option, paper_option, say_lacking, write
from kiosk.core.errors import BadInput
from kiosk.desk import Desk
from kiosk.reports.attendance_list.values import Grouping, ListPaper, ListVariant
from kiosk.reports.wording import Language
from kiosk.reports.workbook.further import Contact
from kiosk.reports.workbook.rows import Separator
from kiosk.services import reports
from kiosk.services.letters import lacking_on_the_list
from kiosk.services.reports import Format, ReportOrder

_FORMATS = {
    ".xlsx": Format.XLSX,
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".pdf": Format.LIST,
    ".ics": Format.CALENDAR,
}


@click.command()
@event_option
@out_option
@click.option("--session", "session_name", metavar="NAME", help="Only this session.")
@click.option("--day", metavar="2026-11-24", help="Only the sessions of this day.")
@click.option("--blank", is_flag=True, help="PDF: empty, to be signed on paper.")
@click.option(
    "--by",
    "grouping",
    type=click.Choice([each.value for each in Grouping]),
    default=Grouping.WHOLE.value,
    help="PDF: one list, or one for each group or organization.",
)
@click.option(
    "--separator",
    type=click.Choice([";", ","]),
    default=",",
    help="CSV: Excel in Indonesia expects ;",
)
@click.option(
    "--with",
    "contacts",
    multiple=True,
    type=click.Choice([each.value for each in Contact]),
    help="CSV, JSON, workbook: add this column.",
)
@paper_option
@language_option
@with_desk
def attendance(
    desk: Desk,
    slug: str | None,
    out: Path,
    session_name: str | None,
    day: str | None,
    blank: bool,
    grouping: str,
    separator: str,
    contacts: tuple[str, ...],
    paper: str,
    language: str,
) -> None:
    """Write who came to --out: FILE.xlsx, .csv, .json, .pdf (Daftar Hadir); .ics: the sessions.

    The .csv, the .json and the first sheet of the .xlsx have a row per participant and a column
    per session with the local time of check-in, empty for those who did not come.
    """
    event = event_meant(desk, slug)
    session = reports.session_named(desk, event, session_name)
    order = ReportOrder(
        format=_format_of(out),
        session_id=session.id if session else None,
        day=reports.day_named(desk, event, day),
        language=Language(language),
        variant=ListVariant.BLANK if blank else ListVariant.FILLED,
        grouping=Grouping(grouping),
        paper=ListPaper(paper),
        separator=Separator(separator),
        contacts=frozenset(map(Contact, contacts)),
    )
    if order.format is Format.LIST:
        say_lacking(lacking_on_the_list(desk, event))
    write(out, lambda progress: reports.document(desk, event, order, progress).content)


def _format_of(out: Path) -> Format:
    found = _FORMATS.get(out.suffix.lower())
    if found is None:
        known = ", ".join(_FORMATS)
        raise BadInput("{name} does not end in one of {known}.", name=out.name, known=known)
    return found
