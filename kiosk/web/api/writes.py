"""What other programs change: people are added, changed, taken off the list and put back."""

from typing import Any

from flask import jsonify, request
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from kiosk.core.errors import HadirError
from kiosk.core.model import Scope, Status
from kiosk.core.rights import Right
from kiosk.services import acts, listing, sending_again, upserting
from kiosk.services.upserting import PersonDone, PersonWish
from kiosk.web.api import described
from kiosk.web.api.lists import NUMBER, blueprint
from kiosk.web.api.operations import Operation, Sent, operation
from kiosk.web.api.people import done_json, person_json, wish_from
from kiosk.web.api.routes import EVENT_NAMED
from kiosk.web.shell.access import current_desk
from kiosk.web.shell.errors import problem_json

_KEY = "Idempotency-Key"


@operation(
    blueprint,
    Operation(
        name="writeParticipants",
        method="post",
        path="/participants",
        right=Right.WRITE_LIST,
        scope=Scope.CHANGE_PEOPLE,
        says=_l(
            "Adds a person, or changes one who is known by number, NIP, NUPTK or e-mail; or a "
            "list of them, each with its own result. What is not named stays as it is. With an "
            "Idempotency-Key nobody is added twice, however often it is sent."
        ),
        query=(EVENT_NAMED,),
        body=described.WISHES,
        answers=described.ALL_UPSERTED,
        repeatable=True,
        example={"nip": "198701012010012001", "name": "Rina Wati", "organization": "SDN 1"},
    ),
)
def write_participants(sent: Sent) -> Response:
    """Add people or change them, each with its own result."""
    desk, event = current_desk(), sent.event
    names = sending_again.names_for(
        desk, sent.key.id, request.headers.get(_KEY), request.get_data()
    )
    bodies = sent.body if isinstance(sent.body, list) else [sent.body]
    wishes = [_wish(each, names, place) for place, each in enumerate(bodies)]
    good = [each for each in wishes if isinstance(each, PersonWish)]
    done = iter(upserting.upsert(desk, event, good, sent.key.name))
    results = [next(done) if isinstance(each, PersonWish) else each for each in wishes]
    if isinstance(sent.body, list):
        return jsonify([_told(each) for each in results])
    if isinstance(results[0], HadirError):
        raise results[0]
    return jsonify(_told(results[0]))


def _wish(body: object, names: str, place: int) -> PersonWish | HadirError:
    try:
        sent = described.WISH.read("participant", body)
    except HadirError as error:
        return error
    return wish_from(sent, sending_again.name_of(names, place))


def _told(result: PersonDone | HadirError) -> dict[str, Any]:
    return {"error": problem_json(result)} if isinstance(result, HadirError) else done_json(result)


@operation(
    blueprint,
    Operation(
        name="cancelParticipant",
        method="put",
        path="/participants/{number}/cancellation",
        right=Right.WRITE_LIST,
        scope=Scope.CHANGE_PEOPLE,
        says=_l("Takes a person off the list; badge and records stay, and it can be taken back."),
        query=(EVENT_NAMED,),
        parts=(NUMBER,),
        answers=described.PARTICIPANT,
    ),
)
def cancel(sent: Sent, number: int) -> Response:
    """Take a person off the list; who is off it stays so."""
    desk, event = current_desk(), sent.event
    person, expected = listing.person(desk, event, number)
    if person.status is not Status.CANCELED:
        acts.cancel(desk, event.id, [person.id], sent.key.name)
        person, expected = listing.person(desk, event, number)
    return jsonify(person_json(person, expected))


@operation(
    blueprint,
    Operation(
        name="restoreParticipant",
        method="delete",
        path="/participants/{number}/cancellation",
        right=Right.WRITE_LIST,
        scope=Scope.CHANGE_PEOPLE,
        says=_l("Puts a person back on the list; who was blocked is blocked again."),
        query=(EVENT_NAMED,),
        parts=(NUMBER,),
        answers=described.PARTICIPANT,
    ),
)
def restore(sent: Sent, number: int) -> Response:
    """Put a person back on the list; who is on it stays so."""
    desk, event = current_desk(), sent.event
    person, expected = listing.person(desk, event, number)
    if person.status is Status.CANCELED:
        acts.restore(desk, event.id, [person.id], sent.key.name)
        person, expected = listing.person(desk, event, number)
    return jsonify(person_json(person, expected))
