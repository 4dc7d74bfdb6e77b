"""Webhooks: who is told what happens, the secret shown once, and what was answered last."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.changes import ChangeKind
from kiosk.core.rights import Right
from kiosk.core.webhooks import TOLD, Given
from kiosk.services import webhook_sending, webhooks
from kiosk.services.webhooks import WebhookWish
from kiosk.web.shell.access import current_desk, current_staff, needs
from kiosk.web.shell.forms import choice_of

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")


@blueprint.get("")
@needs(Right.SEND_ELSEWHERE)
def index() -> str:
    """List the webhooks with what was answered last."""
    return render_template(
        "staff/webhooks/webhooks.html",
        webhooks=webhooks.seen(current_desk()),
        kinds=_kinds(),
        answer_words=answer_words,
        now=current_desk().now(),
    )


@blueprint.post("")
@needs(Right.SEND_ELSEWHERE)
def add() -> str:
    """Add a webhook and show its secret, this once."""
    form = request.form
    wish = WebhookWish(
        name=form.get("name", ""),
        address=form.get("address", ""),
        kinds=[choice_of(ChangeKind, each, TOLD[0]) for each in form.getlist("kind")],
        local="local" in form,
    )
    hook, secret = webhooks.add(current_desk(), wish, current_staff().name)
    return render_template("staff/webhooks/secret.html", hook=hook, secret=secret)


@blueprint.post("/<int:webhook_id>/trial")
@needs(Right.SEND_ELSEWHERE)
def try_out(webhook_id: int) -> Response:
    """Send something that means nothing, and say what came of it."""
    given = webhook_sending.try_out(current_desk(), webhook_id, current_staff().name)
    flash(answer_words(given), "ok" if given.arrived else "attention")
    return redirect(url_for("webhooks.index"))


@blueprint.post("/<int:webhook_id>/resumption")
@needs(Right.SEND_ELSEWHERE)
def resume(webhook_id: int) -> Response:
    """Go on where a webhook was paused."""
    webhooks.resume(current_desk(), webhook_id, current_staff().name)
    flash(_("It goes on: what happened since is told now."), "ok")
    return redirect(url_for("webhooks.index"))


@blueprint.post("/<int:webhook_id>/withdrawal")
@needs(Right.SEND_ELSEWHERE)
def withdraw(webhook_id: int) -> Response:
    """End a webhook."""
    webhooks.withdraw(current_desk(), webhook_id, current_staff().name)
    flash(_("The webhook is withdrawn; nothing is told any more."), "ok")
    return redirect(url_for("webhooks.index"))


def answer_words(given: Given) -> str:
    """Return what came of telling, in words."""
    if given.arrived:
        return _("Taken, with %(status)s", status=given.status)
    return _whys().get(given.why) or _("Refused, with %(status)s", status=given.status)


def _whys() -> dict[str, str]:
    return {
        "not_allowed": _("Not sent: the address is of this computer or its networks"),
        "no_such_name": _("Not sent: there is no computer of that name, or no network"),
        "not_trusted": _("Not sent: the certificate is not that of the name"),
        "too_slow": _("No answer within 10 seconds"),
        "no_answer": _("Nobody answers there"),
        "redirected": _("Not followed: it answered with another address"),
    }


def _kinds() -> list[tuple[ChangeKind, str]]:
    words = {
        ChangeKind.CHECK_IN: _("Somebody was checked in"),
        ChangeKind.UNDO: _("A check-in was undone"),
        ChangeKind.WALK_IN: _("A walk-in was added"),
        ChangeKind.SESSION_OPENED: _("A session opened"),
        ChangeKind.SESSION_CLOSED: _("A session closed"),
    }
    return [(each, words[each]) for each in TOLD]
