"""Second computers: a key for one, those that follow, and whom this computer follows itself."""

import threading

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import HadirError, Refused
from kiosk.core.rights import Right
from kiosk.services import computers, following
from kiosk.services.led import lag
from kiosk.web.shell.access import current_desk, current_staff, needs
from kiosk.web.shell.hosts import places_for_others
from kiosk.web.shell.i18n import sentence

blueprint = Blueprint("computers", __name__, url_prefix="/computers")

_UNTIL_ANSWERED_S = 0.5


@blueprint.get("")
@needs(Right.MANAGE_STATIONS)
def index() -> str:
    """Show who follows whom."""
    return _page()


@blueprint.post("")
@needs(Right.MANAGE_STATIONS)
def add_key() -> str:
    """Make a key for a second computer, and show it this once."""
    desk, by = current_desk(), current_staff().name
    computer, key = computers.add_key(desk, request.form.get("name", ""), by)
    places = places_for_others()
    return render_template("staff/computers/key.html", computer=computer, key=key, places=places)


@blueprint.post("/<int:computer_id>/withdrawal")
@needs(Right.MANAGE_STATIONS)
def withdraw(computer_id: int) -> Response:
    """Let a computer follow no longer; what it brought stays."""
    computers.withdraw(current_desk(), computer_id, current_staff().name)
    flash(_("It follows no longer; its scans stay."), "ok")
    return redirect(url_for("computers.index"))


@blueprint.post("/first")
@needs(Right.MANAGE_STATIONS)
def follow() -> str | tuple[str, int]:
    """Follow another computer from now on; this one starts anew for it."""
    form = request.form
    try:
        followed = following.join(current_desk(), form.get("address", ""), form.get("key", ""))
    except HadirError as error:
        return _page(error), 400
    if end := current_app.extensions.get("end"):
        threading.Timer(_UNTIL_ANSWERED_S, end).start()
    return render_template("staff/computers/following.html", followed=followed)


@blueprint.post("/first/end")
@needs(Right.MANAGE_STATIONS)
def leave() -> Response:
    """Go on alone: the list is this computer's own from now on."""
    following.end(current_desk(), current_staff().name)
    flash(_("This computer follows nobody any more. The list is its own."), "ok")
    return redirect(url_for("computers.index"))


def _page(wrong: HadirError | None = None) -> str:
    desk = current_desk()
    own = lag(desk)
    return render_template(
        "staff/computers/computers.html",
        refusal=sentence(Refused(own.refusal, **own.values)) if own and own.refusal else "",
        computers=[each for each in computers.all_of_them(desk) if not each.withdrawn_at],
        lag=own,
        now=desk.now(),
        wrong=sentence(wrong) if wrong else "",
    )
