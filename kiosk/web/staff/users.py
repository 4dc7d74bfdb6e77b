"""Staff: adding, roles, passwords, PINs, disabling."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.model import Role
from kiosk.core.rights import Right
from kiosk.services import invitations, logins, users
from kiosk.web.shell.access import current_desk, current_login, current_staff, needs, origin
from kiosk.web.shell.auth import let_in
from kiosk.web.shell.forms import new_password
from kiosk.web.shell.page import roles
from kiosk.web.staff import rights

blueprint = Blueprint("users", __name__, url_prefix="/users")


@blueprint.get("")
@needs(Right.MANAGE_STAFF)
def index() -> str:
    """List the staff."""
    return render_template(
        "staff/users/users.html",
        users=users.users(current_desk()),
        roles=roles(),
        invited=invitations.standing(current_desk()),
        rights=rights.lines(),
        actors=rights.actors(),
    )


@blueprint.post("")
@needs(Right.MANAGE_STAFF)
def add() -> Response:
    """Add a member of staff."""
    form = request.form
    user = users.add_user(
        current_desk(),
        form.get("name", ""),
        _role(form.get("role", "")),
        form.get("password", ""),
        by=current_staff().name,
    )
    flash(_("%(name)s may log in now.", name=user.name), "ok")
    return redirect(url_for("users.index"))


@blueprint.post("/<int:user_id>/role")
@needs(Right.MANAGE_STAFF)
def change_role(user_id: int) -> Response:
    """Give somebody another role."""
    role = _role(request.form.get("role", ""))
    users.change_role(current_desk(), user_id, role, current_staff().name)
    flash(_("The role was changed."), "ok")
    return redirect(url_for("users.index"))


@blueprint.post("/<int:user_id>/password")
@needs(Right.MANAGE_STAFF)
def set_password(user_id: int) -> Response:
    """Give somebody a new password."""
    password = request.form.get("password", "")
    users.set_password(current_desk(), user_id, password, current_staff().name)
    flash(_("The password was changed."), "ok")
    return redirect(url_for("users.index"))


@blueprint.post("/<int:user_id>/disabling")
@needs(Right.MANAGE_STAFF)
def disable(user_id: int) -> Response:
    """Let somebody log in no more."""
    users.disable(current_desk(), user_id, current_staff().name)
    flash(_("This person can no longer log in."), "ok")
    return redirect(url_for("users.index"))


@blueprint.post("/<int:user_id>/enabling")
@needs(Right.MANAGE_STAFF)
def enable(user_id: int) -> Response:
    """Let somebody log in again."""
    users.enable(current_desk(), user_id, current_staff().name)
    flash(_("This person may log in again."), "ok")
    return redirect(url_for("users.index"))


@blueprint.get("/me")
@needs(Right.HAVE_AN_ACCOUNT)
def me() -> str:
    """Show a member of staff their own password and PIN forms, and where they are logged in."""
    here = current_login()
    mine = logins.logins_of(current_desk(), current_staff())
    return render_template("staff/users/me.html", logins=mine, here=here.id if here else 0)


@blueprint.post("/me/password")
@needs(Right.HAVE_AN_ACCOUNT)
def my_password() -> Response:
    """Change one's own password; the old one is asked for, and every other login ends."""
    desk, staff, form = current_desk(), current_staff(), request.form
    _check_own_password(form.get("old", ""))
    users.set_password(desk, staff.id, new_password(form), staff.name)
    let_in(staff)
    flash(_("Your password was changed; all your other logins have ended."), "ok")
    return redirect(url_for("users.me"))


@blueprint.post("/me/logins/<int:login_id>/end")
@needs(Right.HAVE_AN_ACCOUNT)
def end_login(login_id: int) -> Response:
    """End one of one's own logins, wherever its browser is."""
    logins.end(current_desk(), current_staff(), login_id)
    flash(_("This login has ended."), "ok")
    return redirect(url_for("users.me"))


@blueprint.post("/me/logins/end")
@needs(Right.HAVE_AN_ACCOUNT)
def end_logins() -> Response:
    """End all of one's own logins, this one too."""
    logins.end_all(current_desk(), current_staff())
    flash(_("You are logged out everywhere."), "ok")
    return redirect(url_for("auth.login"))


@blueprint.post("/me/pin")
@needs(Right.KEEP_THE_DOOR)
def my_pin() -> Response:
    """Set one's own PIN, with which the door screen is left; the password is asked for.

    Whoever holds a browser of somebody else makes no way in of it that outlasts its login.
    """
    staff = current_staff()
    _check_own_password(request.form.get("mine", ""))
    users.set_pin(current_desk(), staff.id, request.form.get("pin", ""), staff.name)
    flash(_("Your PIN was changed."), "ok")
    return redirect(url_for("users.me"))


def _check_own_password(password: str) -> None:
    """Raise BadInput unless this is the password of whoever is logged in, TooSoon for guessing."""
    if users.enter(current_desk(), current_staff().name, password, origin().address) is None:
        raise BadInput("This is not your password. Nothing was changed.")


def _role(text: str) -> Role:
    if text not in set(Role):
        raise BadInput("Choose a role.")
    return Role(text)
