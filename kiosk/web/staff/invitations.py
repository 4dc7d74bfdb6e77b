"""Inviting staff: a link shown once, with its QR, by which they choose their own password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.model import Role
from kiosk.core.rights import Right
from kiosk.services import guessing, invitations
from kiosk.web.shell.access import current_desk, current_staff, needs, origin
from kiosk.web.shell.auth import let_in
from kiosk.web.shell.forms import choice_of, new_password
from kiosk.web.shell.hosts import link_for_others
from kiosk.web.shell.i18n import sentence

blueprint = Blueprint("invitations", __name__)


@blueprint.post("/users/invitations")
@needs(Right.MANAGE_STAFF)
def invite() -> str:
    """Invite somebody and show the link, this once."""
    role = choice_of(Role, request.form.get("role"), Role.STEWARD)
    name, by = request.form.get("name", ""), current_staff().name
    invited, token = invitations.invite(current_desk(), name, role, by)
    link = link_for_others(url_for("invitations.show", token=token))
    return render_template("staff/invitations/invited.html", invited=invited, link=link)


@blueprint.post("/users/invitations/<int:invitation_id>/withdrawal")
@needs(Right.MANAGE_STAFF)
def withdraw(invitation_id: int) -> Response:
    """End an invitation that was not taken."""
    invitations.withdraw(current_desk(), invitation_id, current_staff().name)
    flash(_("The invitation was withdrawn."), "ok")
    return redirect(url_for("users.index"))


@blueprint.get("/invitation/<token>")
@needs(Right.LOG_IN)
def show(token: str) -> str:
    """Ask who was invited for a password."""
    return _page(token)


@blueprint.post("/invitation/<token>")
@needs(Right.LOG_IN)
def take(token: str) -> tuple[str, int] | Response:
    """Make the account and log in."""
    try:
        user = invitations.take(current_desk(), token, new_password(request.form))
    except BadInput as error:
        return _page(token, wrong=sentence(error)), 400
    let_in(user)
    return redirect(url_for("users.me"))


def _page(token: str, wrong: str = "") -> str:
    invited = guessing.tried(
        current_desk(),
        origin().address,
        guessing.Secret("page:invitation"),
        lambda: invitations.invitation_of(current_desk(), token),
    )
    return render_template("staff/invitations/take.html", invited=invited, token=token, wrong=wrong)
