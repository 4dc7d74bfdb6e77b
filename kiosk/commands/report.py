"""`hadir report`: the turnout on one or two pages, to hand to the head of the office."""

from pathlib import Path

import click

from kiosk.commands.options import event_meant, event_option, out_option, with_desk
from kiosk.commands.writing import language_option, paper_option, write
from kiosk.core.errors import BadInput
from kiosk.desk import Desk
from kiosk.reports.attendance_list.values import ListPaper
from kiosk.reports.wording import Language
from kiosk.services import reports
from kiosk.services.reports import Format, ReportOrder


@click.command()
@event_option
@out_option
@paper_option
@language_option
@with_desk
def report(desk: Desk, slug: str | None, out: Path, paper: str, language: str) -> None:
    """Write the turnout report to --out FILE.pdf: numbers, arrivals, absentees, remarks."""
    if out.suffix.lower() != ".pdf":
        raise BadInput("{name} does not end in .pdf.", name=out.name)
    event = event_meant(desk, slug)
    order = ReportOrder(Format.TURNOUT, language=Language(language), paper=ListPaper(paper))
    write(out, lambda progress: reports.document(desk, event, order, progress).content)
