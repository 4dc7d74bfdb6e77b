"""What an answer is called at the desk, where staff may know more than the queue at the door."""

from flask_babel import gettext as _

from kiosk.core.model import Answer, Reason
from kiosk.web.shell import answers


def headline(answer: Answer) -> str:
    """Return the word of an answer, for staff."""
    words = {Reason.CANCELED: _("Taken off the list"), Reason.BLOCKED: _("Blocked")}
    return words.get(answer.reason) or answers.headline(answer)


def message(answer: Answer) -> str:
    """Return the sentence of an answer, for staff: with the note, where there is one."""
    note = answer.participant.note if answer.participant else ""
    if answer.reason is Reason.BLOCKED:
        return note or _("Staff must see this person first.")
    if answer.reason is Reason.CANCELED:
        return note or _("This person was taken off the list.")
    return answers.message(answer)
