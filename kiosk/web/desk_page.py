"""The steward's desk: find a person, confirm, check in by hand, take back, replace a badge."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import NotFound
from kiosk.core.model import Answer, Participant, Role
from kiosk.services import badges, check_in, participants, sessions
from kiosk.web import paper, walk_in
from kiosk.web.access import current_desk, current_event, current_staff, needs, session_of_event
from kiosk.web.answers import headline, message
from kiosk.web.finding import find, participant_here, wants_partial

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
blueprint.add_url_rule("/walk-in", "walk_in", walk_in.show)
blueprint.add_url_rule("/walk-in", "add_walk_in", walk_in.add, methods=["POST"])
blueprint.add_url_rule("/paper", "paper", paper.show)
blueprint.add_url_rule("/paper", "add_paper", paper.add, methods=["POST"])


@blueprint.get("")
@needs(Role.STEWARD)
def show() -> str | Response:
    """Show the search; what finds one person alone leads to that person at once."""
    text = request.args.get("q", "")
    found = find(text)
    if wants_partial():
        return render_template("desk/_results.html", found=found, text=text)
    if found.person and not found.notice:
        return redirect(url_for("desk.person", participant_id=found.person.id))
    return render_template("desk/desk.html", found=found, text=text, now=_now())


@blueprint.get("/people/<int:participant_id>")
@needs(Role.STEWARD)
def person(participant_id: int) -> str:
    """Show a person to be confirmed, with what stands and what may be done."""
    someone = participant_here(participant_id)
    details = participants.details(current_desk(), someone.id)
    return render_template("desk/person.html", person=someone, details=details, now=_now())


@blueprint.post("/people/<int:participant_id>/check-in")
@needs(Role.STEWARD)
def admit(participant_id: int) -> Response:
    """Check a person in by hand; `override` is a supervisor's word against the list or clock."""
    someone = participant_here(participant_id)
    answer = check_in.by_hand(
        current_desk(),
        someone.id,
        current_staff(),
        session_id=_chosen_session(),
        override=request.form.get("override") == "1",
    )
    return redirect(url_for("desk.answer", scan_id=answer.scan_id), 303)


@blueprint.get("/answers/<scan_id>")
@needs(Role.STEWARD)
def answer(scan_id: str) -> str:
    """Show what came of a check-in by hand, large."""
    given = check_in.answer_to(current_desk(), scan_id)
    if given is None or given.participant is None or not _is_here(given.participant):
        raise NotFound("There is no such answer.")
    return render_template(
        "desk/answer.html", answer=given, headline=headline(given), message=message(given)
    )
