"""The words of an answer: a headline to read from afar and a sentence, in the page's language."""

from datetime import datetime

from flask_babel import gettext as _

from kiosk.core.model import Answer, Reason, Session
from kiosk.core.refusals import number_of
from kiosk.web.shell.i18n import clock, date_long, time_of


def headline(answer: Answer) -> str:
    """Return the word of an answer, the same for everybody: `SELAMAT DATANG`."""
    words = {
        Reason.OK: _("Welcome"),
        Reason.ALREADY_CHECKED_IN: _("Already recorded"),
        Reason.INVALID: _("Not recognised"),
        Reason.REVOKED: _("Badge replaced"),
        Reason.CANCELED: _("Please see the staff"),
        Reason.BLOCKED: _("Please see the staff"),
        Reason.NOT_EXPECTED: _("Another session"),
        Reason.INVALID_TIME: _("Not open now") if answer.opens_next else _("Closed"),
        Reason.ERROR: _("Not recorded"),
    }
    return words[answer.reason]


def message(answer: Answer) -> str:
    """Return the sentence of an answer: what is so, and what to do.

    It may be read by everybody in the queue: what staff wrote of a person, or that somebody was
    taken off the list, is for the desk alone.
    """
    return _SENTENCES[answer.reason](answer)


def _ok(answer: Answer) -> str:
    session = answer.session.name if answer.session else ""
    return _("Recorded for %(session)s at %(time)s.", session=session, time=_when(answer))


def _again(answer: Answer) -> str:
    if answer.first_door:
        return _(
            "Recorded at %(time)s at %(door)s. All is well.",
            time=_when(answer),
            door=answer.first_door,
        )
    return _("Recorded at %(time)s. All is well.", time=_when(answer))


def _invalid(_answer: Answer) -> str:
    return _("This code is not one of our badges. Please see the staff.")


def _revoked(_answer: Answer) -> str:
    return _("This badge was replaced by a new one. Please use the new one or see the staff.")


def _to_the_staff(answer: Answer) -> str:
    return _("Say this number there: %(number)s.", number=number_of(answer.scan_id))


def _not_expected(answer: Answer) -> str:
    session = answer.session.name if answer.session else ""
    return _("This badge does not belong to %(session)s. A supervisor may admit.", session=session)


def _invalid_time(answer: Answer) -> str:
    if answer.doubt:
        return _("This scan came late and is kept. Staff decide whether it counts.")
    session = answer.opens_next
    if session is None:
        return _("No more sessions. Please see the staff.")
    return opening(session, answer.scanned_at)


def opening(session: Session, now: datetime) -> str:
    """Return when a session opens: the hour, and the day where it is not today."""
    time, day = time_of(session.opens_at), date_long(session.opens_at)
    if day == date_long(now):
        return _("%(session)s opens at %(time)s.", session=session.name, time=time)
    return _("%(name)s opens on %(day)s at %(time)s.", name=session.name, day=day, time=time)


def _error(_answer: Answer) -> str:
    return _("Nothing was stored. Show the badge again, or write the name on the paper list.")


def _when(answer: Answer) -> str:
    return clock(answer.checked_in_at or answer.scanned_at)


_SENTENCES = {
    Reason.OK: _ok,
    Reason.ALREADY_CHECKED_IN: _again,
    Reason.INVALID: _invalid,
    Reason.REVOKED: _revoked,
    Reason.CANCELED: _to_the_staff,
    Reason.BLOCKED: _to_the_staff,
    Reason.NOT_EXPECTED: _not_expected,
    Reason.INVALID_TIME: _invalid_time,
    Reason.ERROR: _error,
}
