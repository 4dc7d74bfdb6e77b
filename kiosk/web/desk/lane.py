"""The exceptions' lane at the desk: who was refused at a door, live, and what is done for them."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kiosk.core import rights
from kiosk.core.errors import Forbidden
from kiosk.core.model import Participant, User
from kiosk.core.rights import Right, actor_of
from kiosk.core.updates import Topic
from kiosk.services import acts, badges, check_ins, refusals, sessions
from kiosk.services.refusals import Case
from kiosk.web.desk.remedies import Remedy, RemedyName, remedies_of, why
from kiosk.web.desk.room import blueprint
from kiosk.web.live.pages import LivePage, Partials, StreamVariant, stream
from kiosk.web.shell.access import current_desk, current_event, may, needs
from kiosk.web.shell.in_place import acting_staff

_TOPICS = frozenset({Topic.SCAN, Topic.ATTENDANCE, Topic.ROSTER, Topic.SESSION})


@blueprint.get("/live")
@needs(Right.HELP_PEOPLE)
def live() -> Response:
    """Send the lane as it changes."""
    current_event()
    return stream(PAGE, _variant())


def lane_html(variant: StreamVariant) -> Partials:
    """Return who waits for help, with the remedies of a steward or of a supervisor."""
    return {"lane": _lane(variant)}


def lane_here() -> str:
    """Return the lane for the page that somebody opens: its buttons work without a script too."""
    return _lane((_variant(),), own=True)


def _lane(variant: StreamVariant, *, own: bool = False) -> str:
    desk, event = current_desk(), current_event()
    now = sessions.session_now(desk, event.id)
    cases = [
        (each, why(each), remedies_of(each, now)) for each in refusals.waiting_cases(desk, event.id)
    ]
    decides = variant == ("supervisor",)
    return render_template("desk/_lane.html", cases=cases, decides=decides, own=own)


@blueprint.get("/cases/<scan_id>", endpoint="case")
@needs(Right.HELP_PEOPLE)
def show(scan_id: str) -> str:
    """Show one of those who wait, with every remedy as a button and a key."""
    return _page(_case(scan_id))


@blueprint.post("/cases/<scan_id>/<name>")
@needs(Right.HELP_PEOPLE)
def remedy(scan_id: str, name: str) -> Response:
    """Do what helps, in the name of whom the form says: oneself, or a supervisor by PIN."""
    if name not in set(RemedyName):
        raise NotFound
    found, by = _case(scan_id), acting_staff()
    chosen = next((x for x in _remedies(found) if x.name == name), None)
    if chosen is None:
        raise NotFound
    if chosen.decides and not _decides(by):
        raise Forbidden("Only a supervisor decides this. Ask one for their PIN.")
    return _do(RemedyName(name), found, by)


@blueprint.post("/cases/<scan_id>/opening")
@needs(Right.HELP_PEOPLE)
def reopen(scan_id: str) -> Response:
    """Put somebody back on the lane who was taken off it by mistake."""
    refusals.reopen(current_desk(), current_event().id, scan_id, acting_staff().name)
    return redirect(url_for("desk.case", scan_id=scan_id), 303)


def _do(name: RemedyName, case: Case, by: User) -> Response:
    desk, event_id, person = current_desk(), current_event().id, case.refusal.participant
    if name is RemedyName.SETTLE or person is None:
        return _settled(case, by)
    if name is RemedyName.UNBLOCK:
        acts.unblock(desk, event_id, [person.id], by.name)
    if name is RemedyName.RESTORE:
        acts.restore(desk, event_id, [person.id], by.name)
    if name is RemedyName.REPLACE:
        badges.reissue(desk, person.id, by.name)
        return redirect(url_for("desk.person", participant_id=person.id), 303)
    return _checked_in(case, person, by)


def _checked_in(case: Case, person: Participant, by: User) -> Response:
    desk, now = current_desk(), sessions.session_now(current_desk(), person.event_id)
    session = case.refusal.session or now.session or now.opens_next
    if session is None:
        return redirect(url_for("desk.person", participant_id=person.id), 303)
    override = _decides(by)
    answer = check_ins.by_hand(desk, person.id, by, session_id=session.id, override=override)
    return redirect(url_for("desk.answer", scan_id=answer.scan_id), 303)


def _settled(case: Case, by: User) -> Response:
    scan_id = case.refusal.scan_id
    refusals.settle(current_desk(), current_event().id, scan_id, by.name)
    flash(_("%(number)s is done.", number=case.refusal.number), "off")
    return redirect(url_for("desk.show"), 303)


def _page(case: Case) -> str:
    return render_template(
        "desk/case.html",
        case=case,
        why=why(case),
        remedies=_remedies(case),
        decides=may(Right.DECIDE_EXCEPTIONS),
    )


def _case(scan_id: str) -> Case:
    return refusals.case(current_desk(), current_event().id, scan_id)


def _remedies(case: Case) -> list[Remedy]:
    return remedies_of(case, sessions.session_now(current_desk(), current_event().id))


def _decides(by: User) -> bool:
    return rights.may(actor_of(by.role), Right.DECIDE_EXCEPTIONS)


def _variant() -> str:
    return "supervisor" if may(Right.DECIDE_EXCEPTIONS) else "steward"


PAGE = LivePage("desk", _TOPICS, lane_html, refresh=30.0)
