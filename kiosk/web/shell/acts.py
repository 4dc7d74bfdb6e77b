"""What one did last to people of the list, with the button that takes it back."""

from datetime import timedelta

from flask import Flask, flash, redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.core.acts import Act, ActKind, may_take_back
from kiosk.services import acts
from kiosk.services.taking_back import take_back as take_act_back
from kiosk.web.shell.access import current_desk, current_event, current_staff, event_here
from kiosk.web.shell.browser import local_address

_SHOWN_FOR = timedelta(minutes=15)
_LOOKED_AT = 20


def init_acts(app: Flask) -> None:
    """Teach the templates the words of an act, and which one can be taken back here."""
    app.jinja_env.globals.update(last_act=last_act, act_words=act_words, may_take_back=may_take)


def last_act(participant_id: int | None = None) -> Act | None:
    """Return what the person at this page did last, and could take back: to anybody, or to one."""
    event = event_here()
    if event is None:
        return None
    desk, staff = current_desk(), current_staff()
    for each in acts.recent(desk, event.id, _LOOKED_AT):
        old = desk.now() - each.done_at > _SHOWN_FOR
        mine = each.done_by == staff.name and not old
        if mine and (participant_id is None or acts.was_done_to(desk, each, participant_id)):
            return each if may_take(each) else None
    return None


def may_take(act: Act) -> bool:
    """Whether the person at this page may take an act back."""
    return may_take_back(act, current_staff(), current_desk().now())


def take_back(act_id: int, otherwise: str) -> Response:
    """Take an act back and return to the page where that was asked for."""
    act, number = take_act_back(current_desk(), current_event().id, act_id, current_staff())
    words = ngettext(
        "Undone: %(num)s person is as before.",
        "Undone: %(num)s people are as before.",
        number,
    )
    flash(words, "ok")
    if number < act.people:
        left = ngettext(
            "%(num)s person has been changed since, and stays as they are.",
            "%(num)s people have been changed since, and stay as they are.",
            act.people - number,
        )
        flash(left, "attention")
    back = request.form.get("back", "")
    return redirect(local_address(back) if back else otherwise, 303)


def act_words(act: Act) -> str:
    """Return what was done, with its number."""
    return _WORDS[act.kind](act.people)


def _blocked(number: int) -> str:
    return ngettext("%(num)s person was blocked.", "%(num)s people were blocked.", number)


def _unblocked(number: int) -> str:
    return ngettext("%(num)s person was unblocked.", "%(num)s people were unblocked.", number)


def _canceled(number: int) -> str:
    return ngettext(
        "%(num)s person was taken off the list.", "%(num)s people were taken off the list.", number
    )


def _restored(number: int) -> str:
    return ngettext(
        "%(num)s person was put back on the list.",
        "%(num)s people were put back on the list.",
        number,
    )


def _expected(number: int) -> str:
    return ngettext(
        "The sessions of %(num)s person were changed.",
        "The sessions of %(num)s people were changed.",
        number,
    )


def _checked_in(number: int) -> str:
    return ngettext("%(num)s person was checked in.", "%(num)s people were checked in.", number)


def _changed(_number: int) -> str:
    return _("The details were changed.")


def _added(_number: int) -> str:
    return _("Somebody was added to the list.")


def _badge_replaced(_number: int) -> str:
    return _("A badge was replaced.")


def _merged(_number: int) -> str:
    return _("Two entries were merged.")


def _session_removed(number: int) -> str:
    return ngettext(
        "A session was removed; %(num)s person was expected in it.",
        "A session was removed; %(num)s people were expected in it.",
        number,
    )


_WORDS = {
    ActKind.BLOCKED: _blocked,
    ActKind.UNBLOCKED: _unblocked,
    ActKind.CANCELED: _canceled,
    ActKind.RESTORED: _restored,
    ActKind.EXPECTED: _expected,
    ActKind.CHECKED_IN: _checked_in,
    ActKind.CHANGED: _changed,
    ActKind.ADDED: _added,
    ActKind.BADGE_REPLACED: _badge_replaced,
    ActKind.MERGED: _merged,
    ActKind.SESSION_REMOVED: _session_removed,
}
