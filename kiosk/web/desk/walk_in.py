"""Walk-ins: somebody who is not on the list is added at the desk and checked in at once."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import HadirError
from kiosk.core.model import Participant
from kiosk.core.names import name_key
from kiosk.core.people import NewParticipant
from kiosk.core.rights import Right
from kiosk.services import check_ins, participants, search, sessions
from kiosk.services.search import FoundPeople
from kiosk.web.desk.matching import without_code
from kiosk.web.desk.room import blueprint
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs
from kiosk.web.shell.errors import status_of
from kiosk.web.shell.i18n import sentence

_NONE = {"-", "\N{EN DASH}", "\N{EM DASH}"}
_FIELDS = ("name", "organization", "group", "phone", "reserve")


@blueprint.get("/walk-in", endpoint="walk_in")
@needs(Right.HELP_PEOPLE)
def show() -> str:
    """Ask for name, organization and group."""
    return _form({"name": ""})


@blueprint.post("/walk-in/begun", endpoint="begin_walk_in")
@needs(Right.HELP_PEOPLE)
def begin() -> str:
    """Ask for the rest where the name, or the reserve badge, is known already."""
    return _form(_typed())


@blueprint.post("/walk-in", endpoint="add_walk_in")
@needs(Right.HELP_PEOPLE)
def add() -> Response | tuple[str, int]:
    """Add the person and check them in to the session that is taken now.

    Where somebody on the list may be this person, that is asked first.
    """
    typed = _typed()
    if wrong := _lacking(typed):
        return _form(typed, wrong=wrong), 400
    alike = [] if request.form.get("anyway") == "yes" else _alike(typed)
    if alike:
        return _form(typed, alike=alike), 409
    try:
        person = _added(typed)
    except HadirError as error:
        return _form(typed, wrong=sentence(error)), status_of(error)
    return _checked_in(person)


def _lacking(typed: Mapping[str, str]) -> str:
    if not typed["name"] and typed["reserve"]:
        return _("That was the code of a badge. Type the name.")
    if typed["name"] and not typed["organization"]:
        return _("Ask for the school or office. If there is none, type a dash (-).")
    return ""


def _alike(typed: Mapping[str, str]) -> list[FoundPeople]:
    if not name_key(typed["name"]):
        return []
    desk, event = current_desk(), current_event()
    return search.resembling(desk, event.id, typed["name"], typed["organization"])


def _typed() -> dict[str, str]:
    """Return what stands in the form; a badge may have been scanned into any of its fields."""
    typed = {name: request.form.get(name, "").strip() for name in _FIELDS}
    for name in _FIELDS[:-1]:
        typed[name], code = without_code(typed[name])
        typed["reserve"] = code or typed["reserve"]
    return typed


def _added(typed: Mapping[str, str]) -> Participant:
    new = NewParticipant(
        typed["name"],
        organization="" if typed["organization"] in _NONE else typed["organization"],
        group=typed["group"],
        phone=typed["phone"],
    )
    event, by = current_event(), current_staff().name
    return participants.add_walk_in(
        current_desk(), event.id, new, by, reserve_code=typed["reserve"]
    )


def _checked_in(person: Participant) -> Response:
    desk = current_desk()
    now = sessions.session_now(desk, person.event_id)
    if now.session is None:
        return redirect(url_for("desk.person", participant_id=person.id), 303)
    answer = check_ins.by_hand(desk, person.id, current_staff(), session_id=now.session.id)
    return redirect(url_for("desk.answer", scan_id=answer.scan_id), 303)


def _form(
    typed: Mapping[str, str], *, wrong: str = "", alike: list[FoundPeople] | None = None
) -> str:
    desk, event = current_desk(), current_event()
    return render_template(
        "desk/walk_in.html",
        typed=typed,
        wrong=wrong,
        alike=alike or [],
        choices=search.choices(desk, event.id),
        now=sessions.session_now(desk, event.id),
    )
