"""What other programs read and write of an event: sessions, people, badges, what changes."""

from io import BytesIO

from flask import Blueprint, jsonify, send_file
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from kiosk.core.changes import PLACE, change_json
from kiosk.core.model import Scope
from kiosk.core.rights import Right
from kiosk.services import badges as pictures
from kiosk.services import changes as feed
from kiosk.services import listing, sessions
from kiosk.web.api import described
from kiosk.web.api.attendance import event_json
from kiosk.web.api.operations import Operation, Parameter, Sent, operation
from kiosk.web.api.people import badge_json, person_json
from kiosk.web.api.routes import EVENT_NAMED
from kiosk.web.api.scans import session_json
from kiosk.web.api.shapes import Text, Whole
from kiosk.web.shell.access import arrangement_here, current_desk, event_here

blueprint = Blueprint("api_lists", __name__, url_prefix="/api/v1")

_MOST = 500
_USUAL = 100
_SINCE = Parameter(
    "since", Text(60, pattern=PLACE), _l("The “next” of an earlier answer, or “now”.")
)
_AFTER = Parameter("after", Whole(0), _l("The “next” of the page before this one."))
_LIMIT = Parameter("limit", Whole(1, _MOST), _l("How many at most; 100 where it is not said."))
_PAGED = (EVENT_NAMED, _AFTER, _LIMIT)
NUMBER = Parameter("number", Whole(), _l("The number on the list."))


@operation(
    blueprint,
    Operation(
        name="readEvents",
        method="get",
        path="/events",
        right=Right.READ_SESSIONS,
        scope=None,
        says=_l("Every event, the current one marked."),
        answers=described.EVENTS,
    ),
)
def events(_sent: Sent) -> Response:
    """Return every event but rehearsals."""
    known = [each.event for each in arrangement_here().programmes.values()]
    here = event_here()
    told = [
        {**event_json(each), "current": each == here} for each in known if not each.is_rehearsal
    ]
    return jsonify(events=told)


@operation(
    blueprint,
    Operation(
        name="readSessions",
        method="get",
        path="/sessions",
        right=Right.READ_SESSIONS,
        scope=None,
        says=_l("The sessions of an event, and which of them is taken now."),
        query=(EVENT_NAMED,),
        answers=described.SESSIONS,
    ),
)
def sessions_of_event(sent: Sent) -> Response:
    """Return the sessions of an event with their times."""
    desk, event = current_desk(), sent.event
    now = sessions.session_now(desk, event.id).session
    told = [
        {**(session_json(each) or {}), "taken_now": each == now}
        for each in sessions.sessions_of(desk, event.id)
    ]
    return jsonify(sessions=told)


@operation(
    blueprint,
    Operation(
        name="readParticipants",
        method="get",
        path="/participants",
        right=Right.READ_LIST,
        scope=Scope.PEOPLE,
        says=_l("The list by number, page by page, until “next” is null."),
        query=(
            *_PAGED,
            Parameter("nip", Text(40, 1, "^[0-9]+$"), _l("Only who has this NIP.")),
            Parameter("email", Text(200, 1, r"^[^\x00]+$"), _l("Only who has this e-mail.")),
        ),
        answers=described.PARTICIPANTS,
    ),
)
def participants(sent: Sent) -> Response:
    """Return people of the list, those after a number."""
    wanted = {name: sent.query[name] for name in ("nip", "email") if name in sent.query}
    limit = sent.query.get("limit", _USUAL)
    page = listing.people(current_desk(), sent.event.id, sent.query.get("after", 0), limit, wanted)
    told = [person_json(person, expected) for person, expected in page]
    return jsonify(participants=told, next=_next([each.number for each, _ in page], limit))


@operation(
    blueprint,
    Operation(
        name="readParticipant",
        method="get",
        path="/participants/{number}",
        right=Right.READ_LIST,
        scope=Scope.PEOPLE,
        says=_l("One person of the list."),
        query=(EVENT_NAMED,),
        parts=(NUMBER,),
        answers=described.PARTICIPANT,
    ),
)
def participant(sent: Sent, number: int) -> Response:
    """Return one person of the list."""
    return jsonify(person_json(*listing.person(current_desk(), sent.event, number)))


@operation(
    blueprint,
    Operation(
        name="readBadges",
        method="get",
        path="/badges",
        right=Right.READ_BADGES,
        scope=Scope.BADGES,
        says=_l("The codes of the badges that are valid, by number, page by page."),
        query=_PAGED,
        answers=described.BADGES,
    ),
)
def badges(sent: Sent) -> Response:
    """Return the badges of people, those after a number."""
    limit = sent.query.get("limit", _USUAL)
    page = listing.badges_after(current_desk(), sent.event.id, sent.query.get("after", 0), limit)
    told = [badge_json(badge, person) for badge, person in page if badge]
    return jsonify(badges=told, next=_next([person.number for _, person in page], limit))


@operation(
    blueprint,
    Operation(
        name="readBadge",
        method="get",
        path="/participants/{number}/badge",
        right=Right.READ_BADGES,
        scope=Scope.BADGES,
        says=_l("The badge of one person."),
        query=(EVENT_NAMED,),
        parts=(NUMBER,),
        answers=described.BADGE,
    ),
)
def badge(sent: Sent, number: int) -> Response:
    """Return the badge of one person."""
    return jsonify(badge_json(*listing.badge(current_desk(), sent.event, number)))


@operation(
    blueprint,
    Operation(
        name="drawBadge",
        method="get",
        path="/participants/{number}/badge.png",
        right=Right.READ_BADGES,
        scope=Scope.BADGES,
        says=_l("The badge of one person as a picture, in the event's design."),
        query=(EVENT_NAMED,),
        parts=(NUMBER,),
        answers="image/png",
    ),
)
def badge_png(sent: Sent, number: int) -> Response:
    """Draw the badge of one person."""
    desk, event = current_desk(), sent.event
    drawn = pictures.picture(desk, event, *listing.badge(desk, event, number))
    response = send_file(BytesIO(drawn), "image/png")
    response.headers["Cache-Control"] = "no-store"
    return response


@operation(
    blueprint,
    Operation(
        name="readChanges",
        method="get",
        path="/changes",
        right=Right.READ_CHANGES,
        scope=Scope.ATTENDANCE,
        says=_l(
            "What happened since a place: check-ins, undos, walk-ins, people who changed, "
            "sessions that opened or closed. Without “since” from the beginning; “now” is the "
            "place after which nothing has happened yet. A place of more than 30 days ago is "
            "refused as expired."
        ),
        query=(
            EVENT_NAMED,
            Parameter(
                "since", Text(60, pattern=PLACE), _l("The “next” of an earlier answer, or “now”.")
            ),
            _LIMIT,
        ),
        answers=described.CHANGES,
    ),
)
def changes(sent: Sent) -> Response:
    """Return what happened since a place, and the place to go on from."""
    limit = sent.query.get("limit", _USUAL)
    read = feed.since(current_desk(), sent.query.get("since", ""), limit, sent.event.id)
    told = [change_json(each) for each in read.changes]
    return jsonify(changes=told, next=str(read.next), more=read.more)


def _next(numbers: list[int], limit: int) -> str | None:
    return str(numbers[-1]) if len(numbers) == limit else None
