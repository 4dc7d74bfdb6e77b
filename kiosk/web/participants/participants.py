"""The participants: searched as one types, filtered, changed one by one or many at once."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from kiosk.core.rights import Right
from kiosk.services import search, sessions
from kiosk.web.participants import many, merging, own_data, participant
from kiosk.web.participants.history import means_words
from kiosk.web.participants.selection import OWN_PREFIX, own_of, query_of
from kiosk.web.shell.access import current_desk, current_event, needs
from kiosk.web.shell.browser import wants_partial

_FILTERS = ("q", "session", "state", "group", "organization", "district", "status", "sort")

blueprint = Blueprint("participants", __name__, url_prefix="/participants")
blueprint.add_app_template_filter(means_words, "means_words")
blueprint.add_url_rule("/new", "new", participant.new)
blueprint.add_url_rule("", "add", participant.add, methods=["POST"])
blueprint.add_url_rule("/<int:participant_id>", "show", participant.show)
blueprint.add_url_rule("/<int:participant_id>", "change", participant.change, methods=["POST"])
blueprint.add_url_rule("/<int:participant_id>/data.json", "hand_out", own_data.hand_out)
blueprint.add_url_rule("/<int:participant_id>/erasure", "erase", own_data.erase, methods=["POST"])
blueprint.add_url_rule(
    "/<int:participant_id>/blocking", "block", participant.block, methods=["POST"]
)
blueprint.add_url_rule(
    "/<int:participant_id>/cancellation", "cancel", participant.cancel, methods=["POST"]
)
blueprint.add_url_rule(
    "/<int:participant_id>/restoration", "restore", participant.restore, methods=["POST"]
)
blueprint.add_url_rule(
    "/<int:participant_id>/unblocking", "unblock", participant.unblock, methods=["POST"]
)
blueprint.add_url_rule("/selection/<name>", "many", many.act, methods=["POST"])
blueprint.add_url_rule("/<int:participant_id>/merging", "merging", merging.ask)
blueprint.add_url_rule("/<int:participant_id>/merging", "merge", merging.merge, methods=["POST"])
blueprint.add_url_rule("/acts", "acts", many.history)
blueprint.add_url_rule("/acts/<int:act_id>/undo", "undo", many.undo, methods=["POST"])
blueprint.add_url_rule(
    "/<int:participant_id>/sessions", "expect", participant.expect, methods=["POST"]
)


@blueprint.get("")
@needs(Right.HELP_PEOPLE)
def index() -> str:
    """List those whom search and filters leave; a script gets the rows alone."""
    desk, event = current_desk(), current_event()
    query = query_of(request.args)
    page = search.find(desk, event.id, query)
    parts = sessions.sessions_of(desk, event.id)
    shared = {"page": page, "query": query, "sessions": parts, "address": address}
    if wants_partial():
        return render_template("participants/_rows.html", **shared)
    choices = search.choices(desk, event.id)
    return render_template("participants/participants.html", choices=choices, **shared)


def address(**changes: Any) -> str:
    """Return the address of this list with some of search, filters, order or page changed."""
    kept: dict[str, Any] = {
        name: request.args.get(name) for name in _FILTERS if request.args.get(name)
    }
    own = {f"{OWN_PREFIX}{label}": value for label, value in own_of(request.args)}
    return url_for("participants.index", **{**kept, **own, **changes})
