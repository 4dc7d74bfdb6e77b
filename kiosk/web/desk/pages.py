"""The steward's desk: find a person, confirm, check in by hand, take back, replace a badge."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core import admission
from kiosk.core.errors import NotFound
from kiosk.core.model import CheckIn, Participant
from kiosk.core.own_fields import ShownAt, shown_of
from kiosk.core.rights import Right
from kiosk.services import badges, check_ins, desk_printer, participants, refusals, sessions
from kiosk.services.own_fields import own_fields
from kiosk.web.desk import lane
from kiosk.web.desk.matching import PersonMatch, match
from kiosk.web.desk.room import blueprint
from kiosk.web.desk.words import headline, message
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    person_here,
    session_of_event,
)
from kiosk.web.shell.browser import wants_partial
from kiosk.web.shell.forms import whole
from kiosk.web.shell.in_place import acting_staff
from kiosk.web.shell.tones import tone


@blueprint.get("")
@needs(Right.HELP_PEOPLE)
def show() -> str:
    """Show the search."""
    return _search(match(""))


@blueprint.post("")
@needs(Right.HELP_PEOPLE)
def find() -> str | Response:
    """Search; what finds one person alone leads to that person at once.

    What is searched for is sent, not asked for in the address: names belong in no log.
    """
    text = request.form.get("q", "")
    case = refusals.case_of_number(current_desk(), current_event().id, text)
    if case and not wants_partial():
        return redirect(url_for("desk.case", scan_id=case.refusal.scan_id), 303)
    matched = match(text)
    if wants_partial():
        return render_template(
            "desk/_results.html", match=matched, text=text, now=_now(), case=case
        )
    if matched.only and not matched.notice:
        person_id = matched.only.participant.id
        return redirect(url_for("desk.person", participant_id=person_id), 303)
    return _search(matched, text)


def _search(matched: PersonMatch, text: str = "") -> str:
    return render_template(
        "desk/desk.html",
        match=matched,
        text=text,
        now=_now(),
        last=_last(),
        lane=lane.lane_here(),
    )


@blueprint.get("/people/<int:participant_id>")
@needs(Right.HELP_PEOPLE)
def person(participant_id: int) -> str:
    """Show a person to be confirmed, with what stands and what may be done."""
    found = person_here(participant_id)
    desk, event = current_desk(), current_event()
    return render_template(
        "desk/person.html",
        found=found,
        person=found.participant,
        own=shown_of(found.participant, own_fields(desk, event.id), ShownAt.DESK),
        dossier=participants.dossier(desk, participant_id),
        sessions=sessions.sessions_of(desk, event.id),
        now=_now(),
        may_undo=_may_undo,
        printer=desk_printer.chosen_printer(desk),
    )


@blueprint.post("/people/<int:participant_id>/check-in")
@needs(Right.HELP_PEOPLE)
def admit(participant_id: int) -> Response:
    """Check a person in by hand; `override` is a supervisor's word against the list or clock."""
    found = person_here(participant_id)
    session = request.form.get("session", type=whole)
    answer = check_ins.by_hand(
        current_desk(),
        found.participant.id,
        acting_staff(),
        session_id=session_of_event(session).id if session else None,
        override=request.form.get("override") == "yes",
    )
    return redirect(url_for("desk.answer", scan_id=answer.scan_id), 303)


@blueprint.get("/answers/<scan_id>")
@needs(Right.HELP_PEOPLE)
def answer(scan_id: str) -> str:
    """Show what came of a check-in by hand, large."""
    given = check_ins.answer_to(current_desk(), scan_id)
    if given is None or given.participant is None:
        raise NotFound("There is no such answer.")
    found = person_here(given.participant.id)
    return render_template(
        "desk/answer.html",
        answer=given,
        person=found.participant,
        headline=headline(given),
        message=message(given),
        tone=tone(given),
        dossier=participants.dossier(current_desk(), found.participant.id),
        may_undo=_may_undo,
    )


@blueprint.post("/check-ins/<int:check_in_id>/undo")
@needs(Right.HELP_PEOPLE)
def undo(check_in_id: int) -> Response:
    """Take a check-in back; the record stays."""
    made = check_ins.check_in_of_event(current_desk(), current_event().id, check_in_id)
    taken = check_ins.undo(current_desk(), made.id, acting_staff())
    name = person_here(taken.participant_id).participant.name
    flash(_("The check-in of %(name)s was undone.", name=name), "off")
    return redirect(url_for("desk.person", participant_id=taken.participant_id), 303)


@blueprint.post("/people/<int:participant_id>/badge")
@needs(Right.HELP_PEOPLE)
def replace_badge(participant_id: int) -> Response:
    """Replace a lost badge: a new code to be printed, or a blank reserve badge held out."""
    found, reserve = person_here(participant_id), request.form.get("reserve", "").strip()
    if reserve:
        badges.bind_reserve(current_desk(), found.participant.id, reserve, current_staff().name)
        flash(_("The reserve badge is theirs now; the old badge is no longer valid."), "ok")
    else:
        badges.reissue(current_desk(), found.participant.id, current_staff().name)
        flash(_("There is a new code; the old badge is no longer valid. Print the new one."), "ok")
    return redirect(url_for("desk.person", participant_id=participant_id), 303)


def _now() -> sessions.SessionNow:
    return sessions.session_now(current_desk(), current_event().id)


def _last() -> list[tuple[CheckIn, Participant]]:
    return check_ins.done_by(current_desk(), current_event().id, current_staff())


def _may_undo(made: CheckIn) -> bool:
    return admission.may_undo(made, current_staff(), current_desk().now())
