"""A door that is left alone: locking it ends the login of its browser; what remains is a door.

It is opened by picking a name and entering that person's PIN, and opens as theirs. In the same way
one steward hands an open door over to the next.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.logins import LoginKind
from kiosk.core.rights import Right
from kiosk.services import users
from kiosk.web.shell.access import current_desk, current_staff, is_locked, needs, origin
from kiosk.web.shell.auth import let_in
from kiosk.web.shell.forms import id_of

blueprint = Blueprint("door_lock", __name__, url_prefix="/kiosk")


@blueprint.post("/lock")
@needs(Right.KEEP_THE_DOOR)
def lock() -> Response:
    """Keep this browser at the door until somebody opens it with a PIN."""
    let_in(current_staff(), LoginKind.DOOR)
    return redirect(url_for("kiosk.show"))


@blueprint.get("/exit")
@needs(Right.STAND_AT_THE_DOOR)
def show() -> str:
    """Ask who opens this door, or takes it over, and for their PIN."""
    return _page()


@blueprint.post("/exit")
@needs(Right.STAND_AT_THE_DOOR)
def open_door() -> tuple[str, int] | Response:
    """Give the browser to whoever knows the PIN that belongs to the name."""
    was_locked, pin = is_locked(), request.form.get("pin", "")
    user_id = id_of(request.form, "user")
    user = users.by_pin(current_desk(), user_id, pin, origin().address)
    if user is None:
        return _page(wrong=_("This is not the PIN of this person."), user_id=user_id), 403
    let_in(user)
    return redirect(url_for("home.show" if was_locked else "kiosk.show"))


def _page(wrong: str = "", user_id: int = 0) -> str:
    people = [(each.id, each.name) for each in users.may_open(current_desk())]
    return render_template(
        "door/exit.html", wrong=wrong, people=people, user_id=user_id, locked=is_locked()
    )
