"""The closing page of a day: what it was, and what is left to do."""

from collections.abc import Iterator

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.core.rights import Right
from kiosk.reports.labels import REASONS
from kiosk.services.closing import Closing, closing
from kiosk.web.event.steps import Step, StepState
from kiosk.web.shell.access import current_desk, current_event, may_open, needs
from kiosk.web.shell.i18n import date_short, time_of
from kiosk.web.shell.page import has_page

blueprint = Blueprint("closing", __name__, url_prefix="/closing")


@blueprint.get("")
@needs(Right.REPORT)
def show() -> str:
    """Show the day and what is left to do."""
    told = closing(current_desk(), current_event())
    return render_template(
        "event/closing/closing.html",
        told=told,
        refusals=[(_(REASONS[reason]), count) for reason, count in told.refusals],
        left=[each for each in _left(told) if has_page(each.endpoint) and may_open(each.endpoint)],
    )


def _left(told: Closing) -> Iterator[Step]:
    if told.doubted:
        words = ngettext(
            "%(num)s late scan waits for you", "%(num)s late scans wait for you", told.doubted
        )
        yield _step("dashboard.show", "clock", _("Late scans"), words, is_done=False)
    words = (
        _("Nobody has come since the last backup.")
        if told.is_backed_up
        else _("People have come since the last backup. Make one, and take it with you on a stick.")
    )
    yield _step("backups.index", "download", _("Back up"), words, is_done=told.is_backed_up)
    yield _handing_in(told)
    if told.next_day:
        return
    yield _certificates(told)
    words = _("When the data is no longer needed, names and numbers are deleted; the figures stay.")
    yield _step("purge.show", "trash", _("Delete personal data"), words, is_done=False)


def _handing_in(told: Closing) -> Step:
    made = told.handed_in_at
    words = (
        _("Made on %(day)s at %(time)s.", day=date_short(made), time=time_of(made))
        if made
        else _("The attendance list, the workbook and the report for the head of the office.")
    )
    return _step("attendance.index", "report", _("Hand in"), words, is_done=made is not None)


def _certificates(told: Closing) -> Step:
    words = (
        ngettext("%(num)s was issued.", "%(num)s were issued.", told.certificates)
        if told.certificates
        else _("For those who attended enough.")
    )
    done = told.certificates > 0
    return _step("certificates.index", "badge", _("Certificates"), words, is_done=done)


def _step(endpoint: str, icon: str, title: str, words: str, *, is_done: bool) -> Step:
    state = StepState.DONE if is_done else StepState.LATER
    return Step(endpoint, icon, title, words, _("Open"), state)
