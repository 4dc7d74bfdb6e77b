"""Two entries of one person: asked by the number of the other one, then merged."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.rights import Right
from kiosk.services import merging, search
from kiosk.services.search import FoundPeople
from kiosk.web.participants.room import blueprint
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    person_here,
)


@blueprint.get("/<int:participant_id>/merging", endpoint="merging")
@needs(Right.CHANGE_THE_LIST)
def ask(participant_id: int) -> str:
    """Show both entries, and ask."""
    found, other = person_here(participant_id), _other()
    return render_template("participants/merging.html", both=(found, other))


@blueprint.post("/<int:participant_id>/merging")
@needs(Right.CHANGE_THE_LIST)
def merge(participant_id: int) -> Response:
    """Let this entry stand for both."""
    kept, gone = person_here(participant_id).participant, _other().participant
    merging.merge(current_desk(), kept.event_id, kept.id, gone.id, current_staff().name)
    return redirect(url_for("participants.show", participant_id=kept.id), 303)


def _other() -> FoundPeople:
    number = request.values.get("other", "").strip()
    if not number.isdecimal() or len(number) > 6:  # noqa: PLR2004
        raise BadInput("Type the number of the other entry.")
    return search.by_number(current_desk(), current_event().id, int(number))
