"""What one person may ask for: everything that is kept of them, and its deletion."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.rights import Right
from kiosk.services import privacy
from kiosk.web.participants.room import blueprint
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    person_here,
)


@blueprint.get("/<int:participant_id>/data.json")
@needs(Right.CHANGE_THE_LIST)
def hand_out(participant_id: int) -> Response:
    """Hand out everything that is kept of this person, as a file for them."""
    person = person_here(participant_id).participant
    data = privacy.data_of(current_desk(), current_event(), person.id, current_staff().name)
    file = Response(privacy.data_json(data), mimetype="application/json")
    file.headers["Content-Disposition"] = f"attachment; filename=person-{person.number}.json"
    return file


@blueprint.post("/<int:participant_id>/erasure")
@needs(Right.DELETE_DATA)
def erase(participant_id: int) -> Response:
    """Delete what is kept of this person, for good; the number is typed to be sure."""
    person = person_here(participant_id).participant
    if request.form.get("typed", "").strip() != str(person.number):
        raise BadInput("Type the number of this person. Nothing was deleted.")
    privacy.erase(current_desk(), person.event_id, person.id, current_staff().name)
    flash(_("Everything kept about number %(number)s was deleted.", number=person.number), "ok")
    return redirect(url_for("participants.show", participant_id=person.id), 303)
