"""Walk-ins: somebody who is not on the list is added at the desk and checked in at once."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.core.errors import HadirError
from kiosk.core.model import Role
from kiosk.core.roster import NewParticipant
from kiosk.services import check_in, participants, search, sessions
from kiosk.web.access import current_desk, current_event, current_staff, needs
from kiosk.web.errors import status_of
from kiosk.web.i18n import sentence


@needs(Role.STEWARD)
def show() -> str:
    """Ask for name, organization and group; `name` and `code` may be known already."""
    typed = {"name": request.args.get("name", ""), "reserve": request.args.get("code", "")}
    return _form(typed)


@needs(Role.STEWARD)
def add() -> Response | tuple[str, int]:
    """Add the person and check them in to the session that is taken now."""
    desk, event, staff, form = current_desk(), current_event(), current_staff(), request.form
    typed = {name: value.strip() for name, value in form.items()}
    new = NewParticipant(
        typed.get("name", ""),
        organization=typed.get("organization", ""),
        group=typed.get("group", ""),
        phone=typed.get("phone", ""),
    )
    try:
        person = participants.add_walk_in(
            desk, event.id, new, staff.name, reserve_code=typed.get("reserve", "")
        )
    except HadirError as error:
        return _form(typed, sentence(error)), status_of(error)
    now = sessions.session_now(desk, event.id)
    if now.session is None:
        return redirect(url_for("desk.person", participant_id=person.id), 303)
    answer = check_in.by_hand(desk, person.id, staff, session_id=now.session.id)
    return redirect(url_for("desk.answer", scan_id=answer.scan_id), 303)


def _form(typed: dict[str, str], wrong: str = "") -> str:
    desk, event = current_desk(), current_event()
    return render_template(
        "desk/walk_in.html",
        typed=typed,
        wrong=wrong,
        choices=search.choices(desk, event.id),
        now=sessions.session_now(desk, event.id),
    )
