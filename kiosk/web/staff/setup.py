"""The first start: whoever holds the one-time address becomes the first administrator."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput, Refused, TooSoon
from kiosk.core.rights import Right
from kiosk.services import users
from kiosk.web.shell.access import current_desk, needs, origin
from kiosk.web.shell.auth import let_in
from kiosk.web.shell.forms import new_password
from kiosk.web.shell.i18n import sentence

blueprint = Blueprint("setup", __name__)


@blueprint.get("/setup")
@needs(Right.LOG_IN)
def show() -> str | tuple[str, int]:
    """Ask for the name and password of the first administrator; without the key, say what it is."""
    key = request.args.get("key", "")
    try:
        users.try_setup_key(current_desk(), key, origin().address)
    except TooSoon:
        raise
    except Refused as error:
        is_done = users.has_users(current_desk())
        page = render_template("staff/setup/shut.html", why=sentence(error), is_done=is_done)
        return page, 409
    return render_template("staff/setup/setup.html", key=key)


@blueprint.post("/setup")
@needs(Right.LOG_IN)
def first_user() -> tuple[str, int] | Response:
    """Make the first administrator and log in."""
    form = request.form
    users.try_setup_key(current_desk(), form.get("key", ""), origin().address)
    try:
        user = users.add_first_user(
            current_desk(), form.get("key", ""), form.get("name", ""), new_password(form)
        )
    except BadInput as error:
        page = render_template(
            "staff/setup/setup.html", key=form.get("key", ""), wrong=sentence(error)
        )
        return page, 400
    let_in(user)
    return redirect(url_for("home.show"))
