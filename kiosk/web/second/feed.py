"""What a second computer asks of the first, as JSON; the scope of its token is the replica."""

from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from kiosk.core.computers import MOST_FACTS, Introduction, SecondComputer
from kiosk.core.errors import BadInput, Forbidden, HadirError
from kiosk.core.facts import moment
from kiosk.core.rights import Right
from kiosk.services import computers, guessing
from kiosk.web.shell.access import current_desk, introduce, needs, origin
from kiosk.web.shell.errors import status_of
from kiosk.web.shell.forms import json_body

blueprint = Blueprint("second", __name__, url_prefix="/second")

_LONGEST_BODY = 8 * 1024 * 1024
_LONGEST_KEY = 100


@blueprint.errorhandler(HadirError)
def refuse(error: HadirError) -> tuple[Response, int]:
    """Tell the other computer the sentence as it is: it says it in the language of its staff."""
    values = {name: str(value) for name, value in error.values.items()}
    return jsonify(refusal=error.text, values=values), status_of(error)


@blueprint.post("/joining")
@needs(Right.ENTER)
def join() -> Response:
    """Let the computer that brings a key follow this one; its token is told once."""
    body = _body()
    key, told = body.get("key"), _introduction(body)
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_KEY:
        raise _unknown_key()
    desk = current_desk()
    secret = guessing.Secret("page:second")
    joined = guessing.tried(desk, origin().address, secret, lambda: computers.join(desk, key, told))
    if joined is None:
        raise _unknown_key()
    return jsonify(joined)


@blueprint.post("/news")
@needs(Right.FOLLOW, by_key=True)
def news() -> Response:
    """Tell what is new since a place, at most some hundred rows at once."""
    computer, body = _computer(), _body()
    waiting = body.get("waiting")
    if type(waiting) is not int or not 0 <= waiting < 2**31:
        raise _not_understood()
    place = str(body.get("epoch")), str(body.get("cursor"))
    told = _introduction(body)
    return jsonify(computers.news(current_desk(), computer, told, place, waiting))


@blueprint.post("/facts")
@needs(Right.FOLLOW, by_key=True)
def facts() -> Response:
    """Take in what happened at the other computer, all of it or nothing."""
    _computer()
    body = _body()
    event, told = str(body.get("event")), body.get("facts")
    new = computers.take(current_desk(), _introduction(body), event, told)
    return jsonify(new=new)


def _computer() -> SecondComputer:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Forbidden("The first computer does not know this one: join again with a new key.")
    computer = computers.of_token(current_desk(), token.strip())
    introduce(computer.name)
    return computer


def _body() -> dict[str, Any]:
    if (request.content_length or 0) > _LONGEST_BODY:
        raise BadInput("At most {most} facts are taken at once.", most=MOST_FACTS)
    request.max_content_length = _LONGEST_BODY
    body = json_body()
    if not isinstance(body, dict):
        raise _not_understood()
    return body


def _introduction(body: dict[str, Any]) -> Introduction:
    try:
        own = body["own"]
        told = {str(uid): str(name) for uid, name in own["events"].items()}
        return Introduction(str(own["computer"]), str(own["version"]), moment(own["at"]), told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_understood() from error


def _not_understood() -> BadInput:
    return BadInput("What the other computer sent cannot be understood.")


def _unknown_key() -> BadInput:
    return BadInput("This key is not known. Copy it once more, or make a new one.")
