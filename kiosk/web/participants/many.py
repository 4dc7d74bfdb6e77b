"""Acts on many people of the list: asked first with their number, then done, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kiosk.core.acts import ActKind
from kiosk.core.errors import BadInput, Refused
from kiosk.core.model import Participant
from kiosk.core.rights import Right
from kiosk.services import acts, participants
from kiosk.web.participants.room import blueprint
from kiosk.web.participants.selection import MOST_AT_ONCE, selected_ids
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    session_of_event,
)
from kiosk.web.shell.acts import take_back
from kiosk.web.shell.forms import whole

_SHOWN = 8
_KINDS = {
    "blocking": ActKind.BLOCKED,
    "unblocking": ActKind.UNBLOCKED,
    "cancellation": ActKind.CANCELED,
    "restoration": ActKind.RESTORED,
    "sessions": ActKind.EXPECTED,
}


@dataclass(frozen=True, slots=True)
class ManyAsked:
    """What is about to be done, to whom, in the words of the question and of its button."""

    kind: ActKind
    people: list[Participant]
    question: str
    yes: str


@blueprint.post("/selection/<name>", endpoint="many")
@needs(Right.CHANGE_THE_LIST)
def act(name: str) -> Response | str:
    """Ask with the number of people, or do it where that number was confirmed."""
    kind = _KINDS.get(name)
    if kind is None:
        raise NotFound
    ids = _few()
    people = _concerned(kind, ids)
    if not people:
        raise Refused("This would change none of those chosen.")
    if request.form.get("confirmed", type=whole) != len(people):
        return _question(kind, people)
    _do(kind, [each.id for each in people])
    return _back()


@blueprint.post("/acts/<int:act_id>/undo")
@needs(Right.HELP_PEOPLE)
def undo(act_id: int) -> Response:
    """Take an act back with one click."""
    return take_back(act_id, url_for("participants.index"))


@blueprint.get("/acts", endpoint="acts")
@needs(Right.CHANGE_THE_LIST)
def history() -> str:
    """Show what was done to people of the list, and by whom, the newest first."""
    done = acts.recent(current_desk(), current_event().id, 200)
    return render_template("participants/acts.html", acts=done)


def _few() -> list[int]:
    ids = selected_ids()
    if len(ids) > MOST_AT_ONCE:
        raise BadInput(
            "That is for at most {most} people at a time. Choose fewer by group or school.",
            most=MOST_AT_ONCE,
        )
    return ids


def _concerned(kind: ActKind, ids: list[int]) -> list[Participant]:
    desk, event = current_desk(), current_event()
    if kind is ActKind.EXPECTED:
        return participants.expected_elsewhere(desk, event.id, ids, _wanted())
    note = request.form.get("note", "").strip()
    if kind is ActKind.BLOCKED and not note:
        raise BadInput("Write a note for the staff: what are they to do?")
    return acts.concerned(desk, event.id, kind, ids, note)


def _do(kind: ActKind, ids: list[int]) -> None:
    desk, event, by = current_desk(), current_event(), current_staff().name
    if kind is ActKind.EXPECTED:
        participants.set_expected(desk, event.id, ids, _wanted(), by)
    elif kind is ActKind.BLOCKED:
        acts.block(desk, event.id, ids, request.form.get("note", ""), by)
    else:
        change = {
            ActKind.UNBLOCKED: acts.unblock,
            ActKind.CANCELED: acts.cancel,
            ActKind.RESTORED: acts.restore,
        }[kind]
        change(desk, event.id, ids, by)


def _wanted() -> list[int]:
    if "expected" not in request.form:
        raise BadInput("Tick the sessions in which these people are expected.")
    return [session_of_event(each).id for each in request.form.getlist("expected", type=whole)]


def _question(kind: ActKind, people: list[Participant]) -> str:
    asked = ManyAsked(kind, people, *_QUESTIONS[kind](len(people)))
    kept = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", "confirmed"}
    ]
    shown = people[:_SHOWN]
    return render_template("participants/confirm.html", asked=asked, kept=kept, shown=shown)


def _block(number: int) -> tuple[str, str]:
    return (
        ngettext("Block %(num)s person?", "Block %(num)s people?", number),
        ngettext("Yes, block %(num)s person", "Yes, block %(num)s people", number),
    )


def _unblock(number: int) -> tuple[str, str]:
    return (
        ngettext("Unblock %(num)s person?", "Unblock %(num)s people?", number),
        ngettext("Yes, unblock %(num)s person", "Yes, unblock %(num)s people", number),
    )


def _cancel(number: int) -> tuple[str, str]:
    return (
        ngettext("Take %(num)s person off the list?", "Take %(num)s people off the list?", number),
        ngettext("Yes, take %(num)s person off", "Yes, take %(num)s people off", number),
    )


def _restore(number: int) -> tuple[str, str]:
    return (
        ngettext(
            "Put %(num)s person back on the list?", "Put %(num)s people back on the list?", number
        ),
        ngettext("Yes, put %(num)s person back", "Yes, put %(num)s people back", number),
    )


def _expect(number: int) -> tuple[str, str]:
    return (
        ngettext(
            "Change the sessions of %(num)s person?",
            "Change the sessions of %(num)s people?",
            number,
        ),
        ngettext("Yes, change %(num)s person", "Yes, change %(num)s people", number),
    )


_QUESTIONS: dict[ActKind, Callable[[int], tuple[str, str]]] = {
    ActKind.BLOCKED: _block,
    ActKind.UNBLOCKED: _unblock,
    ActKind.CANCELED: _cancel,
    ActKind.RESTORED: _restore,
    ActKind.EXPECTED: _expect,
}


def _back() -> Response:
    filters = request.form.get("filters", "")
    return redirect(url_for("participants.index", _anchor=filters or None), 303)
